"""Today's session at the terminal: set by set, each stored before the next begins."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING
from uuid import uuid4

from hamstrong.cli.context import Terminal
from hamstrong.cli.prompts import again, ask_choice, ask_nprs, ask_sure, read_line
from hamstrong.cli.replies import show_reply
from hamstrong.cli.run_entry import play_run
from hamstrong.engine.facts.bounds import Count, lowest_and_highest

if TYPE_CHECKING:
    from hamstrong.app import Session, SessionLine
    from hamstrong.engine.facts import PlannedItem

_STOP, _HOW = "x", "?"
_OF_EXERCISE = ("cramp", "swap")


def play(terminal: Terminal) -> None:
    """Go through what is left of today's session and finish it."""
    from hamstrong.engine.facts import SessionFinished  # noqa: PLC0415

    session = terminal.me.session(terminal.at())
    shown = ""
    while session is not None and not session.ended:
        line = next((line for line in session.lines if line.left), None)
        if line is None:
            terminal.tell(SessionFinished(session.plan_id))
            terminal.print()
            show_reply(terminal)
            break
        key = f"{line.item.exercise}:{line.item.side}"
        if key != shown:
            _introduce(terminal, line.item)
        shown = key
        _one_set(terminal, session, line)
        session = terminal.me.session(terminal.at())
        show_reply(terminal, with_next=session is None or session.ended)


def _introduce(terminal: Terminal, item: PlannedItem) -> None:
    said = terminal.words.item(item)
    terminal.print()
    title = terminal.say("exercise_title", name=said.name, side=said.side)
    terminal.print(title, style="bold")
    told = item.half or item.own_percent is not None
    terminal.print(f"{said.rung}. {said.dose}." if told else f"{said.rung}.")
    cues = terminal.words.texts.get("exercises", item.exercise, "cues")
    terminal.print(" · ".join(str(cue) for cue in cues), style="dim")
    terminal.print(terminal.say("set_how"), style="dim")


def _show_steps(terminal: Terminal, item: PlannedItem) -> None:
    own = terminal.words.texts.get("exercises", item.exercise)
    terminal.print(str(own["start"]))
    for number, step in enumerate(own["steps"], start=1):
        terminal.print(f"  {number}. {step}")
    terminal.print(str(own["feel"]))
    terminal.print(str(own["not_feel"]))


def _one_set(terminal: Terminal, session: Session, line: SessionLine) -> None:
    """One set, its pain where it is asked, and the fact of it; a run is entered as a whole."""
    item, number = line.item, len(line.logged) + 1
    if item.run_s is not None:
        play_run(terminal, session, item)
        return
    done = _ask_done(terminal, line, number)
    if done is None:
        _stop(terminal, item)
        return
    nprs = None
    last = number % item.sets == 0
    if item.ask == "each_set" or last:
        nprs = ask_nprs(terminal, terminal.say("pain_ask"), skip=True)
    sharp = _ask_sharp(terminal, nprs)
    _store_set(terminal, session, item, done, nprs, sharp=sharp)
    if last:
        _store_load(terminal, item)
    if not last:
        _count_down(terminal, "rest_timer", _rest_s(terminal, item))


def _store_load(terminal: Terminal, item: PlannedItem) -> None:
    """What the last set was done with, where the load is the person's own."""
    from hamstrong.cli.loads import ask_load  # noqa: PLC0415

    said = ask_load(terminal, item)
    if said is not None:
        terminal.tell(said)


def _store_set(
    terminal: Terminal,
    session: Session,
    item: PlannedItem,
    done: int,
    nprs: int | None,
    *,
    sharp: bool,
) -> None:
    from hamstrong.engine.facts import SetLogged  # noqa: PLC0415

    by_holds = item.hold_s is not None
    terminal.tell(
        SetLogged(
            exercise=item.exercise,
            side=item.side,
            rung=item.rung,
            plan_id=session.plan_id,
            repetitions=None if by_holds else done,
            holds=done if by_holds and item.holds is not None else None,
            hold_s=item.hold_s,
            load_kg=item.load_kg,
            nprs=nprs,
            sharp=sharp,
        )
    )


def _ask_done(terminal: Terminal, line: SessionLine, number: int) -> int | None:
    """How much of a set was done; None for a stop."""
    from hamstrong.words.doses import set_work  # noqa: PLC0415

    item = line.item
    planned = item.repetitions if item.hold_s is None else (item.holds or 1)
    work = set_work(terminal.words.texts, item)
    terminal.print()
    prompt = terminal.say("set_prompt", number=number, of=item.sets * item.bouts, work=work)
    if item.hold_s is not None:
        _count_down(terminal, "hold_timer", item.hold_s)
    while True:
        answer = read_line(terminal, f"{prompt} ").lower()
        if answer == "":
            return planned or 0
        if answer == _STOP:
            return None
        if answer == _HOW:
            _show_steps(terminal, item)
        elif answer.isascii() and answer.isdigit() and int(answer) <= lowest_and_highest(Count)[1]:
            return int(answer)
        else:
            again(terminal, terminal.say("set_how"))


def _ask_sharp(terminal: Terminal, nprs: int | None) -> bool:
    """Sharp pain is asked about from the number on at which it could matter."""
    finish = terminal.app.pack.rules.pain.finish_at
    if nprs is None or nprs < finish:
        return False
    return ask_sure(terminal, terminal.say("sharp_ask"))


def _stop(terminal: Terminal, item: PlannedItem) -> None:
    """Why it stops; a cramp or pain elsewhere concerns the exercise, all else the session."""
    from hamstrong.engine.facts import Stopped  # noqa: PLC0415

    reason = ask_choice(terminal, terminal.say("stop_ask"), stop_options(terminal, run=False))
    one = terminal.app.pack.stop_reasons[reason].does in _OF_EXERCISE
    exercise, side = (item.exercise, item.side) if one else (None, None)
    terminal.tell(Stopped(reason, exercise, side))


def stop_options(terminal: Terminal, *, run: bool) -> list[tuple[str, str]]:
    """Every stop reason with its words; what ends a run is for runs alone."""
    found = terminal.app.pack.stop_reasons.values()
    offered = [reason.id for reason in found if run or reason.does != "end_run"]
    return [(name, terminal.words.name("stop_reasons", name, "plain")) for name in offered]


def _rest_s(terminal: Terminal, item: PlannedItem) -> int:
    for rung in terminal.app.pack.exercises[item.exercise].ladder:
        if rung.id == item.rung:
            return rung.dosage.rest_s
    return 0


def _count_down(terminal: Terminal, what: str, seconds: int) -> None:
    """Count seconds down, if the person wants timers and looks at a terminal."""
    if not (terminal.timers and terminal.console.is_terminal):
        return
    name = terminal.say(what)
    with terminal.console.status("") as status:
        for left in range(seconds, 0, -1):
            status.update(f"{name} {left}")
            time.sleep(1)


def start(terminal: Terminal, plan_id: str) -> None:
    """Start today's plan and go through it."""
    terminal.me.start_session(terminal.at(), str(uuid4()), plan_id)
    terminal.unshown = True
    play(terminal)
