"""The picture of a terminal in the README: a real run, recorded. `make docs` writes it anew."""

from __future__ import annotations

import builtins
import re
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from unittest import mock

from rich.console import Console
from tests.cli.sitting import Sitting

from hamstrong.app import open_app
from hamstrong.cli.context import Terminal
from hamstrong.cli.day_questions import answer_ask
from hamstrong.cli.decision_text import show_reasons, show_today
from hamstrong.engine.decide.ask import Ask, AskKind

WIDTH = 84
DAYS_BEFORE = 11
ANSWERS = ("1", "n")
TITLE = "hamstrong"
FONT_FROM_ELSEWHERE = re.compile(r"\s*@font-face \{.*?\n\s*\}", re.DOTALL)


def draw() -> str:
    """The SVG of one morning: the check, the plan, and why it is so."""
    with tempfile.TemporaryDirectory() as folder:
        sitting = Sitting(Path(folder) / "home")
        sitting.live(DAYS_BEFORE)
        console = Console(
            record=True, width=WIDTH, file=StringIO(), markup=False, highlight=False, emoji=False
        )
        with _terminal(sitting, console) as terminal:
            _morning(terminal, console)
        # Rich would have the reader's browser fetch a font from elsewhere.
        svg = console.export_svg(title=TITLE, unique_id="hamstrong")
        return FONT_FROM_ELSEWHERE.sub("", svg)


def _morning(terminal: Terminal, console: Console) -> None:
    answers = iter(ANSWERS)

    def answer(_prompt: str = "") -> str:
        given = next(answers)
        console.print(given, style="bold cyan")
        return given

    console.print("$ hamstrong", style="bold green")
    with mock.patch.object(builtins, "input", answer):
        answer_ask(terminal, Ask(AskKind.MORNING, "left"))
    show_today(terminal, terminal.me.today(terminal.at()))
    console.print()
    console.print("$ hamstrong why", style="bold green")
    why = terminal.me.why(terminal.at())
    if why is not None:
        show_reasons(terminal, why.reasons)


@contextmanager
def _terminal(sitting: Sitting, console: Console) -> Iterator[Terminal]:
    terminal = Terminal(sitting.folder, today_option=sitting.day, zone_option="UTC")
    terminal.__dict__["console"] = console
    with open_app(sitting.folder) as app:
        terminal.__dict__["app"] = app
        yield terminal


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(draw(), encoding="utf-8")
