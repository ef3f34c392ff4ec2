"""Every rule of the pack in groups, in words as far as it has any, with its sources."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.decisions import Reason
from hamstrong.protocol.model import Pack, Provenance
from hamstrong.words import MissingWords, Words

# Groups in the order in which a person meets them.
GROUPS = (
    "pain", "morning", "walking", "ladder", "calendar", "gap", "flare", "stretch", "stage", "gate",
    "criterion", "key", "track", "exercise", "rung", "flag", "stop_reason", "referral",
    "clearance", "diary", "advice",
)  # fmt: skip
_EXPERT = "expert"


class RuleLine(NamedTuple):
    """One rule as the page shows it; `sources` without the mark of an expert's default."""

    id: str
    text: str
    value: str
    sources: tuple[str, ...]
    confirmed: bool


def groups_of(pack: Pack, words: Words, asked: str) -> list[tuple[str, list[RuleLine]]]:
    """The rules by group; `asked` keeps those whose id, words or sources hold it."""
    found: dict[str, list[RuleLine]] = {name: [] for name in GROUPS}
    for rule, origin in sorted(pack.provenance.items()):
        line = _line(rule, origin, words)
        if asked.casefold() in f"{rule} {line.text} {' '.join(origin.sources)}".casefold():
            found.setdefault(rule.split(".")[0], []).append(line)
    return [(name, lines) for name, lines in found.items() if lines]


def counts(pack: Pack) -> tuple[int, int]:
    """How many rules there are, and how many are confirmed."""
    return len(pack.provenance), sum(p.confirmed for p in pack.provenance.values())


def _line(rule: str, origin: Provenance, words: Words) -> RuleLine:
    sources = tuple(source for source in origin.sources if source != _EXPERT)
    return RuleLine(rule, _text(rule, origin, words), _value(origin.value), sources,
                    origin.confirmed)  # fmt: skip


def _text(rule: str, origin: Provenance, words: Words) -> str:
    """The rule's own sentence, or the name of what it is about, or nothing."""
    try:
        return words.reason(Reason(rule, (), origin.sources, origin.confirmed)).text
    except (MissingWords, KeyError):
        return _name(rule, words)


def _name(rule: str, words: Words) -> str:
    family, _, rest = rule.partition(".")
    own = rest.split(".")[0]
    places = {
        "advice": ("advice", own, "title"),
        "criterion": ("criteria", own, "plain"),
        "exercise": ("exercises", own, "name"),
        "flag": ("flags", own, "title"),
        "gate": ("gates", own, "name"),
        "key": ("keys", own, "name"),
        "stage": ("stages", own, "name"),
        "stop_reason": ("stop_reasons", own, "name"),
        "track": ("tracks", own, "name"),
    }
    found = words.texts.find(*places.get(family, ("rules", family, "name")))
    return str(found or "")


def _value(value: object) -> str:
    if value is None or isinstance(value, bool):
        return "" if value is None else str(value).lower()
    if isinstance(value, Mapping):
        return ", ".join(f"{key.replace('_', ' ')} {_value(v)}" for key, v in value.items())
    if isinstance(value, (list, tuple)):
        return ", ".join(_value(v) for v in value)
    return f"{value:g}" if isinstance(value, float) else str(value).replace("_", " ")
