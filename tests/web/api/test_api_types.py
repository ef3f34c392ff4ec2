"""The client's types are those of the interface as it is."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import pytest

CLIENT = Path(__file__).resolve().parents[3] / "client"


def test_the_types_of_the_client_are_made_from_this_interface(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "path", [str(CLIENT), *sys.path])
    make_types = importlib.import_module("make_types")
    written = make_types.TYPES.read_text(encoding="utf-8")
    body = "".join(written.splitlines(keepends=True)[2:])
    expected = make_types.head(make_types.description(), body)
    assert written.startswith(expected), "the interface changed: run `make types`"
