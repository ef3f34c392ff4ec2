"""The one-page summary to bring to an appointment: what a professional asks first.

Only what was recorded; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from hamstrong.app.diary_view.corrected_facts import of_kind
from hamstrong.app.progress.limbs import EpisodeShown
from hamstrong.app.progress.outcomes import OutcomeCard
from hamstrong.app.progress.self_test_card import TestCard
from hamstrong.app.today.session_progress import is_session
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.decisions import Decision
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    MorningAnswered,
    PainReported,
    PlanIssued,
    RunLogged,
    SessionStarted,
    SetLogged,
    Stopped,
)
from hamstrong.engine.fold import Recorded
from hamstrong.engine.state.state import State

LOOK_BACK_DAYS = 28
WEEK = 7


@dataclass(frozen=True, slots=True)
class LimbSummary:
    """One limb on the page.

    Args:
        first_day: of the running episode.
        weeks: median morning pain of each of the last weeks with any answer, as (first day of
            the week, median), oldest first.
        now: the rungs that this side is at.
    """

    limb: str
    track: str
    stage: int
    first_day: int | None
    baseline: int | None
    weeks: tuple[tuple[int, float], ...]
    outcome: OutcomeCard
    tests: tuple[TestCard, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The page.

    Args:
        sessions, planned: sessions begun and days with one planned in the last four weeks; a plan
            of adjuncts alone is none.
        worst_during: worst answered pain during exercise in that time.
        stops: reasons of stops in that time, each with how often.
        decision: what the plan says on that day.
        questions: what the person wants to ask at the next appointment.
        past: earlier episodes.
    """

    day: int
    goal: str
    limbs: tuple[LimbSummary, ...]
    sessions: int
    planned: int
    worst_during: int | None
    stops: tuple[tuple[str, int], ...]
    decision: Decision
    questions: tuple[str, ...]
    past: tuple[EpisodeShown, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """What other use cases already made of the diary."""

    outcomes: tuple[OutcomeCard, ...]
    tests: tuple[TestCard, ...]
    episodes: tuple[EpisodeShown, ...]
    questions: tuple[str, ...]
    decision: Decision


def summary(engine: Engine, state: State, entries: Sequence[Recorded], parts: Parts) -> Summary:
    """The page as of the open day."""
    day = engine.open(state)
    recent = [e for e in entries if e.day > state.day - LOOK_BACK_DAYS]
    plans = list(of_kind(recent, PlanIssued))
    adjuncts = {plan.plan_id for _, plan in plans if not is_session(engine.pack, plan)}
    begun = {day for day, f in of_kind(recent, SessionStarted) if f.plan_id not in adjuncts}
    planned = {day for day, plan in plans if plan.plan_id not in adjuncts}
    stops: dict[str, int] = {}
    for _, stop in of_kind(recent, Stopped):
        stops[stop.reason or ""] = stops.get(stop.reason or "", 0) + 1
    return Summary(
        day=state.day,
        goal=state.person.goal,
        limbs=tuple(_limb(opened, entries, parts, state.day) for opened in day.episodes),
        sessions=len(begun),
        planned=len(planned | begun),
        worst_during=_worst(recent),
        stops=tuple(sorted(stops.items())),
        decision=parts.decision,
        questions=parts.questions,
        past=tuple(e for e in parts.episodes if e.last_day is not None),
    )


def _worst(entries: Sequence[Recorded]) -> int | None:
    """The worst answered pain in any set or run; None when nobody was asked."""
    facts = [entry.fact for entry in entries]
    felt = [f.nprs for f in facts if isinstance(f, SetLogged | RunLogged | PainReported)]
    return max((nprs for nprs in felt if nprs is not None), default=None)


def _limb(
    opened: OpenedEpisode, entries: Sequence[Recorded], parts: Parts, today: int
) -> LimbSummary:
    episode = opened.episode
    limb, baseline = episode.kind.limb, episode.baseline.value
    running = (e for e in parts.episodes if e.limb == limb and e.last_day is None)
    return LimbSummary(
        limb=limb,
        track=episode.kind.track,
        stage=opened.course.path[episode.gate.place],
        first_day=next((e.first_day for e in running), None),
        baseline=baseline if baseline >= 0 else None,
        weeks=_weeks(entries, limb, today),
        outcome=next(o for o in parts.outcomes if o.limb == limb),
        tests=tuple(t for t in parts.tests if t.limb == limb and t.results),
    )


def _weeks(entries: Sequence[Recorded], limb: str, today: int) -> tuple[tuple[int, float], ...]:
    """Weeks are counted back from today, so that the last one is always whole."""
    said: dict[int, list[int]] = {}
    for day, fact in of_kind(entries, MorningAnswered):
        back = (today - day) // WEEK
        if fact.limb == limb and fact.nprs is not None and back < LOOK_BACK_DAYS // WEEK:
            said.setdefault(today - back * WEEK - WEEK + 1, []).append(fact.nprs)
    return tuple((first, float(median(pains))) for first, pains in sorted(said.items()))
