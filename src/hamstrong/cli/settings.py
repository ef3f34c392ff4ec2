"""`hamstrong settings`: goal, days, minutes and equipment; changing them never raises anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.enrolment import ask_days, ask_kit, ask_minutes
from hamstrong.cli.prompts import ask_choice, ask_sure

if TYPE_CHECKING:
    from hamstrong.engine.facts import SettingsChanged

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CHANGES = ("goal", "days", "minutes", "kit", "clinician")
_ALL = "all"


def _weekdays(
    _context: click.Context, _parameter: click.Parameter, value: str | None
) -> tuple[int, ...] | None:
    if value is None:
        return None
    names = [name.strip().lower()[:3] for name in value.split(",")]
    unknown = [name for name in names if name not in WEEKDAYS]
    if unknown:
        known = ", ".join(WEEKDAYS)
        raise click.BadParameter(f"{unknown[0]!r} is no day of the week: use {known}")
    return tuple(sorted(WEEKDAYS.index(name) for name in names))


@click.command("settings")
@click.option("--change", type=click.Choice(_CHANGES), help="What to change; it is asked.")
@click.option("--goal", help="An id of the pack, such as daily_life or running.")
@click.option("--days", callback=_weekdays, help="Two or three, such as mon,wed,fri.")
@click.option("--minutes", type=int, help="Minutes for one session.")
@click.option("--kit", multiple=True, help="What you have, such as band; repeatable. Or all.")
@click.option(
    "--ask-clinician/--no-ask-clinician", default=None, help="Each new stage waits for approval."
)
@click.pass_obj
def settings_command(
    terminal: Terminal,
    *,
    change: str | None,
    goal: str | None,
    days: tuple[int, ...] | None,
    minutes: int | None,
    kit: tuple[str, ...],
    ask_clinician: bool | None,
) -> None:
    """Show your settings, or change some of them.

    \b
    Examples:
      hamstrong settings
      hamstrong settings --change days
      hamstrong settings --days mon,thu --minutes 45
      hamstrong settings --ask-clinician
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.engine.facts import SettingsChanged  # noqa: PLC0415

    terminal.known_person().require_enrolled(terminal.at())
    have = None if not kit else tuple(terminal.app.pack.kits) if _ALL in kit else kit
    fact = SettingsChanged(goal, days, minutes, have, ask_clinician=ask_clinician)
    given = fact != SettingsChanged()
    if given and change is not None:
        raise click.UsageError("Give the new values, or --change to be asked, not both.")
    if change is not None:
        fact = _asked(terminal, change)
    elif not given:
        _show(terminal)
        return
    terminal.tell(fact)
    terminal.print(terminal.say("settings_saved"))
    _show(terminal)


def _asked(terminal: Terminal, change: str) -> SettingsChanged:
    from hamstrong.engine.facts import SettingsChanged  # noqa: PLC0415

    if change == "goal":
        return SettingsChanged(goal=_goal(terminal))
    if change == "days":
        return SettingsChanged(training_days=ask_days(terminal))
    if change == "minutes":
        return SettingsChanged(minutes=ask_minutes(terminal))
    if change == "clinician":
        return SettingsChanged(ask_clinician=ask_sure(terminal, terminal.say("ask_clinician_ask")))
    return SettingsChanged(kit=ask_kit(terminal, terminal.me.settings(terminal.at()).goal))


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
    if person.ask_clinician:
        terminal.print(f"  {terminal.say('settings_clinician')}")
    limits = _limits(terminal)
    if limits:
        terminal.print(f"  {terminal.say('settings_cap', limits=', '.join(limits))}")


def _limits(terminal: Terminal) -> list[str]:
    """What a clinician's cap leaves out."""
    words, person = terminal.words, terminal.me.settings(terminal.at())
    found = []
    if person.cap_stage is not None:
        name = words.name("stages", person.cap_stage)
        found.append(terminal.say("settings_cap_stage", name=name))
    if person.cap_sets is not None:
        sets = words.say("doses.sets", n=person.cap_sets)
        found.append(terminal.say("settings_cap_sets", sets=sets))
    if person.cap_excluded:
        names = ", ".join(words.name("exercises", name) for name in sorted(person.cap_excluded))
        found.append(terminal.say("settings_cap_excluded", names=names))
    return found
