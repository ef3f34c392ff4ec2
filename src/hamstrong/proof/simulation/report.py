"""Report of simulated courses: plain values, and the same as text and as a page of the docs.

Ideal people of every weekday are beside realistic ones by quantile, and both beside the days that
the pack expects and the figures that were published.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from hamstrong.engine.engine import ENGINE_VERSION, Engine
from hamstrong.proof.simulation.course import SimulatedWeek
from hamstrong.proof.simulation.people import (
    CourseKey,
    SimulatedGroup,
    ideal_group,
    milestones_of,
    quantile,
    realistic_group,
    required_people,
)
from hamstrong.protocol.courses import ExpectedCourse
from hamstrong.protocol.model import Pack
from hamstrong.words.texts import WordTexts

HALF = 0.5


def keys_of(pack: Pack, *, everything: bool) -> tuple[CourseKey, ...]:
    """The expected courses; with `everything` also each other track, goal and training week."""
    expected = tuple(key_of(one) for one in pack.courses.expected.values())
    if not everything:
        return expected
    every = (
        CourseKey(track, goal, week)
        for track, goals in pack.paths.items()
        for goal in goals
        for week in required_people(pack).weeks
    )
    return tuple(dict.fromkeys((*expected, *every)))


def key_of(expected: ExpectedCourse) -> CourseKey:
    """Track, goal and training week of an expected course."""
    return CourseKey(expected.track, expected.goal, expected.week)


def expected_of(pack: Pack, key: CourseKey) -> ExpectedCourse | None:
    """What the pack expects of a course, None where it names no days."""
    return next((one for one in pack.courses.expected.values() if key_of(one) == key), None)


def header(pack: Pack, seeds: int) -> dict[str, Any]:
    """What the figures rest on."""
    return {
        "pack": pack.id,
        "version": pack.version,
        "logic_hash": pack.logic_hash,
        "engine": ENGINE_VERSION,
        "seeds": seeds,
    }


def course_report(engine: Engine, key: CourseKey, seeds: int) -> dict[str, Any]:
    """One course as plain values; the weeks are those of who begins on a Monday."""
    pack = engine.pack
    ideal = ideal_group(engine, key)
    realistic = realistic_group(engine, key, range(seeds)) if seeds else None
    expected = expected_of(pack, key)
    return {
        **key._asdict(),
        "expected": expected.id if expected is not None else None,
        "milestones": [
            _milestone(pack, expected, name, ideal, realistic) for name in milestones_of(pack, key)
        ],
        "exempt": dict(expected.exempt) if expected is not None else {},
        "interruptions": {
            "ideal": ideal.interruptions(),
            "realistic": realistic.interruptions() if realistic is not None else {},
        },
        "weeks": [_week(week) for week in ideal.lived[0].weeks],
    }


def _milestone(
    pack: Pack,
    expected: ExpectedCourse | None,
    name: str,
    ideal: SimulatedGroup,
    realistic: SimulatedGroup | None,
) -> dict[str, Any]:
    feels = required_people(pack).realistic
    shares = {} if realistic is None else {
        "median": quantile(realistic.days(name), HALF),
        "most": quantile(realistic.days(name), feels.most_share),
    }  # fmt: skip
    return {
        "id": name,
        "range": list(expected.days[name]) if expected and name in expected.days else None,
        "ideal": list(ideal.days(name)),
        "realistic": shares,
        "sources": [one for one in pack.courses.milestones[name].sources if one in pack.facts],
    }


def _week(week: SimulatedWeek) -> dict[str, Any]:
    return {
        "sets": dict(sorted(week.sets.items())),
        "lowering": week.lowering,
        "minutes": week.minutes,
        "sessions": week.sessions,
        "runs": week.runs,
    }


def to_text(report: dict[str, Any], texts: WordTexts) -> Iterator[str]:
    """The report line by line for a terminal."""
    yield f"{report['pack']} {report['version']}  {report['logic_hash'][:12]}"
    yield "Days from the injury, or from the start where there was none."
    for course in report["courses"]:
        yield ""
        yield title(course, texts)
        rows: list[Sequence[str]] = [
            ("", "expected", "ideal", *_seeded(report, "half by", "most by"), "published")
        ]
        rows += [_cells(one, report, texts) for one in course["milestones"]]
        yield from _aligned(rows)
        for who, found in course["interruptions"].items():
            if found:
                counts = ", ".join(f"{name} {count}" for name, count in found.items())
                yield f"  interrupted, {who}: {counts}"
        yield ""
        weeks: list[Sequence[str]] = [("week", "sets", "lowering", "minutes", "runs")]
        weeks += [_week_cells(n, w, texts) for n, w in enumerate(course["weeks"], start=1)]
        yield from _aligned(weeks)


def to_page(report: dict[str, Any], texts: WordTexts) -> str:
    """The report as a page of the docs: the expected courses in full, the others in one table."""
    lines = [
        *_PAGE_HEAD,
        f"Pack `{report['pack']}` {report['version']}, engine {report['engine']}.",
    ]
    if report["seeds"]:
        lines += ["", f"Realistic people: {report['seeds']} of each course."]
    for course in report["courses"]:
        if course["expected"] is None:
            continue
        lines += ["", f"## {title(course, texts)}", ""]
        head = ("milestone", "expected", "ideal", *_seeded(report, "half by", "most by"))
        lines += _markdown(
            (*head, "published"), [_cells(m, report, texts) for m in course["milestones"]]
        )
        lines += ["", "Ideal, begun on a Monday, per leg:", ""]
        weeks = [_week_cells(n, week, texts) for n, week in enumerate(course["weeks"], start=1)]
        lines += _markdown(("week", "sets", "lowering repetitions", "minutes", "runs"), weeks)
    return "\n".join([*lines, *_other_courses(report, texts)]) + "\n"


_PAGE_HEAD = (
    "# The courses that simulated people take",
    "",
    "Generated by `make docs` from what `hamstrong courses` found; `python -m bench.courses` finds",
    "it anew. Days count from the injury, or from the start where there was none. *Expected* was",
    "worked out by hand from the rules, *ideal* is the earliest and latest over the seven weekdays",
    "of people who do everything and feel nothing. Realistic people feel a little pain and miss",
    "some sessions: half of them, and most, are there by the days given.",
    "",
)


def _other_courses(report: dict[str, Any], texts: WordTexts) -> list[str]:
    others = [course for course in report["courses"] if course["expected"] is None]
    if not others:
        return []
    names = [m["id"] for m in max(others, key=lambda c: len(c["milestones"]))["milestones"]]
    head = ("course", *(texts.get("milestones", name, "name") for name in names))
    rows = []
    for course in others:
        days = {m["id"]: span(m["ideal"]) for m in course["milestones"]}
        rows.append([title(course, texts), *(days.get(name, "-") for name in names)])
    return ["", "## Every other course, ideal", "", *_markdown(head, rows)]


def title(course: dict[str, Any], texts: WordTexts) -> str:
    """Track, goal and days a week of a course."""
    track = texts.get("tracks", course["track"], "name")
    goal = texts.get("goals", course["goal"], "name")
    return f"{track}, {goal}, {course['week']} a week"


def span(days: Sequence[int | None]) -> str:
    """The earliest and latest of some days; a dash where nobody got there, `>` where not all."""
    known = [day for day in days if day is not None]
    if not known:
        return "-"
    words = f"{min(known)}" if min(known) == max(known) else f"{min(known)}-{max(known)}"
    return words if len(known) == len(days) else f"{words}, not all"


def _cells(milestone: dict[str, Any], report: dict[str, Any], texts: WordTexts) -> list[str]:
    expected = milestone["range"]
    found = milestone["realistic"]
    return [
        texts.get("milestones", milestone["id"], "name"),
        span(expected) if expected is not None else "-",
        span(milestone["ideal"]),
        *_seeded(report, *(_day(found.get(name)) for name in ("median", "most"))),
        _published(milestone, texts),
    ]


def _published(milestone: dict[str, Any], texts: WordTexts) -> str:
    """The published figure with the facts that give it; a dash where there is none."""
    words = texts.get("milestones", milestone["id"], "published")
    return f"{words} ({', '.join(milestone['sources'])})" if words else "-"


def _seeded(report: dict[str, Any], *cells: str) -> tuple[str, ...]:
    return cells if report["seeds"] else ()


def _day(day: int | None) -> str:
    return "never" if day is None else str(day)


def _week_cells(number: int, week: dict[str, Any], texts: WordTexts) -> list[str]:
    sets = ", ".join(f"{texts.get('actions', a, 'name')} {n}" for a, n in week["sets"].items())
    counts = (week["lowering"], week["minutes"], week["runs"])
    return [str(number), sets or "-", *map(str, counts)]


def _aligned(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        yield "  " + "  ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)).rstrip()


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return [_row(head), _row(["---"] * len(head)), *map(_row, rows)]


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"
