"""Clinical stories as data: who, what happened day by day, and what must follow on named days.

A story is one mapping in a YAML file. Its diary speaks a small notation (`morning 3`, `pain 4 in
bridge at set 2`, `stop pop_or_pull`); whatever is not written is a good day: every question
answered, nothing felt, the planned session done. The page of the notation is the case book's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from hamstrong.protocol.yaml_files import FASTEST_LOADER

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MOMENTS = ("waking", "day", "evening")


class StoryError(ValueError):
    """A story that cannot be read; the text names the story and the words."""


class Who(NamedTuple):
    """The person of a story, as enrolled on day 0."""

    tracks: tuple[tuple[str, str], ...] = (("left", "strain"),)
    goal: str = "daily_life"
    injured: int = 4
    days: tuple[str, ...] = ("mon", "wed", "fri")
    minutes: int = 45
    without: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    worst: int | None = 4
    limp: bool = False
    strictest: bool = False
    sitting_bone: bool = False
    ask_clinician: bool = False
    enrolled: bool = True
    walks: int = 30
    runs: int | None = None


class DiaryEntry(NamedTuple):
    """What happened on a span of days; `last` is None for "from then on"."""

    first: int
    last: int | None
    words: tuple[str, ...]

    def covers(self, day: int) -> bool:
        """Whether the entry speaks of this day."""
        return self.first <= day and (self.last is None or day <= self.last)


class Expectation(NamedTuple):
    """What must hold on one day: at first, once the questions are answered, or as it closes."""

    day: int
    moment: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """One clinical story. `bounds` names the pack's numbers that it holds: moved by one step, up or
    down, the story comes out differently."""

    title: str
    proves: tuple[str, ...]
    because: str
    who: Who
    diary: tuple[DiaryEntry, ...]
    expect: tuple[Expectation, ...]
    place: str
    starts: int = 0
    bounds: tuple[str, ...] = ()
    chapter: str = field(default="")

    @property
    def last_day(self) -> int:
        """The last day that anything is expected of."""
        return max(e.day for e in self.expect)

    def words_of(self, day: int) -> tuple[str, ...]:
        """Everything that the diary says of a day, in order."""
        return tuple(w for entry in self.diary if entry.covers(day) for w in entry.words)


_SPAN = re.compile(r"(?:(day|waking|evening) (\d+)|days (\d+)-(\d+)|from (\d+))")


def _words(text: Any) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in str(text).split(";") if part.strip())


def _pairs(lines: Any, place: str) -> Iterator[tuple[re.Match[str], tuple[str, ...]]]:
    for line in lines or ():
        if not isinstance(line, Mapping) or len(line) != 1:
            raise StoryError(f"{place}: every line is one `when: what`, not {line!r}")
        ((when, what),) = line.items()
        for part in str(when).split(","):
            span = _SPAN.fullmatch(" ".join(part.split()))
            if span is None:
                raise StoryError(f"{place}: {when!r} is no day, days, waking, evening or from")
            yield span, _words(what)


def _entry(span: re.Match[str], words: tuple[str, ...]) -> DiaryEntry:
    if span[2]:
        return DiaryEntry(int(span[2]), int(span[2]), words)
    if span[3]:
        return DiaryEntry(int(span[3]), int(span[4]), words)
    return DiaryEntry(int(span[5]), None, words)


def _expectations(span: re.Match[str], words: tuple[str, ...]) -> Iterator[Expectation]:
    if span[2]:
        yield Expectation(int(span[2]), span[1], words)
    elif span[3]:
        for day in range(int(span[3]), int(span[4]) + 1):
            yield Expectation(day, "day", words)


def _who(person: Mapping[str, Any], place: str) -> Who:
    given = dict(person)
    limbs = given.pop("limbs", ["left"])
    track = given.pop("track", "strain")
    tracks = limbs if isinstance(limbs, Mapping) else dict.fromkeys(limbs, track)
    unknown = sorted(set(given) - set(Who._fields))
    if unknown:
        raise StoryError(f"{place}: a person has no {unknown[0]!r}")
    lists = {k: tuple(v) for k, v in given.items() if isinstance(v, list)}
    return Who(**{**given, **lists, "tracks": tuple(tracks.items())})


def read_story(raw: Mapping[str, Any], place: str, chapter: str) -> Story:
    """Build one story from its YAML mapping.

    Raises:
        StoryError: naming the file, the story and what cannot be read.
    """
    title = str(raw.get("title", "?"))
    where = f"{place}: {title}"
    missing = [key for key in ("title", "proves", "because", "expect") if not raw.get(key)]
    if missing:
        raise StoryError(f"{where}: {missing[0]!r} is missing")
    diary = tuple(_entry(span, words) for span, words in _pairs(raw.get("diary"), where))
    expect = tuple(
        one for span, words in _pairs(raw["expect"], where) for one in _expectations(span, words)
    )
    return Story(
        title=title,
        proves=tuple(str(p) for p in raw["proves"]),
        because=" ".join(str(raw["because"]).split()),
        who=_who(raw.get("person") or {}, where),
        diary=diary,
        expect=tuple(sorted(expect, key=lambda e: (e.day, MOMENTS.index(e.moment)))),
        place=place,
        starts=WEEKDAYS.index(str(raw.get("starts", "mon"))),
        bounds=tuple(str(name) for name in raw.get("bounds") or ()),
        chapter=chapter,
    )


def read_stories(folder: Path) -> tuple[Story, ...]:
    """All stories of a folder, file by file in order of name."""
    found: list[Story] = []
    for path in sorted(folder.glob("*.yaml")):
        raw = yaml.load(path.read_text(encoding="utf-8"), FASTEST_LOADER)  # noqa: S506  a safe one
        found += [read_story(s, path.name, str(raw["chapter"])) for s in raw["stories"]]
    return tuple(found)
