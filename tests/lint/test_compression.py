"""S6 and S7 from the data (R-B4, R-F0): no pressed tendon and no stretch before its stage."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hamstrong.lint.all_faults import lint_pack
from hamstrong.lint.compression import check_compression
from hamstrong.lint.stretch_locks import check_stretching
from hamstrong.protocol.faults import UnplacedFault
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Exercise, Pack

Break = Callable[..., Path]


def _compressed(pack: Pack, exercise: Exercise) -> list[UnplacedFault]:
    exercises = {**pack.exercises, exercise.id: exercise}
    stages = {str(number): stage for number, stage in pack.stages.items()}
    return list(check_compression(exercises, pack.tracks, stages, pack.load_classes))


def _bend(exercise: Exercise, hip_deg: float, *, loaded: bool) -> Exercise:
    """The exercise with its first loaded pose bent further at the hip."""
    sequence = next(s for s in exercise.sequences if s.id == exercise.ladder[0].pose)
    index = next(i for i, pose in enumerate(sequence.poses) if pose.loaded)
    poses = list(sequence.poses)
    poses[index] = replace(poses[index], hip_deg=hip_deg, loaded=loaded)
    bent = replace(sequence, poses=tuple(poses))
    others = tuple(bent if s.id == sequence.id else s for s in exercise.sequences)
    return replace(exercise, sequences=others)


@pytest.mark.parametrize(("name", "limit"), [("heel_dig", 30), ("bridge", 40)])
def test_loaded_hip_beyond_the_limit_is_a_fault_r_b4(name: str, limit: int) -> None:
    pack = load_pack()
    allowed = _bend(pack.exercises[name], limit, loaded=True)
    beyond = _bend(pack.exercises[name], limit + 0.5, loaded=True)
    assert _compressed(pack, allowed) == []
    findings = _compressed(pack, beyond)
    assert {finding.rule for finding in findings} == {"S6-compression"}
    assert findings[0].value == limit + 0.5
    assert f"at most {limit} degrees" in findings[0].expected
    assert "phase" in findings[0].expected
    assert "tendinopathy stage" in findings[0].expected


def test_bent_hip_without_load_is_no_fault() -> None:
    pack = load_pack()
    assert _compressed(pack, _bend(pack.exercises["bridge"], 80, loaded=False)) == []


def test_fault_names_the_pose_in_its_file(broken: Break) -> None:
    folder = broken(
        "pack.yaml", "repetition_hip_deg: {value: 40,", "repetition_hip_deg: {value: 9,"
    )
    faults = [fault for fault in lint_pack(folder) if fault.rule == "S6-compression"]
    assert faults
    for fault in faults:
        lines = (folder / fault.file).read_text(encoding="utf-8").splitlines()
        assert "hip_deg" in lines[fault.line - 1]
        assert fault.file.startswith("exercises/")


def _stretch_findings(pack: Pack, exercise: Exercise) -> set[str]:
    found = check_stretching({exercise.id: exercise}, pack.tracks, pack.rules.stretch.min_stage)
    return {finding.rule for finding in found}


def test_no_stretch_opens_in_stage_1_r_b1() -> None:
    pack = load_pack()
    stretch = pack.exercises["calf_stretch"]
    assert _stretch_findings(pack, stretch) == set()
    early = replace(stretch, stages={**stretch.stages, "strain": 1})
    assert _stretch_findings(pack, early) == {"S7-stretch"}


def test_stretch_never_counts_as_a_session_r_c2() -> None:
    pack = load_pack()
    counted = replace(pack.exercises["calf_stretch"], adjunct=False)
    assert _stretch_findings(pack, counted) == {"S7-stretch"}


@pytest.mark.parametrize("change", ["stage", "key"])
def test_long_stretch_waits_for_stage_and_key_on_the_tendon_r_b4(change: str) -> None:
    pack = load_pack()
    stretch = pack.exercises["doorway_stretch"]
    assert _stretch_findings(pack, stretch) == set()
    if change == "stage":
        stretch = replace(stretch, stages={**stretch.stages, "tendinopathy": 2})
    else:
        stretch = replace(stretch, requires_tracks={})
    assert _stretch_findings(pack, stretch) == {"S6-stretch"}
