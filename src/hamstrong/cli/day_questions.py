"""What the engine asks, asked at the terminal, each answer stored at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import ask_choice, ask_nprs, ask_yes_no
from hamstrong.cli.triage_form import fill_form, show_outcome

if TYPE_CHECKING:
    from hamstrong.engine.facts import Fact
    from hamstrong.words import AskText


def answer_ask(terminal: Terminal, ask: str, day: int | None = None) -> bool:
    """Ask one question of the engine and store the answer; False when it was left open.

    Args:
        day: of a late entry; None for today.
    """
    kind, _, rest = ask.partition(":")
    if kind == "form":
        _fill(terminal, rest)
        return True
    fact = ask_fact(terminal, ask)
    if fact is None:
        return False
    terminal.tell(fact, day)
    return True


def ask_fact(terminal: Terminal, ask: str) -> Fact | None:
    """Ask one question of the engine, no form, and store nothing; None when it was left open."""
    kind, _, rest = ask.partition(":")
    return _ANSWERS[kind](terminal, terminal.words.ask(ask, _track(terminal, rest)), rest)


def _fill(terminal: Terminal, form: str) -> None:
    enrolled = terminal.me.is_enrolled(terminal.at())
    kind = "short" if form == "short" else "weekly" if form == "weekly" else "long"
    outcome = fill_form(terminal, kind, sort=not enrolled)  # type: ignore[arg-type]  # one of three
    if outcome.urgency is not None:
        show_outcome(terminal, outcome)
    elif kind == "weekly" and enrolled:
        _week(terminal)


def _week(terminal: Terminal) -> None:
    """How the week went belongs to the weekly form; nothing waits for it."""
    from hamstrong.cli.weekly import ask_activities  # noqa: PLC0415

    today = terminal.me.today(terminal.at()).decision.asks
    for episode in terminal.me.state(terminal.at()).episodes:
        ask = f"outcome:{episode.kind.limb}"
        if ask not in today:
            answer_ask(terminal, ask)
    ask_activities(terminal)


def _track(terminal: Terminal, rest: str) -> str:
    limb = rest.rpartition(":")[2]
    episodes = terminal.me.state(terminal.at()).episodes
    return next((e.kind.track for e in episodes if e.kind.limb == limb), "")


def _morning(terminal: Terminal, ask: AskText, limb: str) -> Fact | None:
    from hamstrong.engine.facts import MorningAnswered  # noqa: PLC0415

    nprs = ask_nprs(terminal, ask.question, skip=True)
    if nprs is None:
        return None
    limp = _more(terminal, "new_limp")
    sore = None
    rules = terminal.app.pack.rules.morning
    if not limp and rules.soreness_hold_min <= nprs <= rules.soreness_hold_max:
        sore = _more(terminal, "same_soreness")
    return MorningAnswered(limb, nprs, limp, sore)


def _more(terminal: Terminal, ask: str) -> bool | None:
    words = terminal.words
    question, why = words.say(f"asks.{ask}.question"), words.say(f"asks.{ask}.why")
    return ask_yes_no(terminal, question, why, skip=True)


def _baseline(terminal: Terminal, ask: AskText, limb: str) -> Fact | None:
    from hamstrong.engine.facts import BaselineAnswered  # noqa: PLC0415

    nprs = ask_nprs(terminal, ask.question, skip=True)
    return None if nprs is None else BaselineAnswered(limb, nprs)


def _walking(terminal: Terminal, ask: AskText, limb: str) -> Fact | None:
    from hamstrong.engine.facts import WalkingAnswered  # noqa: PLC0415

    normal = ask_yes_no(terminal, ask.question, ask.why, skip=True)
    return None if normal is None else WalkingAnswered(limb, normal)


def _pain_now(terminal: Terminal, ask: AskText, limb: str) -> Fact | None:
    from hamstrong.engine.facts import PainNowAnswered  # noqa: PLC0415

    nprs = ask_nprs(terminal, ask.question, skip=True)
    if nprs is None:
        return None
    return PainNowAnswered(limb, nprs, _more(terminal, "new_limp"))


def _outcome(terminal: Terminal, ask: AskText, limb: str) -> Fact | None:
    from hamstrong.engine.facts import OutcomeAnswered  # noqa: PLC0415

    words = terminal.words.texts.get("changes")
    options = [(name, str(text)) for name, text in words.items()]
    change = ask_choice(terminal, ask.question, options, ask.why)
    worst = ask_nprs(terminal, terminal.words.say("asks.worst_week.question"), skip=True)
    limits = _more(terminal, "no_limits")
    return OutcomeAnswered(limb, change, worst, None if limits is None else not limits)


def _question(terminal: Terminal, ask: AskText, rest: str) -> Fact | None:
    from hamstrong.engine.facts import QuestionAnswered  # noqa: PLC0415

    name, _, limb = rest.partition(":")
    yes = ask_yes_no(terminal, ask.question, ask.why, skip=True)
    return None if yes is None else QuestionAnswered(name, limb, "yes" if yes else "no")


def _flag(terminal: Terminal, ask: AskText, rest: str) -> Fact | None:
    from hamstrong.engine.facts import FlagAnswered  # noqa: PLC0415

    name, _, limb = rest.partition(":")
    present = ask_yes_no(terminal, ask.question, ask.why, skip=True)
    return None if present is None else FlagAnswered(name, limb, present)


def _watch(terminal: Terminal, ask: AskText, limb: str) -> Fact | None:
    """Every sign is asked; one left open is not among the answers."""
    from hamstrong.engine.facts import WatchAnswered  # noqa: PLC0415

    terminal.print()
    terminal.print(ask.question, style="bold")
    said = [
        (sign, ask_yes_no(terminal, str(terminal.words.texts.get("watch_signs", sign)), skip=True))
        for sign in terminal.app.pack.way_back.watch.signs
    ]
    known = tuple((sign, there) for sign, there in said if there is not None)
    return WatchAnswered(limb, known) if known else None


_ANSWERS = {
    "morning": _morning,
    "baseline": _baseline,
    "walking": _walking,
    "pain_now": _pain_now,
    "outcome": _outcome,
    "watch": _watch,
    "question": _question,
    "flag": _flag,
}
