"""The morning after: verdict on an answer, the run of fails, what is owed, the baseline.

Serves `morning` of the pack's rules (E56, C9, R-H4). Knows no exercise and no stage: it tells the
others `back`, `held` and whether hard work must wait.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from hamstrong.protocol.model import MorningRules

NO_BASELINE = -1


class Verdict(IntEnum):
    """What a morning answer comes to, in order of growing care."""

    PASS = 0
    HOLD = 1
    SORE_HOLD = 2
    FAIL = 3
    NONE = 4


class Asked(IntEnum):
    """Why this morning is asked: not at all, because it is owed, or after a session."""

    NO = 0
    OWED = 1
    SESSION = 2


class Block(IntEnum):
    """What hard work waits for."""

    FREE = 0
    PASS_OR_HOLD = 1
    LOW = 2


class MorningAnswer(NamedTuple):
    """One answer; None is "not answered" and never counts as a low number or a no."""

    nprs: int | None = None
    new_limp: bool | None = None
    same_soreness: bool | None = None


class Morning(NamedTuple):
    """State: fails in a row, asked mornings without an answer in a row, what hard work waits
    for, passed mornings in a row (saturating at `passes_max`), and whether the last answer was
    none that passes: then the next morning is asked too."""

    fails: int = 0
    silent: int = 0
    block: Block = Block.FREE
    passes: int = 0
    unsettled: bool = False


class MorningSignals(NamedTuple):
    """What the morning signals to the other components today."""

    verdict: Verdict = Verdict.NONE
    asked: Asked = Asked.NO
    back: bool = False
    held: bool = False
    hard_waits: bool = False
    very_sore: bool = False
    closes: bool = False


class MorningContext(NamedTuple):
    """The usual value in force, whether sore-thigh holds are possible this morning, and whether a
    morning at a usual value that is held elsewhere passes here."""

    baseline: int
    may_be_soreness: bool = False
    usual_passes: bool = False


def judge(rules: MorningRules, answer: MorningAnswer | None, context: MorningContext) -> Verdict:
    """Judge one morning answer (`morning`). Missing parts never pass.

    A new limp fails whatever the number. A number that would pass with the limp unanswered is
    no answer; one that fails, fails.
    """
    if answer is None:
        return Verdict.NONE
    if answer.new_limp:
        return Verdict.FAIL
    if answer.nprs is None:
        return Verdict.NONE
    verdict = _judge_number(rules, answer.nprs, answer.same_soreness is True, context)
    if answer.new_limp is None and verdict is not Verdict.FAIL:
        return Verdict.NONE
    return verdict


def _judge_number(
    rules: MorningRules, nprs: int, same_soreness: bool, context: MorningContext
) -> Verdict:
    baseline = context.baseline
    if nprs <= rules.pass_max:
        return Verdict.PASS
    if nprs == rules.hold_at_baseline == baseline:
        return Verdict.PASS if context.usual_passes else Verdict.HOLD
    if context.may_be_soreness and is_soreness(rules, nprs) and same_soreness:
        return Verdict.SORE_HOLD
    return Verdict.FAIL


def is_soreness(rules: MorningRules, nprs: int) -> bool:
    """Whether a number is one that the same soreness in both thighs may explain."""
    return rules.soreness_hold_min <= nprs <= rules.soreness_hold_max


def open_morning(
    rules: MorningRules,
    state: Morning,
    verdict: Verdict,
    asked: Asked,
    *,
    low: bool,
    passes_max: int,
) -> tuple[Morning, MorningSignals]:
    """Apply this morning's verdict.

    Args:
        low: the number answered is at most the pack's soreness-clear limit and no new limp.
        passes_max: how many passed mornings in a row any gate asks for.
    """
    if asked is Asked.NO:
        return state, MorningSignals(hard_waits=state.block is not Block.FREE)
    if verdict is Verdict.NONE:
        silent_today = state.silent + 1 >= rules.unanswered_block
        waits = silent_today or state.block is not Block.FREE or asked is Asked.OWED
        return state, MorningSignals(verdict, asked, hard_waits=waits)
    freed = state._replace(
        silent=0,
        block=_block_after(state.block, verdict, low),
        unsettled=verdict is not Verdict.PASS,
    )
    if asked is Asked.OWED:
        waits = verdict is Verdict.FAIL or freed.block is not Block.FREE
        return freed, MorningSignals(verdict, asked, hard_waits=waits)
    return _after_session(rules, freed, verdict, passes_max)


def _block_after(block: Block, verdict: Verdict, low: bool) -> Block:
    if verdict is Verdict.SORE_HOLD:
        return Block.LOW
    if verdict is Verdict.FAIL:
        return max(block, Block.PASS_OR_HOLD)
    if block is Block.LOW:
        return Block.FREE if low else Block.LOW
    return Block.FREE


def _after_session(
    rules: MorningRules, state: Morning, verdict: Verdict, passes_max: int
) -> tuple[Morning, MorningSignals]:
    if verdict is Verdict.PASS:
        passed = state._replace(fails=0, passes=min(passes_max, state.passes + 1))
        return passed, _signals(passed, verdict)
    if verdict is not Verdict.FAIL:
        held = state._replace(passes=0)
        return held, _signals(held, verdict)
    fails = min(rules.fails_held, state.fails + 1)
    failed = state._replace(fails=fails, passes=0)
    return failed, _signals(
        failed, verdict, back=fails == rules.fails_back, held=fails >= rules.fails_held
    )


def _signals(
    state: Morning, verdict: Verdict, *, back: bool = False, held: bool = False
) -> MorningSignals:
    waits = state.block is not Block.FREE
    return MorningSignals(verdict, Asked.SESSION, back=back, held=held, hard_waits=waits)


def close_morning(rules: MorningRules, state: Morning, signals: MorningSignals) -> Morning:
    """End of the day: an asked morning that stayed unanswered counts towards the silence."""
    if signals.asked is Asked.NO or signals.verdict is not Verdict.NONE:
        return state
    silent = min(rules.unanswered_block, state.silent + 1)
    if silent < rules.unanswered_block:
        return state._replace(silent=silent)
    return state._replace(silent=silent, block=max(state.block, Block.PASS_OR_HOLD))


def is_owed(rules: MorningRules, state: Morning) -> bool:
    """Whether mornings are asked even without a session the day before."""
    silent = state.silent >= rules.unanswered_block
    return silent or state.unsettled or state.block is not Block.FREE


def meet_mornings(a: Morning, b: Morning) -> Morning:
    """The more careful of two states, field by field."""
    return Morning(
        fails=max(a.fails, b.fails),
        silent=max(a.silent, b.silent),
        block=max(a.block, b.block),
        passes=min(a.passes, b.passes),
        unsettled=a.unsettled or b.unsettled,
    )


class Baseline(NamedTuple):
    """The usual morning pain against which mornings are judged; `age` counts the days since the
    first answer that was too high for it."""

    value: int = NO_BASELINE
    age: int = 0


def answer_baseline(state: Baseline, nprs: int) -> Baseline:
    """Set the baseline, or take a repeated answer: it never rises once set."""
    if state.value == NO_BASELINE:
        return Baseline(nprs, 0)
    return state._replace(value=min(state.value, nprs))


def close_baseline(rules: MorningRules, state: Baseline) -> Baseline:
    """A high value ages until an answer is low enough or refers."""
    if state.value < rules.baseline_referral_min:
        return state._replace(age=0)
    return state._replace(age=min(rules.baseline_referral_day + 1, state.age + 1))


def is_unsettled(rules: MorningRules, state: Baseline) -> bool:
    """Whether the usual value is still asked: unanswered, or too high to be one. Until it is
    settled a leg does isometrics alone and its mornings count for no gate and are no fails."""
    return state.value == NO_BASELINE or state.value >= rules.baseline_referral_min


def baseline_too_high(rules: MorningRules, state: Baseline, *, answered: bool) -> bool:
    """No answer up to the pack's referral day after the first, that day's included, was low
    enough.

    Args:
        answered: today's answer is in `state`; without it the referral day itself still waits.
    """
    high = state.value >= rules.baseline_referral_min
    return high and state.age >= rules.baseline_referral_day + (not answered)


def meet_baselines(a: Baseline, b: Baseline) -> Baseline:
    """The more careful: none beats any, then the lower value, then the longer high."""
    return min(a, b, key=lambda baseline: (baseline.value, -baseline.age))
