"""R-G1: a preset says in one tap what somebody has; a corrected list counts in its place."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from starlette.datastructures import FormData

from hamstrong.app import App
from hamstrong.web.shell import Form
from hamstrong.web.welcome.steps import read_step


def sent_form(fields: Sequence[tuple[str, str]]) -> Form:
    """The page of kit and minutes as it was sent."""
    return Form("", FormData([("minutes", "45"), *fields]))


@pytest.mark.parametrize(
    ("sent", "owned"),
    [
        ([("preset", "chair_and_table")], ["chair", "counter", "wall"]),
        ([("preset", "gym"), ("kit", "chair"), ("kit", "towel")], ["chair", "towel"]),
        ([("preset", "gym"), ("kit", "none")], []),
    ],
    ids=["a preset", "a corrected list", "none of these"],
)
def test_what_is_owned_is_the_preset_or_the_corrected_list(
    app: App, sent: list[tuple[str, str]], owned: list[str]
) -> None:
    form = sent_form(sent)
    assert read_step(form, "kit", app.pack)["kit"] == owned
    assert not form.faults


def test_neither_a_preset_nor_a_list_is_no_answer(app: App) -> None:
    """Unanswered is not none."""
    form = sent_form([])
    read_step(form, "kit", app.pack)
    assert list(form.faults) == ["kit"]


def test_more_choices_may_be_left_alone(app: App) -> None:
    """What holds the ankles and the clinician's word are wishes: nothing ticked is no."""
    plain = read_step(sent_form([("kit", "none")]), "kit", app.pack)
    assert (plain["traits"], plain["ask_clinician"]) == ([], False)
    ticked = [("kit", "none"), ("more", "ask_clinician"), ("more", "prefers_slider")]
    asked = read_step(sent_form(ticked), "kit", app.pack)
    assert (asked["traits"], asked["ask_clinician"]) == (["prefers_slider"], True)
