"""JSON facts that are nearly right: of every type that a browser may send, some of a real diary.

Made from the types of the engine and from what the diary holds, then changed in none to three
places, in the payload or around it.
"""

from __future__ import annotations

import json
import random
import uuid
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from bench import odd_values

from hamstrong.web.api.schemas import SENDABLE

_DAYS_AROUND = (-400, -8, -7, -2, -1, 0, 0, 0, 0, 1, 7)


class NearFacts:
    """Draws facts for one diary.

    Args:
        known: names and payloads that the diary holds.
        day: the open day.
    """

    def __init__(
        self, draw: random.Random, known: Sequence[tuple[str, Mapping[str, Any]]], day: int
    ) -> None:
        self._draw, self._day = draw, day
        self._known: dict[str, list[Mapping[str, Any]]] = {}
        self._said: dict[str, list[Any]] = {}
        for name, payload in known:
            self._known.setdefault(name, []).append(payload)
            for field, value in _leaves(payload):
                self._said.setdefault(field, []).append(value)
        self._sent: list[str] = []

    def fact(self) -> dict[str, Any]:
        """One fact with its envelope."""
        draw = self._draw
        kind = draw.choice(SENDABLE)
        name = kind.__name__
        known = self._known.get(name)
        good = deepcopy(dict(draw.choice(known))) if known and draw.random() < 0.6 else None
        payload = good if good is not None else self._made(kind)
        for _ in range(draw.randrange(3)):
            self._spoil(payload)
        fact: dict[str, Any] = {"client_id": self._id(), "name": name, "payload": payload}
        if draw.random() < 0.3:
            fact |= self._envelope()
        return fact

    def spoil_stored(self, stored: dict[str, Any]) -> None:
        """Change a fact as an archive holds it, in its payload or around it."""
        if self._draw.random() < 0.7 and isinstance(stored["payload"], dict):
            self._spoil(stored["payload"])
        else:
            changed = self._envelope() | {"recorded_day": stored["day"]}
            field = next(iter(changed))
            if field in stored:
                stored[field] = changed[field]

    def what_if(self) -> dict[str, Any]:
        """A question that saves nothing."""
        draw = self._draw
        facts = [self.fact() for _ in range(draw.randrange(3))]
        asked: dict[str, Any] = {
            "facts": [{"name": f["name"], "payload": f["payload"]} for f in facts]
        }
        if draw.random() < 0.5:
            asked["pain"] = odd_values.json_value(draw) if draw.random() < 0.5 else 3
        return asked

    def _id(self) -> str:
        draw = self._draw
        if self._sent and draw.random() < 0.1:
            return draw.choice(self._sent)
        self._sent.append(str(uuid.UUID(int=draw.getrandbits(128), version=4)))
        return self._sent[-1]

    def _envelope(self) -> dict[str, Any]:
        draw = self._draw
        near = self._day + draw.choice(_DAYS_AROUND)
        ways: tuple[dict[str, Any], ...] = (
            {"day": near},
            {"day": odd_values.json_value(draw)},
            {"day": draw.choice(odd_values.NUMBERS)},
            {"instant": draw.choice(odd_values.INSTANTS)},
            {"instant": odd_values.json_value(draw)},
            {"device_counter": draw.choice((0, 1, 7, 2**31, 2**53, 2**63 - 2, 2**63, -1, 1.0))},
            {"device_counter": odd_values.json_value(draw)},
            {"counted_by": draw.choice(("person", "camera", "system", "", None))},
            {"version": draw.choice((0, 1, 2, "1", None, 1.0, True, 2**63))},
            {"client_id": odd_values.json_value(draw)},
            {"name": odd_values.json_value(draw)},
            {"payload": odd_values.json_value(draw)},
            {odd_values.text(draw)[:40]: 1},
        )
        return draw.choice(ways)

    def _spoil(self, payload: dict[str, Any]) -> None:
        draw = self._draw
        kind = draw.randrange(7)
        if kind == 0 or not payload:
            payload[odd_values.text(draw)[:40]] = odd_values.json_value(draw)
            return
        field = draw.choice(sorted(payload))
        if kind == 1:
            del payload[field]
        elif kind == 2 and isinstance(payload[field], list) and payload[field]:
            payload[field] = payload[field] * draw.choice((2, 30, 250))
        elif kind == 3 and isinstance(payload[field], list) and payload[field]:
            payload[field][0] = odd_values.json_value(draw)
        elif kind == 4 and field in self._said:
            payload[field] = draw.choice(self._said[draw.choice(sorted(self._said))])
        else:
            payload[field] = odd_values.json_value(draw)

    def _made(self, kind: Any) -> dict[str, Any]:
        needed = getattr(kind, "_field_defaults", {})
        return {
            name: self._value(name, hint)
            for name, hint in get_type_hints(kind).items()
            if name not in needed or self._draw.random() < 0.6
        }

    def _value(self, name: str, hint: Any) -> Any:
        draw = self._draw
        origin, args = get_origin(hint), get_args(hint)
        if isinstance(hint, type) and hasattr(hint, "_fields"):
            return self._made(hint)
        if origin in (Union, UnionType):
            return self._value(name, draw.choice(args))
        if origin is Literal:
            return draw.choice(args)
        if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
            return [self._value(name, args[0]) for _ in range(draw.randrange(4))]
        if origin is tuple:
            return [self._value(name, arg) for arg in args]
        return self._plain(name, hint)

    def _plain(self, name: str, hint: Any) -> Any:
        draw = self._draw
        said = [value for value in self._said.get(name, ()) if type(value) is hint]
        if said and draw.random() < 0.8:
            return draw.choice(said)
        if hint is bool:
            return draw.random() < 0.5
        if hint is int:
            near = self._day + draw.choice(_DAYS_AROUND)
            return draw.choice((draw.randrange(12), draw.randrange(200), near))
        if hint is float:
            return draw.choice((0.0, 2.5, 10.0, 60.0))
        if hint is str:
            names = [v for values in self._said.values() for v in values if isinstance(v, str)]
            return draw.choice([*names, "left", "right", "both", "none", str(uuid.UUID(int=1))])
        return None if hint is NoneType else {}


def _leaves(payload: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for field, value in payload.items():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, Mapping):
                yield from _leaves(one)
            elif isinstance(one, list):
                yield from ((field, leaf) for leaf in one)
            else:
                yield field, one


def written(draw: random.Random, value: Any) -> bytes:
    """A body: JSON, now and then with something that no writer of JSON would write."""
    text = json.dumps(value)
    kind = draw.randrange(20)
    if kind == 0:
        text = text.replace("null", "NaN").replace("0", "1e400", 1)
    elif kind == 1:
        text = text[: draw.randrange(len(text) + 1)]
    elif kind == 2:
        text = text.replace('"payload": {', '"payload": {"limb": "left", "nprs": 1, "nprs": 2, ', 1)
    elif kind == 3:
        return text.encode("utf-16")
    elif kind == 4:
        text = text.replace('"', '"\\ud800', 1)
    return text.encode()
