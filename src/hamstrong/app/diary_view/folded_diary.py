"""Folded diary: the engine's fold of it, and what the use cases look up beside that.

A function of the log and the pack alone, so that snapshots may be lost. Adopting a pack of another
logic never moves anything forward: stages and rungs are held to the last plans given before it.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from hamstrong.diary import NewFact, StoredFact
from hamstrong.engine import fold as folding
from hamstrong.engine.course.course import Course
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    ActivityNamed,
    AppointmentMade,
    ClearanceRecorded,
    ConsentGiven,
    Enrolled,
    Fact,
    FormAnswered,
    PlanIssued,
    ProtocolAdopted,
    ZoneChanged,
)
from hamstrong.engine.facts.bounds import FIRST_RECORDED_DAY, DeviceCount, lowest_and_highest
from hamstrong.engine.facts.stored import day_misfits, is_recorded_day, read_stored
from hamstrong.engine.facts.strict_reader import Misfit
from hamstrong.engine.fold import FoldState, Recorded
from hamstrong.engine.state.gate import GatePosition
from hamstrong.engine.state.ladder import HALF_LEVEL, START_LEVEL, Ladder
from hamstrong.engine.state.state import Episode, split_key
from hamstrong.protocol.model import Pack


class Carried(NamedTuple):
    """A folded diary.

    Args:
        adopted, zone, consent: the last logic hash, time zone and consented words' hash.
        counters: the last count of each device.
        stages, rungs: of the last plan given, per limb and per exercise and side.
        places: where the fold itself stood on the path when that plan was given, per limb.
        long_form: the last long form and its day; `clearance` the last one recorded after it.
        enrolled: the last enrolment.
        named: limb and id of each activity that has words; `appointments` the ids that were made.
    """

    fold: FoldState
    adopted: str = ""
    zone: str = ""
    consent: str = ""
    counters: tuple[tuple[str, int], ...] = ()
    stages: tuple[tuple[str, int], ...] = ()
    rungs: tuple[tuple[str, str], ...] = ()
    places: tuple[tuple[str, int], ...] = ()
    long_form: tuple[int, FormAnswered] | None = None
    clearance: ClearanceRecorded | None = None
    enrolled: Enrolled | None = None
    named: tuple[tuple[str, str], ...] = ()
    appointments: tuple[str, ...] = ()


def begin(engine: Engine, day: int) -> Carried:
    """A diary before its first fact."""
    return Carried(folding.begin(engine, day))


def begin_with(engine: Engine, stored: StoredFact) -> Carried:
    """A diary before its first fact, with the day open on which that was recorded."""
    can_be = is_recorded_day(stored.recorded_day)
    return begin(engine, stored.recorded_day if can_be else FIRST_RECORDED_DAY)


def opened_by(carried: Carried, stored: StoredFact) -> int:
    """The day that is open once this fact is taken in: one that cannot be opens none."""
    day = carried.fold.live.day
    return max(day, stored.recorded_day) if is_recorded_day(stored.recorded_day) else day


def open_until(engine: Engine, carried: Carried, day: int) -> Carried:
    """Open `day`; an earlier one changes nothing."""
    if carried.fold.live.day >= day:
        return carried
    return carried._replace(fold=folding.open_until(engine, carried.fold, day))


def recorded(pack: Pack, stored: StoredFact) -> Recorded | None:
    """Read a stored fact as far as it can be true; None where nothing of it can.

    Raises:
        DecodeError: its name or version is not known to this version of Hamstrong.
    """
    fact, _ = read_stored(pack, stored.name, stored.version, json.loads(stored.payload))
    late = pack.rules.diary.late_days
    if fact is None or day_misfits(stored.day, stored.recorded_day, late):
        return None
    return Recorded(stored.seq, stored.client_id, stored.day, stored.recorded_day, fact)


def misfits_of(pack: Pack, stored: StoredFact) -> tuple[Misfit, ...]:
    """Everything about a stored fact that cannot be.

    Raises:
        DecodeError: its name or version is not known to this version of Hamstrong.
    """
    _, wrong = read_stored(pack, stored.name, stored.version, json.loads(stored.payload))
    return (*wrong, *day_misfits(stored.day, stored.recorded_day, pack.rules.diary.late_days))


def take(engine: Engine, carried: Carried, stored: StoredFact) -> Carried:
    """Take in the next stored fact; one that cannot be only takes its place in the diary."""
    carried, entry = counted(carried, [stored]), recorded(engine.pack, stored)
    if entry is None:
        return carried._replace(fold=carried.fold._replace(seq=stored.seq))
    return take_fact(engine, carried, entry)


def counted(carried: Carried, facts: Sequence[StoredFact | NewFact]) -> Carried:
    """Take in the devices' own counts of these facts."""
    counters = dict(carried.counters)
    highest = lowest_and_highest(DeviceCount)[1]
    for fact in facts:
        # An old diary may hold a count that leaves no room for the next one.
        count = fact.device_counter if fact.device_counter <= highest else 0
        counters[fact.device_id] = max(counters.get(fact.device_id, 0), count)
    return carried._replace(counters=tuple(sorted(counters.items())))


def take_fact(engine: Engine, carried: Carried, entry: Recorded) -> Carried:
    """Take in a fact that need not be stored yet."""
    carried = carried._replace(fold=folding.apply(engine, carried.fold, entry))
    return _note(engine, carried, entry.fact, entry.day)


def _note(engine: Engine, carried: Carried, fact: Fact, day: int) -> Carried:
    """Remember what the use cases look up."""
    if isinstance(fact, ZoneChanged):
        return carried._replace(zone=fact.zone)
    if isinstance(fact, ConsentGiven):
        return carried._replace(consent=fact.text_hash)
    if isinstance(fact, FormAnswered) and fact.form == "long":
        return carried._replace(long_form=(day, fact), clearance=None)
    if isinstance(fact, ClearanceRecorded):
        return carried._replace(clearance=fact)
    if isinstance(fact, Enrolled):
        return carried._replace(enrolled=fact, stages=(), rungs=(), places=())
    if isinstance(fact, PlanIssued):
        return _note_plan(engine, carried, fact)
    if isinstance(fact, ActivityNamed):
        return carried._replace(named=_named(carried.named, fact))
    if isinstance(fact, AppointmentMade):
        known = {*carried.appointments, fact.appointment}
        return carried._replace(appointments=tuple(sorted(known)))
    if isinstance(fact, ProtocolAdopted):
        return _adopt(engine, carried, fact)
    return carried


def _named(named: tuple[tuple[str, str], ...], fact: ActivityNamed) -> tuple[tuple[str, str], ...]:
    """Empty words take an activity away."""
    key = (fact.limb, fact.activity)
    kept = {*named} - {key}
    return tuple(sorted(kept | {key} if fact.words.strip() else kept))


def _note_plan(engine: Engine, carried: Carried, fact: PlanIssued) -> Carried:
    rungs = dict(carried.rungs)
    for item in fact.items:
        rungs[f"{item.exercise}:{item.side}"] = "" if item.half else item.rung
    stages = dict(carried.stages) | dict(_stages(fact.decision))
    return carried._replace(
        stages=tuple(sorted(stages.items())),
        rungs=tuple(sorted(rungs.items())),
        places=_places(engine, carried),
    )


def _places(engine: Engine, carried: Carried) -> tuple[tuple[str, int], ...]:
    """Each limb's place on its path this morning."""
    opened = engine.open(carried.fold.live).episodes
    return tuple(sorted((o.episode.kind.limb, o.episode.gate.place) for o in opened))


def _stages(decision: str) -> tuple[tuple[str, int], ...]:
    plan: Any = json.loads(decision) if decision else {}
    return tuple((limb, stage) for limb, stage in plan.get("stages", ()))


def _adopt(engine: Engine, carried: Carried, fact: ProtocolAdopted) -> Carried:
    before, now = carried.adopted, carried._replace(adopted=fact.logic_hash)
    if before in ("", fact.logic_hash):
        return now
    live = now.fold.live
    stages, rungs = dict(now.stages), dict(now.rungs)
    places, since = dict(now.places), dict(_places(engine, now))
    lowered = tuple(
        _kept(
            engine.course(e.kind, live.person),
            e,
            stages.get(e.kind.limb),
            rungs,
            back=max(0, places.get(e.kind.limb, 0) - since.get(e.kind.limb, 0)),
        )
        for e in live.episodes
    )
    return now._replace(fold=now.fold._replace(live=live._replace(episodes=lowered)))


def _kept(
    course: Course, episode: Episode, stage: int | None, rungs: dict[str, str], *, back: int
) -> Episode:
    """The episode in the stage of its last plan, with no more than that plan's rungs.

    The fold judges the whole diary by the pack that is adopted, and a new criterion was met by
    nobody before: who was further along stays there, and what was latched is met anew.

    Args:
        back: places lost since that plan.
    """
    ladders = {
        key: _at_most(course, key, ladder, rungs[key]) if key in rungs else ladder
        for key, ladder in episode.ladders.items()
    }
    episode = episode._replace(ladders=ladders)
    if stage is None:
        return episode
    last = max((i for i, n in enumerate(course.path) if n <= stage), default=0)
    place = max(0, last - back)
    if place == episode.gate.place:
        return episode
    return episode._replace(gate=GatePosition(place), latches=())


def _at_most(course: Course, key: str, ladder: Ladder, rung: str) -> Ladder:
    names = [r.id for r in course.rungs.get(split_key(key)[0], ())]
    level = START_LEVEL + names.index(rung) if rung in names else START_LEVEL
    limit = level if rung else HALF_LEVEL
    if ladder.level <= limit:
        return ladder
    return Ladder(level=limit, idle=ladder.idle, out=ladder.out, was_out=ladder.was_out)
