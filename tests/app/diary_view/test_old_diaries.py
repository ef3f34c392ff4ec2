"""Diaries begun under an earlier edition go on: where they were or lower, and nothing is undone."""

import gzip
import io
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.app.forged_archives import exported, forged

from hamstrong.app import App, Moment, Person, compose
from hamstrong.app.record.archive_intake import Intake
from hamstrong.diary import MemoryDiary
from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.decide.notices import FreezeNotice
from hamstrong.engine.facts import WalkLogged
from hamstrong.engine.state.ladder import START_LEVEL
from hamstrong.engine.state.state import State, split_key
from hamstrong.exchange.archive import Archive, read_archive
from hamstrong.protocol.loader import load_pack
from hamstrong.words.adoption import adoption_lines
from hamstrong.words.sentences import Words

GOLDEN = Path(__file__).parents[2] / "golden" / "old_diaries"
DECIDED: dict[str, Any] = json.loads((GOLDEN / "decided.json").read_text(encoding="utf-8"))
NAMES: dict[str, Any] = json.loads((GOLDEN / "names.json").read_text(encoding="utf-8"))
PACK = load_pack()
EARLIER_RUNGS = [rung for rungs in NAMES["rungs"].values() for rung in rungs]


def written(life: str) -> bytes:
    return gzip.decompress((GOLDEN / f"{life}.jsonl.gz").read_bytes())


def archive(life: str) -> Archive:
    return read_archive(io.BytesIO(written(life)))


def moment(day: int) -> Moment:
    return Moment(datetime(1, 1, 1, 8, tzinfo=UTC) + timedelta(days=day - 1), "UTC", "test")


def import_of(app: App, data: bytes, day: int) -> Intake:
    return app.import_archive(app.read_archive(io.BytesIO(data)), moment(day).now)


def person_of(app: App, life: str) -> Person:
    import_of(app, written(life), DECIDED[life]["day"])
    return app.person(archive(life).header.person)


def at(life: str) -> Moment:
    return moment(DECIDED[life]["day"])


@pytest.fixture
def app() -> Iterator[App]:
    with compose(PACK, MemoryDiary()) as app:
        yield app


def stage_of(app: App, state: State, limb: str) -> int:
    episode = next(e for e in state.episodes if e.kind.limb == limb)
    return app.engine.course(episode.kind, state.person).path[episode.gate.place]


def path_of(app: App, state: State, limb: str) -> tuple[int, ...]:
    episode = next(e for e in state.episodes if e.kind.limb == limb)
    return app.engine.course(episode.kind, state.person).path


# --- what they are


@pytest.mark.parametrize("life", DECIDED)
def test_an_old_diary_is_a_whole_archive_of_the_programme_that_it_names(life: str) -> None:
    diary = archive(life)
    diary.require_facts()
    assert diary.header.logic_hash == DECIDED[life]["logic_hash"] != PACK.logic_hash
    assert diary.facts[-1].recorded_day <= DECIDED[life]["day"]


def test_there_is_an_old_diary_of_every_track_one_stopped_one_frozen_and_one_cleared() -> None:
    limbs = [limb for life in DECIDED.values() for limb in life["limbs"].values()]
    tracks = {"strain", "tendinopathy", "tightness", "prevention"}
    assert {limb["track"] for limb in limbs} == tracks
    assert {limb["frozen"] for limb in limbs} == {"", "stall", "no_change"}
    flags = {
        flag: standing for life in DECIDED.values() for flag, standing in life["flags"].items()
    }
    assert flags == {"limp:left": "STANDING", "pull:": "STANDING", "surgery:": "COVERED"}


# --- what the pack says of the earlier edition


BETWEEN_EDITIONS = [f"faster_run-20min-{percent}" for percent in (60, 70, 80, 90)]
"""Rungs that a diary begun between the two editions may stand on."""


def test_every_rung_of_the_earlier_edition_is_replaced_once() -> None:
    assert sorted(PACK.adoption.replaces) == sorted(EARLIER_RUNGS + BETWEEN_EDITIONS)


def test_every_other_name_of_the_earlier_edition_is_known_or_listed() -> None:
    names, triage = PACK.adoption.names, PACK.triage
    known = {
        "symptoms": {s.id for s in triage.symptoms} | {*names.symptoms},
        "screens": {s.id for s in triage.screens} | {*names.screens},
        "questions": {*PACK.questions, *names.questions},
        "tests": {*PACK.tests, *names.tests},
        "traits": {*PACK.traits, *names.traits},
        "kits": {*PACK.kits, *names.kits},
        "rungs": {*PACK.exercises, *PACK.adoption.exercises},
        "stop_reasons": {*PACK.stop_reasons},
        "goals": {*PACK.goals},
        "paths": {*PACK.paths},
        "flags": {f.id for f in triage.flags} | {*PACK.adoption.flags},
    }
    missing = {kind: sorted(set(NAMES[kind]) - found) for kind, found in known.items()}
    assert {kind: found for kind, found in missing.items() if found} == {}


# --- where they go on


@pytest.mark.parametrize("life", DECIDED)
def test_every_fact_of_an_old_diary_is_believed(app: App, life: str) -> None:
    done = import_of(app, written(life), DECIDED[life]["day"])
    assert len(done.report.new) == len(archive(life).facts)
    assert done.refused == ()


@pytest.mark.parametrize("life", DECIDED)
def test_the_stage_is_that_of_the_last_plan_or_the_first_of_a_path_without_it(
    app: App, life: str
) -> None:
    state = person_of(app, life).current(at(life)).fold.live
    for limb, was in DECIDED[life]["limbs"].items():
        path = path_of(app, state, limb)
        expected = was["stage"] if was["stage"] in path else path[0]
        if was["rungs"]:
            assert stage_of(app, state, limb) == expected
        else:
            assert stage_of(app, state, limb) == path[0]


@pytest.mark.parametrize("life", DECIDED)
def test_no_rung_is_more_than_the_pack_says_the_earlier_one_has_become(app: App, life: str) -> None:
    state = person_of(app, life).current(at(life)).fold.live
    for episode in (one.episode for one in app.engine.open(state).episodes):
        most: dict[str, int] = {}
        for rung in DECIDED[life]["limbs"][episode.kind.limb]["rungs"].values():
            now = PACK.adoption.replaces[rung.removeprefix("half of ")]
            for exercise in PACK.exercises.values():
                ids = [r.id for r in exercise.ladder]
                if now in ids:
                    level = START_LEVEL + ids.index(now)
                    most[exercise.id] = max(level, most.get(exercise.id, level))
        for key, ladder in episode.ladders.items():
            name = split_key(key)[0]
            assert ladder.level <= most.get(name, START_LEVEL), key
            assert (ladder.clean, ladder.proven) == (0, False)
    assert all(episode.latches == () for episode in state.episodes)


def test_a_rung_that_is_still_there_is_where_the_person_goes_on(app: App) -> None:
    life = "tightness_daily_life"
    state = person_of(app, life).current(at(life)).fold.live
    (episode,) = state.episodes
    kept = [key for key, ladder in episode.ladders.items() if ladder.level > START_LEVEL]
    assert len(kept) >= 3


@pytest.mark.parametrize(
    ("life", "flag"),
    [("strain_daily_life_limping", "walking"), ("strain_field_sport_stopped", "pull")],
)
def test_what_stopped_somebody_still_stops_them(app: App, life: str, flag: str) -> None:
    """R-I2, S18: on day 6 after the injury a limp waits for normal walking, from day 7 on for a
    clearance; a pull waits for one at once."""
    decision = person_of(app, life).today(at(life)).decision
    assert isinstance(decision, Refusal)
    assert flag in {getattr(notice, "flag", "") for notice in decision.notices}


def test_what_a_clearance_covered_is_still_covered(app: App) -> None:
    life = "strain_gym_cleared"
    lock = person_of(app, life).current(at(life)).fold.live.lock
    found = {f"{key.flag}:{key.limb}": state.standing.name for key, state in lock.flags}
    assert found == DECIDED[life]["flags"]


@pytest.mark.parametrize("life", ["strain_running", "tendinopathy_running_frozen"])
def test_an_old_freeze_ends(app: App, life: str) -> None:
    decision = person_of(app, life).today(at(life)).decision
    assert [n for n in decision.notices if isinstance(n, FreezeNotice)] == []


@pytest.mark.parametrize("life", DECIDED)
def test_what_was_recorded_and_shown_stays_as_it_was(app: App, life: str) -> None:
    person = person_of(app, life)
    person.today(at(life))
    facts = exported(app, person.id).splitlines()[1:-1]
    assert facts == written(life).splitlines()[1:-1]


# --- told once


@pytest.mark.parametrize("life", DECIDED)
def test_the_change_is_told_before_and_on_the_day_it_is_recorded_and_not_again(
    app: App, life: str
) -> None:
    person, day = person_of(app, life), DECIDED[life]["day"]
    before = person.today(at(life))
    assert before.adopted is not None
    lines = adoption_lines(Words(PACK, app.texts("en")), before.adopted)
    assert "where you were" in lines[0]
    assert person.adopt_pack(at(life), "11111111-1111-4111-8111-000000000001")
    after = person.today(at(life))
    assert after.adopted == before.adopted
    assert (after.decision, after.plan_id) == (before.decision, before.plan_id)
    assert person.today(moment(day + 1)).adopted is None


def test_minutes_that_are_not_offered_go_to_the_next_lower(app: App) -> None:
    life = "tightness_daily_life"
    lowest = min(PACK.minutes_offered)
    between = lowest + 1

    def change(facts: list[dict[str, Any]]) -> None:
        for fact in facts:
            if fact["name"] == "Enrolled":
                fact["payload"]["minutes"] = between

    assert between not in PACK.minutes_offered
    import_of(app, forged(written(life), change), DECIDED[life]["day"])
    person = app.person(archive(life).header.person)
    adopted = person.today(at(life)).adopted
    assert adopted is not None
    assert adopted.minutes == (between, lowest)
    assert person.settings(at(life)).minutes == lowest


# --- trusted no further than what lies beside it


def test_a_forged_plan_raises_nothing_that_its_sessions_could_not(app: App) -> None:
    """A first plan that claims the last stage and the top rungs, after no session at all."""
    life = "tightness_daily_life"
    top = {e.id: e.ladder[-1].id for e in PACK.exercises.values()}

    def change(facts: list[dict[str, Any]]) -> None:
        place = next(i for i, fact in enumerate(facts) if fact["name"] == "PlanIssued")
        del facts[place + 1 :]
        payload = facts[place]["payload"]
        payload["decision"] = payload["decision"].replace(
            '"stages":[["left",1]]', '"stages":[["left",6]]'
        )
        assert '["left",6]' in payload["decision"]
        for item in payload["items"]:
            item["rung"] = top[item["exercise"]]

    day = DECIDED[life]["day"]
    app.import_archive(app.read_archive(io.BytesIO(forged(written(life), change))), moment(day).now)
    state = app.person(archive(life).header.person).current(at(life)).fold.live
    (episode,) = state.episodes
    assert episode.gate.place == 0
    assert {ladder.level for ladder in episode.ladders.values()} <= {0, START_LEVEL}


def test_a_late_entry_after_adoption_lowers_as_ever(app: App) -> None:
    life = "tightness_daily_life"
    person, day = person_of(app, life), DECIDED[life]["day"]
    before = person.current(at(life)).fold.live.episodes[0]
    person.tell(at(life), "11111111-1111-4111-8111-000000000002", WalkLogged(20), day - 3)
    after = person.current(at(life)).fold.live.episodes[0]
    assert after.gate.place <= before.gate.place
    for key, ladder in after.ladders.items():
        assert ladder.level <= before.ladders[key].level
