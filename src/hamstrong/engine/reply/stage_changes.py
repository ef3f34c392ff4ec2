"""Stage changes: a gate that opened, a stage gone back, keys and lines of the gate card."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.day.opening import OpenedEpisode, gate_of
from hamstrong.engine.decide.decisions import Unlock
from hamstrong.engine.reply.answers import RecordedAnswer, because_of
from hamstrong.engine.reply.reply import MorningChange, MorningKind, StageChange, StageKind
from hamstrong.engine.reply.situation import Situation
from hamstrong.engine.state.ladder import START_LEVEL
from hamstrong.engine.state.morning import Verdict

_VERDICTS: dict[Verdict, MorningKind] = {
    Verdict.PASS: "morning_passed",
    Verdict.HOLD: "morning_held",
    Verdict.SORE_HOLD: "morning_sore",
    Verdict.FAIL: "morning_failed",
}


def morning_changes(
    before: Situation, after: Situation, answers: tuple[RecordedAnswer, ...]
) -> Iterator[MorningChange]:
    """Each morning that has a verdict now and had another one, or none, before."""
    for limb, opened in after.opened.items():
        kind = _VERDICTS.get(opened.morning.verdict)
        earlier = before.opened.get(limb)
        same = earlier is not None and earlier.morning.verdict is opened.morning.verdict
        if kind is not None and not same:
            yield MorningChange(kind, limb, because_of(answers, limb=limb))


def stage_changes(
    before: Situation, after: Situation, answers: tuple[RecordedAnswer, ...]
) -> Iterator[StageChange]:
    """What changed about each limb's stage; without a move, about its gate card."""
    for limb, opened in after.opened.items():
        earlier = before.opened.get(limb)
        if earlier is None:
            continue
        because = because_of(answers, limb=limb)
        moved = _moved(before, after, earlier, opened)
        if moved is not None:
            yield moved._replace(because=because)
            continue
        for key in sorted(opened.keys - earlier.keys):
            yield StageChange("key_met", limb, key, because=because)
        yield from _lines(before.unlocks.get(limb), after.unlocks.get(limb))


def _moved(
    before: Situation, after: Situation, earlier: OpenedEpisode, opened: OpenedEpisode
) -> StageChange | None:
    limb, path = opened.episode.kind.limb, opened.course.path
    was = earlier.course.path[before.left[limb].gate.place]
    now = path[after.left[limb].gate.place]
    if opened.advanced and not earlier.advanced:
        gate = gate_of(earlier.course, earlier.episode)
        earned = () if gate is None else tuple(c.criterion.id for c in gate.criteria)
        return StageChange(
            "stage_opened", limb, before=was, after=now, earned=earned, new=_new(opened)
        )
    if now < was:
        return StageChange("stage_back", limb, before=was, after=now)
    return None


def _new(opened: OpenedEpisode) -> tuple[str, ...]:
    """The exercises that the limb has at this place and had at none before, as far as no key is
    in the way. Stretches open by mornings and strength, not by a gate."""
    course, place = opened.course, opened.episode.gate.place
    known = {name for here in course.by_id[:place] for name in here}
    return tuple(
        name
        for name, candidate in course.by_id[place].items()
        if name not in known
        and not candidate.exercise.adjunct
        and all(key in opened.keys for level, key in candidate.keyed if level <= START_LEVEL)
    )


def _lines(before: Unlock | None, after: Unlock | None) -> Iterator[StageChange]:
    """The lines of one gate's card that are met now, or are not any more."""
    if before is None or after is None or before.gate != after.gate:
        return
    was = {line.criterion: line.status == "met" for line in before.criteria}
    for line in after.criteria:
        met = line.status == "met"
        if line.criterion in was and met != was[line.criterion]:
            kind: StageKind = "criterion_met" if met else "criterion_open"
            yield StageChange(kind, after.limb, line.criterion)
