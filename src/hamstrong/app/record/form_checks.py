"""Form checks: answers to a form's own screens and symptoms, nothing contradictory."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.app.errors import Fault
from hamstrong.app.record.ranges import in_range, one_of
from hamstrong.app.record.triage import number_bounds
from hamstrong.engine.day.form_answers import WHOLE_FORMS
from hamstrong.engine.facts import FormAnswered
from hamstrong.protocol.model import Pack, Screen

_STEP = "send what the form asks"


def form_faults(pack: Pack, fact: FormAnswered, place: str) -> Iterator[Fault]:
    """Every fault of a form's answers."""
    screens = {s.id: s for s in pack.triage.screens if fact.form in s.forms}
    lists = {s.id for s in screens.values() if s.kind == "list"}
    for name in fact.none_of_these:
        yield from one_of(name, lists, f"{place}.none_of_these", _STEP)
        yield from _contradiction(screens.get(name), fact, place)
    asked = {name: screen for name, screen in screens.items() if screen.kind != "list"}
    for name, value in fact.values:
        yield from one_of(name, asked, f"{place}.values", _STEP)
        if name in asked:
            yield from _value(asked[name], value, f"{place}.values.{name}")
    if fact.withdraws and fact.form not in WHOLE_FORMS:
        rule = "only a form with every symptom list takes an answer back"
        yield Fault(fact.form, f"{place}.form", rule, "answer the symptom lists again")


def _contradiction(screen: Screen | None, fact: FormAnswered, place: str) -> Iterator[Fault]:
    if screen is not None and not set(screen.symptoms).isdisjoint(fact.symptoms):
        rule = "a list has ticks or none of these, never both"
        yield Fault(screen.id, f"{place}.none_of_these", rule, "ask this screen again")


def _value(screen: Screen, value: str | int, place: str) -> Iterator[Fault]:
    if screen.kind in ("choice", "yes_no"):
        options = screen.options if screen.kind == "choice" else ("yes", "no")
        yield from one_of(str(value), options, place, _STEP)
    elif isinstance(value, str):
        yield Fault("a text", place, "must be a whole number", _STEP)
    else:
        yield from in_range(value, number_bounds(screen), place, "a whole number")
