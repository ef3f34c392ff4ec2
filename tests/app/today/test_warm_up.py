"""The warm-up block for the field: nobody is led past what is open to them (S2)."""

from __future__ import annotations

from dataclasses import replace

from tests.app.person import CHOICES, STRAIN, TIGHT, Someone

from hamstrong.app import App
from hamstrong.engine.facts import MorningAnswered, PainNowAnswered
from hamstrong.protocol.loader import load_pack

FIELD = replace(CHOICES, goal="field_sport")
BLOCK = load_pack().way_back.warm_up


def parts(someone: Someone) -> list[str]:
    return [part.id for part in someone.me.warm_up(someone.at)]


def until_running_opens(someone: Someone) -> None:
    """Live on to the first day with a run in the plan."""
    for _ in range(60):
        someone.answer_all()
        if parts(someone):
            return
        someone.work()
        someone.day += 1
    raise AssertionError("running does not open")


def test_every_part_of_the_block_names_its_source_and_is_our_careful_choice() -> None:
    assert sum(part.minutes for part in BLOCK.values()) == 18
    assert all("E9" in part.sources and part.grade == "E" for part in BLOCK.values())
    assert "nordic" not in {part.figure for part in BLOCK.values()}  # twice a week


def test_nobody_with_another_goal_sees_it(app: App) -> None:
    someone = Someone(app).begin(TIGHT, replace(CHOICES, goal="running"))
    assert not someone.me.has_warm_up(someone.at)
    assert someone.me.warm_up_script(someone.at) is None


def test_a_fresh_strain_is_given_nothing_of_it(app: App) -> None:
    """S2, S12: the block opens with running, its first part."""
    someone = Someone(app).begin(STRAIN, FIELD)
    someone.answer_all()
    assert someone.me.has_warm_up(someone.at)
    assert parts(someone) == []
    assert someone.me.warm_up_script(someone.at) is None


def test_a_part_waits_for_its_exercise_and_a_bad_morning_closes_all(app: App) -> None:
    """S2, S5: hops and sprints come in later stages; a failed morning forbids it."""
    someone = Someone(app).begin(TIGHT, FIELD)
    until_running_opens(someone)
    found = parts(someone)
    assert found[0] == "easy_run"
    assert {"small_hops", "rising_runs"}.isdisjoint(found)
    script = someone.me.warm_up_script(someone.at)
    assert script is not None
    assert [s.seconds for s in script.segments[:-1]] == [60.0 * BLOCK[n].minutes for n in found]
    assert {s.kind for s in script.segments} == {"warm_up", "done"}
    someone.work()
    someone.day += 1
    someone.tell(MorningAnswered("left", 5, new_limp=False))
    assert parts(someone) == []


def test_pain_before_the_warm_up_forbids_it(app: App) -> None:
    """At 3 there are isometrics only."""
    someone = Someone(app).begin(TIGHT, FIELD)
    until_running_opens(someone)
    someone.tell(PainNowAnswered("left", 3, new_limp=False))
    assert parts(someone) == []
