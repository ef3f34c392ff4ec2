"""`hamstrong settings`: goal, days, minutes and equipment; changing them never raises anything."""

from __future__ import annotations

import click

from hamstrong.cli.asking import ask_choice
from hamstrong.cli.context import Terminal
from hamstrong.cli.setting_up import ask_days, ask_kit, ask_minutes


@click.command("settings")
@click.option(
    "--change", type=click.Choice(["goal", "days", "minutes", "kit"]), help="What to change."
)
@click.pass_obj
def settings_command(terminal: Terminal, change: str | None) -> None:
    """Show your settings, or change one of them.

    \b
    Examples:
      hamstrong settings
      hamstrong settings --change days
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import SettingsChanged  # noqa: PLC0415

    me = terminal.known_person()
    me.require_enrolled(terminal.at())
    if change is None:
        _show(terminal)
        return
    goal = me.settings(terminal.at()).goal
    if change == "goal":
        fact = SettingsChanged(goal=_goal(terminal))
    elif change == "days":
        fact = SettingsChanged(training_days=ask_days(terminal))
    elif change == "minutes":
        fact = SettingsChanged(minutes=ask_minutes(terminal))
    else:
        fact = SettingsChanged(kit=ask_kit(terminal, goal))
    terminal.tell(fact)
    terminal.print(terminal.say("settings_saved"))


def _goal(terminal: Terminal) -> str:
    words = terminal.words
    goals = [(g, words.name("goals", g)) for g in terminal.app.pack.goals]
    return ask_choice(terminal, terminal.say("goal_ask"), goals)


def _show(terminal: Terminal) -> None:
    words, person = terminal.words, terminal.me.settings(terminal.at())
    terminal.print(terminal.say("settings_title"), style="bold")
    terminal.print(f"  {words.name('goals', person.goal)}")
    terminal.print(f"  {', '.join(words.weekday(day) for day in person.training_days)}")
    terminal.print(f"  {words.say('doses.minutes', n=person.minutes)}")
    terminal.print(f"  {', '.join(words.name('kits', kit) for kit in sorted(person.kit))}")
