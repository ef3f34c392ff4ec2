"""Texts check: a start page, an entry for each id and its parts; none astray.

Follows from the pack's ids and from what the interfaces show of each. How words are read and merged
is the concern of `texts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hamstrong.protocol.draft import PackDraft
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.texts import FALLBACK, common_words, language_of

GROUPS: Mapping[str, str] = {
    "stages": "pack/stages",
    "tracks": "pack/tracks",
    "goals": "pack/goals",
    "actions": "pack/actions",
    "load_classes": "pack/load_classes",
    "kits": "pack/kits",
    "kit_presets": "pack/kit_presets",
    "traits": "pack/traits",
    "questions": "pack/questions",
    "stop_reasons": "pack/stop_reasons",
    "criteria": "gates/criteria",
    "gates": "gates/gates",
    "keys": "gates/keys",
    "exercises": "exercises/",
    "screens": "triage/screens",
    "symptoms": "triage/symptoms",
    "flags": "triage/flags",
    "advice": "advice/advice",
    "cards": "advice/cards",
    "tests": "tests/tests",
    "readiness": "way_back/readiness",
    "warm_up": "way_back/warm_up",
    "milestones": "courses/milestones",
    "expected": "courses/expected",
}
"""Each group of words and the ids that need an entry in it."""

NAMED = ("name", "plain")
PARTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(
        ("stages", "tracks", "goals", "actions", "load_classes", "kits", "kit_presets", "traits"),
        NAMED,
    ),
    **dict.fromkeys(("stop_reasons", "criteria", "gates", "keys", "readiness", "warm_up"), NAMED),
    **dict.fromkeys(("rules", "options"), NAMED),
    "milestones": ("name", "published"),
    "expected": ("name",),
    "questions": ("name", "ask"),
    "screens": ("title", "why"),
    "flags": ("title", "why", "lifts"),
    "advice": ("title", "text"),
    "cards": ("title", "points", "could_not_confirm"),
    "tests": (*NAMED, "short", "unit", "warm_up", "steps", "stop", "ask", "bands"),
    "exercises": (
        *("name", "short", "purpose", "start", "steps", "cues", "faults"),
        *("feel", "not_feel", "rungs"),
    ),
}
"""What is said about each entry of a group; the other groups hold plain sentences."""

FIRST_PAGE: Mapping[str, type] = {"intended_use": list, "not_reviewed": str, "consent": str}


def check_texts(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Languages without words, keys in two files, ids without words and words without an id."""
    yield from _merge_faults(draft.trees)
    if draft.pack and FALLBACK not in draft.pack.languages:
        expected = f"{FALLBACK!r} among them: every face falls back to it"
        yield UnplacedFault(PackPlace("pack.yaml", ("languages",)), "wrong-value", expected)
    for language in draft.pack.languages if draft.pack else ():
        words = draft.texts.get(language)
        if words is None:
            place = PackPlace("pack.yaml", ("languages",))
            yield UnplacedFault(place, "missing-file", f"a folder text/{language}", language)
            continue
        for group, kind in GROUPS.items():
            yield from _group(language, group, words.get(group), draft.ids(kind))
        for group, ids in _nested(draft).items():
            yield from _group(language, group, words.get(group), ids)
        yield from _rungs(language, words.get("exercises"), draft)
        yield from _published(language, words.get("exercises"), draft)
        yield from _drawn_faults(language, words.get("exercises"), draft)
        yield from _screens(language, words.get("screens"), draft)
        yield from _first_page(language, words)
        yield from _stray(language, words)


def _nested(draft: PackDraft) -> dict[str, frozenset[str]]:
    """Groups whose ids are not the keys of one collection."""
    rules = draft.trees.get("rules.yaml")
    return {
        "rules": frozenset(rules) if isinstance(rules, dict) else frozenset(),
        "watch_signs": frozenset(draft.way_back.watch.signs) if draft.way_back else frozenset(),
        "options": draft.wishes() if draft.pack else frozenset(),
    }


def _rungs(language: str, words: Any, draft: PackDraft) -> Iterator[UnplacedFault]:
    for name in sorted(words if isinstance(words, dict) else ()):
        body = words[name]
        given = body.get("rungs") if isinstance(body, dict) else None
        ids = frozenset(draft.rung_ids(name))
        yield from _group(language, f"exercises.{name}.rungs", given, ids)


def _published(language: str, words: Any, draft: PackDraft) -> Iterator[UnplacedFault]:
    """One sentence for each published dose that an exercise names, and no other."""
    for _, exercise in draft.exercises():
        body = words.get(exercise.id) if isinstance(words, dict) else None
        given = body.get("published") if isinstance(body, dict) else None
        group = f"exercises.{exercise.id}.published"
        yield from _group(language, group, given, frozenset(exercise.published))


def _drawn_faults(language: str, words: Any, draft: PackDraft) -> Iterator[UnplacedFault]:
    """Each drawn mistake belongs to one line of the words, by the line's `figure`."""
    for _, exercise in draft.exercises():
        body = words.get(exercise.id) if isinstance(words, dict) else None
        lines = body.get("faults") if isinstance(body, dict) else None
        told = [line.get("figure") for line in lines or () if isinstance(line, dict)]
        drawn = {sequence.id for sequence in exercise.sequences if sequence.is_fault}
        place = PackPlace(f"text/{language}", ("exercises", exercise.id, "faults"))
        for name in sorted(drawn - set(told)):
            yield UnplacedFault(place, "no-words", f"a fault with figure: {name}", line=1)
        for name in sorted(n for n in told if n is not None and n not in drawn):
            yield UnplacedFault(
                place, "stray-words", f"a fault sequence of {exercise.id}", name, line=1
            )


def _group(language: str, group: str, words: Any, ids: frozenset[str]) -> Iterator[UnplacedFault]:
    given = {str(key) for key in words} if isinstance(words, dict) else set()
    place = PackPlace(f"text/{language}", (group,))
    for name in sorted(ids - given):
        yield UnplacedFault(place.at(name), "no-words", f"words for {group}.{name}", line=1)
    for name in sorted(given - ids):
        yield UnplacedFault(
            place.at(name), "stray-words", f"no words for what {group} lacks", line=1
        )
    yield from _parts(place, words, ids & given, PARTS.get(group))


def _parts(
    place: PackPlace, words: Any, names: frozenset[str], parts: tuple[str, ...] | None
) -> Iterator[UnplacedFault]:
    """What an entry has to say: its parts, or one sentence."""
    by_name = {str(key): entry for key, entry in words.items()} if names else {}
    for name in sorted(names if parts is not None else ()):
        entry = by_name[name]
        for part in parts or ():
            if not isinstance(entry, dict) or entry.get(part) is None:
                yield UnplacedFault(place.at(name, part), "no-words", f"words for {part!r}", line=1)


def _screens(language: str, words: Any, draft: PackDraft) -> Iterator[UnplacedFault]:
    """A list has an explicit none; a choice has words for each of its options."""
    place = PackPlace(f"text/{language}", ("screens",))
    for screen in draft.triage.screens if draft.triage and isinstance(words, dict) else ():
        own = words.get(screen.id)
        if not isinstance(own, dict):
            continue  # named above
        if screen.kind == "list" and not own.get("none"):
            yield UnplacedFault(place.at(screen.id, "none"), "no-words", "words for 'none'", line=1)
        wanted = ("yes", "no") if screen.kind == "yes_no" else screen.options
        options = frozenset(map(str, wanted))
        yield from _group(language, f"screens.{screen.id}.options", own.get("options"), options)


def _first_page(language: str, words: Mapping[str, Any]) -> Iterator[UnplacedFault]:
    for name, kind in FIRST_PAGE.items():
        if not isinstance(words.get(name), kind) or not words[name]:
            expected = "a list of sentences" if kind is list else "a sentence"
            place = PackPlace(f"text/{language}", (name,))
            yield UnplacedFault(place, "no-words", f"{expected} for the first page", line=1)


def _stray(language: str, words: Mapping[str, Any]) -> Iterator[UnplacedFault]:
    """What is said anew must be something that every pack says; but for rules of the pack's own."""
    common = common_words(language)
    known = {*GROUPS, *FIRST_PAGE, *common, "rules", "watch_signs", "options"}
    for name in sorted(words.keys() - known):
        place = PackPlace(f"text/{language}", (name,))
        yield UnplacedFault(
            place, "stray-words", "a group of words of docs/reference/pack.md", line=1
        )
    for group in sorted(words.keys() & common.keys() - {"because"}):
        if not isinstance(words[group], dict) or not isinstance(common[group], dict):
            continue
        for name in sorted(map(str, words[group].keys() - common[group].keys())):
            place = PackPlace(f"text/{language}", (group, name))
            yield UnplacedFault(place, "stray-words", f"a sentence that {group} has", line=1)


def _merge_faults(trees: Mapping[str, Any]) -> Iterator[UnplacedFault]:
    seen: dict[tuple[str, str], str] = {}
    for name, tree in sorted(trees.items()):
        if not name.startswith("text/"):
            continue
        if not isinstance(tree, dict):
            yield UnplacedFault(PackPlace(name), "wrong-value", "groups of words", tree)
            continue
        for key in tree:
            first = seen.setdefault((language_of(name), str(key)), name)
            if first != name:
                expected = f"this key in one file only; {first} has it too"
                yield UnplacedFault(PackPlace(name, (key,)), "duplicate-key", expected)
