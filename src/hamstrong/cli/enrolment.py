"""Enrolment from triage to a plan: the long form, its outcome, and the person's choices."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import ask_choice, ask_number, ask_sure, ask_ticks
from hamstrong.cli.replies import show_reply
from hamstrong.cli.triage_form import fill_form, show_outcome

if TYPE_CHECKING:
    from hamstrong.app import Choices

_DONE = "ok"


def set_up(terminal: Terminal, *, anew: bool = False) -> bool:
    """Bring the person from the long form to a plan; False when triage says no.

    Args:
        anew: ask the long form even if there is a recent one.
    """
    me = terminal.me
    if anew or me.eligibility(terminal.at()).reason in ("no_form", "old_form", "incomplete"):
        terminal.print()
        terminal.print(terminal.say("triage_intro"))
        show_outcome(terminal, fill_form(terminal, "long", sort=True))
    if me.eligibility(terminal.at()).reason != _DONE:
        return False
    while True:
        with terminal.keeping_back("paused_choices"):
            choices = _choose(terminal)
        if _enrolled(terminal, choices):
            return True


def _enrolled(terminal: Terminal, choices: Choices) -> bool:
    """Whether the choices leave time for the programme; if not, say what is missing."""
    from hamstrong.app import InvalidFacts  # noqa: PLC0415
    from hamstrong.words.closings import closing_lines  # noqa: PLC0415

    closings = terminal.me.closings(terminal.at(), choices.goal)
    try:
        terminal.me.enrol(terminal.at(), str(uuid4()), choices)
    except InvalidFacts as error:
        terminal.print()
        for fault in error.faults:
            step = terminal.say("next_step", step=fault.next_step)
            terminal.print(f"{fault.value}: {fault.rule}. {step}", style="yellow")
        return False
    terminal.print()
    show_reply(terminal, with_next=False)
    for line in closing_lines(terminal.words, closings):
        terminal.print(line)
    return True


def _choose(terminal: Terminal) -> Choices:
    from hamstrong.app import Choices  # noqa: PLC0415

    words, pack = terminal.words, terminal.app.pack
    terminal.print()
    terminal.print(terminal.say("setup_intro"))
    goals = [
        (g, f"{words.name('goals', g)}: {words.name('goals', g, 'plain')}") for g in pack.goals
    ]
    goal = ask_choice(terminal, terminal.say("goal_ask"), goals)
    return Choices(
        goal=goal,
        training_days=ask_days(terminal),
        minutes=ask_minutes(terminal),
        kit=ask_kit(terminal, goal),
        options=_options(terminal, goal),
        extra_traits=_traits(terminal, goal),
        ask_clinician=ask_sure(terminal, terminal.say("ask_clinician_ask")),
        easy_run_minutes=_easy_run(terminal, goal),
    )


def _easy_run(terminal: Terminal, goal: str) -> int | None:
    """How long the runs of the last two weeks were, where easy running may go on."""
    from hamstrong.engine.facts.bounds import (  # noqa: PLC0415
        EasyRunMinutes,
        lowest_and_highest,
    )

    pack, track = terminal.app.pack, terminal.me.eligibility(terminal.at()).track
    if track is None or pack.tracks[track].early_running != "easy":
        return None
    runs = [e for e in pack.exercises.values() if pack.load_classes[e.load_class].run]
    if not any(goal in e.goals for e in runs):
        return None
    question = terminal.say("easy_run_ask")
    bounds = lowest_and_highest(EasyRunMinutes)
    return ask_number(terminal, question, bounds, terminal.say("number_how"))


def ask_days(terminal: Terminal) -> tuple[int, ...]:
    """Weekdays, 0 is Monday."""
    names = [(str(n), terminal.words.weekday(n)) for n in range(7)]
    found = ask_ticks(terminal, terminal.say("days_ask"), names, "")
    return tuple(int(name) for name in found)


def ask_minutes(terminal: Terminal) -> int:
    """Minutes for one session, of those that the pack offers."""
    offered = [
        (str(m), terminal.words.say("doses.minutes", n=m))
        for m in terminal.app.pack.minutes_offered
    ]
    return int(ask_choice(terminal, terminal.say("minutes_ask"), offered))


def ask_kit(terminal: Terminal, goal: str) -> tuple[str, ...]:
    """What the person has at home."""
    from hamstrong.lint.capacity import needed_kit  # noqa: PLC0415

    words, pack = terminal.words, terminal.app.pack
    track = terminal.me.eligibility(terminal.at()).track
    needed = needed_kit(pack, track, goal) if track is not None else ()
    why = ""
    if needed:
        why = terminal.say("kit_needed", names=", ".join(words.name("kits", k) for k in needed))
    names = [(k, f"{words.name('kits', k)}: {words.name('kits', k, 'plain')}") for k in pack.kits]
    none = terminal.say("none_of_these")
    everything = ("", terminal.say("kit_all"))
    found = ask_ticks(terminal, terminal.say("kit_ask"), [*names, everything], none, why)
    return tuple(pack.kits) if "" in found else found


def _options(terminal: Terminal, goal: str) -> tuple[str, ...]:
    offered = terminal.app.pack.goals[goal].options
    if not offered:
        return ()
    names = [(name, terminal.words.name("options", name, "plain")) for name in offered]
    none = terminal.say("none_of_these")
    return ask_ticks(terminal, terminal.say("options_ask"), names, none)


def _traits(terminal: Terminal, goal: str) -> tuple[str, ...]:
    """The one trait that is a choice: slider lowering in place of the Nordic."""
    nordics = [e for e in terminal.app.pack.exercises.values() if e.nordic]
    offered = [e for e in nordics if goal not in e.excluded_goals]
    if not offered:
        return ()
    wanted = ask_sure(terminal, terminal.say("prefers_ask"))
    return ("prefers_slider",) if wanted else ()
