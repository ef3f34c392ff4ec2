"""Rule sentences: by id, by the pattern that it fits, with names and numbers put in."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from typing import Any

from hamstrong.engine.decide.evidence import Reason
from hamstrong.protocol.model import Pack
from hamstrong.words.texts import MissingWords, Value, WordTexts, put_in

_VARIANTS = ("verdict", "frozen", "flare_day")
_NAMED = {
    "exercise": ("exercises", "name"),
    "key": ("keys", "name"),
    "gate": ("gates", "name"),
    "criterion": ("criteria", "plain"),
    "flag": ("flags", "title"),
    "track": ("tracks", "name"),
    "stage": ("stages", "name"),
    "stop_reason": ("stop_reasons", "name"),
    "advice": ("advice", "title"),
    "test": ("tests", "name"),
    "ready": ("readiness", "name"),
    "warm_up": ("warm_up", "name"),
    "milestone": ("milestones", "name"),
    "course": ("expected", "name"),
}


def rule_sentence(texts: WordTexts, pack: Pack, reason: Reason) -> str:
    """What this rule says, with what it read today.

    Raises:
        MissingWords: the language has no words for the rule.
    """
    inputs = dict(reason.inputs)
    words = _words(texts, reason.rule, inputs)
    values: dict[str, Value] = dict(inputs)
    if inputs.get("limb"):
        values["limb"] = texts.get("legs", str(inputs["limb"]))
    values.setdefault("limb", texts.get("legs", "both"))
    return put_in(words, values | _known(texts, pack, reason.rule))


def _words(texts: WordTexts, rule: str, inputs: dict[str, Any]) -> str:
    """The most particular words first: this outcome of the rule, the rule, its pattern."""
    found = [str(inputs[name]) for name in _VARIANTS if name in inputs]
    variants = [*found, *(name for name in ("stage", "band", "rungs") if name in inputs)]
    because = texts.get("because")
    for pattern in patterns(rule):
        for variant in variants:
            if f"{pattern}@{variant}" in because:
                return str(because[f"{pattern}@{variant}"])
        if pattern in because:
            return str(because[pattern])
    raise MissingWords(f"no words for because.{rule}")


@lru_cache(maxsize=4096)
def patterns(rule: str) -> tuple[str, ...]:
    """The rule's id, then every form of it with parts after the first replaced by a star."""
    first, *rest = rule.split(".")
    forms = product(*((part, "*") for part in rest))
    spelled = sorted(forms, key=lambda parts: parts.count("*"))
    return tuple(".".join((first, *parts)) for parts in spelled)


def _known(texts: WordTexts, pack: Pack, rule: str) -> dict[str, Value]:
    """The number of the rule, the part of its id, and the name of what it is about."""
    family, _, rest = rule.partition(".")
    origin = pack.provenance.get(rule)
    value = origin.value if origin is not None else None
    own = rest if family in ("criterion", "rung", "flag") else rest.split(".")[0]
    if family == "gap":
        own = rest.rpartition(".")[2]
    return {
        "value": value if isinstance(value, (int, float, str)) else None,
        "a": own,
        "name": _name(texts, pack, family, own),
    }


def _name(texts: WordTexts, pack: Pack, family: str, own: str) -> str:
    if family == "rung":
        return rung_name(texts, pack, own)
    group, field = _NAMED.get(family, ("", ""))
    found = texts.find(group, own, field) if group else None
    return str(found or "").rstrip(".")


def rung_name(texts: WordTexts, pack: Pack, rung: str) -> str:
    """Exercise and step of a rung."""
    for exercise in pack.exercises.values():
        if any(known.id == rung for known in exercise.ladder):
            name = texts.get("exercises", exercise.id, "name")
            return f"{name}: {texts.get('exercises', exercise.id, 'rungs', rung)}"
    raise MissingWords(f"no words for rung {rung}")
