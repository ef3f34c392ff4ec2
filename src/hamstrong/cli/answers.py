"""An answer that was given, in words, and the same question once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hamstrong.cli import measured_answers
from hamstrong.cli.context import Terminal
from hamstrong.cli.day_questions import ask_fact
from hamstrong.cli.prompts import ask_choice, ask_nprs, ask_number, ask_yes_no
from hamstrong.cli.session_player import stop_options
from hamstrong.engine import facts
from hamstrong.engine.decide.asks import ask_of
from hamstrong.engine.facts.bounds import Count, MinutesOfADay, lowest_and_highest
from hamstrong.engine.facts.codec import fact_name

if TYPE_CHECKING:
    from hamstrong.engine.facts import Fact

_OWN_WORDS = ("new_limp", "same_soreness", "no_limits", "comfortable")


def described(terminal: Terminal, fact: Fact) -> tuple[str, str]:
    """What a fact is about, and what was answered."""
    about, answer = ABOUT.get(type(fact), _about_ask)(terminal, fact)
    said = [_said(terminal, name, value) for name, value in answer if value is not None]
    return about, ", ".join(said) or terminal.say("answer_open")


def answer_again(terminal: Terminal, fact: Fact) -> Fact | None:
    """Ask the same again, with nothing preselected; None when it was left open."""
    ask = ask_of(fact)
    return AGAIN[type(fact)](terminal, fact) if ask is None else ask_fact(terminal, ask)


def _said(terminal: Terminal, name: str, value: object) -> str:
    if isinstance(value, bool):
        own = f"{name}_" if name in _OWN_WORDS else ""
        return terminal.say(f"answer_{own}{'yes' if value else 'no'}")
    if name == "nprs":
        return terminal.say("answer_pain", n=int(str(value)))
    if name == "change":
        return str(terminal.words.texts.get("changes", str(value)))
    if name == "reason":
        return terminal.words.name("stop_reasons", str(value), "plain")
    return str(value)


_Answer = list[tuple[str, Any]]


def _about_ask(terminal: Terminal, fact: Any) -> tuple[str, _Answer]:
    """A question of the engine: its words, and every field that answers it."""
    ask = ask_of(fact)
    if ask is None:
        raise TypeError(f"no words for {fact_name(fact)}: add them to cli.answers")
    question = terminal.words.ask(ask).question
    given = [(n, v) for n, v in fact._asdict().items() if n not in ("limb", "question")]
    return question, given


def _about_how(terminal: Terminal, fact: facts.HowIsItAnswered) -> tuple[str, _Answer]:
    leg = terminal.words.leg(fact.limb)
    return terminal.words.say("asks.how_is_it.question", limb=leg), [("nprs", fact.nprs)]


def _about_set(terminal: Terminal, fact: facts.SetLogged) -> tuple[str, _Answer]:
    from hamstrong.words.doses import set_work  # noqa: PLC0415

    done = facts.PlannedItem(
        exercise=fact.exercise,
        side=fact.side,
        rung=fact.rung,
        sets=1,
        ask="",
        repetitions=fact.repetitions,
        holds=fact.holds,
        hold_s=fact.hold_s,
    )
    about = _exercise(terminal, fact.exercise, fact.side)
    counted = fact.repetitions is not None or fact.hold_s is not None
    work = set_work(terminal.words.texts, done) if counted else None
    return about, [("work", work), ("nprs", fact.nprs)]


def _about_pain(terminal: Terminal, fact: facts.PainReported) -> tuple[str, _Answer]:
    return _exercise(terminal, fact.exercise, fact.side), [("nprs", fact.nprs)]


def _exercise(terminal: Terminal, exercise: str, side: str) -> str:
    words = terminal.words
    name = words.name("exercises", exercise)
    return terminal.say("correct_set", name=name, side=words.leg(side))


def _about_walk(terminal: Terminal, fact: facts.WalkLogged) -> tuple[str, _Answer]:
    return terminal.say("correct_walk"), [("minutes", fact.minutes), ("nprs", fact.nprs)]


def _about_sport(terminal: Terminal, fact: facts.SportLogged) -> tuple[str, _Answer]:
    return terminal.say("correct_sport"), [("loaded", fact.hamstrings_loaded)]


def _about_stop(terminal: Terminal, fact: facts.Stopped) -> tuple[str, _Answer]:
    return terminal.say("correct_stop"), [("reason", fact.reason)]


def _how_again(terminal: Terminal, fact: facts.HowIsItAnswered) -> Fact | None:
    nprs = ask_nprs(terminal, described(terminal, fact)[0], skip=True)
    return None if nprs is None else fact._replace(nprs=nprs)


def _set_again(terminal: Terminal, fact: facts.SetLogged) -> Fact | None:
    """How many, and how much it hurt; a hold alone has nothing to count."""
    counted = fact.repetitions if fact.hold_s is None else fact.holds
    done = _count_again(terminal) if counted is not None else counted
    if counted is not None and done is None:
        return None
    nprs = ask_nprs(terminal, terminal.say("pain_ask"), skip=True)
    if nprs is None:
        return None
    if fact.hold_s is None:
        return fact._replace(repetitions=done, nprs=nprs)
    return fact._replace(holds=done, nprs=nprs)


def _count_again(terminal: Terminal) -> int | None:
    how, bounds = terminal.say("number_how"), lowest_and_highest(Count)
    return ask_number(terminal, terminal.say("correct_done"), bounds, how, skip=True)


def _pain_again(terminal: Terminal, fact: facts.PainReported) -> Fact | None:
    nprs = ask_nprs(terminal, terminal.say("pain_ask"), skip=True)
    return None if nprs is None else fact._replace(nprs=nprs)


def _walk_again(terminal: Terminal, fact: facts.WalkLogged) -> Fact | None:
    how, bounds = terminal.say("number_how"), lowest_and_highest(MinutesOfADay)
    minutes = ask_number(terminal, terminal.say("correct_walk_minutes"), bounds, how, skip=True)
    if minutes is None:
        return None
    nprs = ask_nprs(terminal, terminal.say("pain_ask"), skip=True)
    return fact._replace(minutes=minutes, nprs=nprs)


def _sport_again(terminal: Terminal, fact: facts.SportLogged) -> Fact | None:
    loaded = ask_yes_no(terminal, terminal.say("correct_sport"), skip=True)
    return None if loaded is None else fact._replace(hamstrings_loaded=loaded)


def _stop_again(terminal: Terminal, fact: facts.Stopped) -> Fact | None:
    reason = ask_choice(terminal, terminal.say("stop_ask"), stop_options(terminal, run=True))
    return fact._replace(reason=reason)


ABOUT: dict[type[Any], Callable[[Terminal, Any], tuple[str, _Answer]]] = {
    facts.HowIsItAnswered: _about_how,
    facts.SetLogged: _about_set,
    facts.PainReported: _about_pain,
    facts.WalkLogged: _about_walk,
    facts.SportLogged: _about_sport,
    facts.Stopped: _about_stop,
    **measured_answers.ABOUT,
}
AGAIN: dict[type[Any], Callable[[Terminal, Any], Fact | None]] = {
    facts.HowIsItAnswered: _how_again,
    facts.SetLogged: _set_again,
    facts.PainReported: _pain_again,
    facts.WalkLogged: _walk_again,
    facts.SportLogged: _sport_again,
    facts.Stopped: _stop_again,
    **measured_answers.AGAIN,
}
