"""A twentieth of each long run of `bench/`, each with its own seed: nothing may go wrong."""

from __future__ import annotations

import pytest
from bench import api_fuzz, copies, doubled, generated_requests, kills
from bench.long_run import Result

SHARE = 0.05


def whole(result: Result) -> dict[str, object]:
    assert result.faults == []
    return dict(result.figures)


@pytest.mark.slow
@pytest.mark.postgres
def test_killed_servers_lose_and_double_nothing_acknowledged() -> None:
    figures = whole(kills.run(SHARE, kills.SEED))
    for store in ("SQLite", "PostgreSQL"):
        assert int(str(figures[f"{store}: facts acknowledged"])) > 0


@pytest.mark.slow
def test_copied_files_and_torn_journals_lose_nothing_acknowledged_unsaid() -> None:
    """The share is larger: each kind of tear is there once with its index and once without."""
    figures = whole(copies.run(0.2, copies.SEED))
    assert figures["torn journals"] == copies.TORN * 0.2


@pytest.mark.slow
def test_generated_requests_never_make_the_server_fail() -> None:
    figures = whole(generated_requests.run(SHARE, generated_requests.SEED))
    assert figures[generated_requests.REACHED] == generated_requests.REQUESTS * SHARE


@pytest.mark.slow
def test_schemathesis_finds_no_server_error() -> None:
    figures = whole(api_fuzz.run(SHARE, api_fuzz.SEED))
    assert int(str(figures["requests"])) > 0


@pytest.mark.slow
@pytest.mark.postgres
def test_what_many_tabs_send_at_once_counts_once() -> None:
    figures = whole(doubled.run(SHARE, doubled.SEED))
    for store in ("SQLite", "PostgreSQL"):
        assert figures[f"{store}: forms pressed in {doubled.TABS} tabs"] == 1
