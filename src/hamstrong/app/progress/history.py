"""History day by day for the views of progress: pain, mornings, dose, stage, events.

Read from the log; the stages come from replaying it under the pack in force.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.progress.milestones import completed_rungs
from hamstrong.app.today.session_progress import is_adjunct
from hamstrong.diary import StoredFact
from hamstrong.engine.day.run_work import minutes_of
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    Enrolled,
    Fact,
    FactCorrected,
    HowIsItAnswered,
    MorningAnswered,
    OutcomeAnswered,
    PlanIssued,
    RunLogged,
    SetLogged,
    SportLogged,
    Stopped,
    WalkLogged,
)
from hamstrong.engine.facts.codec import decode_fact
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.lock import standing_flags
from hamstrong.engine.state.state import Episode, State
from hamstrong.protocol.model import Pack


@dataclass(slots=True)
class HistoryDay:
    """One day. None and empty mean "not answered" and "nothing", never zero.

    Args:
        mornings: next-morning pain per limb, as answered on this day; `taps` the one-tap answers.
        pain: worst pain per exercise in this day's sets.
        sets, planned_sets: performed and prescribed in sessions; `stale_sets` were logged against
            no plan of this day; `adjunct_sets` are those of adjuncts, which are no session.
        repetitions, seconds_held, load_kg_repetitions: the dose performed in sessions.
        stages: stage number per limb; `completed` the milestones of a completed rung.
        events: what a time line marks, as (kind, detail): `enrolled`, `stage`, `flare`, `freeze`,
            `freeze_lifted`, `flag`, `flag_lifted`, `stopped`, `corrected`, `sport`.
    """

    day: int
    mornings: dict[str, int] = field(default_factory=dict)
    taps: dict[str, int] = field(default_factory=dict)
    pain: dict[str, int] = field(default_factory=dict)
    sets: int = 0
    planned_sets: int = 0
    stale_sets: int = 0
    adjunct_sets: int = 0
    repetitions: int = 0
    seconds_held: int = 0
    load_kg_repetitions: float = 0.0
    walk_minutes: int = 0
    run_minutes: float = 0.0
    outcomes: dict[str, str] = field(default_factory=dict)
    stages: dict[str, int] = field(default_factory=dict)
    completed: dict[str, frozenset[str]] = field(default_factory=dict)
    events: list[tuple[str, str]] = field(default_factory=list)

    @property
    def worst_pain(self) -> int | None:
        """Worst pain of the day's sets, None when none was answered."""
        return max(self.pain.values(), default=None)


class _Days(dict[int, HistoryDay]):
    """Days that come into being when they are looked at."""

    def __missing__(self, day: int) -> HistoryDay:
        self[day] = found = HistoryDay(day)
        return found


def history(engine: Engine, stored: Sequence[StoredFact], today: int) -> tuple[HistoryDay, ...]:
    """Every day from the first one that a fact is about to today."""
    days = _Days()
    if not stored:
        return ()
    _replay(engine, stored, today, days)
    read = [folded_diary.recorded(engine.pack, fact) for fact in stored]
    for entry in _as_mended([entry for entry in read if entry is not None], days):
        _put(engine.pack, days[entry.day], entry.fact)
    return tuple(days[day] for day in range(min(days), today + 1))


def _as_mended(entries: Sequence[Recorded], days: _Days) -> Iterable[Recorded]:
    """The facts with every corrected one replaced by its last correction, in its own place."""
    mended = {entry.client_id: entry for entry in entries}
    for entry in entries:
        fact = entry.fact
        if isinstance(fact, FactCorrected):
            days[entry.day].events.append(("corrected", fact.name))
            if fact.corrects in mended:
                new = decode_fact(fact.name, fact.version, fact.payload)
                mended[fact.corrects] = mended[fact.corrects]._replace(fact=new)
    return mended.values()


def _replay(engine: Engine, stored: Sequence[StoredFact], today: int, days: _Days) -> None:
    """Fill in the stages, and what changed from day to day."""
    carried = folded_diary.begin_with(engine, stored[0])
    for fact in stored:
        carried = _open(engine, carried, folded_diary.opened_by(carried, fact), days)
        carried = folded_diary.take(engine, carried, fact)
    carried = _open(engine, carried, today, days)
    _note_stages(engine, carried.fold.live, days)


def _open(engine: Engine, carried: FoldedDiary, day: int, days: _Days) -> FoldedDiary:
    while carried.fold.live.day < day:
        before = carried.fold.live
        _note_stages(engine, before, days)
        carried = folded_diary.open_until(engine, carried, before.day + 1)
        _note_changes(before, carried.fold.live, days)
    return carried


def _note_stages(engine: Engine, state: State, days: _Days) -> None:
    for episode in state.episodes:
        course, limb = engine.course(episode.kind, state.person), episode.kind.limb
        days[state.day].stages[limb] = course.path[episode.gate.place]
        days[state.day].completed[limb] = completed_rungs(engine.pack, course, episode)


def _note_changes(before: State, after: State, days: _Days) -> None:
    old = {e.kind.limb: e for e in before.episodes}
    for episode in after.episodes:
        known = old.get(episode.kind.limb)
        if known is not None:
            days[after.day].events += _changes(known, episode)
    standing, stood = set(standing_flags(after.lock)), set(standing_flags(before.lock))
    days[before.day].events += [("flag", key.flag) for key in sorted(standing - stood)]
    days[before.day].events += [("flag_lifted", key.flag) for key in sorted(stood - standing)]


def _changes(known: Episode, episode: Episode) -> Iterable[tuple[str, str]]:
    limb = episode.kind.limb
    if known.gate.place != episode.gate.place:
        yield ("stage", limb)
    if episode.flare.phase == 1 and known.flare.phase != 1:
        yield ("flare", limb)
    if bool(episode.monitors.frozen) != bool(known.monitors.frozen):
        yield ("freeze" if episode.monitors.frozen else "freeze_lifted", limb)


def _put(pack: Pack, day: HistoryDay, fact: Fact) -> None:
    if isinstance(fact, MorningAnswered) and fact.nprs is not None:
        day.mornings[fact.limb] = fact.nprs
    elif isinstance(fact, HowIsItAnswered):
        day.taps[fact.limb] = fact.nprs
    elif isinstance(fact, SetLogged):
        _put_set(pack, day, fact)
    elif isinstance(fact, RunLogged):
        _put_run(day, fact)
    elif isinstance(fact, PlanIssued):
        _put_plan(pack, day, fact)
    elif isinstance(fact, WalkLogged):
        day.walk_minutes += fact.minutes
    elif isinstance(fact, OutcomeAnswered) and fact.change is not None:
        day.outcomes[fact.limb] = fact.change
    elif isinstance(fact, Enrolled):
        day.events.append(("enrolled", fact.goal))
    elif isinstance(fact, Stopped):
        day.events.append(("stopped", fact.reason or ""))
    elif isinstance(fact, SportLogged):
        day.events.append(("sport", ""))


def _put_run(day: HistoryDay, fact: RunLogged) -> None:
    day.run_minutes += minutes_of(fact)
    if fact.nprs is not None:
        day.pain[fact.exercise] = max(fact.nprs, day.pain.get(fact.exercise, 0))


def _put_plan(pack: Pack, day: HistoryDay, fact: PlanIssued) -> None:
    """A later plan of the day takes the place of the one before; one of adjuncts alone does not."""
    session = [i for i in fact.items if not is_adjunct(pack, i.exercise)]
    if session:
        day.planned_sets = sum(i.sets * i.bouts for i in session if i.run_s is None)


def _put_set(pack: Pack, day: HistoryDay, fact: SetLogged) -> None:
    if fact.nprs is not None:
        day.pain[fact.exercise] = max(fact.nprs, day.pain.get(fact.exercise, 0))
    if is_adjunct(pack, fact.exercise):
        day.adjunct_sets += 1
        return
    day.sets += 1
    day.stale_sets += fact.plan_id is not None and not day.planned_sets
    day.repetitions += fact.repetitions or 0
    day.seconds_held += (fact.holds or 1) * fact.hold_s if fact.hold_s else 0
    day.load_kg_repetitions += (fact.load_kg or 0.0) * (fact.repetitions or 0)
