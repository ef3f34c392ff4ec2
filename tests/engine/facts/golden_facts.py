"""The golden archives of stored facts: every kind in every version, each field filled once.

`python -m tests.engine.facts.golden_facts` writes the archives that are missing and never over one
that is there: diaries in use were written like this, so a file stays as it is for ever. Whoever
adds a kind, or a version of one, adds its facts under a new name. The facts of an older version are
written here as they are read today, after their upcasters.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from hamstrong.diary import MemoryDiary, NewFact, canonical_json
from hamstrong.engine.facts import (
    ActivitiesRated,
    ActivityNamed,
    AppointmentCancelled,
    AppointmentMade,
    AppointmentMoved,
    ApprovalRecorded,
    BaselineAnswered,
    CapRecorded,
    ClearanceRecorded,
    ConsentGiven,
    DiaryArrived,
    DiaryMoved,
    Enrolled,
    Fact,
    FactCorrected,
    FlagAnswered,
    FormAnswered,
    HowIsItAnswered,
    LimbEnrolled,
    LoadReported,
    LoadsOwned,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PainReported,
    PlanIssued,
    PlannedItem,
    ProtocolAdopted,
    QuestionAnswered,
    ReturnedToSport,
    RunInterval,
    RunLogged,
    RunTimed,
    SessionFinished,
    SessionRequested,
    SessionStarted,
    SetLogged,
    SettingsChanged,
    SittingLogged,
    SportLogged,
    StepBackChosen,
    Stopped,
    TestLogged,
    WalkingAnswered,
    WalkLogged,
    WatchAnswered,
    ZoneChanged,
)
from hamstrong.engine.facts.codec import encode_fact
from hamstrong.exchange.archive import export_archive

FOLDER = Path(__file__).resolve().parents[2] / "golden" / "facts"
DAY = date(2026, 3, 2).toordinal()
PLAN, DEVICE = "plan-1", str(uuid5(NAMESPACE_URL, "golden device"))
PERSON = str(uuid5(NAMESPACE_URL, "golden person"))
HASH = "0123456789abcdef" * 4
LOGGED = SetLogged(
    "bridge", "left", "bridge-2x12", PLAN, repetitions=12, holds=1, hold_s=4, load_kg=2.5,
    nprs=0, sharp=True, half_range=True, elsewhere=True,
)  # fmt: skip

FIRST: tuple[Fact, ...] = (
    ConsentGiven("en", HASH),
    ProtocolAdopted("hamstring", "1.0.0", HASH, HASH[::-1]),
    ZoneChanged("Europe/Berlin"),
    Enrolled(
        (
            LimbEnrolled(
                "left", "strain", DAY - 3, limp=True, sitting_bone=True, worst_nprs=6,
                strictest=True, easy_run_minutes=20,
            ),
            LimbEnrolled("right", "prevention"),
        ),
        "running", (0, 2, 4), 30, ("chair", "box"), ("age_65",), ("nordics",), ask_clinician=True,
    ),
    Enrolled((LimbEnrolled("left", "tightness"),), "gym", (0, 3), 20),
    SettingsChanged(
        "gym", (1, 3), 45, ("chair",), ("falls",), ("nordics",), ask_clinician=False
    ),
    SettingsChanged(),
    FormAnswered(
        "long", ("bruise",), ("signs", "standing"), (("onset", "sudden"), ("days", 3)),
        withdraws=True,
    ),
    FormAnswered("weekly"),
    BaselineAnswered("left", 0),
    MorningAnswered("left", 2, new_limp=False, same_soreness=True),
    MorningAnswered("right"),
    PainNowAnswered("left", 0, new_limp=False),
    PainNowAnswered("right"),
    HowIsItAnswered("left", 1),
    WalkingAnswered("left", normal=True),
    QuestionAnswered("stairs", "left", "yes", 4, 5),
    QuestionAnswered("stairs", "left"),
    OutcomeAnswered("left", "better", 2, no_limits=True),
    OutcomeAnswered("left"),
    PlanIssued(
        PLAN, 7, HASH, "1",
        (
            PlannedItem(
                "bridge", "left", "bridge-2x12", 2, "each", 12, 1, 4, 2.5, bouts=2, half=True,
                run_s=60, walk_s=90, pace="sprint", effort_percent=70,
            ),
            PlannedItem("bridge", "right", "bridge-2x12", 2, "once"),
        ),
        "{}",
    ),
    PlanIssued(PLAN, 0, HASH, "1", ()),
    SessionStarted(PLAN),
    LOGGED,
    SetLogged("bridge", "right", "bridge-2x12"),
    RunLogged(
        "run", (RunInterval("run", 60, 150), RunInterval("walk", 90)), "run-20min-70", PLAN,
        effort=3, percent=70, nprs=0, sharp=True, elsewhere=True, level=True, source="gpx",
    ),
    RunLogged("run", ()),
    PainReported("bridge", "left", 3, sharp=True, elsewhere=True),
    PainReported("bridge", "left", 0),
    Stopped("cramp", "bridge", "left"),
    Stopped(),
    SessionFinished(PLAN),
    WalkLogged(30, brisk=False, stairs=True, nprs=0, step_ups=2),
    WalkLogged(30),
    SportLogged(hamstrings_loaded=False),
    SportLogged(),
    TestLogged(
        "active_knee_extension", "left", (71.5, 72.0), 1, comfortable=True, sharp=True,
        elsewhere=True, stopped=True,
    ),
    TestLogged("hop_comfort", "left"),
    ActivityNamed("left", "a", "climbing stairs"),
    ActivitiesRated("left", (("a", 0), ("b", 10))),
    ReturnedToSport("left"),
    WatchAnswered("left", (("pain_after", False), ("weaker", True))),
    WatchAnswered("right"),
    SittingLogged(40),
    AppointmentMade("first", DAY + 7, 615, "Dr Example", ("May I run?",)),
    AppointmentMade("second", DAY + 9, 0, "Dr Example"),
    AppointmentMoved("first", DAY + 8, 1439),
    AppointmentCancelled("first"),
    SessionRequested(DAY + 2, DAY + 1),
    SessionRequested(DAY + 2),
    StepBackChosen("left", "bridge"),
    StepBackChosen("left"),
    ClearanceRecorded(
        ("pop_or_pull",), "Dr Example", DAY, DAY + 30, 3, "left", "strain", told_safe=True
    ),
    ClearanceRecorded(("standing",), "Dr Example", DAY, DAY + 30, 2),
    FlagAnswered("standing", "left", present=False),
    ApprovalRecorded("left", 3, "Dr Example", DAY),
    CapRecorded("Dr Example", DAY, 3, ("nordic",), 2),
    CapRecorded("Dr Example", DAY),
    FactCorrected(str(uuid5(NAMESPACE_URL, "golden 1")), *encode_fact(LOGGED)),
)  # fmt: skip


METRES: tuple[Fact, ...] = (
    PlanIssued(
        PLAN, 3, HASH, "1",
        (
            PlannedItem(
                "run", "both", "run-8x30m", 8, "once", run_s=15, walk_s=15, run_m=30, walk_m=20
            ),
        ),
        "{}",
    ),
    RunLogged(
        "run", (RunInterval("walk", 15, 20), RunInterval("run", 14, 30)), "run-8x30m", PLAN,
        nprs=1, level=True, source="player", talking=True,
    ),
)  # fmt: skip


LOADS: tuple[Fact, ...] = (
    LoadsOwned((("weight", 4.0), ("weight", 6.5)), ("light", "double")),
    LoadsOwned(),
    PlanIssued(
        PLAN, 7, HASH, "1",
        (
            PlannedItem(
                "bridge", "left", "bridge-2x12", 2, "each", 12, load_kg=6.5, own_percent=80,
                first_load=True,
            ),
            PlannedItem("bridge", "right", "bridge-2x12", 2, "each", 12, band="light"),
        ),
    ),
    LoadReported("bridge", "left", "2-3", 6.5),
    LoadReported("bridge", "right", "4+", band="medium"),
    LoadReported("bridge", "right"),
)  # fmt: skip


HOMES: tuple[Fact, ...] = (DiaryMoved("phone"), DiaryArrived("phone"))

TIMES: tuple[Fact, ...] = (
    PlanIssued(
        "p4", 0, "", "",
        (
            PlannedItem(
                "run_through", "both", "run_through-40-20-40-brisk", 4, "once", run_s=30,
                walk_s=75, effort_percent=70, run_m=100, walk_m=100, speed_up_m=40, steady_m=20,
                slow_down_m=40, steady_tenths=60,
            ),
        ),
    ),
    RunTimed("run_through", (60, 62)),
)  # fmt: skip


CORRECTED_TIMES: tuple[Fact, ...] = (
    RunTimed("run_through", (60, 62), ((58,), (59, 61))),
    RunTimed("run_through", ()),
)


SITTING: tuple[Fact, ...] = (
    OutcomeAnswered("left", "same", 0, no_limits=False, can_sit_min=0),
    OutcomeAnswered("left"),
)


ARCHIVES: Mapping[str, tuple[Fact, ...]] = {
    "first": FIRST,
    "metres": METRES,
    "loads": LOADS,
    "homes": HOMES,
    "times": TIMES,
    "corrected_times": CORRECTED_TIMES,
    "sitting": SITTING,
}


def path_of(name: str) -> Path:
    """Where an archive is kept."""
    return FOLDER / f"{name}.jsonl"


def requests(facts: Sequence[Fact]) -> Iterator[NewFact]:
    """The facts as a diary is asked to store them."""
    for number, fact in enumerate(facts):
        name, version, payload = encode_fact(fact)
        yield NewFact(
            person=PERSON,
            client_id=str(uuid5(NAMESPACE_URL, f"golden {number}")),
            name=name,
            version=version,
            payload=canonical_json(payload),
            day=DAY,
            recorded_day=DAY,
            instant=datetime(2026, 3, 2, 8, tzinfo=UTC) + timedelta(minutes=number),
            plan_id=PLAN,
            device_id=DEVICE,
            device_counter=number,
            counted_by="person",
        )


def archive(facts: Sequence[Fact]) -> bytes:
    """The archive of a diary that holds these facts."""
    diary, stream = MemoryDiary(), BytesIO()
    diary.append(PERSON, tuple(requests(facts)))
    export_archive(diary, PERSON, stream, app_version="golden", logic_hash=HASH)
    return stream.getvalue()


def main() -> None:
    """Write the archives that are missing."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, facts in ARCHIVES.items():
        if not path_of(name).exists():
            path_of(name).write_bytes(archive(facts))


if __name__ == "__main__":
    main()
