"""Files for uploads that are nearly right: archives with a right checksum, and runs of a watch."""

from __future__ import annotations

import hashlib
import io
import json
import random
import uuid
from datetime import datetime, timedelta

from bench.near_facts import NearFacts
from tests.exchange.run_makers import START, fit, gpx, legs

from hamstrong.app import App
from hamstrong.diary import canonical_json

_INSTANTS = (START, datetime.min, datetime(1970, 1, 1), datetime.max - timedelta(hours=1))  # noqa: DTZ001, DTZ901


class NearFiles:
    """Draws files for one diary."""

    def __init__(self, draw: random.Random, app: App, near: NearFacts) -> None:
        self._draw, self._near = draw, near
        stream = io.BytesIO()
        people = app.diary.persons()
        if people:
            app.person(people[0]).export(stream)
        self._lines = stream.getvalue().splitlines()[:-1]

    def file(self) -> bytes:
        """An archive or a run."""
        if self._lines and self._draw.random() < 0.5:
            return self._archive()
        return self._run()

    def _archive(self) -> bytes:
        """An archive of somebody else with changed facts; its count and sum fit."""
        draw = self._draw
        header, *facts = [json.loads(line) for line in self._lines]
        header["person"] = str(uuid.UUID(int=draw.getrandbits(128), version=4))
        for _ in range(draw.randrange(4)):
            self._near.spoil_stored(draw.choice(facts))
        header["count"] = len(facts)
        try:
            written = [canonical_json(value).encode() + b"\n" for value in (header, *facts)]
        except ValueError:  # no archive can say that
            written = [line + b"\n" for line in self._lines]
        total = hashlib.sha256(b"".join(written)).hexdigest()
        end = {"count": len(written) - 1, "end": header["format"], "sha256": total}
        return b"".join(written) + canonical_json(end).encode() + b"\n"

    def _run(self) -> bytes:
        draw = self._draw
        metres = legs(*((draw.randint(1, 300), draw.choice((0.0, 1.4, 2.8, 40.0))) for _ in "abc"))
        start = draw.choice(_INSTANTS)
        if draw.random() < 0.5:
            content = gpx(metres, times=draw.random() < 0.9, start=start)
        else:
            content = fit(metres, sport=draw.choice((0, 1, 2, 11, 255)))
        changed = bytearray(content)
        for _ in range(draw.choice((0, 0, 1, 5))):
            changed[draw.randrange(len(changed))] = draw.randrange(256)
        return bytes(changed[: draw.choice((len(changed), draw.randrange(len(changed))))])
