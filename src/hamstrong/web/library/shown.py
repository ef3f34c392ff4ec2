"""Shown values of the library's pages, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from hamstrong.engine.decide.decisions import Decision, Item
from hamstrong.protocol.model import Exercise, Grade, Pack, Rung
from hamstrong.web.library.availability import ExerciseLock, ExerciseStanding, best
from hamstrong.web.shell.texts import PageTexts
from hamstrong.words import Words


class LibraryEntry(NamedTuple):
    """One exercise in the list."""

    id: str
    name: str
    short: str
    kind: str
    where: str
    state: str
    reason: str


class RungStep(NamedTuple):
    """One rung of the ladder."""

    text: str
    changes: str
    limits: tuple[str, ...]
    sources: str
    grade: Grade
    here: bool


class PublishedDose(NamedTuple):
    """The dose of a published fact in a sentence, with its letter."""

    text: str
    fact: str
    grade: Grade


class Filter(NamedTuple):
    """What the list is narrowed to; empty means everything."""

    show: str = ""
    kind: str = ""
    kit: str = ""

    def fits(self, exercise: Exercise, where: str) -> bool:
        if self.show == "open" and where not in ("today", "open"):
            return False
        if self.show == "locked" and where not in ("locked", "never"):
            return False
        if self.kind and exercise.load_class != self.kind:
            return False
        return not (self.kit == "none" and (exercise.equipment or exercise.equal_kit))

    def address(self, name: str, value: str) -> str:
        """The address of the list with one choice made, or taken back if it was made."""
        asked = self._asdict()
        asked[name] = "" if asked[name] == value else value
        query = "&".join(f"{key}={said}" for key, said in asked.items() if said)
        return f"/library?{query}" if query else "/library"


def kinds_of(pack: Pack) -> tuple[str, ...]:
    """The kinds of work to narrow the list to, from light to heavy; runs are no exercises of it."""
    used = {exercise.load_class for exercise in pack.exercises.values()}
    ranked = sorted(pack.load_classes.values(), key=lambda kind: kind.rank)
    return tuple(kind.id for kind in ranked if kind.id in used and not kind.run)


def filter_of(query: Mapping[str, str], kinds: tuple[str, ...]) -> Filter:
    """Read the address; what is unknown counts as nothing chosen."""
    allowed = {"show": ("open", "locked"), "kind": kinds, "kit": ("none",)}
    return Filter(**{k: query[k] for k, known in allowed.items() if query.get(k) in known})


def entry_of(
    exercise: Exercise, found: tuple[ExerciseStanding, ...], words: Words, texts: PageTexts
) -> LibraryEntry:
    """One exercise in the list, with the first reason why it waits."""
    chosen = best(found)
    where = "unknown" if chosen is None else chosen.where
    reason = lock_text(chosen.locks[0], words, texts) if chosen and chosen.locks else ""
    return LibraryEntry(
        id=exercise.id,
        name=words.name("exercises", exercise.id),
        short=words.name("exercises", exercise.id, "short"),
        kind=words.name("load_classes", exercise.load_class),
        where=where,
        state=texts(f"library.where.{where}"),
        reason=reason,
    )


def lock_text(lock: ExerciseLock, words: Words, texts: PageTexts) -> str:
    """What comes before an exercise, in one sentence."""
    groups = {"stage": "stages", "key": "keys", "kit": "kits", "trait": "traits",
              "track": "tracks", "goal": "goals", "option": "options"}  # fmt: skip
    group = groups.get(lock.kind)
    name = words.name(group, lock.about) if group else ""
    return texts(f"library.lock.{lock.kind}", name=name, number=lock.about)


def steps_of(
    exercise: Exercise, here: frozenset[int], words: Words, texts: PageTexts
) -> list[RungStep]:
    """The ladder from the first rung up."""
    return [
        _step(rung, exercise.id, k in here, words, texts) for k, rung in enumerate(exercise.ladder)
    ]


def _step(rung: Rung, exercise: str, here: bool, words: Words, texts: PageTexts) -> RungStep:
    limits = []
    if rung.max_per_week is not None:
        limits.append(texts(f"library.per_week.{'one' if rung.max_per_week == 1 else 'other'}",
                            n=rung.max_per_week))  # fmt: skip
    if rung.min_days:
        limits.append(texts("library.min_days", n=rung.min_days))
    if rung.optional:
        limits.append(texts("library.optional"))
    return RungStep(
        text=words.texts.get("exercises", exercise, "rungs", rung.id),
        changes=texts(f"library.changes.{rung.changes}"),
        limits=tuple(limits),
        sources=", ".join(s for s in rung.sources if s != "expert"),
        grade=rung.grade,
        here=here,
    )


def published_of(pack: Pack, exercise: Exercise, words: Words) -> list[PublishedDose]:
    """Published doses that differ from ours, as sentences."""
    said = words.texts.get("exercises", exercise.id).get("published", {})
    return [PublishedDose(said[name], name, pack.facts[name].grade) for name in exercise.published]


def items_of(decision: Decision, exercise: str) -> list[Item]:
    """Today's lines of one exercise."""
    items = (*getattr(decision, "items", ()), *getattr(decision, "adjuncts", ()))
    return [item for item in items if item.exercise == exercise]


def gate_lines(pack: Pack, locks: tuple[ExerciseLock, ...], words: Words) -> list[dict[str, Any]]:
    """The keys that come before an exercise, with what each asks."""
    return [
        {
            "name": words.name("keys", lock.about),
            "plain": words.name("keys", lock.about, "plain"),
            "criteria": [
                words.name("criteria", line, "plain") for line in pack.keys[lock.about].criteria
            ],
        }
        for lock in locks
        if lock.kind == "key"
    ]
