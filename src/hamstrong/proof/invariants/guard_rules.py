"""Guard rules (S2, S3, S7, S15): what the guard admits."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from hamstrong.engine.decide.guard import Denied, Dose, is_fast
from hamstrong.engine.state.flare import ISOMETRIC_DAY
from hamstrong.engine.state.ladder import START_LEVEL
from hamstrong.proof.guards import (
    GuardCase,
    Whether,
    ask_whether,
    asked_how_much,
    asked_whether,
)
from hamstrong.proof.invariants.base import Proof, Violation
from hamstrong.proof.unread import Reader, every_reading
from hamstrong.protocol.model import Pack, Rules

Judge = Callable[[Rules, GuardCase, Dose], str | None]


def guard_refuses(proof: Proof) -> Iterator[Violation]:
    """S2, S3, S7: one line of each kind of work against every view, judged by all three."""
    broken: set[str] = set()
    for whether in asked_whether(proof.pack, proof.settings, quick=proof.quick):
        ask = partial(_judged, proof.pack, whether)
        for (one, claims), times in every_reading(ask, whether.size()):
            if isinstance(one.answer, Denied):
                proof.denied.add(one.answer.rule)
            for invariant in WHETHER:
                proof.holds(invariant, times=times)
            for invariant, claim in claims:
                if invariant not in broken:
                    broken.add(invariant)
                    yield told(invariant, claim, one)


def _judged(
    pack: Pack, whether: Whether, reader: Reader
) -> tuple[GuardCase, tuple[tuple[str, str], ...]]:
    """One answer of the guard with what is wrong with it; what the judges read counts as read."""
    one = ask_whether(pack, whether, reader)
    if isinstance(one.answer, Denied):
        return one, ()
    told = ((name, judge(pack.rules, one, one.answer)) for name, judge in WHETHER.items())
    return one, tuple((name, claim) for name, claim in told if claim is not None)


def guard_doses(proof: Proof) -> Iterator[Violation]:
    """S2 and S15: every line at every level, with every set of keys and every cap."""
    broken: set[str] = set()
    for one in asked_how_much(proof.pack, proof.settings):
        if isinstance(one.answer, Denied):
            continue
        for invariant, judge in HOW_MUCH.items():
            proof.holds(invariant)
            claim = None if invariant in broken else judge(proof.pack.rules, one, one.answer)
            if claim is not None:
                broken.add(invariant)
                yield told(invariant, claim, one)


def told(invariant: str, claim: str, one: GuardCase) -> Violation:
    """A violation by one answer of the guard."""
    exercise = one.request.candidate.exercise.id
    diary = (f"{exercise} is asked for", *_views(one), f"admitted: {one.answer}")
    return Violation(invariant, claim, diary)


def _views(one: GuardCase) -> Iterator[str]:
    """What held when the guard was asked, as far as it speaks against the exercise."""
    person, limb, calendar = one.person, one.limb, one.person.calendar
    named = (
        (calendar.hard_yesterday, "yesterday was a hard day"),
        (calendar.hard_count, f"{calendar.hard_count} hard days in the week"),
        (calendar.power_count, f"{calendar.power_count} power days in the week"),
        (calendar.nordic_count, f"{calendar.nordic_count} days with Nordics in the week"),
        (person.hard_rule, f"no hard work by {person.hard_rule}"),
        (person.easy_run_rule, f"no easy running by {person.easy_run_rule}"),
        (person.isometrics_only, "pain leaves isometrics only"),
        (person.excluded, "a clinician excluded it"),
        (person.nothing_rule, f"nothing today by {person.nothing_rule}"),
        (limb.blocked_rule, f"the leg is held by {limb.blocked_rule}"),
        (limb.flare_day, f"day {limb.flare_day} of the flare-up path"),
        (not limb.stretch_open, "stretching is locked"),
        (limb.stopped, "it was stopped today"),
        (not limb.allowed, "it is of no open stage"),
        (one.request.ladder.out, "it is left out"),
    )
    yield from (words for holds, words in named if holds)
    keys = ", ".join(sorted(limb.keys)) or "none"
    yield f"stage {limb.stage}, level {one.request.ladder.level}, keys met: {keys}"
    if one.request.candidate.on_the_day:
        yield f"met today: {', '.join(sorted(limb.met_today)) or 'nothing'}"


def _beyond_the_stage(_rules: Rules, one: GuardCase, _dose: Dose) -> str | None:
    if one.request.candidate.exercise.id not in one.limb.allowed:
        return "an exercise of no open stage is admitted"
    if one.limb.blocked_rule or one.person.nothing_rule or one.limb.stopped:
        return "an exercise is admitted while something forbids it"
    left_out = one.request.ladder.out or one.person.excluded
    return "what is left out is admitted" if left_out else None


def _beyond_the_rungs(_rules: Rules, one: GuardCase, dose: Dose) -> str | None:
    if dose.level > min(one.request.candidate.max_level, len(one.request.rungs)):
        return "a rung beyond the track, the kit or the person is admitted"
    return None


def _too_hard(rules: Rules, one: GuardCase, dose: Dose) -> str | None:
    hard, view = one.request.load_class.hard, one.person.calendar
    if one.request.load_class.easy_run and one.person.easy_run_rule is not None:
        return "easy running is admitted while a rule forbids it"
    if one.request.load_class.run and one.limb.flare_day:
        return "a run is admitted on the flare-up path"
    if hard and one.person.hard_rule is not None:
        return "hard work is admitted while a rule forbids it"
    if one.limb.flare_day and one.request.load_class.run:
        return "a run is admitted on the flare-up path"
    if hard and view.hard_yesterday:
        return "hard work is admitted next to a hard day"
    if hard and view.hard_count >= rules.calendar.max_hard_in_window:
        return "one hard day too many is admitted"
    if (
        is_fast(rules, one.request, dose.level)
        and view.power_count >= rules.calendar.max_power_in_window
    ):
        return "one power day too many is admitted"
    nordic = one.request.candidate.exercise.nordic
    if nordic and view.nordic_count >= rules.calendar.max_nordics_in_window:
        return "one Nordic day too many is admitted"
    if 0 < one.request.ladder.idle < (one.request.candidate.exercise.days_apart or 0):
        return "an exercise is admitted sooner than its days apart allow"
    return None


def _locked_stretch(_rules: Rules, one: GuardCase, _dose: Dose) -> str | None:
    exercise = one.request.candidate.exercise
    if not exercise.adjunct:
        return None
    if exercise.is_stretch and not one.limb.stretch_open:
        return "a stretch is admitted while stretching is locked"
    return "an adjunct is admitted on the flare-up path" if one.limb.flare_day else None


def _beyond_a_cap(rules: Rules, one: GuardCase, dose: Dose) -> str | None:
    caps = [one.request.ladder.level, one.request.candidate.max_level]
    caps += [n - 1 for n, key in one.request.candidate.keyed if key not in one.limb.keys]
    caps += [
        n - 1 for n, name in one.request.candidate.on_the_day if name not in one.limb.met_today
    ]
    if one.request.lead_cap is not None:
        caps.append(one.request.lead_cap)
    if one.limb.flare_day == ISOMETRIC_DAY and one.request.load_class.isometric:
        caps.append(START_LEVEL)
    if one.person.calendar.power_count >= rules.calendar.max_power_in_window:
        levels = range(min(caps), -1, -1)
        caps.append(next((n for n in levels if not is_fast(rules, one.request, n)), -1))
    if dose.level != min(caps):
        return f"the admitted level {dose.level} is not the least of {caps}"
    if dose.cap_sets != one.person.cap_sets:
        return "the clinician's cap on sets is lost"
    return None


WHETHER: dict[str, Judge] = {"S2": _beyond_the_stage, "S3": _too_hard, "S7": _locked_stretch}
HOW_MUCH: dict[str, Judge] = {"S2": _beyond_the_rungs, "S15": _beyond_a_cap}
