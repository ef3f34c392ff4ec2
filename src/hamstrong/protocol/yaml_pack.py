"""YAML pack: a folder of YAML files turned into a `Pack`, or every fault in it named.

A pack with any fault is not read. What needs the body or the engine to be judged is checked
by `hamstrong.lint`, which starts from `examine`. A start of an installed program does not come
here: it reads the built pack (`protocol.built_pack`).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from hamstrong.protocol.adoption import Adoption
from hamstrong.protocol.adoption_check import check_adoption
from hamstrong.protocol.courses import Courses
from hamstrong.protocol.courses_check import check_courses
from hamstrong.protocol.criteria_check import check_criteria
from hamstrong.protocol.draft import PackDraft
from hamstrong.protocol.faults import PackError, PackFault, PackPlace, UnplacedFault
from hamstrong.protocol.forms import check_triage
from hamstrong.protocol.keys import check_keys
from hamstrong.protocol.ladders import check_ladders
from hamstrong.protocol.model import Pack
from hamstrong.protocol.notation import unwrap
from hamstrong.protocol.number_order import check_number_order
from hamstrong.protocol.paths import check_paths
from hamstrong.protocol.references import check_references
from hamstrong.protocol.rung_order import check_rung_order
from hamstrong.protocol.schema import OPTIONAL, SHAPES, parse_file
from hamstrong.protocol.sources import check_sources, fill_grades, provenance
from hamstrong.protocol.texts import merge_texts
from hamstrong.protocol.texts_check import check_texts
from hamstrong.protocol.timed_runs import check_timed_runs
from hamstrong.protocol.way_back import WayBack
from hamstrong.protocol.way_back_names import check_way_back
from hamstrong.protocol.yaml_files import PackFiles, locate, read_files

_CHECKS: tuple[Callable[[PackDraft], Iterator[UnplacedFault]], ...] = (
    check_sources,
    check_references,
    check_criteria,
    check_keys,
    check_ladders,
    check_rung_order,
    check_timed_runs,
    check_paths,
    check_number_order,
    check_triage,
    check_way_back,
    check_courses,
    check_adoption,
    check_texts,
)


def read_yaml_pack(folder: Path) -> Pack:
    """Return the pack in a folder of YAML files.

    Raises:
        PackError: when the folder has any fault; the error names all of them.
    """
    draft, findings = examine(folder)
    if findings:
        raise PackError(folder.as_posix(), locate(folder, findings))
    return _build(draft)


def check_pack(folder: Path) -> tuple[PackFault, ...]:
    """Return every fault of the pack in a folder, in the order of its files and lines."""
    return locate(folder, examine(folder)[1])


def examine(folder: Path) -> tuple[PackDraft, list[UnplacedFault]]:
    """Read and check a folder; the findings have no lines yet (see `reading.locate`)."""
    if not folder.is_dir():
        raise PackError(folder.as_posix(), (_no_folder(folder),))
    files = read_files(folder)
    findings = [*files.findings, *_missing(files)]
    texts = merge_texts(files.of("text/"))
    draft = PackDraft(trees=dict(files.trees), texts=texts)
    for name in _logic_names(files):
        findings += _unwrap(draft, name)
    _parse(draft, "evidence.yaml", findings)
    fill_grades(draft)
    for name in _logic_names(files):
        if name != "evidence.yaml":
            _parse(draft, name, findings)
    for check in _CHECKS:
        findings += check(draft)
    return draft, findings


def _no_folder(folder: Path) -> PackFault:
    return PackFault(
        file=".",
        line=1,
        key="pack",
        value_repr=repr(str(folder)),
        rule="no-folder",
        expected="an existing folder of a pack",
    )


def _logic_names(files: PackFiles) -> list[str]:
    return [name for name in files.trees if _is_logic(name)]


def _is_logic(name: str) -> bool:
    return name in SHAPES or (name.startswith("exercises/") and name.count("/") == 1)


def _missing(files: PackFiles) -> Iterator[UnplacedFault]:
    unreadable = {finding.place.file for finding in files.findings}
    for name in sorted(SHAPES.keys() - OPTIONAL):
        if name not in files.trees and name not in unreadable:
            yield UnplacedFault(PackPlace(name), "missing-file", "this file", line=1)
    for name in sorted(files.trees):
        if not _is_logic(name) and not (name.startswith("text/") and name.count("/") == 2):
            expected = "a file of a pack; see docs/reference/pack.md"
            yield UnplacedFault(PackPlace(name), "unknown-file", expected, line=1)


def _unwrap(draft: PackDraft, name: str) -> list[UnplacedFault]:
    rule = f"exercise.{Path(name).stem}" if name.startswith("exercises/") else ""
    out = unwrap(draft.trees[name], place=PackPlace(name), rule=rule, needs_source=_needs_source)
    draft.origins += out.origins
    draft.trees = {**draft.trees, name: out.tree}
    return out.findings


def _needs_source(place: PackPlace) -> bool:
    """Whether a number here is a clinical one: all but those of poses, kits and exercises."""
    if place.file in ("rules.yaml", "way_back.yaml"):
        return True
    if place.file == "tests.yaml":
        return "sequences" not in place.path
    return place.file == "pack.yaml" and place.path[0] in {"stages", "tracks"}


def _parse(draft: PackDraft, name: str, findings: list[UnplacedFault]) -> None:
    if name not in draft.trees:
        return
    shape, faults = parse_file(name, draft.trees[name])
    draft.shapes[name] = shape
    findings += faults


def _build(draft: PackDraft) -> Pack:
    head, gates, advice = draft.pack, draft.gates, draft.advice
    rules, triage, evidence, works = draft.rules, draft.triage, draft.evidence, draft.works
    if not (head and gates and advice and rules and triage and evidence and works):
        raise AssertionError("a pack without findings has every file")  # pragma: no cover
    logic = {name: tree for name, tree in draft.trees.items() if _decides(name)}
    rules_stated = provenance(draft)
    expected = {origin.rule for origin in draft.origins if not _decides(origin.place.file)}
    # The files come without the notation, so what it stated is hashed beside them.
    stated = [
        (rule.rule, rule.sources, rule.grade)
        for rule in rules_stated.values()
        if rule.rule not in expected
    ]
    return Pack(
        id=head.id,
        version=head.version,
        reviewed_by=head.reviewed_by,
        languages=head.languages,
        minutes_offered=head.minutes_offered,
        traits=head.traits,
        strictest_track=head.strictest_track,
        kits=head.kits,
        kit_presets=head.kit_presets,
        actions=head.actions,
        load_classes=head.load_classes,
        exercises={exercise.id: exercise for _, exercise in draft.exercises()},
        stages={stage.number: stage for stage in head.stages.values()},
        tracks=head.tracks,
        goals=head.goals,
        paths=head.paths,
        criteria=gates.criteria,
        gates=gates.gates,
        keys=gates.keys,
        questions=head.questions,
        stop_reasons=head.stop_reasons,
        rules=rules,
        triage=triage,
        advice=advice.advice,
        cards=advice.cards,
        facts=evidence.facts,
        works=works.works,
        tests=draft.tests.tests if draft.tests else {},
        way_back=draft.way_back or WayBack(),
        courses=draft.courses or Courses(),
        adoption=draft.adoption or Adoption(),
        provenance=rules_stated,
        logic_hash=_hash([logic, stated]),
        text_hash=_hash(draft.texts),
        example=head.example,
        muscle=head.muscle,
    )


def _decides(name: str) -> bool:
    """Whether a file can change a decision of this edition: words and expected courses describe
    them, and how a diary comes here from an earlier edition is no part of this one."""
    return not name.startswith("text/") and name not in ("courses.yaml", "adoption.yaml")


def _hash(tree: Any) -> str:
    """SHA-256 of the canonical JSON, so that comments, order and layout change nothing."""
    text = json.dumps(tree, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
