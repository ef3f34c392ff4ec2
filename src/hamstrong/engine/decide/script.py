"""The session script: today's plan compiled to timed segments and look-up tables.

The player is a reducer over this value and holds no rule of its own: what each pain answer, stop
reason and short-form tick does, and what each class of morning answer leads to, is looked up
here. Pure; times are seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hamstrong.engine.answers import Answers
from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.decide.pace_tones import PaceTone, pace_tones
from hamstrong.engine.decide.tomorrow import MorningTable, morning_tables, session_after
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.state import State
from hamstrong.engine.triage import outcome
from hamstrong.protocol.model import Pack
from hamstrong.protocol.numbers import PainRules
from hamstrong.protocol.way_back import WarmUpPart

SCRIPT_VERSION = 5


class Segment(NamedTuple):
    """One stretch of the session.

    kind       seconds         what happens
    warm_up    its length      brisk walking before hard work, or a part of a block as `exercise`
    easy       estimate        one easy set after it, of bout 0; never logged, no pain asked
    set_up     None            read, get in place; the person starts the set
    work       estimate        `repetitions` at `tempo` (lift, pause, lower)
    walk       exact           walking before an interval of a run
    run        exact           an interval of a run
    sprint     exact           a sprint
    hold       exact           one hold; `holds` of them with a breath between
    rest       exact           rest between sets
    switch     None            other side
    ask_pain   None            pain of the set or exercise just done
    done       None            the end

    A walk or run of so many `metres` has no seconds: the person says when they are there. Of a
    timed run `steady_m` of its metres are to be run in `steady_tenths` of a second, where it has
    a time; at its marks sound `tones`, as far as somebody's own time is known.
    """

    id: str
    kind: str
    exercise: str = ""
    side: str = ""
    rung: str = ""
    set_number: int = 0
    sets: int = 0
    seconds: float | None = None
    repetitions: int | None = None
    holds: int | None = None
    hold_s: int | None = None
    tempo: tuple[float, float, float] | None = None
    load_kg: float | None = None
    bout: int = 1
    steady_m: int | None = None
    steady_tenths: int | None = None
    metres: int | None = None
    tones: tuple[PaceTone, ...] = ()


class PainTable(NamedTuple):
    """Action for each answer 0-10 of one exercise: go_on, walk_home, finish, stop_exercise,
    end_session."""

    exercise: str
    actions: tuple[str, ...]
    sharp: str


class SessionScript(NamedTuple):
    """A whole session, ready to be played without asking anybody.

    `swaps` is the one exercise that may take another's place, laid out like the rest.
    `next_session` is the day of the next one if this is done as written and all is answered well
    until then; None where nobody can know it.
    """

    version: int
    plan_id: str
    day: int
    segments: tuple[Segment, ...]
    swaps: tuple[Segment, ...]
    pain: tuple[PainTable, ...]
    unanswered_end: int
    stops: tuple[tuple[str, str], ...]
    cramp_rest_s: int
    cramps_end: int
    short_form: tuple[tuple[str, str], ...]
    mornings: tuple[MorningTable, ...]
    next_session: int | None = None


def compile_script(engine: Engine, state: State, plan_id: str) -> SessionScript | None:
    """Compile today's plan; None when today's decision is a refusal."""
    decision = engine.prescribe(state)
    if not isinstance(decision, Prescription):
        return None
    pack = engine.pack
    items = (*decision.items, *decision.adjuncts)
    return SessionScript(
        version=SCRIPT_VERSION,
        plan_id=plan_id,
        day=decision.day,
        segments=segments(pack, decision),
        swaps=lay_out(pack, decision.spares),
        pain=pain_tables(pack, (*items, *decision.spares)),
        unanswered_end=pack.rules.pain.unanswered_end,
        stops=stop_table(pack),
        cramp_rest_s=pack.rules.pain.cramp_rest_s,
        cramps_end=pack.rules.pain.cramps_end,
        short_form=short_form_table(pack),
        mornings=morning_tables(engine, state, decision),
        next_session=session_after(engine, state, decision),
    )


def warm_up_script(pack: Pack, parts: Iterable[WarmUpPart], day: int) -> SessionScript:
    """Lay the warm-up block out in time, part after part. It is no plan and logs nothing."""
    timed = [
        Segment(f"warm_up.{part.id}", "warm_up", part.id, seconds=part.minutes * 60.0)
        for part in parts
    ]
    return SessionScript(
        version=SCRIPT_VERSION,
        plan_id="",
        day=day,
        segments=(*timed, Segment("done", "done")),
        swaps=(),
        pain=(),
        unanswered_end=pack.rules.pain.unanswered_end,
        stops=stop_table(pack),
        cramp_rest_s=pack.rules.pain.cramp_rest_s,
        cramps_end=pack.rules.pain.cramps_end,
        short_form=short_form_table(pack),
        mornings=(),
    )


def segments(pack: Pack, decision: Prescription) -> tuple[Segment, ...]:
    """Lay the plan out in time: warm-up with its easy sets, then each exercise side by side, then
    stretches."""
    found: list[Segment] = []
    if decision.warm_up_minutes:
        found.append(Segment("warm_up", "warm_up", seconds=decision.warm_up_minutes * 60.0))
    for previous, item in zip((None, *decision.easy_sets), decision.easy_sets, strict=False):
        found += _easy_segments(item, previous)
    found += lay_out(pack, (*decision.items, *decision.adjuncts))
    found.append(Segment("done", "done"))
    return tuple(found)


def lay_out(pack: Pack, items: tuple[Item, ...]) -> tuple[Segment, ...]:
    """One exercise after the other. A second bout of the day comes after everything else, so
    that a pause before it may last for hours."""
    found: list[Segment] = []
    for bout in range(1, max((item.bouts for item in items), default=0) + 1):
        again = [item for item in items if item.bouts >= bout]
        for previous, item in zip((None, *again), again, strict=False):
            found += _item_segments(pack, item, bout, previous)
    return tuple(found)


def _item_segments(pack: Pack, item: Item, bout: int, previous: Item | None) -> list[Segment]:
    """Set-up or side switch, then sets with rests between and pain where it is asked."""
    base, name = _base(item, bout), _name(item, bout)
    found = [_start(item, bout, previous)]
    if item.run_s is not None:
        return found + _run_segments(pack, base, item, name)
    for number in range(1, item.sets + 1):
        last = number == item.sets
        found.append(_set_segment(base, item, name, number))
        if item.ask == "each_set" or last:
            found.append(_numbered(base, name, number, "ask_pain"))
        if not last:
            rest = _numbered(base, name, number, "rest")
            found.append(rest._replace(seconds=float(item.rest_s)))
    return found


def _run_segments(pack: Pack, base: Segment, item: Item, name: str) -> list[Segment]:
    """Each interval after its walk, then pain once."""
    found: list[Segment] = []
    tones = pace_tones(pack.rules.running, item)
    for number in range(1, item.sets + 1):
        if item.walk_s:
            walk = _numbered(base, name, number, "walk")
            found.append(_as_long(walk, item.walk_s, item.walk_m or None))
        run = _numbered(base, name, number, item.pace)._replace(tones=tones)
        found.append(_as_long(run, item.run_s or 0, item.run_m))
    return [*found, _numbered(base, name, item.sets, "ask_pain")]


def _as_long(stretch: Segment, seconds: int, metres: int | None) -> Segment:
    """A stretch as long as planned, in metres where the plan says metres."""
    return stretch._replace(seconds=float(seconds) if metres is None else None, metres=metres)


def _easy_segments(item: Item, previous: Item | None) -> list[Segment]:
    """An easy set: getting in place, then the set. Its bout is 0, before all that is logged."""
    easy = _base(item, 0)._replace(id=f"{_name(item, 0)}.easy", kind="easy", seconds=item.seconds)
    return [_start(item, 0, previous), easy]


def _name(item: Item, bout: int) -> str:
    return f"{item.exercise}.{item.side}.{bout}"


def _base(item: Item, bout: int) -> Segment:
    return Segment(
        id="", kind="", exercise=item.exercise, side=item.side, rung=item.rung, sets=item.sets,
        repetitions=item.repetitions, holds=item.holds, hold_s=item.hold_s, tempo=item.tempo,
        load_kg=item.load_kg, bout=bout, steady_m=item.steady_m,
        steady_tenths=item.steady_tenths,
    )  # fmt: skip


def _start(item: Item, bout: int, previous: Item | None) -> Segment:
    same = previous is not None and previous.exercise == item.exercise
    kind = "switch" if same else "set_up"
    return _base(item, bout)._replace(id=f"{_name(item, bout)}.{kind}", kind=kind)


def _numbered(base: Segment, name: str, number: int, kind: str) -> Segment:
    return base._replace(id=f"{name}.{kind}.{number}", kind=kind, set_number=number)


def _set_segment(base: Segment, item: Item, name: str, number: int) -> Segment:
    kind = "hold" if item.hold_s is not None else "work"
    seconds = (item.seconds - (item.sets - 1) * item.rest_s) / item.sets
    return _numbered(base, name, number, kind)._replace(seconds=seconds)


def pain_tables(pack: Pack, items: tuple[Item, ...]) -> tuple[PainTable, ...]:
    """What each answer does, per exercise: one scale for every track and stage."""
    still = tuple(_action(pack.rules.pain, nprs) for nprs in range(11))
    running = tuple(_run_action(pack.rules.pain, nprs) for nprs in range(11))
    runs = {item.exercise: item.run_s is not None for item in items}
    return tuple(
        PainTable(name, running if run else still, "end_session") for name, run in runs.items()
    )


def _run_action(pain: PainRules, nprs: int) -> str:
    """A run ends sooner than other work, and above what is clean one walks home."""
    if nprs >= pain.end_session_at:
        return "end_session"
    if nprs >= pain.run_stop_at:
        return "stop_exercise"
    return "walk_home" if nprs > pain.run_clean_max else "go_on"


def _action(pain: PainRules, nprs: int) -> str:
    if nprs >= pain.end_session_at:
        return "end_session"
    if nprs >= pain.stop_exercise_at:
        return "stop_exercise"
    return "finish" if nprs >= pain.finish_at else "go_on"


_STOP_ACTIONS: Mapping[str, str] = {
    "flag": "end_flag",
    "symptom_lists": "end_triage",
    "end_session_pain": "end_triage",
    "end_run": "end_run",
    "cramp": "cramp",
    "swap": "swap",
    "end_session": "end_session",
}


def stop_table(pack: Pack) -> tuple[tuple[str, str], ...]:
    """What each stop reason does; no reason given ends the session. What ends a run is offered in
    runs alone."""
    table = [(reason.id, _STOP_ACTIONS[reason.does]) for reason in pack.stop_reasons.values()]
    return (*table, ("", "end_session"))


def short_form_table(pack: Pack) -> tuple[tuple[str, str], ...]:
    """Where each tick of the short form leads: the urgency, or nothing for go on."""
    screens = [s for s in pack.triage.screens if "short" in s.forms]
    ticks = [symptom for screen in screens for symptom in screen.symptoms]
    rest = frozenset(s.id for s in screens)
    return tuple(
        (tick, outcome(pack, Answers(frozenset((tick,)), rest), "short", sort=False).urgency or "")
        for tick in ticks
    )
