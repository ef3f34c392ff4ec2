"""Effort of one exercise with the person's own load: what the answers about the last set add up to.

Knows no kilograms and says *same*, *one step* or *one step less*; `load` holds the amounts.
"""

from __future__ import annotations

from enum import IntEnum
from typing import NamedTuple

from hamstrong.protocol.model import LoadRules


class RepetitionsLeft(IntEnum):
    """How many repetitions the last set had left, fewest first."""

    UNANSWERED = 0
    FEW = 1
    SOME = 2
    MANY = 3


class LoadStep(IntEnum):
    """What a morning does to a load."""

    LESS = -1
    SAME = 0
    MORE = 1


class StepSize(IntEnum):
    """How large the next owned step is: none small enough, a large one, one of the usual size."""

    NONE = 0
    LARGE = 1
    USUAL = 2


class Effort(NamedTuple):
    """State: clean sessions in a row with many repetitions left, and whether a rise waits until
    some are left again."""

    easy: int = 0
    waits: bool = False


class LoadMorning(NamedTuple):
    """What a morning says about yesterday's session with a load, answered or not.

    Args:
        clean: the session was clean and the morning passed.
        whole: it was at the full load and stays there: no rung rose or fell.
        short: a set was missing or had fewer repetitions than planned.
        broken: the session was broken by pain, or this morning fails.
        may_rise: nothing holds rungs and load where they are.
        eases_off: few repetitions left take a step off for this person.
    """

    left: RepetitionsLeft
    clean: bool
    whole: bool
    short: bool
    next_step: StepSize
    may_rise: bool
    eases_off: bool = False
    broken: bool = False


def judge_effort(rules: LoadRules, effort: Effort, morning: LoadMorning) -> tuple[Effort, LoadStep]:
    """Count one session's answer and say what becomes of the load.

    What holds a load back needs no good morning: an unanswered one keeps it too.
    """
    if morning.left is RepetitionsLeft.FEW or morning.short:
        off = morning.eases_off and morning.left is RepetitionsLeft.FEW and morning.whole
        return Effort(0, waits=True), LoadStep.LESS if off else LoadStep.SAME
    if morning.broken or not morning.whole:
        return broken_run(effort), LoadStep.SAME
    if not morning.clean:
        return effort, LoadStep.SAME
    if effort.waits:
        return Effort(0, waits=morning.left is RepetitionsLeft.UNANSWERED), LoadStep.SAME
    if morning.left is not RepetitionsLeft.MANY:
        return Effort(), LoadStep.SAME
    easy = min(rules.large_step_sessions, effort.easy + 1)
    if morning.may_rise and easy >= _needed(rules, morning.next_step):
        return Effort(), LoadStep.MORE
    return Effort(easy), LoadStep.SAME


def _needed(rules: LoadRules, step: StepSize) -> int:
    """Sessions with many left that a step asks for; more than are counted where there is none."""
    if step is StepSize.USUAL:
        return rules.easy_sessions
    return rules.large_step_sessions if step is StepSize.LARGE else rules.large_step_sessions + 1


def broken_run(effort: Effort) -> Effort:
    """The run of easy sessions begins anew: after pain, a smaller load, or at another rung."""
    return Effort(0, effort.waits)


def meet_efforts(a: Effort, b: Effort) -> Effort:
    """The more careful of two."""
    return Effort(0 if a.waits or b.waits else min(a.easy, b.easy), a.waits or b.waits)
