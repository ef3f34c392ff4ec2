"""Notices of a decision on the terminal: the one place that shows them there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hamstrong.cli.context import Terminal
from hamstrong.cli.replies import show_reply

if TYPE_CHECKING:
    from hamstrong.engine.decide.decisions import Decision
    from hamstrong.engine.decide.notices import Notice
    from hamstrong.words.notices import NoticeText

_STYLES = {"stop": "bold red", "caution": "bold yellow", "note": "bold"}


def show_notices(terminal: Terminal, decision: Decision, *, brief: bool = False) -> None:
    """Every notice: what, why, because of which answer, what lifts it and when; general advice
    comes last.

    Args:
        brief: name general advice only, as after a fact that was recorded.
    """
    show_notice_list(terminal, decision.notices, decision.day, brief=brief)


def show_notice_list(
    terminal: Terminal, notices: tuple[Notice, ...], day: int, *, brief: bool = False
) -> None:
    """The notices of a decision of a day, as `show_notices` shows them."""
    from hamstrong.words.notices import notice_texts  # noqa: PLC0415

    found = notice_texts(terminal.words, notices, day)
    for notice in found:
        if not notice.general:
            _show(terminal, notice)
    _show_advice(terminal, [notice for notice in found if notice.general], brief=brief)


def _show(terminal: Terminal, notice: NoticeText) -> None:
    terminal.print()
    terminal.print(notice.title, style=_STYLES[notice.tone])
    terminal.print(notice.text)
    for line in (*notice.because, notice.lifts, notice.earliest):
        if line:
            terminal.print(f"  {line}", style="dim")


def _show_advice(terminal: Terminal, advice: list[NoticeText], *, brief: bool) -> None:
    if not advice:
        return
    terminal.print()
    if brief:
        titles = "; ".join(notice.title for notice in advice)
        terminal.print(f"{terminal.say('advice_title')} {titles}.", style="dim")
        return
    terminal.print(terminal.say("advice_title"), style="bold")
    for notice in advice:
        terminal.print(f"  - {notice.title}. {notice.text}")


def show_what_holds_now(terminal: Terminal) -> None:
    """The reply, and what the decision says, after a command that recorded something and showed
    no decision."""
    terminal.unshown = False
    show_reply(terminal)
    show_notices(terminal, terminal.me.today(terminal.at()).decision, brief=True)
