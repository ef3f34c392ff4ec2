"""Nothing of an archive is believed that a form could not have said on its day (S9)."""

from __future__ import annotations

import json
import stat
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from tests.app.forged_archives import Change, Line, exported, first, forged, line_of, read
from tests.app.person import PERSON, Someone
from tests.app.record.test_unnamed_leave import NOBODY
from tests.app.varied_life import live_variously

from hamstrong.app import App, ClockBehind, compose, open_app
from hamstrong.app.record.archive_intake import Intake, LeaveOut
from hamstrong.diary import MemoryDiary, NewFact
from hamstrong.engine.facts import (
    ApprovalRecorded,
    CapRecorded,
    ClearanceRecorded,
    MorningAnswered,
    SetLogged,
    WalkLogged,
)
from hamstrong.exchange.archive import ArchiveError
from hamstrong.exchange.archive_import import ImportRefused
from hamstrong.protocol.loader import load_pack

LAST = date.max.toordinal()


@pytest.fixture(scope="module")
def lived() -> Iterator[tuple[Someone, bytes]]:
    """A person two weeks on, with a walk, and their archive."""
    with compose(load_pack(), MemoryDiary()) as app:
        someone = Someone(app).begin()
        someone.live(14)
        yield someone, exported(app, someone.id)


def changed(name: str, where: str, value: Any) -> Change:
    """Change one value of the first fact of a kind, in its payload or beside it."""

    def change(facts: list[Line]) -> None:
        fact = first(facts, name)
        *steps, last = where.split(".")
        holder: Any = fact if steps[:1] != ["payload"] else fact["payload"]
        for step in steps[1:]:
            holder = holder[int(step) if step.isdigit() else step]
        holder[int(last) if last.isdigit() else last] = value

    return change


def looked(someone: Someone, data: bytes, app: App | None = None) -> Intake:
    if app is not None:
        return app.plan_import(read(app, data), someone.at.now)
    with compose(load_pack(), MemoryDiary()) as fresh:
        return fresh.plan_import(read(fresh, data), someone.at.now)


CASES: dict[str, tuple[str, str, Any, str, str]] = {
    "pain of 99": ("MorningAnswered", "payload.nprs", 99, "nprs", "99"),
    "a thousand million repetitions": (
        "SetLogged", "payload.repetitions", 10**9, "repetitions", "1000000000"
    ),
    "an unknown exercise": ("SetLogged", "payload.exercise", "trampoline", "exercise",
                            "'trampoline'"),
    "an unknown rung": ("SetLogged", "payload.rung", "heel_drag-99", "rung", "'heel_drag-99'"),
    "a side that it has not": ("WalkingAnswered", "payload.limb", "both", "limb", "'both'"),
    "a leg without a plan": ("MorningAnswered", "payload.limb", "right", "limb", "'right'"),
    "an unknown track": ("Enrolled", "payload.limbs.0.track", "yoga", "limbs.0.track", "'yoga'"),
    "an unknown goal": ("Enrolled", "payload.goal", "astronaut", "goal", "'astronaut'"),
    "an unknown symptom": ("FormAnswered", "payload.symptoms", ["hiccup"], "symptoms.0",
                           "'hiccup'"),
    "minutes that are not offered": ("Enrolled", "payload.minutes", 7, "minutes", "7"),
    "a plan that asks for nothing": ("PlanIssued", "payload.items.0.holds", 1, "items.0",
                                     "a smaller dose"),
    "a decision that is none": ("PlanIssued", "payload.decision", "{", "decision",
                                "1 characters"),
    "the last day of the calendar": ("WalkLogged", "recorded_day", LAST, "recorded_day",
                                     "9999-12-31"),
    "the first day of the calendar": ("WalkLogged", "recorded_day", 1, "recorded_day",
                                      "0001-01-01"),
    "a day after its recording": ("WalkLogged", "day", LAST, "day", "9999-12-31"),
    "an instant of another age": ("WalkLogged", "instant", "0001-01-01T00:00:00.000000Z",
                                  "instant", "the year 1"),
    "a plan beside the payload": ("WalkLogged", "plan_id", "x", "plan_id", "another plan"),
    "a version of tomorrow": ("WalkLogged", "version", 99, "", "version 99"),
    "an unknown kind": ("WalkLogged", "name", "MoodReported", "", "version 1"),
    "a field of nobody": ("WalkLogged", "payload.mood", "sad", "", "1 unknown fields"),
    "a truth for a number": ("WalkLogged", "payload.minutes", True, "minutes", "true or false"),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(CASES))
def test_what_cannot_be_refuses_the_file_with_line_field_and_value(
    lived: tuple[Someone, bytes], case: str
) -> None:
    someone, data = lived
    name, where, value, field, shown = CASES[case]
    bad = forged(data, changed(name, where, value))
    line = line_of(data, name)
    with compose(load_pack(), MemoryDiary()) as fresh:
        with pytest.raises(ImportRefused) as caught:
            fresh.import_archive(read(fresh, bad), someone.at.now)
        assert fresh.persons() == ()
    faults = [fault for fault in caught.value.faults if fault.place.startswith(f"line {line},")]
    assert faults, caught.value.faults
    assert faults[0].value == shown
    assert faults[0].place.removesuffix(field) != faults[0].place or field == ""
    assert all(fault.rule and fault.next_step for fault in faults)


def test_an_archive_of_the_program_itself_is_taken_whole(lived: tuple[Someone, bytes]) -> None:
    someone, data = lived
    assert looked(someone, data).refused == ()


def test_the_dry_run_names_every_line_and_writes_nothing(lived: tuple[Someone, bytes]) -> None:
    someone, data = lived

    def change(facts: list[Line]) -> None:
        walks = [fact for fact in facts if fact["name"] == "WalkLogged"]
        for walk in walks:
            walk["payload"]["minutes"] = 10**6

    bad = forged(data, change)
    walks = [json.loads(line)["name"] for line in data.splitlines()[1:-1]].count("WalkLogged")
    with compose(load_pack(), MemoryDiary()) as fresh:
        intake = fresh.plan_import(read(fresh, bad), someone.at.now)
        assert len(intake.refused) == walks > 10
        assert fresh.persons() == ()


def test_the_rest_is_taken_and_the_lines_are_kept_for_their_owner_alone(
    lived: tuple[Someone, bytes], tmp_path: Path
) -> None:
    someone, data = lived
    bad = forged(data, changed("WalkLogged", "payload.minutes", 10**6))
    line = bad.splitlines(keepends=True)[line_of(data, "WalkLogged") - 1]
    with open_app(tmp_path) as fresh:
        archive = read(fresh, bad)
        done = fresh.import_archive(archive, someone.at.now, leave_out=LeaveOut.REFUSED)
        assert len(done.report.new) == archive.header.count - 1
        assert done.left_out is not None
        assert done.left_out.parent == tmp_path / "left-out"
        assert done.left_out.read_bytes() == line
        assert stat.S_IMODE(done.left_out.stat().st_mode) == 0o600
        there = Someone(fresh, day=someone.day)
        assert there.today().decision.day == someone.day
        fresh.erase(someone.id)
        assert not done.left_out.exists()


def test_lines_that_are_no_facts_can_be_left_out_too(
    lived: tuple[Someone, bytes], tmp_path: Path
) -> None:
    someone, data = lived
    bad = forged(data, changed("WalkLogged", "counted_by", "nobody"))
    with open_app(tmp_path) as fresh:
        archive = read(fresh, bad)
        with pytest.raises(ArchiveError, match="counted_by"):
            archive.require_facts()
        with pytest.raises(ImportRefused, match="counted_by"):
            fresh.import_archive(archive, someone.at.now)
        done = fresh.import_archive(archive, someone.at.now, leave_out=LeaveOut.REFUSED)
        assert [line.line for line in done.refused] == [line_of(data, "WalkLogged")]


def test_a_fact_twice_in_an_archive_is_refused_once(lived: tuple[Someone, bytes]) -> None:
    someone, data = lived
    bad = forged(data, lambda facts: facts.append(dict(facts[-1])))
    intake = looked(someone, bad)
    assert [line.faults[0].rule for line in intake.refused] == ["a fact is in an archive once"]


def test_facts_are_recorded_in_order(lived: tuple[Someone, bytes]) -> None:
    someone, data = lived

    def change(facts: list[Line]) -> None:
        facts[-1]["recorded_day"] -= 5
        facts[-1]["day"] -= 5

    (line,) = looked(someone, forged(data, change)).refused
    assert line.faults[0].rule.startswith("recorded in order")


@pytest.mark.parametrize(("days", "taken"), [(0, True), (13, True), (14, False)])
def test_a_late_fact_lies_between_enrolment_and_its_recording(
    lived: tuple[Someone, bytes], days: int, taken: bool
) -> None:
    someone, data = lived

    def change(facts: list[Line]) -> None:
        facts[-1]["day"] = facts[-1]["recorded_day"] - days

    assert (looked(someone, forged(data, change)).refused == ()) is taken


def test_no_day_that_is_still_to_come_is_believed(lived: tuple[Someone, bytes]) -> None:
    someone, data = lived
    with compose(load_pack(), MemoryDiary()) as fresh:
        before = someone.at.now - timedelta(days=3)
        intake = fresh.plan_import(read(fresh, data), before)
        assert {line.faults[0].place.rpartition(".")[2] for line in intake.refused} == {
            "recorded_day"
        }


def test_an_enrolment_follows_from_its_long_form(lived: tuple[Someone, bytes]) -> None:
    """A form sorts into a track; a file cannot choose another one, or begin without a form."""
    someone, data = lived
    bad = forged(data, changed("Enrolled", "payload.limbs.0.track", "prevention"))
    with compose(load_pack(), MemoryDiary()) as fresh:
        with pytest.raises(ImportRefused, match="long form"):
            fresh.import_archive(read(fresh, bad), someone.at.now)

        def without_form(facts: list[Line]) -> None:
            facts.remove(first(facts, "FormAnswered"))

        with pytest.raises(ImportRefused, match="long form comes first"):
            fresh.import_archive(read(fresh, forged(data, without_form)), someone.at.now)


def test_a_clearance_of_a_flag_that_does_not_stand_is_refused(someone: Someone) -> None:
    data = exported(someone.app, someone.id)

    def change(facts: list[Line]) -> None:
        leave = ClearanceRecorded(("infection",), "Dr. B", someone.day, someone.day + 9, 3)
        payload = {**leave._asdict(), "flags": ["infection"]}
        facts.append({**facts[-1], "client_id": str(uuid4()), "name": "ClearanceRecorded",
                      "payload": payload, "plan_id": None})  # fmt: skip

    (line,) = looked(someone, forged(data, change)).refused
    assert line.faults[0].place.endswith(".flags")


def test_who_gave_leave_has_a_name(someone: Someone) -> None:
    someone.tell(CapRecorded("Dr. B", someone.day, max_sets=1))
    data = exported(someone.app, someone.id)
    (line,) = looked(someone, forged(data, changed("CapRecorded", "payload.who", " "))).refused
    assert line.faults[0].place.endswith(".who")


@pytest.mark.parametrize("who", NOBODY)
def test_leave_by_nobody_is_refused_from_an_archive(someone: Someone, who: str) -> None:
    day = someone.day
    given = (
        (
            "ClearanceRecorded",
            ClearanceRecorded((), who, day, day + 9, 3)._asdict() | {"flags": []},
        ),
        ("ApprovalRecorded", ApprovalRecorded("left", 2, who, day)._asdict()),
    )
    data = exported(someone.app, someone.id)
    for name, payload in given:

        def change(facts: list[Line], name: str = name, payload: Line = payload) -> None:
            facts.append({**facts[-1], "client_id": str(uuid4()), "name": name,
                          "payload": payload, "plan_id": None})  # fmt: skip

        (line,) = looked(someone, forged(data, change)).refused
        assert [fault.place for fault in line.faults if fault.place.endswith(".who")], name


def test_a_correction_names_an_earlier_fact_and_says_what_can_be(someone: Someone) -> None:
    someone.tell(MorningAnswered("left", 1, new_limp=False))
    wrong = someone.app.diary.read(someone.id)[-1]
    data = exported(someone.app, someone.id)

    def change(facts: list[Line]) -> None:
        inner = {"limb": "left", "nprs": 99}
        payload = {"corrects": wrong.client_id, "name": "MorningAnswered", "version": 1,
                   "payload": inner}  # fmt: skip
        facts.append({**facts[-1], "client_id": str(uuid4()), "name": "FactCorrected",
                      "payload": payload, "plan_id": None})  # fmt: skip

    (line,) = looked(someone, forged(data, change)).refused
    assert line.faults[0].value == "99"


def test_an_archive_joins_a_diary_that_has_begun(lived: tuple[Someone, bytes]) -> None:
    """The same person's diary on another machine, some days behind, catches up."""
    someone, data = lived
    lines = data.splitlines()[1:-1]
    half = [json.loads(line) for line in lines[: len(lines) // 2]]
    with compose(load_pack(), MemoryDiary()) as behind:
        cut = forged(data, lambda facts: facts.__delitem__(slice(len(half), None)))
        behind.import_archive(read(behind, cut), someone.at.now)
        done = behind.import_archive(read(behind, data), someone.at.now)
        assert (len(done.report.known), len(done.refused)) == (len(half), 0)
        there = Someone(behind, day=someone.day)
        assert there.me.current(there.at) == someone.me.current(someone.at)


def test_what_contradicts_the_diary_is_named_with_its_line(lived: tuple[Someone, bytes]) -> None:
    someone, data = lived
    bad = forged(data, changed("WalkLogged", "payload.minutes", 31))
    with compose(load_pack(), MemoryDiary()) as other:
        other.import_archive(read(other, data), someone.at.now)
        (line,) = other.plan_import(read(other, bad), someone.at.now).refused
        assert line.line == line_of(data, "WalkLogged")
        with pytest.raises(ImportRefused, match="another fact under this client id"):
            other.import_archive(read(other, bad), someone.at.now)


def test_an_archive_made_by_another_version_is_held_to_names_and_bounds(
    lived: tuple[Someone, bytes],
) -> None:
    """What a form offered then cannot be asked of the pack of today, so it is not asked."""
    someone, data = lived

    def older(facts: list[Line]) -> None:
        first(facts, "ProtocolAdopted")["payload"]["logic_hash"] = "0" * 64
        first(facts, "Enrolled")["payload"]["minutes"] = 25

    assert looked(someone, forged(data, older)).refused == ()

    def unknown(facts: list[Line]) -> None:
        older(facts)
        first(facts, "SetLogged")["payload"]["exercise"] = "trampoline"

    assert len(looked(someone, forged(data, unknown)).refused) == 1


def stored_as(someone: Someone, name: str, payload: dict[str, Any], **more: Any) -> None:
    """A fact in the diary as an older version imported it, unchecked."""
    last = someone.app.diary.read(someone.id)[-1]
    values: dict[str, Any] = {
        "person": someone.id, "client_id": str(uuid4()), "name": name, "version": 1,
        "payload": json.dumps(payload, sort_keys=True, separators=(",", ":")), "day": someone.day,
        "recorded_day": someone.day, "instant": last.instant, "device_id": "old",
        "device_counter": 1, "counted_by": "person",
    }  # fmt: skip
    someone.app.diary.append(someone.id, [NewFact(**(values | more))])


ODD: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "pain of 99": ("MorningAnswered", {"limb": "left", "nprs": 99}, {}),
    "unknown exercise": (
        "SetLogged", {"exercise": "trampoline", "side": "left", "rung": "x"}, {}
    ),
    "unknown limb": ("MorningAnswered", {"limb": "middle", "nprs": 0}, {}),
    "unknown track": (
        "Enrolled",
        {"limbs": [{"limb": "left", "track": "yoga"}], "goal": "daily_life",
         "training_days": [0, 2], "minutes": 45},
        {},
    ),
    "unknown goal": (
        "Enrolled",
        {"limbs": [{"limb": "left", "track": "tightness"}], "goal": "astronaut",
         "training_days": [0, 2], "minutes": 45},
        {},
    ),
    "the end of the calendar": ("WalkLogged", {"minutes": 5}, {"recorded_day": LAST, "day": LAST}),
    "a day to come": ("WalkLogged", {"minutes": 5}, {"day": LAST}),
    "leave by nobody": (
        "ClearanceRecorded",
        {"flags": ["infection"], "who": "", "dated": 739313, "expires": 739320, "max_stage": 9},
        {},
    ),
    "a plan of nothing": (
        "PlanIssued",
        {"plan_id": "x", "made_at_seq": 1, "logic_hash": "a", "engine_hash": "b", "items": [],
         "decision": "{"},
        {},
    ),
    "a correction of nothing": (
        "FactCorrected",
        {"corrects": str(uuid4()), "name": "MorningAnswered", "version": 1, "payload": {}},
        {},
    ),
    "settings of nowhere": ("SettingsChanged", {"goal": "astronaut"}, {}),
    "a test of nothing": ("TestLogged", {"test": "yo-yo", "side": "left"}, {}),
    "a move to the moon": ("SessionRequested", {"day": 10**9}, {}),
}  # fmt: skip


@pytest.mark.parametrize("case", sorted(ODD))
def test_a_diary_that_holds_what_cannot_be_goes_on_and_it_moves_nothing(
    someone: Someone, case: str
) -> None:
    name, payload, more = ODD[case]
    before = someone.today().decision
    stored_as(someone, name, payload, **more)
    odd = someone.app.diary.last_seq(someone.id)
    after = someone.today().decision
    assert after == before
    assert someone.me.history(someone.at)
    assert someone.me.why(someone.at) is not None
    assert someone.me.episodes(someone.at)
    someone.tell(WalkLogged(20))
    someone.day += 1
    someone.live(2)
    found = {line.name: line for line in someone.app.check_up(someone.at.now)}["facts"]
    assert found.health == "bad"
    assert f"{odd} {name} (" in found.detail


def test_a_set_with_an_impossible_count_is_still_a_set_and_no_clean_one(someone: Someone) -> None:
    """S9, S3: what was done still counts as done; what is not believed earns nothing."""
    payload = {"exercise": "nordic", "side": "both", "rung": "nordic_eccentric",
               "repetitions": 10**9, "nprs": 0}  # fmt: skip
    stored_as(someone, "SetLogged", payload)
    facts = someone.me.current(someone.at).fold.live.facts
    sets = [fact for fact in facts if isinstance(fact, SetLogged)]
    assert [(one.exercise, one.repetitions) for one in sets] == [("nordic", None)]


def test_known_warning_signs_of_a_form_count_whatever_else_it_says(someone: Someone) -> None:
    """S1: a form that cannot be passes nothing, and a sign that is known stops all the same."""
    flags = {flag.id: flag for flag in someone.app.pack.triage.flags}
    symptom = next(
        name for screen in someone.app.pack.triage.screens if "short" in screen.forms
        for name in screen.symptoms
    )  # fmt: skip
    assert flags
    payload = {"form": "short", "symptoms": [symptom, "hiccup"], "none_of_these": []}
    stored_as(someone, "FormAnswered", payload)
    assert type(someone.today().decision).__name__ == "Refusal"


def test_a_diary_ahead_of_every_clock_says_so_at_once(someone: Someone) -> None:
    ahead = someone.day + 40_000
    stored_as(someone, "WalkLogged", {"minutes": 5}, recorded_day=ahead, day=ahead)
    with pytest.raises(ClockBehind, match=date.fromordinal(ahead).isoformat()):
        someone.today()
    found = {line.name: line for line in someone.app.check_up(someone.at.now)}["facts"]
    assert "(recorded_day)" in found.detail


def test_a_diary_whose_first_fact_is_of_no_day_opens(someone: Someone) -> None:
    facts = someone.app.diary.read(someone.id)
    with compose(load_pack(), MemoryDiary()) as other:
        values = [{k: v for k, v in vars(f).items() if k != "seq"} for f in facts]
        values[0] |= {"recorded_day": LAST, "day": LAST}
        other.diary.append(PERSON, [NewFact(**value) for value in values])
        assert Someone(other, day=someone.day).today().decision.day == someone.day


@pytest.mark.parametrize("seed", range(6))
def test_what_was_said_through_the_interfaces_is_taken_back_whole(seed: int) -> None:
    with compose(load_pack(), MemoryDiary()) as app, compose(load_pack(), MemoryDiary()) as other:
        someone = live_variously(app, seed, days=35)
        data = exported(app, someone.id)
        assert looked(someone, data).refused == ()
        other.import_archive(read(other, data), someone.at.now)
        there = Someone(other, day=someone.day)
        assert there.me.current(there.at) == someone.me.current(someone.at)
