"""Earlier names: a stored fact's names of an earlier edition of the pack, as this one knows them.

What the pack lists in `adoption.yaml` is replaced or left out; any other unknown name stays and is
judged like every name. Rungs and the answers of a form stay as they were: their own edition gave
them their meaning.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from hamstrong.engine.facts import FormAnswered
from hamstrong.engine.facts.names import PackName
from hamstrong.protocol.model import Pack

_LISTS = {"kit": "kits", "traits": "traits", "options": "options"}
_PAIRS = {"signs": "signs"}
_SINGLE = {"question": "questions", "test": "tests"}


def with_names_of(pack: Pack, payload: Mapping[str, Any]) -> dict[str, Any]:
    """Return a fact's payload with earlier names replaced or left out."""
    if not (pack.adoption.replaces or pack.adoption.exercises):
        return dict(payload)
    return {key: _value(pack, key, value) for key, value in payload.items()}


def is_gone(pack: Pack, payload: Mapping[str, Any]) -> bool:
    """Whether a fact is about a question or test that only an earlier edition had."""
    names = pack.adoption.names
    return any(
        payload.get(key) in getattr(names, group) and payload[key] not in _present(pack, group)
        for key, group in _SINGLE.items()
    )


def is_earlier_name(pack: Pack, name: PackName) -> bool:
    """Whether a name is one of an earlier edition: a rung, what a form asked, or what a fact of its
    own is about."""
    names = pack.adoption.names
    known = {
        "rung": pack.adoption.replaces,
        "question": names.questions,
        "self_test": names.tests,
        "symptom": names.symptoms,
        "screen": names.screens,
    }
    return name.value in known.get(name.kind, ())


def asked_by_earlier_edition(pack: Pack, fact: FormAnswered) -> bool:
    """Whether a form has answers to what only an earlier edition asked: it was whole by that one's
    count."""
    names = pack.adoption.names
    gone = {*names.screens} - {*_present(pack, "screens")}
    ticks = {*names.symptoms} - {*_present(pack, "symptoms")}
    asked = {*fact.none_of_these, *(screen for screen, _ in fact.values)}
    return not (gone.isdisjoint(asked) and ticks.isdisjoint(fact.symptoms))


def _value(pack: Pack, key: str, value: Any) -> Any:
    names = pack.adoption.names
    if key == "exercise":
        return pack.adoption.exercises.get(value, value) if isinstance(value, str) else value
    if key in _LISTS and isinstance(value, list):
        gone = getattr(names, _LISTS[key])
        return [name for name in value if name not in gone or name in _present(pack, _LISTS[key])]
    if key in _PAIRS and isinstance(value, list):
        gone = getattr(names, _PAIRS[key])
        present = _present(pack, _PAIRS[key])
        return [p for p in value if _first(p) not in gone or _first(p) in present]
    if key == "items" and isinstance(value, list):
        return [with_names_of(pack, part) if isinstance(part, dict) else part for part in value]
    return value


def _present(pack: Pack, group: str) -> Collection[str]:
    """The names of a group that this pack still has."""
    match group:
        case "kits":
            return pack.kits
        case "traits":
            return pack.traits
        case "options":
            return [option for goal in pack.goals.values() for option in goal.options]
        case "symptoms":
            return [symptom.id for symptom in pack.triage.symptoms]
        case "screens":
            return [screen.id for screen in pack.triage.screens]
        case "questions":
            return pack.questions
        case "tests":
            return pack.tests
        case _:
            return pack.way_back.watch.signs


def _first(pair: Any) -> str:
    return str(pair[0]) if isinstance(pair, list) and pair else ""
