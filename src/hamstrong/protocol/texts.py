"""The words of a pack: one folder a language, its files merged by their top-level keys.

Which words a pack must have follows from its ids; whether they read well is tested elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hamstrong.protocol.draft import Draft
from hamstrong.protocol.faults import Finding, PackError, Place
from hamstrong.protocol.reading import locate, read_files

# Each group of words and the ids that need an entry in it.
GROUPS: Mapping[str, str] = {
    "stages": "pack/stages",
    "tracks": "pack/tracks",
    "goals": "pack/goals",
    "load_classes": "pack/load_classes",
    "kits": "pack/kits",
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
}


def load_texts(folder: Path, language: str) -> Mapping[str, Any]:
    """Return the merged words of one language of the pack in `folder`.

    Raises:
        PackError: when the language has no files or one of them cannot be read.
    """
    files = read_files(folder / "text" / language)
    if files.findings or not files.trees:
        missing = Finding(Place("."), "missing-file", f"words in text/{language}", line=1)
        raise PackError(str(folder), locate(files.folder, files.findings or [missing]))
    return merge_texts({f"text/{language}/{name}": t for name, t in files.trees.items()})[language]


def merge_texts(trees: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return the words by language and top-level key; the first file by name wins."""
    merged: dict[str, dict[str, Any]] = {}
    for name, tree in sorted(trees.items()):
        words = merged.setdefault(_language(name), {})
        for key, value in (tree if isinstance(tree, dict) else {}).items():
            words.setdefault(str(key), value)
    return merged


def check_texts(draft: Draft) -> Iterator[Finding]:
    """Languages without words, keys in two files, ids without words and words without an id."""
    yield from _merge_faults(draft.trees)
    for language in draft.pack.languages if draft.pack else ():
        words = draft.texts.get(language)
        if words is None:
            place = Place("pack.yaml", ("languages",))
            yield Finding(place, "missing-file", f"a folder text/{language}", language)
            continue
        for group, kind in GROUPS.items():
            yield from _group(language, group, words.get(group), draft.ids(kind))
        for group, ids in _nested(draft).items():
            yield from _group(language, group, words.get(group), ids)
        yield from _rungs(language, words.get("exercises"), draft)
        yield from _drawn_faults(language, words.get("exercises"), draft)


def _nested(draft: Draft) -> dict[str, frozenset[str]]:
    """Groups whose ids are not the keys of one collection."""
    rules = draft.trees.get("rules.yaml")
    return {
        "rules": frozenset(rules) if isinstance(rules, dict) else frozenset(),
        "watch_signs": frozenset(draft.way_back.watch.signs) if draft.way_back else frozenset(),
        "options": draft.wishes() if draft.pack else frozenset(),
    }


def _rungs(language: str, words: Any, draft: Draft) -> Iterator[Finding]:
    for name in sorted(words if isinstance(words, dict) else ()):
        body = words[name]
        given = body.get("rungs") if isinstance(body, dict) else None
        ids = frozenset(draft.rung_ids(name))
        yield from _group(language, f"exercises.{name}.rungs", given, ids)


def _drawn_faults(language: str, words: Any, draft: Draft) -> Iterator[Finding]:
    """Each drawn mistake belongs to one line of the words, by the line's `figure`."""
    for _, exercise in draft.exercises():
        body = words.get(exercise.id) if isinstance(words, dict) else None
        lines = body.get("faults") if isinstance(body, dict) else None
        told = [line.get("figure") for line in lines or () if isinstance(line, dict)]
        drawn = {sequence.id for sequence in exercise.sequences if sequence.is_fault}
        place = Place(f"text/{language}", ("exercises", exercise.id, "faults"))
        for name in sorted(drawn - set(told)):
            yield Finding(place, "no-words", f"a fault with figure: {name}", line=1)
        for name in sorted(n for n in told if n is not None and n not in drawn):
            yield Finding(place, "stray-words", f"a fault sequence of {exercise.id}", name, line=1)


def _group(language: str, group: str, words: Any, ids: frozenset[str]) -> Iterator[Finding]:
    given = {str(key) for key in words} if isinstance(words, dict) else set()
    place = Place(f"text/{language}", (group,))
    for name in sorted(ids - given):
        yield Finding(place.at(name), "no-words", f"words for {group}.{name}", line=1)
    for name in sorted(given - ids):
        yield Finding(place.at(name), "stray-words", f"no words for what {group} lacks", line=1)


def _merge_faults(trees: Mapping[str, Any]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for name, tree in sorted(trees.items()):
        if not name.startswith("text/"):
            continue
        if not isinstance(tree, dict):
            yield Finding(Place(name), "wrong-value", "groups of words", tree)
            continue
        for key in tree:
            first = seen.setdefault((_language(name), str(key)), name)
            if first != name:
                expected = f"this key in one file only; {first} has it too"
                yield Finding(Place(name, (key,)), "duplicate-key", expected)


def _language(name: str) -> str:
    return name.split("/")[1]
