"""Form answers: the flags they raise or take back, the forms they settle, the facts kept."""

from __future__ import annotations

from functools import partial

from hamstrong.engine.answers import Answers, term_parts, terms_behind
from hamstrong.engine.asked_questions import answered_facts, read_form
from hamstrong.engine.day.lock_day import PERSON, LockDay, find_flag
from hamstrong.engine.facts import FormAnswered
from hamstrong.engine.facts.earlier_names import asked_by_earlier_edition
from hamstrong.engine.recent import Recent
from hamstrong.engine.state.causes import Cause, Causes
from hamstrong.engine.state.known_facts import KnownFacts, keep_answers
from hamstrong.engine.state.lock import (
    DueForm,
    FlagEvent,
    FlagKey,
    Lock,
    raise_flag,
    set_flag,
    standing_flags,
    step_flag,
)
from hamstrong.engine.triage import TriageOutcome, outcome
from hamstrong.protocol.model import Flag, Pack

OUTCOMES_KEPT = 256
WHOLE_FORMS = ("long", "signs")
"""Forms that ask every symptom list, so that they can take a sign back."""


def answers_of(fact: FormAnswered) -> Answers:
    """The answers that a form's fact holds."""
    return Answers(frozenset(fact.symptoms), frozenset(fact.none_of_these), dict(fact.values))


class FormOutcomes:
    """Outcomes of forms; kept, for the same few facts of a day are read at every look."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._kept: Recent[tuple[FormAnswered, bool, KnownFacts], TriageOutcome] = Recent(
            OUTCOMES_KEPT
        )

    def of(self, fact: FormAnswered, *, sort: bool, known: KnownFacts) -> TriageOutcome:
        """The outcome of one form; `sort` also looks for a track."""
        make = partial(outcome, self.pack, answers_of(fact), fact.form, sort=sort, known=known)
        return self._kept.get((fact, sort, known), make)


def take_form(
    outcomes: FormOutcomes, state: LockDay, fact: FormAnswered, day: int, limbs: tuple[str, ...]
) -> LockDay:
    """Fold one form into the lock's day.

    Args:
        limbs: limbs with an episode; a form sorts into a track only where there is none.
    """
    pack, known, sort = outcomes.pack, state.lock.known, not limbs
    result = outcomes.of(fact, sort=sort, known=known)
    complete = result.complete or asked_by_earlier_edition(pack, fact)
    if fact.withdraws and fact.form in WHOLE_FORMS and complete:
        state = _withdraw(pack, state, fact, result.held)
    for flag_id in result.raised:
        flag = find_flag(pack, flag_id)
        if flag is not None and flag.closes_episode:
            # A form does not say which leg: a pop or tear closes what runs.
            state = state._replace(closes=state.closes | frozenset(limbs))
        because = _answers_behind(pack, flag, fact, day, known, sort=sort)
        state = state._replace(lock=_raise(state.lock, flag_id, flag, day, because))
    return _settle(pack, state, fact, result, sort=sort) if complete else state


def _raise(lock: Lock, flag_id: str, flag: Flag | None, day: int, because: Causes) -> Lock:
    return raise_flag(
        lock,
        FlagKey(flag_id, PERSON),
        day,
        because=because,
        standing_fact=flag is not None and flag.standing,
        lifts_after=(flag.lifts_after_days or 0) if flag is not None else 0,
    )


def _settle(
    pack: Pack, state: LockDay, fact: FormAnswered, result: TriageOutcome, *, sort: bool
) -> LockDay:
    """What a whole form settles."""
    found_nothing = not result.raised
    if fact.form == "short":
        return state._replace(short_form=found_nothing)
    lock = state.lock._replace(known=_known_after(pack, state.lock.known, fact, sort=sort))
    if fact.form != "signs":
        lock = lock._replace(weekly_age=0)
        state = state._replace(weekly=True)
    if fact.form == "weekly":
        return state._replace(lock=lock)
    if fact.form == "signs" and lock.due is DueForm.LONG:
        return state._replace(lock=lock)
    lock = lock._replace(due=DueForm.NONE, due_because=())
    return state._replace(lock=lock, settled=found_nothing, short_form=found_nothing)


def _known_after(pack: Pack, known: KnownFacts, fact: FormAnswered, *, sort: bool) -> KnownFacts:
    """What is known once the form is answered: a new injury replaces what was known of an old one,
    and what was confirmed is as good as answered today."""
    about = {screen.id: screen.about for screen in pack.triage.screens}
    left = [k for k in known if k.screen in about]
    if fact.form == "long" and sort:
        left = [k for k in left if about[k.screen] != "injury"]
    values = dict(fact.values)
    if any(values.get(name) == "yes" for name, kept in about.items() if kept == "known"):
        left = [k._replace(age=0, stale=False) if about[k.screen] == "person" else k for k in left]
    return keep_answers(tuple(left), answered_facts(pack, answers_of(fact)))


def _answers_behind(
    pack: Pack, flag: Flag | None, fact: FormAnswered, day: int, known: KnownFacts, *, sort: bool
) -> Causes:
    """The answers of a form that raised a flag; the form itself where they did so together."""
    reading = read_form(pack, answers_of(fact), fact.form, sort=sort, known=known)
    terms = terms_behind(flag.when, reading.merged) if flag is not None else ()
    named = tuple(Cause("answer", term, day) for term in terms)
    return named or (Cause("form", fact.form, day),)


def _withdraw(pack: Pack, state: LockDay, fact: FormAnswered, still: tuple[str, ...]) -> LockDay:
    """Take back today's flags that the whole form no longer gives. The symptom lists do not ask
    for facts that stand, so they take none of those back."""
    lock, urgent = state.lock, False
    for key, flag_state in state.lock.flags:
        if key.flag in still or not flag_state.fresh:
            continue
        flag = find_flag(pack, key.flag)
        if flag is None or not flag.when:
            continue
        if fact.form == "signs" and rests_on_facts(pack, dict(lock.causes).get(key, ())):
            continue
        lock = set_flag(lock, key, step_flag(flag_state, FlagEvent.WITHDRAWN))
        urgent = urgent or flag.urgency in ("emergency", "same_day")
    closing = {f.id for f in pack.triage.flags if f.closes_episode}
    closes = state.closes if any(k.flag in closing for k in standing_flags(lock)) else frozenset()
    lock = lock._replace(closed_today=lock.closed_today or urgent)
    return state._replace(lock=lock, closes=closes)


def rests_on_facts(pack: Pack, causes: Causes) -> bool:
    """Whether nothing but facts that stand raised a flag."""
    standing = {symptom.id for symptom in pack.triage.symptoms if symptom.standing}
    standing |= {screen.id for screen in pack.triage.screens if screen.about}
    terms = [str(cause.value) for cause in causes if cause.kind == "answer"]
    return bool(terms) and all(term_parts(term)[0] in standing for term in terms)
