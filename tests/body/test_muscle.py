"""Hamstring lengths follow the published table; the second opinion is the band."""

import csv
from pathlib import Path

import pytest

from hamstrong.body.muscle import (
    MUSCLES,
    compression,
    length_with_band,
    lengths,
    relative_length,
    second_opinion,
)


def test_lengths_are_within_one_percent_of_the_published_table(data_dir: Path) -> None:
    path = data_dir / "body" / "hamstring_lengths.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    standing = next(
        r for r in rows if float(r["hip_flexion_deg"]) == float(r["knee_flexion_deg"]) == 0
    )
    assert len(rows) == 15 * 13
    for row in rows:
        hip, knee = float(row["hip_flexion_deg"]), float(row["knee_flexion_deg"])
        for muscle in MUSCLES:
            published = float(row[f"{muscle}_m"]) / float(standing[f"{muscle}_m"])
            assert relative_length(muscle, hip, knee) == pytest.approx(published, rel=0.01)


# E115b, printed there to three digits.
PRINTED = [
    (90, 0, (1.188, 1.207, 1.207)),
    (90, 90, (1.054, 1.052, 1.099)),
    (0, 90, (0.865, 0.845, 0.891)),
]


@pytest.mark.parametrize(("hip", "knee", "published"), PRINTED)
def test_lengths_agree_with_the_printed_values(
    hip: float, knee: float, published: tuple[float, float, float]
) -> None:
    for muscle, value in zip(MUSCLES, published, strict=True):
        assert relative_length(muscle, hip, knee) == pytest.approx(value, rel=0.005)


def test_standing_is_one_by_both_models() -> None:
    for muscle in MUSCLES:
        assert relative_length(muscle, 0, 0) == 1.0
        assert second_opinion(muscle, 0, 0) == 1.0


def test_hip_flexion_lengthens_and_knee_flexion_shortens() -> None:
    for muscle in MUSCLES:
        by_hip = [relative_length(muscle, hip, 20) for hip in range(-20, 121, 5)]
        by_knee = [relative_length(muscle, 40, knee) for knee in range(0, 121, 5)]
        assert by_hip == sorted(by_hip)
        assert by_knee == sorted(by_knee, reverse=True)


def test_the_band_holds_both_opinions_and_is_never_wider_than_documented() -> None:
    for hip in range(-20, 121, 10):
        for knee in range(0, 121, 10):
            for muscle, length in lengths(hip, knee).items():
                assert length.low <= length.value <= length.high
                assert length.high - length.low < 0.12, muscle
    assert length_with_band("semitendinosus", 0, 0).low == 1.0


def test_angles_beyond_the_table_use_its_edge() -> None:
    assert relative_length("semitendinosus", 150, 140) == relative_length(
        "semitendinosus", 120, 120
    )


@pytest.mark.parametrize(
    ("hip", "expected"), [(0, "low"), (39.9, "low"), (40, "mid"), (70, "mid"), (70.1, "high")]
)
def test_compression_follows_hip_flexion(hip: float, expected: str) -> None:
    assert compression(hip) == expected
