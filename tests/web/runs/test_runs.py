"""Runs that were really done, by hand; and never for who does not run."""

from __future__ import annotations

import pytest

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import RunInterval
from tests.app.person import Someone
from tests.web.house import Browser, House
from tests.web.runs.facts import FELT, runs


def test_goals_without_running_never_see_it(house: House) -> None:
    house.someone().begin()
    browser = house.browser()
    assert browser.goes_to("/runs") == "/"
    assert "/runs" not in browser.get("/")
    assert browser.post("/runs", {"minutes": "10", **FELT}).headers["location"] == "/"


def test_a_run_is_kept_as_it_was_told(house: House, runner: Someone) -> None:
    browser = house.browser()
    assert "checked" not in browser.get("/runs")
    browser.post("/runs", {"minutes": "12", **FELT})
    (run,) = runs(runner)
    assert run.intervals == (RunInterval("run", 720),)
    assert (run.effort, run.level, run.nprs, run.source) == (3, True, 0, "entered")


@pytest.mark.parametrize("missing", ["minutes", *FELT])
def test_nothing_is_guessed(house: House, runner: Someone, missing: str) -> None:
    fields = {"minutes": "12", **FELT}
    del fields[missing]
    house.browser().post("/runs", fields, 422)
    assert runs(runner) == []


def test_how_fast_may_be_left_to_the_effort_and_is_never_made_up(
    house: House, runner: Someone
) -> None:
    house.browser().post("/runs", {"minutes": "12", **FELT, "percent": "unknown"})
    (run,) = runs(runner)
    assert (run.effort, run.percent) == (3, None)


def test_the_plans_run_may_be_told_afterwards(run_day: tuple[Browser, Someone]) -> None:
    browser, someone = run_day
    decision = someone.today().decision
    assert isinstance(decision, Prescription)
    item = next(i for i in decision.items if i.run_s)
    page = browser.get("/runs")
    assert "Was it the run of today&#39;s plan?" in page
    browser.post("/runs", FELT, 422)  # whether it was must be said
    browser.post("/runs", {**FELT, "planned": "part"}, 422)  # and how long, if not all of it
    browser.post("/runs", {**FELT, "planned": "whole"})
    (run,) = runs(someone)
    assert (run.exercise, run.rung) == (item.exercise, item.rung)
    assert [i.kind for i in run.intervals] == ["walk", "run"] * item.sets
    session = someone.me.session(someone.at)
    assert session is not None
    assert run.plan_id == session.plan_id
    assert "Was it the run" not in browser.get("/runs")  # it is logged


def test_another_run_leaves_the_plan_as_it_is(run_day: tuple[Browser, Someone]) -> None:
    browser, someone = run_day
    browser.post("/runs", {**FELT, "minutes": "10", "planned": "no"})
    (run,) = runs(someone)
    assert (run.plan_id, run.rung) == (None, None)
    assert someone.me.session(someone.at) is None
