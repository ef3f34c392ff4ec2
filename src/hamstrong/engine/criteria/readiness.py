"""Readiness for a return to sport: items met, not met, not asked. Never leave to return.

Reads what the gates read, and answers to plain questions that are still fresh. Nothing recorded
meets nothing (S12); what belongs to a professional is never met here (C20).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, assert_never

from hamstrong.engine.course.course import CompiledCriterion
from hamstrong.engine.course.gates import compile_criteria
from hamstrong.engine.criteria.evaluation import evaluate_criterion
from hamstrong.engine.criteria.unlocks import ready_today
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.state.ladder import START_LEVEL, Ladder
from hamstrong.engine.state.morning import MorningAnswer, MorningContext, Verdict, judge
from hamstrong.engine.state.state import ladder_key
from hamstrong.protocol.criteria import Criterion, RungClean
from hamstrong.protocol.model import Grade, Pack
from hamstrong.protocol.way_back import (
    ReadyCriterion,
    ReadyItem,
    ReadyMornings,
    ReadyProfessional,
    ReadyQuestion,
)

Status = Literal["met", "not_met", "not_asked", "with_professional"]


class Answered(NamedTuple):
    """What the diary holds for one limb: the last answer to each question with its age in days,
    and the answered mornings after sessions or not, oldest first."""

    questions: Mapping[str, tuple[str, int]]
    mornings: tuple[MorningAnswer, ...]


class ReadyStatus(NamedTuple):
    """One line of the card with how much of it there is, and what it rests on."""

    item: str
    status: Status
    have: int
    need: int
    sources: tuple[str, ...]
    grade: Grade


def readiness(
    pack: Pack, day: OpenDay, opened: OpenedEpisode, answered: Answered
) -> tuple[ReadyStatus, ...]:
    """Every item that concerns this limb's track and the person's goal, in the pack's order."""
    return tuple(
        _status(pack, day, opened, answered, item)
        for item in pack.way_back.readiness.values()
        if (not item.tracks or opened.course.track.id in item.tracks)
        and (not item.goals or day.state.person.goal in item.goals)
    )


def _status(
    pack: Pack, day: OpenDay, opened: OpenedEpisode, answered: Answered, item: ReadyItem
) -> ReadyStatus:
    match item:
        case ReadyProfessional():
            return _line(item, "with_professional")
        case ReadyQuestion():
            return _line(item, _of_question(item, answered))
        case ReadyMornings():
            return _of_mornings(pack, opened, answered, item)
        case ReadyCriterion():
            return _of_criterion(pack, day, opened, item)
        case _:
            assert_never(item)


def _line(item: ReadyItem, status: Status, have: int = 0, need: int = 1) -> ReadyStatus:
    shown = need if status == "met" else have
    return ReadyStatus(
        item=item.id, status=status, have=shown, need=need, sources=item.sources, grade=item.grade
    )


def _of_question(item: ReadyQuestion, answered: Answered) -> Status:
    """Only a fresh answer counts (S9)."""
    said = answered.questions.get(item.question)
    if said is None or said[1] > item.valid_days:
        return "not_asked"
    return "met" if said[0] == item.expected else "not_met"


def _of_mornings(
    pack: Pack, opened: OpenedEpisode, answered: Answered, item: ReadyMornings
) -> ReadyStatus:
    need = item.count
    context = MorningContext(opened.episode.baseline.value)
    last = answered.mornings[-need:] if need > 0 else ()
    passed = [judge(pack.rules.morning, a, context) is Verdict.PASS for a in last]
    if not passed:
        return _line(item, "not_asked", 0, need)
    met = len(passed) == need and all(passed)
    return _line(item, "met" if met else "not_met", sum(passed), need)


def _of_criterion(
    pack: Pack, day: OpenDay, opened: OpenedEpisode, item: ReadyCriterion
) -> ReadyStatus:
    kind, person = opened.episode.kind, day.state.person
    bound = compile_criteria(pack, kind, person, (item.criterion,))
    if not bound:
        return _line(item, "not_asked")
    (compiled,) = bound
    found = evaluate_criterion(ready_today(pack, day, opened), compiled)
    if _lies_behind(opened, compiled) or _is_climbed(opened, compiled.criterion):
        return _line(item, "met", found.need, found.need)
    if found.have is None:
        return _line(item, "not_asked", 0, found.need)
    return _line(item, "met" if found.is_met else "not_met", found.have, found.need)


def _lies_behind(opened: OpenedEpisode, compiled: CompiledCriterion) -> bool:
    """Whether a gate or key that this limb has passed, and not lost since, asked for it."""
    passed = [g for g in opened.course.gates[: opened.episode.gate.place] if g is not None]
    asked = [c.criterion.id for g in passed for c in g.criteria]
    asked += [c.criterion.id for k in opened.course.keys if k.key.id in opened.keys
              for c in k.criteria]  # fmt: skip
    return compiled.criterion.id in asked


def _is_climbed(opened: OpenedEpisode, criterion: Criterion) -> bool:
    """Whether a rung that no gate asks for was done cleanly on the way up and not lost since."""
    if not isinstance(criterion, RungClean) or criterion.exercise not in opened.course.rungs:
        return False
    ids = [rung.id for rung in opened.course.rungs[criterion.exercise]]
    if criterion.rung not in ids:
        return False
    level = START_LEVEL + ids.index(criterion.rung)
    known = opened.episode.ladders
    sides = (ladder_key(criterion.exercise, side) for side in ("both", opened.episode.kind.limb))
    ladder = next((known[key] for key in sides if key in known), Ladder())
    return ladder.level > level or (ladder.level == level and ladder.proven)
