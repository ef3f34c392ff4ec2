"""Result form of a self-test as the fact that the diary keeps. A test of comfort has no number."""

from __future__ import annotations

from hamstrong.app.record.typed_numbers import UnclearNumberError, read_numbers
from hamstrong.app.record.way_back_checks import largest_reading
from hamstrong.engine.facts import TestLogged
from hamstrong.protocol.self_tests import SelfTest
from hamstrong.web.shell import Form


def read_test(form: Form, test: SelfTest, sides: tuple[str, ...]) -> TestLogged | None:
    """The test of one side; None with the faults noted. A stopped test may have no reading."""
    side = form.choice("side", sides)
    stopped = form.choice("stopped", ("yes", "no"))
    counted = test.measure != "comfort"
    values = [_reading(form, test, n, stopped) for n in range(test.readings)] if counted else []
    comfortable = form.choice("comfortable", ("yes", "no")) if test.asks_comfort else None
    nprs = form.nprs("pain")
    if form.faults or side is None:
        return None
    return TestLogged(
        test=test.id,
        side=side,
        values=tuple(float(v) for v in values if v is not None),
        nprs=nprs,
        comfortable=None if comfortable is None else comfortable == "yes",
        sharp="sharp" in form.data,
        stopped=stopped == "yes",
    )


def _reading(form: Form, test: SelfTest, number: int, stopped: str | None) -> float | None:
    may_lack = stopped == "yes" or test.asks_comfort
    name, most = f"value_{number}", largest_reading(test)
    if test.measure == "kilograms":
        return _kilograms(form, name, most, optional=may_lack)
    return form.integer(name, least=0, most=most, optional=may_lack)


def _kilograms(form: Form, name: str, most: int, *, optional: bool) -> float | None:
    """Kilograms with a point or, alone in its field, a comma."""
    text = form.text(name, optional=optional)
    if text is None:
        return None
    try:
        (kg,) = read_numbers(text.replace(",", "."), least=0, most=most, at_most=1)
    except (UnclearNumberError, ValueError):
        form.note(name, "shell.form.number")
        return None
    return kg
