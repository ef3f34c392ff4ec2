"""Two limbs side by side, and every episode that the diary knows, the ended ones too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.diary import StoredFact
from hamstrong.engine.criteria.unlocks import unlock
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.run_work import BOTH
from hamstrong.engine.decide.decisions import Unlock
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    Enrolled,
    MorningAnswered,
    PainReported,
    RunLogged,
    SetLogged,
)
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.ladder import rung_of
from hamstrong.engine.state.lock import standing_flags
from hamstrong.engine.state.state import State, split_key

LAST_MORNINGS = 7


@dataclass(frozen=True, slots=True)
class LimbColumn:
    """One limb's column.

    Args:
        rungs: exercise to the rung that this side is at (`both` for two-leg work of it).
        mornings: the last answered mornings as (day, pain), oldest first.
        during: the last day on which pain was answered in this limb's or two-leg work, with the
            most of it; None before the first.
        flags: what holds this limb or the person now.
        next: what opens next; None in the last stage.
    """

    limb: str
    track: str
    stage: int
    baseline: int | None
    fails: int
    flare_day: int
    frozen: str
    closed: bool
    flags: tuple[str, ...]
    mornings: tuple[tuple[int, int], ...]
    during: tuple[int, int] | None
    rungs: tuple[tuple[str, str], ...]
    next: Unlock | None


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Both limbs, left first; with one plan there is one column.

    `exercises` are all that either side has begun, in one order for both columns.
    """

    columns: tuple[LimbColumn, ...]
    exercises: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EpisodeShown:
    """One injury of one limb: from when to when, on which track, how far it came.

    `ended` is None while it runs, else `pop_or_pull` or `new_start`.
    """

    limb: str
    track: str
    first_day: int
    last_day: int | None
    highest_stage: int
    ended: str | None


def side_by_side(engine: Engine, state: State, entries: Sequence[Recorded]) -> SideBySide:
    """The view of two limbs."""
    day = engine.open(state)
    columns = []
    for opened in sorted(day.episodes, key=lambda o: o.episode.kind.limb):
        mine = ("", opened.episode.kind.limb)
        held = tuple(k.flag for k in standing_flags(day.lock.lock) if k.limb in mine)
        columns.append(_column(opened, entries, held, unlock(engine.pack, day, opened)))
    exercises = dict.fromkeys(name for c in columns for name, _ in c.rungs)
    return SideBySide(tuple(columns), tuple(exercises))


def _column(
    opened: OpenedEpisode,
    entries: Sequence[Recorded],
    flags: tuple[str, ...],
    opens: Unlock | None,
) -> LimbColumn:
    course, episode = opened.course, opened.episode
    limb = episode.kind.limb
    said = [
        (d, f.nprs)
        for d, f in of_kind(entries, MorningAnswered)
        if f.limb == limb and f.nprs is not None
    ]
    return LimbColumn(
        limb=limb,
        track=episode.kind.track,
        stage=course.path[episode.gate.place],
        baseline=episode.baseline.value if episode.baseline.value >= 0 else None,
        fails=episode.morning.fails,
        flare_day=episode.flare.phase,
        frozen=episode.monitors.frozen,
        closed=episode.closed,
        flags=flags,
        mornings=tuple(sorted(dict(said).items())[-LAST_MORNINGS:]),
        during=_during(entries, limb),
        rungs=tuple(_rungs(opened, limb)),
        next=opens,
    )


def _during(entries: Sequence[Recorded], limb: str) -> tuple[int, int] | None:
    """Two-leg work counts for both limbs, and a run does as well: it names no side."""
    felt: dict[int, int] = {}
    for entry in entries:
        fact = entry.fact
        if not isinstance(fact, (SetLogged, RunLogged, PainReported)) or fact.nprs is None:
            continue
        side = BOTH if isinstance(fact, RunLogged) else fact.side
        if side in (limb, BOTH):
            felt[entry.day] = max(fact.nprs, felt.get(entry.day, 0))
    return max(felt.items(), default=None)


def _rungs(opened: OpenedEpisode, limb: str) -> list[tuple[str, str]]:
    found = []
    for key, ladder in sorted(opened.episode.ladders.items()):
        exercise, side = split_key(key)
        rungs = opened.course.rungs.get(exercise)
        if rungs is not None and side in (limb, "both"):
            found.append((exercise, rungs[min(rung_of(ladder.level), len(rungs) - 1)].id))
    return found


def episodes(engine: Engine, stored: Sequence[StoredFact], today: int) -> tuple[EpisodeShown, ...]:
    """Every episode of the diary, the oldest first; a new one never takes the old one away."""
    if not stored:
        return ()
    carried = folded_diary.begin_with(engine, stored[0])
    known: list[EpisodeShown] = []
    for fact in stored:
        while carried.fold.live.day < folded_diary.opened_by(carried, fact):
            carried = _next_day(engine, carried, known)
        carried = folded_diary.take(engine, carried, fact)
        entry = folded_diary.recorded(engine.pack, fact)
        if entry is not None and isinstance(entry.fact, Enrolled):
            _end_all(fact.recorded_day, known)
        _follow(engine, carried.fold.live, known)
    while carried.fold.live.day < today:
        carried = _next_day(engine, carried, known)
    return tuple(known)


def _end_all(day: int, known: list[EpisodeShown]) -> None:
    """A new enrolment ends what runs."""
    for index, shown in enumerate(known):
        if shown.last_day is None:
            known[index] = replace(shown, last_day=day, ended="new_start")


def _next_day(
    engine: Engine, carried: folded_diary.FoldedDiary, known: list[EpisodeShown]
) -> folded_diary.FoldedDiary:
    carried = folded_diary.open_until(engine, carried, carried.fold.live.day + 1)
    _follow(engine, carried.fold.live, known)
    return carried


def _follow(engine: Engine, state: State, known: list[EpisodeShown]) -> None:
    """Note what begins, ends and climbs on the open day."""
    running = {e.kind.limb: e for e in state.episodes}
    for index, shown in enumerate(known):
        if shown.last_day is not None:
            continue
        episode = running.get(shown.limb)
        if episode is None:
            continue
        if episode.closed:  # as the day before ended, on which it happened
            last = max(shown.first_day, state.day - 1)
            known[index] = replace(shown, last_day=last, ended="pop_or_pull")
        else:
            stage = engine.course(episode.kind, state.person).path[episode.gate.place]
            known[index] = replace(shown, highest_stage=max(stage, shown.highest_stage))
    open_limbs = {s.limb for s in known if s.last_day is None}
    for limb, episode in running.items():
        if limb not in open_limbs and not episode.closed:
            stage = engine.course(episode.kind, state.person).path[episode.gate.place]
            known.append(
                EpisodeShown(
                    limb=limb,
                    track=episode.kind.track,
                    first_day=state.day,
                    last_day=None,
                    highest_stage=stage,
                    ended=None,
                )
            )
