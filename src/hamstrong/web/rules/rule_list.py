"""Every rule of the pack in groups, in words as far as it has any, with its sources."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from hamstrong.engine.decide.evidence import Reason
from hamstrong.protocol.grades import DEFAULT_GRADE
from hamstrong.protocol.model import Grade, Pack, Provenance
from hamstrong.words import MissingWords, Words

# Groups in the order in which a person meets them.
GROUPS = (
    "pain", "morning", "walking", "ladder", "calendar", "gap", "flare", "stretch", "stage", "gate",
    "criterion", "key", "track", "exercise", "rung", "flag", "stop_reason", "referral",
    "load", "clearance", "diary", "advice", "running", "test", "ready", "watch", "sign",
    "activities", "warm_up", "sitting", "speeds", "remind_days", "questionnaire",
)  # fmt: skip
_EXPERT = "expert"
# An exercise's steps are rules of their own below, and its poses are drawn on its page.
_ELSEWHERE = frozenset({"ladder", "sequences"})


class RuleLine(NamedTuple):
    """One rule as the page shows it; `sources` without the mark of an expert's default.

    Args:
        value: its number or numbers, if it is no more than that.
        code: else its data, as the pack has it and in no language.
    """

    id: str
    text: str
    value: str
    code: str
    sources: tuple[str, ...]
    grade: Grade


def groups_of(pack: Pack, words: Words, asked: str) -> list[tuple[str, list[RuleLine]]]:
    """The rules by group; `asked` keeps those whose id, words or sources hold it."""
    found: dict[str, list[RuleLine]] = {name: [] for name in GROUPS}
    for rule, origin in sorted(pack.provenance.items()):
        line = _line(rule, origin, words)
        if asked.casefold() in f"{rule} {line.text} {' '.join(origin.sources)}".casefold():
            found.setdefault(rule.split(".")[0], []).append(line)
    return [(name, lines) for name, lines in found.items() if lines]


def counts(pack: Pack) -> tuple[int, int]:
    """How many rules there are, and how many rest on more than a default of ours."""
    grades = [rule.grade for rule in pack.provenance.values()]
    return len(grades), sum(grade != DEFAULT_GRADE for grade in grades)


def _line(rule: str, origin: Provenance, words: Words) -> RuleLine:
    sources = tuple(source for source in origin.sources if source != _EXPERT)
    return RuleLine(
        id=rule,
        text=_text(rule, origin, words),
        value=_number(origin.value),
        code=_code(rule, origin.value),
        sources=sources,
        grade=origin.grade,
    )


def _text(rule: str, origin: Provenance, words: Words) -> str:
    """The rule's own sentence, or the name of what it is about, or nothing."""
    try:
        return words.reason(Reason(rule, (), origin.sources, origin.grade)).text
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


def _number(value: object) -> str:
    """A number or a row of them; these are the same in every language."""
    if isinstance(value, (list, tuple)):
        return ", ".join(_number(part) for part in value) if _are_numbers(value) else ""
    return f"{value:g}" if isinstance(value, (int, float)) and not isinstance(value, bool) else ""


def _are_numbers(values: Sequence[object]) -> bool:
    return all(isinstance(v, (int, float)) and not isinstance(v, bool) for v in values)


def _code(rule: str, value: object) -> str:
    """Anything else as the pack's own data, without what has a page of its own."""
    if value in (None, {}) or _number(value):
        return ""
    own = _ELSEWHERE if rule.startswith("exercise.") else frozenset()
    held = {k: v for k, v in value.items() if k not in own} if isinstance(value, Mapping) else value
    return json.dumps(held, ensure_ascii=False)
