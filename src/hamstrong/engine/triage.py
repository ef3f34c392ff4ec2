"""Triage of a form: which screens it shows, which flags its answers raise, which track fits.

Serves R-B2, R-B5 and R-I1. What is asked and what follows from it is pack data; how long a flag
stands is the lock's concern, and words are made elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from operator import ge, le
from typing import Literal, NamedTuple, Protocol

from hamstrong.protocol.model import Condition, Flag, Screen, TrackRule, Triage, Urgency

Form = Literal["long", "short", "weekly"]

PRECEDENCE: tuple[Urgency, ...] = ("emergency", "same_day", "professional_first", "hold")
"""What beats what, written once; a track comes after all of them."""

NO_TRACK = "other_track"
"""The flag for complete answers that no track fits."""

_COMPARISONS: tuple[tuple[str, Callable[[int, int], bool]], ...] = ((">=", ge), ("<=", le))


class HasTriage(Protocol):
    """A pack, or whatever else carries the triage of one."""

    @property
    def triage(self) -> Triage: ...


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person has answered so far on one form.

    `yes` holds ticked symptoms, `none_confirmed` the list screens whose "none of these" was
    chosen, `values` the other screens' answers by screen id; None is "not answered".
    """

    yes: frozenset[str] = frozenset()
    none_confirmed: frozenset[str] = frozenset()
    values: Mapping[str, str | int | None] = field(default_factory=dict)


class TriageOutcome(NamedTuple):
    """Where the answers lead.

    `urgency` is None when nothing stops the programme or the form is not complete. `deciding`
    names the flag or track that decided, `because` the answers that made it hold. A `hold` keeps
    its track: exercise waits, and the flag says for what.
    """

    urgency: Urgency | None = None
    flags: tuple[str, ...] = ()
    track: str | None = None
    deciding: str | None = None
    because: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    complete: bool = False
    next_screen: str | None = None
    traits: tuple[str, ...] = ()


def evaluate(condition: Condition, answers: Answers) -> bool:
    """Whether a condition holds; an empty one never does, and nothing follows from no answer."""
    if not condition.all and not condition.any:
        return False
    return all(_holds(term, answers) for term in condition.all) and all(
        any(_holds(term, answers) for term in group) for group in condition.any
    )


def is_answered(screen: Screen, answers: Answers) -> bool:
    """Whether a screen has an answer; a list needs a tick or its explicit "none of these"."""
    if screen.kind == "list":
        ticked = not answers.yes.isdisjoint(screen.symptoms)
        return ticked or screen.id in answers.none_confirmed
    value = answers.values.get(screen.id)
    if screen.kind == "choice":
        return value in screen.options
    if screen.kind == "yes_no":
        return value in ("yes", "no")
    return _number(value) is not None


def screens_to_show(pack: HasTriage, answers: Answers, form: Form) -> tuple[Screen, ...]:
    """The screens of a form that these answers call for, in order."""
    return tuple(
        screen
        for screen in pack.triage.screens
        if form in screen.forms and all(_holds(term, answers) for term in screen.when)
    )


def outcome(pack: HasTriage, answers: Answers, form: Form, *, sort: bool = True) -> TriageOutcome:
    """Say where a form leads: a flag, a track, or the screen to show next.

    An emergency ends the form at once. Everything else waits until every screen is answered.

    Args:
        sort: whether the long form sorts into a track. False while an episode runs, whose track
            stands: there a strain of last season is no reason for `other_track`.
    """
    shown = screens_to_show(pack, answers, form)
    unanswered = next((s.id for s in shown if not is_answered(s, answers)), None)
    raised = _raised(pack.triage, answers)
    traits = _traits(pack.triage, answers)
    if raised and raised[0].urgency == PRECEDENCE[0]:
        return _flagged(raised, answers, traits)
    if unanswered is not None or not shown:
        return TriageOutcome(next_screen=unanswered, traits=traits)
    if not sort or form != "long" or (raised and raised[0].urgency != "hold"):
        return _flagged(raised, answers, traits)
    rule = next((r for r in pack.triage.tracks if evaluate(r.when, answers)), None)
    if rule is None:
        return _without_track(pack.triage, raised, traits)
    return _sorted_into(rule, raised, answers, traits)


def _raised(triage: Triage, answers: Answers) -> list[Flag]:
    """The flags that hold, the most urgent first and in the pack's order among equals."""
    held = [flag for flag in triage.flags if any(evaluate(c, answers) for c in flag.when)]
    return sorted(held, key=lambda flag: PRECEDENCE.index(flag.urgency))


def _traits(triage: Triage, answers: Answers) -> tuple[str, ...]:
    return tuple(
        rule.trait for rule in triage.traits if any(evaluate(c, answers) for c in rule.when)
    )


def _flagged(raised: list[Flag], answers: Answers, traits: tuple[str, ...]) -> TriageOutcome:
    if not raised:
        return TriageOutcome(complete=True, traits=traits)
    first = raised[0]
    return TriageOutcome(
        urgency=first.urgency,
        flags=tuple(flag.id for flag in raised),
        deciding=first.id,
        because=_because(first.when, answers),
        sources=first.sources,
        complete=True,
        traits=traits,
    )


def _without_track(triage: Triage, raised: list[Flag], traits: tuple[str, ...]) -> TriageOutcome:
    flag = next((flag for flag in triage.flags if flag.id == NO_TRACK), None)
    return TriageOutcome(
        urgency=flag.urgency if flag else "professional_first",
        flags=(NO_TRACK, *(held.id for held in raised)),
        deciding=NO_TRACK,
        sources=flag.sources if flag else (),
        complete=True,
        traits=traits,
    )


def _sorted_into(
    rule: TrackRule, raised: list[Flag], answers: Answers, traits: tuple[str, ...]
) -> TriageOutcome:
    if raised:
        return _flagged(raised, answers, traits)._replace(track=rule.track)
    return TriageOutcome(
        track=rule.track,
        deciding=rule.track,
        because=_because((rule.when,), answers),
        sources=rule.sources,
        complete=True,
        traits=traits,
    )


def answers_behind(flag: Flag, answers: Answers) -> tuple[str, ...]:
    """The answers that make a flag hold, as terms: a symptom's id or SCREEN=OPTION; none where no
    single condition does."""
    return _because(flag.when, answers)


def _because(conditions: tuple[Condition, ...], answers: Answers) -> tuple[str, ...]:
    """The answers of the first condition that holds."""
    held = next((c for c in conditions if evaluate(c, answers)), Condition())
    return tuple(term for term in _terms(held) if _holds(term, answers))


def _terms(condition: Condition) -> Iterator[str]:
    yield from condition.all
    for group in condition.any:
        yield from group


def term_parts(term: str) -> tuple[str, str, str]:
    """Screen, sign (`>=`, `<=` or `=`) and value of a term about a screen; for a symptom, which is
    a term by itself, both are empty."""
    signs = (*(sign for sign, _ in _COMPARISONS), "=")
    sign = next((sign for sign in signs if sign in term), "")
    screen, _, value = term.partition(sign) if sign else (term, "", "")
    return screen, sign, value


def _holds(term: str, answers: Answers) -> bool:
    screen, sign, bound = term_parts(term)
    if not sign:
        return term in answers.yes
    value = answers.values.get(screen)
    compare = dict(_COMPARISONS).get(sign)
    if compare is None:
        return value is not None and str(value) == bound
    number = _number(value)
    return number is not None and compare(number, int(bound))


def _number(value: str | int | None) -> int | None:
    """A whole number that can be; a negative one is no answer, so nothing is built on it."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        return None
    return value
