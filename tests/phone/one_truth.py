"""Decisions of the golden diaries and scripts as text, one line each, for comparing Pythons.

Needs the phone set only. The same lines must come from every Python: a line names the diary, the
day and the sum of the decision's bytes, so that the first that differs says where.
"""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from hamstrong.app import Moment, compose  # noqa: E402 - after the path
from hamstrong.app.diary_view.replay import replay, to_json  # noqa: E402
from hamstrong.diary import MemoryDiary, canonical_json  # noqa: E402
from hamstrong.engine.engine import Engine  # noqa: E402
from hamstrong.engine.facts.codec import encode  # noqa: E402
from hamstrong.protocol.loader import load_pack  # noqa: E402
from tests.engine.decide import golden_scripts  # noqa: E402

GOLDEN = ROOT / "tests" / "golden" / "old_diaries"


def lines() -> Iterator[str]:
    """Every line."""
    pack = load_pack()
    yield f"pack {pack.logic_hash} {pack.text_hash}"
    decided: dict[str, Any] = json.loads((GOLDEN / "decided.json").read_text(encoding="utf-8"))
    for life, known in decided.items():
        yield from _of_diary(life, known["day"])
    engine = Engine(pack)
    for day in (*golden_scripts.DAYS, *golden_scripts.RUNS):
        script = golden_scripts.to_text(golden_scripts.script_of(day(engine)))
        yield f"script {day.__name__} {_sum(script)}"


def _of_diary(life: str, day: int) -> Iterator[str]:
    """An old diary brought into a fresh one: each day's decision, then today's page of the app."""
    data = gzip.decompress((GOLDEN / f"{life}.jsonl.gz").read_bytes())
    now = datetime(1, 1, 1, 8, tzinfo=UTC) + timedelta(days=day - 1)
    with compose(load_pack(), MemoryDiary()) as app:
        archive = app.read_archive(io.BytesIO(data))
        app.import_archive(archive, now)
        person = archive.header.person
        for replayed in replay(app.engine, app.diary.read(person)):
            yield f"{life} {replayed.day} {_sum(to_json(replayed))}"
        at = Moment(now, "Europe/Berlin", "one truth")
        today = app.person(person).today(at)
        script = app.person(person).script(at)
        yield f"{life} today {_sum(canonical_json(encode(today.decision)))}"
        yield f"{life} script {_sum('' if script is None else canonical_json(encode(script)))}"


def _sum(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.stdout.write("\n".join([*lines(), ""]))
