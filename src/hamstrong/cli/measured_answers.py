"""Measured answers: runs, self-tests, ratings and sitting, each in words and asked once more."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import again, ask_nprs, ask_number, ask_yes_no, read_line
from hamstrong.cli.self_test import ask_reading
from hamstrong.engine import facts
from hamstrong.engine.facts import Fact
from hamstrong.engine.facts.bounds import MinutesOfADay, Nprs, lowest_and_highest

Answer = list[tuple[str, Any]]
About = Callable[[Terminal, Any], tuple[str, Answer]]
Again = Callable[[Terminal, Any], Fact | None]
_MINUTE_S = 60


def _about_run(terminal: Terminal, fact: facts.RunLogged) -> tuple[str, Answer]:
    minutes = round(sum(one.seconds for one in fact.intervals) / _MINUTE_S)
    name = terminal.words.name("exercises", fact.exercise)
    return terminal.say("correct_run", name=name), [("minutes", minutes), ("nprs", fact.nprs)]


def _run_again(terminal: Terminal, fact: facts.RunLogged) -> Fact | None:
    """How much it hurt; what was run is no matter of memory and stays as it was stored."""
    nprs = ask_nprs(terminal, terminal.say("pain_ask"), skip=True)
    return None if nprs is None else fact._replace(nprs=nprs)


def _about_times(terminal: Terminal, fact: facts.RunTimed) -> tuple[str, Answer]:
    from hamstrong.app.record.times_line import times_text  # noqa: PLC0415

    name = terminal.words.name("exercises", fact.exercise)
    return terminal.say("correct_times", name=name), [("time", times_text(fact.tenths) or None)]


def _times_again(terminal: Terminal, fact: facts.RunTimed) -> Fact | None:
    """Other times, or none at all; an empty line leaves them as they are."""
    from hamstrong.app.record.times_line import read_times  # noqa: PLC0415
    from hamstrong.app.record.typed_numbers import UnclearNumberError  # noqa: PLC0415

    taken_back = terminal.say("correct_times_none")
    while True:
        said = read_line(terminal, f"{terminal.say('correct_times_ask', none=taken_back)} ")
        if not said:
            return None
        if said.casefold() == taken_back.casefold():
            return fact._replace(tenths=())
        try:
            return fact._replace(tenths=read_times(said))
        except UnclearNumberError as unclear:
            again(terminal, terminal.say(f"run_times_{unclear.kind}", None, **unclear.values))


def _about_test(terminal: Terminal, fact: facts.TestLogged) -> tuple[str, Answer]:
    name, side = terminal.words.name("tests", fact.test), terminal.words.leg(fact.side)
    readings = [("reading", f"{value:g}") for value in fact.values]
    felt = [("comfortable", fact.comfortable), ("nprs", fact.nprs)]
    return terminal.say("correct_set", name=name, side=side), [*readings, *felt]


def _test_again(terminal: Terminal, fact: facts.TestLogged) -> Fact | None:
    words, test = terminal.words, terminal.app.pack.tests[fact.test]
    asked = 0 if test.measure == "comfort" else test.readings
    readings = [ask_reading(terminal, fact.test) for _ in range(asked)]
    comfortable = None
    if test.asks_comfort:
        comfortable = ask_yes_no(terminal, words.say("test_words.comfortable_ask"), skip=True)
    nprs = ask_nprs(terminal, words.say("test_words.pain_ask"), skip=True)
    if None in readings or nprs is None:
        return None
    known = tuple(reading for reading in readings if reading is not None)
    return fact._replace(values=known, comfortable=comfortable, nprs=nprs)


def _about_scores(terminal: Terminal, fact: facts.ActivitiesRated) -> tuple[str, Answer]:
    about = terminal.say("correct_activities", leg=terminal.words.leg(fact.limb))
    return about, [("score", f"{name}: {score}") for name, score in _named(terminal, fact)]


def _scores_again(terminal: Terminal, fact: facts.ActivitiesRated) -> Fact | None:
    """Each activity that was rated; one that is left open keeps its score."""
    how, scores = terminal.say("number_how"), []
    for (key, old), (name, _) in zip(fact.scores, _named(terminal, fact), strict=True):
        question = terminal.say("activity_score", name=name)
        new = ask_number(terminal, question, lowest_and_highest(Nprs), how, skip=True)
        scores.append((key, old if new is None else new))
    changed = fact._replace(scores=tuple(scores))
    return None if changed == fact else changed


def _named(terminal: Terminal, fact: facts.ActivitiesRated) -> list[tuple[str, int]]:
    """The person's words for each activity; its id where it was taken away since."""
    cards = terminal.me.outcomes(terminal.at())
    known = {one.id: one.words for card in cards for one in card.activities}
    return [(known.get(key, key), score) for key, score in fact.scores]


def _about_sitting(terminal: Terminal, fact: facts.SittingLogged) -> tuple[str, Answer]:
    return terminal.say("correct_sitting"), [("minutes", fact.minutes)]


def _sitting_again(terminal: Terminal, fact: facts.SittingLogged) -> Fact | None:
    how, asked = terminal.say("number_how"), terminal.say("correct_sitting_minutes")
    minutes = ask_number(terminal, asked, lowest_and_highest(MinutesOfADay), how, skip=True)
    return None if minutes is None else fact._replace(minutes=minutes)


def _about_signs(terminal: Terminal, fact: facts.WatchAnswered) -> tuple[str, Answer]:
    words = terminal.words.texts.get("watch_signs")
    about = terminal.say("correct_signs", leg=terminal.words.leg(fact.limb))
    return about, [("sign", f"{words[name]} {_yes(terminal, there)}") for name, there in fact.signs]


def _yes(terminal: Terminal, there: bool) -> str:
    return terminal.say("answer_yes" if there else "answer_no")


ABOUT: dict[type[Any], About] = {
    facts.RunLogged: _about_run,
    facts.RunTimed: _about_times,
    facts.TestLogged: _about_test,
    facts.ActivitiesRated: _about_scores,
    facts.SittingLogged: _about_sitting,
    facts.WatchAnswered: _about_signs,
}
AGAIN: dict[type[Any], Again] = {
    facts.RunLogged: _run_again,
    facts.RunTimed: _times_again,
    facts.TestLogged: _test_again,
    facts.ActivitiesRated: _scores_again,
    facts.SittingLogged: _sitting_again,
}
