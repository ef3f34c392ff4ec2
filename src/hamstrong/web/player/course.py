"""Course of a session: what was planned, what the facts say was done, what comes next.

Read from the diary alone, so that a reload, a restart or another device goes on at the same set.
Judges nothing: what an answer or a stop leads to is looked up in the session script.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from hamstrong.app import App, Moment, Person
from hamstrong.engine.day.run_work import BOTH
from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.decide.script import (
    SCRIPT_VERSION,
    Segment,
    SessionScript,
    lay_out,
    pain_tables,
    segments,
    short_form_table,
    stop_table,
)
from hamstrong.engine.facts import (
    Fact,
    PainReported,
    PlanIssued,
    RunLogged,
    SessionFinished,
    SessionStarted,
    SetLogged,
    Stopped,
)
from hamstrong.engine.facts.codec import DecodeError, decode

PACES = ("run", "sprint")
_ENDS = ("end_session", "end_flag", "end_triage")


@dataclass(frozen=True, slots=True)
class SessionCourse:
    """A running session.

    Args:
        sets: every set that is still part of it, in order; `done` how many are behind.
        next: the set to do now, None when nothing is left.
        asks: whether pain is asked after that set.
        ended: finished, stopped as a whole, or ended by an answer.
    """

    plan_id: str
    script: SessionScript
    items: tuple[Item, ...]
    spares: tuple[Item, ...]
    sets: tuple[Segment, ...]
    done: int
    next: Segment | None
    asks: bool
    ended: bool
    finished: bool

    def item(self, segment: Segment) -> Item | None:
        """The line of the plan that a set belongs to."""
        mine = (segment.exercise, segment.side)
        whole = (*self.items, *self.spares)
        return next((item for item in whole if (item.exercise, item.side) == mine), None)

    @property
    def rest_s(self) -> int:
        """Rest before the next set; none before the first of an exercise."""
        found = self.item(self.next) if self.next is not None else None
        return found.rest_s if found and self.next and self.next.set_number > 1 else 0

    @property
    def after(self) -> Segment | None:
        """The first set of the exercise that follows this one."""
        if self.next is None:
            return None
        mine = (self.next.exercise, self.next.side)
        rest = self.sets[self.sets.index(self.next) :]
        return next((s for s in rest if (s.exercise, s.side) != mine), None)


@dataclass(frozen=True, slots=True)
class Left:
    """What a person left out in this browser; not a fact, for leaving out is always free."""

    skipped: frozenset[str] = frozenset()
    swapped: str = ""


def course_of(app: App, me: Person, at: Moment, left: Left) -> SessionCourse | None:
    """The session that was last started today, None before one was."""
    facts = me.state(at).facts
    plan_id = next((f.plan_id for f in reversed(facts) if isinstance(f, SessionStarted)), None)
    if plan_id is None:
        return None
    plan = _issued(facts, plan_id)
    if plan is None:
        return None
    since = _since(facts, plan_id)
    script = script_of(app, plan_id, plan)
    line, ended = _line(script, since, left)
    done = [s for s in line if s.id in _done_ids(line, since)]
    coming = [s for s in line if s not in done]
    finished = any(isinstance(f, SessionFinished) for f in since)
    over = ended or finished
    first = None if over or not coming else coming[0]
    return SessionCourse(
        plan_id=plan_id,
        script=script,
        items=(*plan.items, *plan.adjuncts),
        spares=plan.spares,
        sets=tuple(line),
        done=len(done),
        next=first,
        asks=first is not None and _asks(script, first),
        ended=over,
        finished=finished,
    )


def script_of(app: App, plan_id: str, plan: Prescription) -> SessionScript:
    """The script of a plan as it was given, whatever today's decision has become since."""
    pack = app.pack
    items = (*plan.items, *plan.adjuncts, *plan.spares)
    return SessionScript(
        version=SCRIPT_VERSION,
        plan_id=plan_id,
        day=plan.day,
        segments=segments(pack, plan),
        swaps=lay_out(pack, plan.spares),
        pain=pain_tables(pack, items),
        unanswered_end=pack.rules.pain.unanswered_end,
        stops=stop_table(pack),
        cramp_rest_s=pack.rules.pain.cramp_rest_s,
        cramps_end=pack.rules.pain.cramps_end,
        short_form=short_form_table(pack),
        mornings=(),
    )


def pain_action(script: SessionScript, exercise: str, nprs: int, *, sharp: bool) -> str:
    """What an answer leads to; what the table does not know ends the session."""
    table = next((t for t in script.pain if t.exercise == exercise), None)
    if table is None:
        return "end_session"
    return table.sharp if sharp else table.actions[nprs]


def stop_action(script: SessionScript, reason: str | None) -> str:
    """What a stop leads to."""
    return dict(script.stops).get(reason or "", "end_session")


def _issued(facts: Iterable[Fact], plan_id: str) -> Prescription | None:
    issued = [f for f in facts if isinstance(f, PlanIssued) and f.plan_id == plan_id]
    if not issued:
        return None
    try:
        plan: Prescription = decode(Prescription, json.loads(issued[-1].decision))
    except (DecodeError, ValueError):
        return None
    return plan


def _since(facts: tuple[Fact, ...], plan_id: str) -> tuple[Fact, ...]:
    """The facts since this plan's session first began."""
    for index, fact in enumerate(facts):
        if isinstance(fact, SessionStarted) and fact.plan_id == plan_id:
            return facts[index + 1 :]
    return ()


def _line(script: SessionScript, facts: tuple[Fact, ...], left: Left) -> tuple[list[Segment], bool]:
    """The sets that are part of the session, and whether something ended it."""
    gone, ended, swapped = _outcome(script, facts)
    swapped = swapped or left.swapped
    line = [s for s in script.segments if s.kind in ("work", "hold") or _ends_run(s)]
    if swapped:
        place = max((i for i, s in enumerate(line) if s.exercise == swapped), default=len(line) - 1)
        line[place + 1 : place + 1] = [s for s in script.swaps if s.kind in ("work", "hold")]
    done = _done_ids(line, facts)
    return [
        s
        for s in line
        if s.id in done
        or not (
            (s.exercise, s.side) in gone
            or s.exercise == swapped
            or f"{s.exercise}.{s.side}.{s.bout}" in left.skipped
        )
    ], ended


def _ends_run(segment: Segment) -> bool:
    """The last interval of a run counts for all of it: a run is logged at once and whole."""
    return segment.kind in PACES and segment.set_number == segment.sets


def _outcome(
    script: SessionScript, facts: tuple[Fact, ...]
) -> tuple[frozenset[tuple[str, str]], bool, str]:
    """Exercises that are over on a side, whether all is, and which one another one replaces."""
    gone: set[tuple[str, str]] = set()
    cramps: Counter[tuple[str, str | None]] = Counter()
    ended, swapped = False, ""
    for fact in facts:
        if isinstance(fact, (SetLogged, RunLogged, PainReported)):
            if fact.nprs is None and not fact.sharp:
                continue
            action = pain_action(script, fact.exercise, fact.nprs or 0, sharp=fact.sharp)
            ended = ended or action == "end_session"
            if action == "stop_exercise":
                gone.add((fact.exercise, _side(fact)))
        elif isinstance(fact, Stopped):
            action = stop_action(script, fact.reason)
            ended = ended or action in _ENDS
            swapped = fact.exercise or "" if action == "swap" else swapped
            cramps[fact.exercise or "", fact.side] += action == "cramp"
            if action == "end_run":
                gone.add((fact.exercise or "", fact.side or BOTH))
    gone |= {(ex, side or "both") for (ex, side), n in cramps.items() if n >= script.cramps_end}
    return frozenset(gone), ended, swapped


def _side(fact: SetLogged | RunLogged | PainReported) -> str:
    return BOTH if isinstance(fact, RunLogged) else fact.side


def _done_ids(line: Iterable[Segment], facts: tuple[Fact, ...]) -> frozenset[str]:
    logged = Counter((f.exercise, _side(f)) for f in facts if isinstance(f, (SetLogged, RunLogged)))
    done = set()
    for segment in line:
        if logged[segment.exercise, segment.side] > 0:
            logged[segment.exercise, segment.side] -= 1
            done.add(segment.id)
    return frozenset(done)


def _asks(script: SessionScript, segment: Segment) -> bool:
    wanted = segment.id.replace(f".{segment.kind}.", ".ask_pain.")
    return any(s.id == wanted for s in (*script.segments, *script.swaps))
