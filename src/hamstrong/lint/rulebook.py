"""Rulebook of a pack: every rule with its number, its sources and how strong they are.

Generated, so that it cannot differ from the pack: `python -m hamstrong.lint.rulebook FILE`.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path

from hamstrong.protocol.grades import DEFAULT_GRADE, GRADES
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.model import Fact, Pack, Provenance
from hamstrong.protocol.texts import load_texts

_HEAD = """\
# Every rule of the hamstring pack

Generated from the pack by `make docs`; edit the pack, not this page. `E` is a finding, `C` a safe
choice where sources disagree, `R-` a line of the source article, `expert` an opinion of ours.
Grades: A from a trial or pooled trials, B from observation or a validated measure, C from a
guideline, a consensus or a published expert programme, D from the source article, **E** our careful
default, which a clinician should look at first; the programme shows each in words.

No clinician has reviewed this pack yet.
"""
_REVIEWED = "No clinician has reviewed this pack yet."
_STATUS = {
    "V": "seen in the work itself",
    "V2": "seen on a page about the work",
    "R": "recalled, not seen",
    "D": "derived",
    "default": "our safe choice",
    "article": "the source article",
    "expert": "expert opinion",
}
_LONGEST = 90


def rulebook(pack: Pack, words: Mapping[str, Mapping[str, Mapping[str, str]]]) -> str:
    """Return the page as Markdown.

    Args:
        words: the pack's words of one language; they explain the groups of rules.
    """
    head = _HEAD
    if pack.reviewed_by is not None:
        head = head.replace(_REVIEWED, f"Reviewed by {pack.reviewed_by}.")
    rules = sorted(pack.provenance.values(), key=lambda rule: rule.rule.split(".")[0])
    counts = Counter(rule.grade for rule in rules)
    numbers = ", ".join(f"{counts[grade]} of grade {grade}" for grade in GRADES)
    lines = [head, f"Pack `{pack.id}` {pack.version}: {len(rules)} rules, {numbers}."]
    for group, members in groupby(rules, key=lambda rule: rule.rule.split(".")[0]):
        lines += ["", f"## {group}", ""]
        if group in words["rules"]:
            lines += [words["rules"][group]["plain"], ""]
        lines += ["| rule | value | sources | grade |", "| --- | --- | --- | --- |"]
        lines += [_row(rule) for rule in members]
    lines += ["", "## What the sources say", "", "| id | in short | standing | grade | works |"]
    lines += ["| --- | --- | --- | --- | --- |", *(_fact(fact) for fact in pack.facts.values())]
    lines += ["", "## Works", "", *_works(pack)]
    return "\n".join(lines) + "\n"


def _row(rule: Provenance) -> str:
    sources = ", ".join(rule.sources)
    grade = f"**{rule.grade}**" if rule.grade == DEFAULT_GRADE else rule.grade
    return f"| `{rule.rule}` | {shown_value(rule.value)} | {sources} | {grade} |"


def shown_value(value: object) -> str:
    """Return the value in a few words: a number, a dosage, or the plain entries of an object."""
    if not isinstance(value, Mapping):
        return str(value).replace("|", "/")
    if isinstance(value.get("dosage"), Mapping):
        return _dosage(value["dosage"])
    text = "; ".join(f"{key} {entry}" for key, entry in _entries(value))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST].rsplit(' ', 1)[0]} …"


def _dosage(dosage: Mapping[str, object]) -> str:
    if "run_s" in dosage:
        walk = f" after {dosage['walk_s']} s of walking" if dosage.get("walk_s") else ""
        return f"{dosage['sets']} x {dosage['run_s']} s of running{walk}"
    if "hold_s" in dosage:
        work = f"{dosage['sets']} x {dosage.get('holds', 1)} x {dosage['hold_s']} s"
    else:
        work = f"{dosage['sets']} x {dosage['repetitions']}"
    tempo = dosage.get("tempo")
    if isinstance(tempo, Mapping):
        work += f", {tempo['lift_s']}-{tempo['pause_s']}-{tempo['lower_s']} s"
    return f"{work}, rest {dosage['rest_s']} s"


def _entries(value: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    for key, entry in value.items():
        if isinstance(entry, str | int | float) and key != "id":
            yield str(key), str(entry).replace("|", "/")
        elif isinstance(entry, list) and all(isinstance(item, str | int) for item in entry):
            yield str(key), " ".join(str(item) for item in entry)
        elif isinstance(entry, Mapping) and all(isinstance(n, int) for n in entry.values()):
            yield str(key), " ".join(f"{name} {n}" for name, n in entry.items())


def _fact(fact: Fact) -> str:
    works = ", ".join(fact.works)
    return f"| {fact.id} | {fact.statement} | {_STATUS[fact.status]} | {fact.grade} | {works} |"


def _works(pack: Pack) -> Iterator[str]:
    for work in sorted(pack.works.values(), key=lambda work: work.id):
        where = f" doi:{work.doi}" if work.doi else f" <{work.url}>" if work.url else ""
        who = ", ".join(part for part in (work.authors, work.year) if part)
        seen = {"primary": "seen", "secondary": "seen on another page", "not_seen": "not seen"}
        yield f"- `{work.id}` {who + '. ' if who else ''}{work.title}.{where} ({seen[work.seen]})"


def write_page(page: str, arguments: list[str]) -> int:
    """Write a page to the file that the arguments name, or to standard output; return 0."""
    if arguments:
        Path(arguments[0]).write_text(page, encoding="utf-8")
    else:
        sys.stdout.write(page)
    return 0


if __name__ == "__main__":
    sys.exit(write_page(rulebook(load_pack(), load_texts(DEFAULT_PACK, "en")), sys.argv[1:]))
