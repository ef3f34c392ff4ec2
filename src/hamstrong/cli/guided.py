"""Guided use, `hamstrong` alone: what is due now, in order, until nothing is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.cli.consent import have_consent
from hamstrong.cli.context import Terminal
from hamstrong.cli.day_questions import answer_ask
from hamstrong.cli.decision_text import show_decision, show_today, show_unlocks
from hamstrong.cli.enrolment import set_up
from hamstrong.cli.prompts import ask_nprs, ask_sure
from hamstrong.cli.replies import show_reply
from hamstrong.cli.session_player import play, start
from hamstrong.engine.decide.ask import LONG_FORM, SIGNS_FORM, Ask
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import HowIsItAnswered, MorningAnswered

if TYPE_CHECKING:
    from hamstrong.app import Today

_URGENT = ("emergency", "same_day")
_MOST_ROUNDS = 50


def guide(terminal: Terminal) -> None:
    """Consent, triage, what is asked today, the session, and what comes next."""
    if not have_consent(terminal):
        return
    if not terminal.me.is_enrolled(terminal.at()) and not _begin(terminal):
        return
    today = answer_open(terminal, before_session=False)
    session = terminal.me.session(terminal.at())
    if session is not None and not session.ended:
        play(terminal)
        _after_work(terminal)
    elif session is not None:
        terminal.print()
        terminal.print(terminal.say("done_today"), style="bold")
        at = terminal.at()
        show_unlocks(terminal, terminal.me.unlocks(at), terminal.me.gates_ahead(at))
    elif today.plan_id is None:
        show_today(terminal, today)
        _how_is_it(terminal, today)
    else:
        _offer(terminal, today)


def _begin(terminal: Terminal) -> bool:
    """Triage and choices; shows what comes before a plan."""
    today = answer_open(terminal, before_session=False)
    reason = terminal.me.eligibility(terminal.at()).reason
    if reason == "flags":
        show_decision(terminal, today.decision)
        return False
    return set_up(terminal, anew=reason == "professional_first")


def answer_open(terminal: Terminal, *, before_session: bool) -> Today:
    """Ask what is open, in the engine's order; what is left open is not asked twice.

    Args:
        before_session: also what is asked just before a session.
    """
    passed: set[Ask] = set()
    for _ in range(_MOST_ROUNDS):
        today = terminal.me.today(terminal.at())
        asks = [
            ask
            for ask in today.open_asks
            if ask not in passed and (before_session or not ask.opens_session)
        ]
        if not asks:
            break
        passed.add(asks[0])
        answer_ask(terminal, asks[0])
        show_reply(terminal, with_next=False)
    if not before_session:
        _ask_first_ratings(terminal)
    return terminal.me.today(terminal.at())


def _ask_first_ratings(terminal: Terminal) -> None:
    """In the first days the check-in ends with what the leg makes hard."""
    from hamstrong.cli.weekly import ask_activities  # noqa: PLC0415

    at = terminal.at()
    if terminal.me.is_enrolled(at) and terminal.me.first_ratings_due(at):
        ask_activities(terminal)


def _how_is_it(terminal: Terminal, today: Today) -> None:
    """While there is no plan one number a day keeps the diary alive."""
    if isinstance(today.decision, Prescription) or today.decision.kind in _URGENT:
        return
    state = terminal.me.state(terminal.at())
    told = {f.limb for f in state.facts if isinstance(f, (HowIsItAnswered, MorningAnswered))}
    for limb in [e.kind.limb for e in state.episodes if e.kind.limb not in told]:
        question = terminal.words.say("asks.how_is_it.question", limb=terminal.words.leg(limb))
        nprs = ask_nprs(terminal, question, skip=True)
        if nprs is not None:
            terminal.tell(HowIsItAnswered(limb, nprs))


def _offer(terminal: Terminal, today: Today) -> None:
    """Show the plan, ask what comes before it, and start if the person wants to."""
    show_today(terminal, today)
    if not ask_sure(terminal, terminal.say("start_ask")):
        terminal.print(terminal.say("not_now"))
        return
    before = today.plan_id
    today = answer_open(terminal, before_session=True)
    if today.plan_id is None or today.must_answer:
        show_today(terminal, today)
        return
    if today.plan_id != before:
        show_today(terminal, today)
    start(terminal, today.plan_id)
    _after_work(terminal)


def _after_work(terminal: Terminal) -> None:
    """Strong pain leads to the symptom lists at once; then what comes next."""
    today = terminal.me.today(terminal.at())
    if not {LONG_FORM, SIGNS_FORM}.isdisjoint(today.decision.asks):
        terminal.print()
        terminal.print(terminal.say("go_to_triage"), style="bold yellow")
        today = answer_open(terminal, before_session=False)
    if not isinstance(today.decision, Prescription):
        show_today(terminal, today)
        return
    show_unlocks(terminal, today.decision.unlocks, terminal.me.gates_ahead(terminal.at()))
