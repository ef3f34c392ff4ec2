"""Exits of a command: one table of exit codes, and every error without health data.

An error that we did not foresee shows its kind and its place in the code, never its text: that
might hold what somebody answered.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import IntEnum
from pathlib import Path
from types import TracebackType

import click

# Whoever typed one value sent no list of facts: only the field is named.
_POSITION = re.compile(r"^facts\.\d+\.", re.MULTILINE)


class Exit(IntEnum):
    """Exit codes; `docs/reference/cli.md` explains them."""

    DONE = 0
    OUR_FAULT = 1
    USAGE = 2
    REFUSED = 3
    WRONG_INPUT = 4
    DIARY = 5
    PAUSED = 6


MEANINGS: dict[Exit, str] = {
    Exit.DONE: "it was done, or shown",
    Exit.OUR_FAULT: "something went wrong that is ours to mend",
    Exit.USAGE: "the command was not understood; see its `--help`",
    Exit.REFUSED: "a rule of the programme stands before it; the message says which and what next",
    Exit.WRONG_INPUT: "a value, a file or a pack has faults; every one of them is named",
    Exit.DIARY: "the diary cannot be used as it is, or the check-up found something bad",
    Exit.PAUSED: "stopped in a question (Ctrl-C, or no more input); what was said before is saved",
}


class Paused(Exception):
    """The person stopped in a question. `message` says what is saved."""

    def __init__(self, message: str = "") -> None:
        super().__init__()
        self.message = message


class Ended(click.ClickException):
    """A command that ends early with a code of ours and, if there is one, a message."""

    def __init__(self, code: Exit, message: str = "") -> None:
        super().__init__(message)
        vars(self)["exit_code"] = int(code)

    def show(self, file: object = None) -> None:  # noqa: ARG002  click's signature
        if self.message:
            click.echo(self.message, err=True)


@contextmanager
def errors_shown() -> Iterator[None]:
    """Turn every error into a message and an exit code."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, SystemExit):
        raise
    except Paused as stop:
        raise Ended(Exit.PAUSED, f"\n{stop.message}".rstrip()) from None
    except (KeyboardInterrupt, click.Abort):
        raise Ended(Exit.PAUSED, "\nStopped. What was saved before is kept.") from None
    except BrokenPipeError:
        raise
    except Exception as error:  # noqa: BLE001  the last edge: no text of it may be shown
        raise _translated(error) from None


def _translated(error: Exception) -> Ended:
    # Imported late: a command that goes well needs none of them.
    from hamstrong.app.errors import AppError, NotAllowed, NotEnrolled  # noqa: PLC0415
    from hamstrong.diary.errors import DiaryError, InvalidRequest  # noqa: PLC0415
    from hamstrong.exchange.archive import ArchiveError  # noqa: PLC0415
    from hamstrong.exchange.archive_import import ImportRefused  # noqa: PLC0415
    from hamstrong.exchange.run_errors import RunFileError  # noqa: PLC0415
    from hamstrong.protocol.faults import PackError  # noqa: PLC0415

    refused = (NotAllowed, NotEnrolled)
    wrong = (ArchiveError, ImportRefused, InvalidRequest, RunFileError)
    kinds: tuple[tuple[type[Exception] | tuple[type[Exception], ...], Exit], ...] = (
        (refused, Exit.REFUSED),
        ((AppError, PackError, *wrong), Exit.WRONG_INPUT),
        (DiaryError, Exit.DIARY),
    )
    for kind, code in kinds:
        if isinstance(error, kind):
            return Ended(code, _POSITION.sub("", str(error)))
    return Ended(Exit.OUR_FAULT, _ours(error))


def _ours(error: Exception) -> str:
    name, place = type(error).__name__, _last_place(error.__traceback__)
    lines = [f"Something went wrong that is ours to mend: {name} at {place}."]
    if isinstance(error, OSError) and error.strerror:
        lines = [f"The system said: {error.strerror}, at {place}."]
    lines.append("Nothing that was acknowledged is lost. Next step: hamstrong doctor")
    return "\n".join(lines)


def _last_place(trace: TracebackType | None) -> str:
    place = "an unknown place"
    while trace is not None:
        code = trace.tb_frame.f_code
        place = f"{Path(code.co_filename).name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


def leave(code: Exit) -> None:
    """End the command with a code of ours."""
    sys.exit(int(code))
