"""Facts on their way in: what a face hands over before anything of it is believed.

Forms only; whether a value makes sense here is `checking`'s concern. Faults name the field and the
rule and never repeat what was answered. The strict types behind `parse_batch` and `parse_fact` are
in `strict`, which is imported when the first fact comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from hamstrong.app.errors import Fault
from hamstrong.engine.facts import Fact
from hamstrong.engine.facts.codec import encode_fact


@dataclass(frozen=True, kw_only=True)
class FactIn:
    """A fact on its way in, as a face sends it.

    `day` is the training day that it is about, by default today; `instant` when it happened on
    the device, by default now; `device_counter` the device's own count, by default the next.
    """

    client_id: str
    name: str
    payload: dict[str, Any]
    version: int = 1
    day: int | None = None
    instant: datetime | None = None
    device_counter: int | None = None
    counted_by: Literal["person", "camera"] = "person"

    @classmethod
    def of(cls, client_id: UUID | str, fact: Fact, day: int | None = None) -> FactIn:
        """Wrap a typed fact, for faces written in Python."""
        name, version, payload = encode_fact(fact)
        return cls(client_id=str(client_id), name=name, version=version, payload=payload, day=day)


@dataclass(frozen=True, slots=True)
class BadForm:
    """What is wrong with the form of a fact."""

    faults: tuple[Fault, ...]


def parse_batch(text: str | bytes) -> tuple[FactIn, ...]:
    """Read a JSON list of facts.

    Raises:
        InvalidFacts: with every fault.
    """
    from hamstrong.app.record.fact_reader import read_batch  # noqa: PLC0415  pydantic: see above

    return read_batch(text)


def parse_fact(name: str, version: int, payload: Any, place: str) -> Fact | BadForm:
    """The typed fact, or what is wrong with its form."""
    from hamstrong.app.record.fact_reader import read_fact  # noqa: PLC0415  pydantic: see above

    return read_fact(name, version, payload, place)
