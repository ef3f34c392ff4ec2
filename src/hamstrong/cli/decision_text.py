"""A decision on the terminal: what to do, then why, then what else there is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from hamstrong.cli.context import Terminal
from hamstrong.cli.notices import show_notices
from hamstrong.cli.replies import show_reply
from hamstrong.engine.decide.decisions import Prescription

if TYPE_CHECKING:
    from hamstrong.app import Today
    from hamstrong.engine.adoption import Adopted
    from hamstrong.engine.decide.decisions import Decision, GateAhead, Item, Refusal, Unlock
    from hamstrong.engine.decide.evidence import Reason

_URGENT = ("emergency", "same_day")


def show_today(terminal: Terminal, today: Today) -> None:
    """Today's decision with the date above it, after the reply to what was recorded before."""
    show_reply(terminal, with_next=False)
    terminal.print()
    terminal.print(terminal.say("today_title", date=terminal.words.date(today.day)), style="bold")
    if today.adopted is not None:
        _show_adopted(terminal, today.adopted)
    show_decision(terminal, today.decision)
    terminal.unshown = False


def _show_adopted(terminal: Terminal, adopted: Adopted) -> None:
    """What a newer edition of the programme changed."""
    from hamstrong.words.adoption import adoption_lines  # noqa: PLC0415

    terminal.print(terminal.words.say("adoption.title"), style="bold")
    for line in adoption_lines(terminal.words, adopted):
        terminal.print(f"  {line}")
    terminal.print()


def show_decision(terminal: Terminal, decision: Decision) -> None:
    """A plan or a refusal, and what either says besides."""
    terminal.warn_of_example()
    if isinstance(decision, Prescription):
        _show_plan(terminal, decision)
    else:
        _show_refusal(terminal, decision)
    show_notices(terminal, decision)


def _show_plan(terminal: Terminal, plan: Prescription) -> None:
    """Stages, then the work, then the extras."""
    words = terminal.words
    for limb, stage in plan.stages:
        name = words.name("stages", stage)
        line = terminal.say("stage_line", limb=words.leg(limb), number=stage, name=name)
        terminal.print(line, style="dim")
    if not plan.items:
        terminal.print(terminal.say("rest_today"))
    else:
        _show_size(terminal, plan)
        terminal.print(_table(terminal, plan.items))
    if plan.adjuncts:
        terminal.print(terminal.say("extras"), style="dim")
        terminal.print(_table(terminal, plan.adjuncts))
    if plan.easy_run is not None:
        terminal.print(terminal.words.easy_run(plan.easy_run), style="dim")


def _show_size(terminal: Terminal, plan: Prescription) -> None:
    count = len({item.exercise for item in plan.items})
    exercises = terminal.words.say("doses.exercises", n=count)
    minutes = terminal.words.say("doses.minutes", n=plan.minutes)
    if plan.run_minutes:
        run = terminal.words.say("doses.run_minutes", n=plan.run_minutes)
        minutes = run if not plan.minutes else f"{minutes} + {run}"
    terminal.print(terminal.say("plan_line", exercises=exercises, minutes=minutes))
    if plan.warm_up_minutes:
        warm_up = terminal.words.say("doses.warm_up", n=plan.warm_up_minutes)
        terminal.print(terminal.say("begin_warm_up", warm_up=warm_up))
    if plan.easy_sets:
        easy = terminal.words.item(plan.easy_sets[0])
        terminal.print(terminal.say("begin_easy", exercise=easy.name, dose=easy.dose))


def _table(terminal: Terminal, items: Iterable[Item]) -> object:
    from rich.box import SIMPLE  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=SIMPLE, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(ratio=3, style="bold")
    table.add_column(ratio=2)
    table.add_column(ratio=4)
    for item in items:
        said = terminal.words.item(item)
        table.add_row(said.name, said.side, said.dose)
    return table


def _show_refusal(terminal: Terminal, refusal: Refusal) -> None:
    """What, and what next."""
    said = terminal.words.refusal(refusal)
    style = "bold red" if refusal.kind in _URGENT else "bold"
    terminal.print(said.title, style=style)
    for step in said.next:
        terminal.print(f"  - {step}")


def show_reasons(terminal: Terminal, reasons: Iterable[Reason]) -> None:
    """Every rule that took part, with its sources and how strong they are."""
    found = list(reasons)
    terminal.print()
    terminal.print(terminal.say("why_title"), style="bold")
    if not found:
        terminal.print(terminal.say("no_reasons"))
    for reason in found:
        said = terminal.words.reason(reason)
        sources = terminal.say("sources", sources=", ".join(said.sources))
        state = terminal.words.texts.get("grades", said.grade)
        terminal.print(f"  - {said.text}")
        terminal.print(f"      {state} {sources}", style="dim")


def show_unlocks(
    terminal: Terminal,
    unlocks: Iterable[Unlock],
    ahead: Mapping[str, GateAhead] = MappingProxyType({}),
) -> None:
    """The gate card of each leg, with its earliest day where it is known."""
    for unlock in unlocks:
        said = terminal.words.unlock(unlock, ahead.get(unlock.limb))
        terminal.print()
        terminal.print(said.title, style="bold")
        for line in said.criteria:
            progress = f" ({line.progress})" if line.progress else ""
            terminal.print(f"  [{line.status}] {line.name}{progress}: {line.plain}")
        if said.time:
            terminal.print(f"  {said.time}")
        if said.missing:
            terminal.print(f"  {said.missing}")
