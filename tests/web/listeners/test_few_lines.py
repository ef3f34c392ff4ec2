"""Strangers cannot fill the log: refusals are few a minute, and what was left out is counted."""

from __future__ import annotations

import logging

from hamstrong.web.listeners.few_lines import MOST_A_MINUTE, FewLines


class Minute:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def _record(message: str, level: int = logging.WARNING, *values: object) -> logging.LogRecord:
    return logging.LogRecord("hamstrong.web", level, "", 1, message, values, None)


def test_only_so_many_lines_of_a_kind_are_written_a_minute() -> None:
    clock = Minute()
    few = FewLines(clock)
    written = [few.filter(_record("Refused: %s.", logging.WARNING, n)) for n in range(500)]
    assert sum(written) == MOST_A_MINUTE
    assert few.filter(_record("Something else."))
    clock.now = 60
    later = _record("Refused: %s.", logging.WARNING, "a")
    assert few.filter(later)
    assert later.getMessage() == f"Refused: a. {500 - MOST_A_MINUTE} more like it were left out."


def test_a_fault_of_ours_is_always_written() -> None:
    few = FewLines(Minute())
    assert all(few.filter(_record("It broke.", logging.ERROR)) for _ in range(100))
