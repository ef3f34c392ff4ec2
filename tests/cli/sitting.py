"""Somebody at a terminal, for tests: reads what the real command asks, and answers it."""

from __future__ import annotations

import builtins
import contextlib
import io
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import TypeVar
from unittest import mock

from hamstrong.cli import main

T = TypeVar("T")
FIRST_MONDAY = date(2025, 3, 3)
QUESTIONS: tuple[tuple[str, str], ...] = (
    # The last question that matches what was printed since the last answer is answered.
    (r"Do you agree\?", "y"),
    (r"0  None\b", "0"),
    (r"How is the back of your thigh now\?", "1"),
    (r"Your age", "40"),
    (r"Which leg\?", "1"),
    (r"How did it start\?", "2"),
    (r"What were you doing\?", "1"),
    (r"Any better since day one\?", "1"),
    (r"Where is it\?", "3"),
    (r"Worst pain, last 7 days\?", "2"),
    (r"How do you walk\?", "1"),
    (r"What do you want your leg for\?", "1"),
    (r"On which days can you train\?", "1 3 5"),
    (r"How many minutes do you have", "2"),
    (r"Which of these do you have at home\?", "18"),
    (r"leave out the Nordic", "n"),
    (r"clinician to agree", "n"),
    (r"usually hurt in the morning\?", "0"),
    (r"first steps this\s+morning\?", "0"),
    (r"hurt right now\?", "0"),
    (r"Do you limp in a new way\?", "n"),
    (r"Do you walk as you always do with", "y"),
    (r"Start now\?", "y"),
    (r"Press Enter when it is done", ""),
    (r"How much did it hurt\?", "0"),
    (r"How is your left leg", "1"),
    (r"worst pain of this week", "0"),
    (r"keep you from anything", "n"),
    (r"How many minutes can you sit", "30"),
    (r"Was there any discomfort\?", "n"),
    (r"Was it a sharp pain\?", "n"),
    (r"An empty line\s+ends", ""),
    (r"How many seconds did you stand\?", "20"),
    (r"hurt at the most\?", "0"),
    (r"Is all this still so\?", "1"),
)


_MOST_REFUSALS = 40


class Unanswered(AssertionError):
    """A question that the script does not know."""


@dataclass
class Sitting:
    """One person over many days; `answers` come before the usual ones."""

    folder: Path
    day: date = FIRST_MONDAY
    answers: dict[str, str] = field(default_factory=dict)
    breaks_off_at: str | None = None
    first: Callable[[str], str | None] = lambda _asked: None

    def run(self, *args: str) -> tuple[int, str]:
        """Run the command and give its exit code and everything that it wrote."""
        out = io.StringIO()
        options = ["--data-dir", str(self.folder), "--today", self.day.isoformat(), "--zone", "UTC"]
        with (
            contextlib.redirect_stdout(out),
            contextlib.redirect_stderr(out),
            mock.patch.object(builtins, "input", self._answerer(out)),
        ):
            code = _code(lambda: main([*options, *args], prog_name="hamstrong"))
        return code, out.getvalue()

    def live(self, days: int, *args: str) -> list[str]:
        """Run the guided command once a day."""
        said = []
        for _ in range(days):
            code, text = self.run(*args)
            assert code == 0, text
            said.append(text)
            self.day += timedelta(days=1)
        return said

    def _answerer(self, out: io.StringIO) -> Callable[..., str]:
        def answer(_prompt: str = "") -> str:
            asked = out.getvalue()[answer.seen :]  # type: ignore[attr-defined]
            refused = "That does not fit." in asked
            answer.refusals = answer.refusals + 1 if refused else 0  # type: ignore[attr-defined]
            if refused:
                asked = answer.question  # type: ignore[attr-defined]
            if answer.refusals > _MOST_REFUSALS:  # type: ignore[attr-defined]
                raise Unanswered(f"refused again and again: {asked[-600:]}")
            answer.question = asked  # type: ignore[attr-defined]
            given = self._answer(asked)
            out.write(f"{given}\n")
            answer.seen = len(out.getvalue())  # type: ignore[attr-defined]
            return given

        answer.seen = answer.refusals = 0  # type: ignore[attr-defined]
        return answer

    def _answer(self, asked: str) -> str:
        if self.breaks_off_at is not None and re.search(self.breaks_off_at, asked):
            raise EOFError
        first = self.first(asked)
        if first is not None:
            return first
        for pattern, given in (*self.answers.items(), *reversed(QUESTIONS)):
            if re.search(pattern, asked):
                return given
        raise Unanswered(asked[-600:])


def _code(run: Callable[[], T]) -> int:
    try:
        run()
    except SystemExit as stop:
        return int(stop.code or 0)
    return 0


@contextlib.contextmanager
def without_a_terminal() -> Iterator[None]:
    """Standard input that is at its end."""
    with mock.patch.object(sys, "stdin", io.StringIO("")):
        yield
