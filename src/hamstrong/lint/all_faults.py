"""All that can be wrong with a pack: the loader's faults and those that need body or engine."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hamstrong.lint.adjuncts import check_adjuncts
from hamstrong.lint.asked import check_asked
from hamstrong.lint.capacity import check_capacity, check_presets
from hamstrong.lint.capacity_pairs import check_pairs
from hamstrong.lint.closings import check_closings
from hamstrong.lint.compression import check_compression
from hamstrong.lint.named_rules import check_named_rules
from hamstrong.lint.portability import check_portability
from hamstrong.lint.poses import check_poses, check_test_poses
from hamstrong.lint.run_minutes import check_run_minutes
from hamstrong.lint.sentences import check_sentences
from hamstrong.lint.stretch_locks import check_stretching
from hamstrong.lint.substitutes import check_substitutes
from hamstrong.protocol.draft import PackDraft
from hamstrong.protocol.faults import PackError, PackFault, UnplacedFault
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.yaml_files import locate
from hamstrong.protocol.yaml_pack import examine


def lint_pack(path: Path | None = None) -> tuple[PackFault, ...]:
    """Return every fault of the pack in a folder, by default of the one that ships.

    Capacity is judged on the compiled course, so only once the pack has no other fault.
    """
    folder = DEFAULT_PACK if path is None else path
    draft, findings = examine(folder)
    findings += [*check_portability(folder), *_poses(draft)]
    if not findings:
        pack = load_pack(folder)
        findings += [*check_asked(pack), *check_named_rules(pack)]
        findings += check_sentences(pack, folder)
        findings += [*check_substitutes(pack), *check_capacity(pack), *check_pairs(pack)]
        findings += check_presets(pack)
        findings += [*check_closings(pack), *check_run_minutes(pack)]
    return locate(folder, findings)


def require_faultless(folder: Path) -> None:
    """Make sure that a pack may guide somebody.

    Raises:
        PackError: it has faults; the error names all of them.
    """
    faults = lint_pack(folder)
    if faults:
        raise PackError(folder.as_posix(), faults)


def _poses(draft: PackDraft) -> Iterator[UnplacedFault]:
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
    if draft.gates is not None:
        yield from check_adjuncts(exercises, pack.load_classes, draft.gates.criteria)
