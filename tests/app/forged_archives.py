"""Archives that somebody changed by hand: every sum is right, whatever the lines say."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Callable
from typing import Any

from hamstrong.app import App
from hamstrong.diary import canonical_json
from hamstrong.exchange.archive import Archive

Line = dict[str, Any]
Change = Callable[[list[Line]], None]


def exported(app: App, person: str) -> bytes:
    """A person's archive as it leaves."""
    stream = io.BytesIO()
    app.person(person).export(stream)
    return stream.getvalue()


def forged(data: bytes, change: Change) -> bytes:
    """An archive with other lines, numbered and summed as the program would have."""
    header, *facts, _ = [json.loads(line) for line in data.splitlines()]
    change(facts)
    for seq, fact in enumerate(facts, start=1):
        fact["seq"] = seq
    header["count"] = len(facts)
    lines = [canonical_json(value).encode() + b"\n" for value in (header, *facts)]
    digest = hashlib.sha256(b"".join(lines)).hexdigest()
    trailer = {"count": len(facts), "end": header["format"], "sha256": digest}
    return b"".join(lines) + canonical_json(trailer).encode() + b"\n"


def read(app: App, data: bytes) -> Archive:
    return app.read_archive(io.BytesIO(data))


def first(facts: list[Line], name: str) -> Line:
    """The first fact of a kind; its line in the archive is its place in the list and two."""
    return next(fact for fact in facts if fact["name"] == name)


def line_of(data: bytes, name: str) -> int:
    """The line of the first fact of a kind, the header being line 1."""
    lines = data.splitlines()[1:-1]
    return next(at for at, line in enumerate(lines, 2) if json.loads(line)["name"] == name)
