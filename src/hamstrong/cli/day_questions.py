"""Day questions of the engine at the terminal, each answer stored at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import ask_choice, ask_nprs, ask_number, ask_yes_no
from hamstrong.cli.triage_form import fill_form, show_outcome
from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.facts.bounds import SittingMinutes, lowest_and_highest
from hamstrong.protocol.model import FormName

if TYPE_CHECKING:
    from hamstrong.engine.facts import Fact
    from hamstrong.words import AskText


def answer_ask(terminal: Terminal, ask: Ask, day: int | None = None) -> bool:
    """Ask one question of the engine and store the answer; False when it was left open.

    Args:
        day: of a late entry; None for today.
    """
    if ask.kind is AskKind.FORM:
        _fill(terminal, ask.name)
        return True
    fact = ask_fact(terminal, ask)
    if fact is None:
        return False
    terminal.tell(fact, day)
    return True


def ask_fact(terminal: Terminal, ask: Ask) -> Fact | None:
    """Ask one question of the engine, no form, and store nothing; None when it was left open."""
    words = terminal.words.ask(ask, _track(terminal, ask.limb))
    return _ANSWERS[ask.kind](terminal, words, ask)


def _fill(terminal: Terminal, form: str) -> None:
    enrolled = terminal.me.is_enrolled(terminal.at())
    kind: FormName = next(name for name in get_args(FormName) if name == form)
    outcome = fill_form(terminal, kind, sort=not enrolled)
    if outcome.urgency is not None:
        show_outcome(terminal, outcome)
    elif kind == "weekly" and enrolled:
        _week(terminal)


def _week(terminal: Terminal) -> None:
    """How the week went belongs to the weekly form; nothing waits for it."""
    from hamstrong.cli.weekly import ask_activities  # noqa: PLC0415

    today = terminal.me.today(terminal.at()).decision.asks
    for episode in terminal.me.state(terminal.at()).episodes:
        ask = Ask(AskKind.OUTCOME, episode.kind.limb)
        if ask not in today:
            answer_ask(terminal, ask)
    ask_activities(terminal)


def _track(terminal: Terminal, limb: str) -> str:
    episodes = terminal.me.state(terminal.at()).episodes
    return next((e.kind.track for e in episodes if e.kind.limb == limb), "")


def _morning(terminal: Terminal, words: AskText, ask: Ask) -> Fact | None:
    from hamstrong.engine.facts import MorningAnswered  # noqa: PLC0415

    nprs = ask_nprs(terminal, words.question, skip=True)
    if nprs is None:
        return None
    limp = _more(terminal, "new_limp")
    sore = None
    rules = terminal.app.pack.rules.morning
    if not limp and rules.soreness_hold_min <= nprs <= rules.soreness_hold_max:
        sore = _more(terminal, "same_soreness")
    return MorningAnswered(ask.limb, nprs, limp, sore)


def _more(terminal: Terminal, ask: str) -> bool | None:
    words = terminal.words
    question, why = words.say(f"asks.{ask}.question"), words.say(f"asks.{ask}.why")
    return ask_yes_no(terminal, question, why, skip=True)


def _baseline(terminal: Terminal, words: AskText, ask: Ask) -> Fact | None:
    from hamstrong.engine.facts import BaselineAnswered  # noqa: PLC0415

    nprs = ask_nprs(terminal, words.question, skip=True)
    return None if nprs is None else BaselineAnswered(ask.limb, nprs)


def _walking(terminal: Terminal, words: AskText, ask: Ask) -> Fact | None:
    from hamstrong.engine.facts import WalkingAnswered  # noqa: PLC0415

    normal = ask_yes_no(terminal, words.question, words.why, skip=True)
    return None if normal is None else WalkingAnswered(ask.limb, normal)


def _pain_now(terminal: Terminal, words: AskText, ask: Ask) -> Fact | None:
    from hamstrong.engine.facts import PainNowAnswered  # noqa: PLC0415

    nprs = ask_nprs(terminal, words.question, skip=True)
    if nprs is None:
        return None
    return PainNowAnswered(ask.limb, nprs, _more(terminal, "new_limp"))


def _outcome(terminal: Terminal, words: AskText, ask: Ask) -> Fact | None:
    from hamstrong.engine.facts import OutcomeAnswered  # noqa: PLC0415

    changes = terminal.words.texts.get("changes")
    options = [(name, str(text)) for name, text in changes.items()]
    change = ask_choice(terminal, words.question, options, words.why)
    worst = ask_nprs(terminal, terminal.words.say("asks.worst_week.question"), skip=True)
    limits = _more(terminal, "no_limits")
    can_sit = None
    if _track(terminal, ask.limb) in terminal.app.pack.way_back.sitting.tracks:
        question = terminal.words.say("asks.can_sit.question")
        bounds = lowest_and_highest(SittingMinutes)
        can_sit = ask_number(terminal, question, bounds, terminal.say("number_how"), skip=True)
    no_limits = None if limits is None else not limits
    return OutcomeAnswered(
        limb=ask.limb,
        change=change,
        worst_nprs=worst,
        no_limits=no_limits,
        can_sit_min=can_sit,
    )


def _question(terminal: Terminal, words: AskText, ask: Ask) -> Fact | None:
    from hamstrong.engine.facts import QuestionAnswered  # noqa: PLC0415

    yes = ask_yes_no(terminal, words.question, words.why, skip=True)
    return None if yes is None else QuestionAnswered(ask.name, ask.limb, "yes" if yes else "no")


def _flag(terminal: Terminal, words: AskText, ask: Ask) -> Fact | None:
    from hamstrong.engine.facts import FlagAnswered  # noqa: PLC0415

    present = ask_yes_no(terminal, words.question, words.why, skip=True)
    return None if present is None else FlagAnswered(ask.name, ask.limb, present)


def _watch(terminal: Terminal, words: AskText, ask: Ask) -> Fact | None:
    """Every sign is asked; one left open is not among the answers."""
    from hamstrong.engine.facts import WatchAnswered  # noqa: PLC0415

    terminal.print()
    terminal.print(words.question, style="bold")
    said = [
        (sign, ask_yes_no(terminal, str(terminal.words.texts.get("watch_signs", sign)), skip=True))
        for sign in terminal.app.pack.way_back.watch.signs
    ]
    known = tuple((sign, there) for sign, there in said if there is not None)
    return WatchAnswered(ask.limb, known) if known else None


def _loads(terminal: Terminal, words: AskText, _ask: Ask) -> Fact | None:
    """Weights of each kit in one line, then each class of bands; none is a word of its own."""
    from hamstrong.cli.loads import ask_owned  # noqa: PLC0415

    return ask_owned(terminal, words.question)


_ANSWERS = {
    AskKind.LOADS: _loads,
    AskKind.MORNING: _morning,
    AskKind.BASELINE: _baseline,
    AskKind.WALKING: _walking,
    AskKind.PAIN_NOW: _pain_now,
    AskKind.OUTCOME: _outcome,
    AskKind.WATCH: _watch,
    AskKind.QUESTION: _question,
    AskKind.FLAG: _flag,
}
