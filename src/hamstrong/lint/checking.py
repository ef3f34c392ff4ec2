"""All that can be wrong with a pack: the loader's faults and those that need body or engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hamstrong.lint.capacity import check_capacity
from hamstrong.lint.capacity_pairs import check_pairs
from hamstrong.lint.compression import check_compression
from hamstrong.lint.poses import check_poses, check_test_poses
from hamstrong.lint.stretching import check_stretching
from hamstrong.protocol.draft import Draft
from hamstrong.protocol.faults import Fault, Finding
from hamstrong.protocol.loader import DEFAULT_PACK, examine, load_pack
from hamstrong.protocol.reading import locate


def lint_pack(path: Path | None = None) -> tuple[Fault, ...]:
    """Return every fault of the pack in a folder, by default of the one that ships.

    Capacity is judged on the compiled course, so only once the pack has no other fault.
    """
    folder = DEFAULT_PACK if path is None else path
    draft, findings = examine(folder)
    findings += _poses(draft)
    if not findings:
        pack = load_pack(folder)
        findings += [*check_capacity(pack), *check_pairs(pack)]
    return locate(folder, findings)


def _poses(draft: Draft) -> Iterator[Finding]:
    if draft.pack is None:
        return
    exercises = {exercise.id: exercise for _, exercise in draft.exercises()}
    pack = draft.pack
    yield from check_poses(exercises)
    if draft.tests is not None:
        yield from check_test_poses(draft.tests.tests, exercises)
    yield from check_compression(exercises, pack.tracks, pack.stages, pack.load_classes)
    if draft.rules is not None:
        yield from check_stretching(exercises, pack.tracks, draft.rules.stretch.min_stage)
