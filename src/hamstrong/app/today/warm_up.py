"""The warm-up block before training on a field: which parts of it are open to a person today.

It plans nothing and counts as nothing. A part is open only where its exercise is, for every leg.
"""

from __future__ import annotations

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.script import SessionScript, warm_up_script
from hamstrong.engine.decide.views import effective_index, person_view
from hamstrong.engine.engine import Engine
from hamstrong.engine.state.state import State
from hamstrong.protocol.way_back import WarmUpPart


def serves(engine: Engine, state: State) -> bool:
    """Whether the block belongs to this person's goal at all."""
    return state.person.goal in engine.pack.way_back.warm_up_goals


def parts(engine: Engine, state: State) -> tuple[WarmUpPart, ...]:
    """The parts of today; none for other goals, and none on a day that forbids hard work."""
    day = engine.open(state)
    if not serves(engine, state) or not _hard_work_may_be(engine, state, day):
        return ()
    block = tuple(engine.pack.way_back.warm_up.values())
    found = tuple(part for part in block if _is_open(engine, day, part))
    return found if found[:1] == block[:1] else ()


def script(engine: Engine, state: State) -> SessionScript | None:
    """The block for the player; None when nothing of it is open."""
    found = parts(engine, state)
    return warm_up_script(engine.pack, found, state.day) if found else None


def _hard_work_may_be(engine: Engine, state: State, day: OpenDay) -> bool:
    """Sport is hard work: what the person's answers forbid of that, they forbid of this."""
    decision = engine.prescribe(state)
    if not isinstance(decision, Prescription) or decision.flare_day:
        return False
    if any(not ask.belongs_to_session for ask in decision.asks):
        return False
    view = person_view(engine.pack, day)
    return not (view.nothing_rule or view.hard_rule or view.isometrics_only)


def _is_open(engine: Engine, day: OpenDay, part: WarmUpPart) -> bool:
    return part.figure is None or all(
        _reached(engine, day, opened, part.figure) for opened in day.episodes
    )


def _reached(engine: Engine, day: OpenDay, opened: OpenedEpisode, name: str) -> bool:
    """Whether this leg has come to the exercise, with every key that it asks for."""
    course, exercise = opened.course, engine.pack.exercises[name]
    place = effective_index(day, course, opened)
    come = any(name in allowed for allowed in course.allowed[: place + 1])
    wanted = {*exercise.requires, *exercise.requires_tracks.get(course.track.id, ())}
    bound = {key.key.id for key in course.keys}
    left_out = name in day.state.person.cap_excluded
    return come and not left_out and wanted & bound <= set(opened.keys)
