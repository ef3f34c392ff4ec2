"""A form at the terminal, screen by screen, and what its outcome looks like."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import ask_choice, ask_number, ask_ticks

if TYPE_CHECKING:
    from hamstrong.app import TriageStep
    from hamstrong.engine.triage import TriageOutcome
    from hamstrong.protocol.model import FormName, Screen


def fill_form(
    terminal: Terminal, form: FormName, *, sort: bool, withdraws: bool = False
) -> TriageOutcome:
    """Ask a form's screens, store the form as one fact, and return where it leads.

    Args:
        sort: whether the long form looks for a track; not while a plan runs.
        withdraws: a form with every symptom list takes back what was ticked by mistake
            earlier today.
    """
    from hamstrong.app import Answers, answer_screen, form_fact, triage_step  # noqa: PLC0415

    pack = terminal.app.pack
    answers = Answers()
    known = terminal.me.known_facts(terminal.at())
    step = triage_step(pack, answers, form, sort=sort, known=known)
    with terminal.keeping_back("paused_form"):
        while step.screen is not None:
            value = _ask(terminal, step)
            answers = answer_screen(pack, answers, step.screen.id, value)
            step = triage_step(pack, answers, form, sort=sort, known=known)
    terminal.tell(form_fact(answers, form, withdraws=withdraws))
    return step.outcome


def _ask(terminal: Terminal, step: TriageStep) -> Any:
    screen = step.screen
    if screen is None:
        raise TypeError("a finished form has no screen")
    own = terminal.words.texts.get("screens", screen.id)
    if step.of > 1:
        terminal.print()
        terminal.print(terminal.say("triage_count", number=step.number, of=step.of), style="dim")
    title, why = str(own["title"]), str(own.get("why", ""))
    if screen.about == "known":
        _tell_known(terminal)
    if screen.kind == "list":
        options = [(name, str(terminal.words.texts.get("symptoms", name))) for name in
                   screen.symptoms]  # fmt: skip
        return ask_ticks(terminal, title, options, str(own["none"]), why)
    if screen.kind in ("choice", "yes_no"):
        return ask_choice(terminal, title, _options(screen, own), why)
    how = terminal.say(f"{screen.kind}_how")
    from hamstrong.app.record.triage import number_bounds  # noqa: PLC0415

    return ask_number(terminal, f"{title} {why}", number_bounds(screen), how)


def _tell_known(terminal: Terminal) -> None:
    """Show the earlier answers before asking whether they still hold."""
    from hamstrong.words.notices import known_texts  # noqa: PLC0415

    terminal.print(terminal.say("known_before"))
    known = terminal.me.known_facts(terminal.at())
    for line in known_texts(terminal.words, terminal.app.pack, known):
        terminal.print(f"  - {line}")


def _options(screen: Screen, own: Any) -> list[tuple[str, str]]:
    names = ("yes", "no") if screen.kind == "yes_no" else screen.options
    return [(name, str(own["options"][name])) for name in names]


def show_outcome(terminal: Terminal, outcome: TriageOutcome) -> None:
    """Where a long form led: what to do now, and what decided it."""
    words = terminal.words.texts
    waits = outcome.urgency is not None and outcome.track is not None
    found = words.get("outcomes", "walking" if waits else outcome.urgency or "track")
    style = {"emergency": "bold red", "same_day": "bold red"}.get(outcome.urgency or "", "bold")
    terminal.print()
    terminal.print(str(found["title"]), style=style)
    for line in found["do"]:
        terminal.print(f"  - {line}")
    if outcome.urgency is None and outcome.track is not None:
        name = terminal.words.name("tracks", outcome.track)
        terminal.print(terminal.say("outcome_track", name=name))
    _show_deciding(terminal, outcome)


def _show_deciding(terminal: Terminal, outcome: TriageOutcome) -> None:
    from hamstrong.words.notices import answer_text  # noqa: PLC0415

    lines = [answer_text(terminal.words, term) for term in outcome.because]
    if outcome.flags:
        lines = [terminal.words.name("flags", f, "title") for f in outcome.flags] + lines
    if lines:
        terminal.print(terminal.say("outcome_why"), style="dim")
    for line in lines:
        terminal.print(f"  - {line}", style="dim")
