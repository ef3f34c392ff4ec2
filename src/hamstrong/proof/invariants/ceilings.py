"""Ceilings (S10, S19): in lived days, what one more point of pain or one more day
of absence leaves of the highest plan that is possible.

The ceiling is what bounds every plan, calendar spacing apart: refused or not, the heaviest work
that pain leaves, the stage, and each exercise's rung, half sets and left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from hamstrong.engine.day.session_work import read_work
from hamstrong.engine.decide.decisions import Item, Prescription
from hamstrong.engine.decide.refusal import refuse
from hamstrong.engine.decide.views import limb_view, person_view
from hamstrong.engine.facts import Fact, MorningAnswered, PainNowAnswered, SetLogged
from hamstrong.engine.state.flare import ISOMETRIC_DAY
from hamstrong.engine.state.ladder import START_LEVEL
from hamstrong.engine.state.state import State
from hamstrong.proof.alphabets import HIGHEST_PAIN, LOWEST_PAIN
from hamstrong.proof.invariants.base import Day, Proof, Violation
from hamstrong.proof.virtual_person import FIRST_DAY

PAINS = range(LOWEST_PAIN, HIGHEST_PAIN + 1)
NOTHING, ISOMETRICS, EASY, HARD = range(4)


class Ceiling(NamedTuple):
    """The most that any plan of a day may hold; `rungs` are (ladder, level, days left out)."""

    refused: bool
    heaviest: tuple[int, ...]
    stages: tuple[int, ...]
    rungs: dict[str, tuple[int, int]]


def ceiling(proof: Proof, state: State) -> Ceiling:
    """The ceiling of the open day."""
    day = proof.engine.open(state)
    person = person_view(proof.pack, day)
    heaviest, stages = [], []
    rungs: dict[str, tuple[int, int]] = {}
    for opened in day.episodes:
        view = limb_view(proof.pack, day, opened, read_work(proof.pack, opened, day.read))
        nothing = person.nothing_rule or view.blocked_rule or view.flare_day == 1
        isometric = person.isometrics_only or view.flare_day == ISOMETRIC_DAY
        easy = EASY if person.hard_rule else HARD
        heaviest.append(NOTHING if nothing else ISOMETRICS if isometric else easy)
        stages.append(view.stage)
        for key, ladder in opened.episode.ladders.items():
            left_out = max(ladder.out, int(key in view.stopped))
            name = f"{opened.course.kind.limb} {key}"
            rungs[name] = (ladder.level, left_out)
    refused = refuse(proof.pack, day) is not None
    return Ceiling(refused, tuple(heaviest), tuple(stages), rungs)


def rises(low: Ceiling, high: Ceiling) -> str | None:
    """What is higher after the worse answer, or None."""
    if high.refused:
        return None
    if low.refused:
        return "a plan in place of a refusal"
    if any(b > a for a, b in zip(low.heaviest, high.heaviest, strict=True)):
        return "heavier work"
    if any(b > a for a, b in zip(low.stages, high.stages, strict=True)):
        return "a higher stage"
    return _rung_rises(low, high)


def _rung_rises(low: Ceiling, high: Ceiling) -> str | None:
    for key, (level, out) in high.rungs.items():
        was, was_out = low.rungs.get(key, (START_LEVEL, 0))
        if level > was:
            return f"a higher rung of {key}"
        if out < was_out:
            return f"{key} left out for less long"
    return None


class PainQuestion(NamedTuple):
    """A pain question of a day: in words, and the facts that an answer makes."""

    words: str
    answer: Callable[[int], Fact]
    replaces: type[Fact]


def _morning(limb: str, nprs: int) -> Fact:
    return MorningAnswered(limb, nprs, new_limp=False)


def _pain_now(limb: str, nprs: int) -> Fact:
    return PainNowAnswered(limb, nprs, new_limp=False)


def _set(item: Item, nprs: int) -> Fact:
    return SetLogged(item.exercise, item.side, item.rung, nprs=nprs)


def _questions(day: Day) -> Iterator[PainQuestion]:
    for episode in day.state.episodes:
        limb = episode.kind.limb
        yield PainQuestion(
            f"morning pain of the {limb} leg",
            partial(_morning, limb),
            MorningAnswered,
        )
        yield PainQuestion(
            f"{limb} leg before the session",
            partial(_pain_now, limb),
            PainNowAnswered,
        )
    decision = day.decision
    if isinstance(decision, Prescription):
        for item in decision.items[:1]:
            yield PainQuestion(
                f"pain in a set of {item.exercise}",
                partial(_set, item),
                SetLogged,
            )


def ceilings_fall_with_pain(proof: Proof) -> Iterator[Violation]:
    """S10 (a): in lived days the next higher answer gives a ceiling that is no higher, neither at
    once nor tomorrow."""
    for day in proof.days.every(41 if proof.quick else 4):
        for question in _questions(day):
            proof.holds("S10", times=2 * len(PAINS))
            claim = _gains(proof, day, question)
            if claim is not None:
                yield Violation("S10", *claim)
                return


def _gains(proof: Proof, day: Day, question: PainQuestion) -> tuple[str, tuple[str, ...]] | None:
    """The first answer after which a higher one leaves more."""
    facts = tuple(f for f in day.state.facts if not isinstance(f, question.replaces))
    before = day.state._replace(facts=facts)
    today: list[Ceiling] = []
    tomorrow: list[Ceiling] = []
    for n in PAINS:
        told = proof.engine.step(before, question.answer(n))
        today.append(ceiling(proof, told))
        tomorrow.append(ceiling(proof, proof.engine.advance(told, told.day + 1)))
    for when, ceilings in (("today", today), ("tomorrow", tomorrow)):
        for low, (a, b) in enumerate(pairwise(ceilings)):
            claim = rises(a, b)
            if claim is not None:
                diary = (
                    day.life,
                    f"day {day.state.day - FIRST_DAY + 1}: {question.words}",
                    f"{low + 1} instead of {low} leaves {when}: {claim}",
                )
                return "more pain leaves more", diary
    return None


LONGEST_ABSENCE = 50


def absences_leave_no_more(proof: Proof) -> Iterator[Violation]:
    """S19: whoever stays away one day longer comes back to no higher stage and no higher rung."""
    for day in proof.days.every(97 if proof.quick else 19):
        state = day.state._replace(facts=())
        before = ceiling(proof, state)
        for days in range(1, LONGEST_ABSENCE + 1):
            proof.holds("S19")
            state = proof.engine.advance(state, state.day + 1)
            after = ceiling(proof, state)
            higher = _climbs(before, after)
            if higher is not None:
                diary = (day.life, f"day {day.state.day - FIRST_DAY + 1}", f"{days} days away")
                yield Violation("S19", f"a longer absence leaves {higher}", diary)
                return
            before = after


def _climbs(before: Ceiling, after: Ceiling) -> str | None:
    if any(b > a for a, b in zip(before.stages, after.stages, strict=True)):
        return "a higher stage"
    levels = {key: level for key, (level, _) in before.rungs.items()}
    return next(
        (f"a higher rung of {k}" for k, (n, _) in after.rungs.items() if n > levels.get(k, n)), None
    )
