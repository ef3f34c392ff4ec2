"""Case book: every story as a page that a physiotherapist can read and dispute without code.

Each story is given in words, lived by the engine, and drawn with one strip a week.
`python -m hamstrong.proof.casebook STORIES PAGE` writes the page anew.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal
from hamstrong.engine.decide.prescription import is_power_item
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import MorningAnswered, PlanIssued, RunLogged, SetLogged
from hamstrong.proof.lived_day import Seen
from hamstrong.proof.stories import WEEKDAYS, DiaryEntry, Story, Who, read_stories
from hamstrong.proof.story_run import Life
from hamstrong.protocol.loader import load_pack

WEEK = 7
HEADING = "### "

INTRO = """# Case book

Written by `python -m hamstrong.proof.casebook`; a test keeps this page equal to the stories and to
what the engine does. No clinician has reviewed it yet: please dispute it.

Each story says who it is about, what happened, what must follow and why, with the article's rows
(`R-…`), the dossier's facts (`E…`, `C…`) and the invariants (`S…`) that it proves. **Whatever is
not written is a good day**: every question answered with nothing felt, the planned session done as
planned, half an hour of brisk walking with stairs. Day 0 is the day of enrolment.

A strip shows one week. Above: the stage on waking to the day's plan. Below: what the plan was once
the questions were answered, and in brackets the pain of the morning.

| sign | the day's plan |
| --- | --- |
| `S` | strength |
| `R` | a run, with or without strength |
| `P` | power, a run or sprint from 80 % of full speed on among it |
| `i` | isometrics, balance or stretching only |
| `f` | a day of the flare-up path |
| `.` | rest or a walk |
| `x` | no exercise until something is lifted |
"""


def letter(engine: Engine, decision: Decision) -> str:
    """One sign for a day's plan."""
    if isinstance(decision, Refusal):
        return "x"
    if decision.flare_day:
        return "f"
    classes = [engine.pack.load_classes[i.load_class] for i in decision.items]
    if any(is_power_item(engine.pack, i) for i in decision.items):
        return "P"
    if any(c.run for c in classes):
        return "R"
    if any(c.hard for c in classes):
        return "S"
    return "i" if classes or decision.adjuncts else "."


def _morning(seen: Seen) -> str:
    said = [f.nprs for f in seen.facts if isinstance(f, MorningAnswered)]
    return "".join(f"({n})" for n in said[-1:] if n is not None)


def _stage(decision: Decision) -> str:
    if isinstance(decision, Prescription):
        return "/".join(str(n) for _, n in decision.stages)
    return "-"


def strips(engine: Engine, story: Story, days: list[Seen]) -> Iterator[str]:
    """One small strip for each week of a story."""
    names = [WEEKDAYS[(story.starts + i) % WEEK].capitalize() for i in range(WEEK)]
    yield "```text"
    yield ("day   " + "".join(f"{name:<7}" for name in names)).rstrip()
    for start in range(0, len(days), WEEK):
        week = days[start : start + WEEK]
        yield f"{'':6}" + "".join(f"{'st ' + _stage(d.shown):<7}" for d in week).rstrip()
        cells = "".join(f"{letter(engine, d.shown) + _morning(d):<7}" for d in week)
        yield f"{start:<6}{cells}".rstrip()
    yield "```"


def describe(who: Who) -> str:
    """The person in one sentence."""
    limbs = " and ".join(f"{track} of the {limb} leg" for limb, track in who.tracks)
    parts = [f"{limbs}; goal {who.goal.replace('_', ' ')}; trains {', '.join(who.days)}"]
    if "strain" in dict(who.tracks).values():
        parts.append(f"injured {who.injured} days before day 0")
    if who.minutes != Who().minutes:
        parts.append(f"{who.minutes} minutes")
    if who.runs is not None:
        parts.append(f"ran {who.runs} minutes at a time in the two weeks before")
    if who.traits:
        parts.append("with " + ", ".join(t.replace("_", " ") for t in who.traits))
    if who.options:
        parts.append("wishes for " + ", ".join(o.replace("_", " ") for o in who.options))
    if who.without:
        parts.append("has no " + ", ".join(t.replace("_", " ") for t in who.without))
    parts += [
        text
        for text, on in (
            ("limps", who.limp),
            ("asks the clinician before each stage", who.ask_clinician),
            ("strictest rules", who.strictest),
            ("not enrolled", not who.enrolled),
        )
        if on
    ]
    return "; ".join(parts) + "."


def _span(entry: DiaryEntry) -> str:
    if entry.last is None:
        return f"from day {entry.first}"
    if entry.first == entry.last:
        return f"day {entry.first}"
    return f"days {entry.first}-{entry.last}"


def _plainly(words: tuple[str, ...]) -> str:
    plain = (
        " ".join(w if "." in w or ":" in w else w.replace("_", " ") for w in word.split())
        for word in words
    )
    return "; ".join(plain)


def expected_lines(story: Story) -> Iterator[str]:
    """What must follow; days that expect the same share a line."""
    lines: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for one in story.expect:
        lines.setdefault((one.moment, one.words), []).append(one.day)
    for (moment, words), days in lines.items():
        names = {"waking": " on waking", "day": "", "evening": " in the evening"}
        when = f"day {days[0]}" if len(days) == 1 else f"days {runs(days)}"
        yield f"- {when}{names[moment]}: {_plainly(words)}"


def runs(days: list[int]) -> str:
    """Days with neighbours drawn together: `3, 5-8`."""
    found: list[list[int]] = []
    for day in days:
        if found and day == found[-1][1] + 1:
            found[-1][1] = day
        else:
            found.append([day, day])
    return ", ".join(str(a) if a == b else f"{a}-{b}" for a, b in found)


def lived(engine: Engine, story: Story) -> Life:
    """Return the story lived to its last day."""
    life = Life(engine, story)
    life.live(story.last_day)
    return life


def section(life: Life) -> Iterator[str]:
    """Give one story that was lived as lines of Markdown."""
    story, days = life.story, life.days
    yield f"{HEADING}{story.title}"
    yield ""
    yield f"*Proves {', '.join(story.proves)}.* {story.because}"
    yield ""
    if story.bounds:
        yield f"Holds the boundary of {', '.join(f'`{name}`' for name in story.bounds)}."
        yield ""
    yield f"**Who**: {describe(story.who)}"
    yield ""
    if story.diary:
        yield "**What happened**"
        yield ""
        yield from (f"- {_span(entry)}: {_plainly(entry.words)}" for entry in story.diary)
        yield ""
    yield "**What must follow**"
    yield ""
    yield from expected_lines(story)
    yield ""
    yield from strips(life.engine, story, days)
    sessions = sum(any(isinstance(f, PlanIssued) for f in d.facts) for d in days)
    sets = sum(isinstance(f, SetLogged) for d in days for f in d.facts)
    yield ""
    runs = sum(isinstance(f, RunLogged) for d in days for f in d.facts)
    ran = f", {runs} runs" if runs else ""
    yield f"{len(days)} days, {sessions} sessions, {sets} sets{ran}."
    yield ""


def coverage(stories: tuple[Story, ...]) -> Iterator[str]:
    """Which story proves which row, as a table at the end."""
    rows: dict[str, list[str]] = {}
    for story in stories:
        for row in story.proves:
            rows.setdefault(row, []).append(story.title)
    yield "## What is proved where"
    yield ""
    yield "| row | stories |"
    yield "| --- | --- |"
    for row in sorted(rows, key=_row_order):
        yield f"| {row} | {'; '.join(rows[row])} |"


def _row_order(row: str) -> tuple[str, int, str]:
    head = row.rstrip("0123456789")
    tail = row[len(head) :]
    return head, int(tail) if tail else 0, row


def page(stories: tuple[Story, ...], section_of: Callable[[Story], Iterable[str]]) -> str:
    """Return the whole case book as Markdown, given the lines of each story."""
    lines = [INTRO, f"{len(stories)} stories.", ""]
    for chapter, group in groupby(stories, key=lambda s: s.chapter):
        lines += [f"## {chapter}", ""]
        for story in group:
            lines += section_of(story)
    lines += coverage(stories)
    return "\n".join(lines) + "\n"


def main(folder: str, target: str) -> None:
    """Write the page from a folder of stories."""
    engine = Engine(load_pack())
    text = page(read_stories(Path(folder)), lambda story: section(lived(engine, story)))
    Path(target).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
