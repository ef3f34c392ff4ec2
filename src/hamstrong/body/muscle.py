"""Muscle length of each hamstring and pressure at the sitting bone, from hip and knee angles.

Lengths are relative to standing. Shapes and order are meaningful, millimetres are not (one
generic adult model). What an exercise demands besides length is its load class.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Compression = Literal["low", "mid", "high"]
COMPRESSIONS: tuple[Compression, ...] = ("low", "mid", "high")
MUSCLES = ("semimembranosus", "semitendinosus", "biceps_femoris_long_head")

# Range of the table behind the fit; beyond it the nearest angle of the table is used.
HIP_RANGE_DEG = (-20.0, 120.0)
KNEE_RANGE_DEG = (0.0, 120.0)

# E119 and section 7 of the dossier: low below 40, mid to 70, high above.
MID_FROM_DEG = 40.0
HIGH_ABOVE_DEG = 70.0


@dataclass(frozen=True, slots=True)
class Fit:
    """Length = 1 + h1·H + h2·H² + h3·H³ + k1·K + k2·K² + k3·K³, H and K in hundreds of degrees.

    A muscle that crosses hip and knee by separate paths has a length that is a sum of a hip part
    and a knee part; the published table is such a sum within 0.24 %, so no mixed term is needed.
    """

    h1: float
    h2: float
    h3: float
    k1: float
    k2: float
    k3: float

    def length(self, hip_deg: float, knee_deg: float) -> float:
        """Return the length relative to standing."""
        h = _within(hip_deg, HIP_RANGE_DEG) / 100.0
        k = _within(knee_deg, KNEE_RANGE_DEG) / 100.0
        hip_part = h * (self.h1 + h * (self.h2 + h * self.h3))
        return 1.0 + hip_part + k * (self.k1 + k * (self.k2 + k * self.k3))


# Source: least squares over path lengths computed with OpenSim 4.6 from RajagopalLaiUhlrich2023
# (Rajagopal 2016, doi:10.1109/TBME.2016.2586891; Lai 2017, doi:10.1007/s10439-017-1920-7; Uhlrich
# 2022, doi:10.1038/s41598-022-13386-9), hip -20 … 120 and knee 0 … 120 degrees in steps of 10;
# largest error 0.27 % (E115b).
FITS: Mapping[str, Fit] = {
    "semimembranosus": Fit(
        h1=0.18311, h2=0.12013, h3=-0.10097, k1=-0.12057, k2=-0.07591, k3=0.0498
    ),
    "semitendinosus": Fit(
        h1=0.18492, h2=0.15264, h3=-0.11405, k1=-0.12959, k2=-0.10373, k3=0.06427
    ),
    "biceps_femoris_long_head": Fit(
        h1=0.20248, h2=0.13006, h3=-0.11025, k1=-0.10165, k2=-0.04019, k3=0.02268
    ),
}

# Second opinion (E115, recalled): Hawkins and Hull 1990, J Biomech 23(5):487-494,
# length in thigh lengths = c0 + c1·hip + c2·knee.
SECOND_OPINION: Mapping[str, tuple[float, float, float]] = {
    "semimembranosus": (1.027, 0.00199, -0.00222),
    "semitendinosus": (0.987, 0.00207, -0.00178),
    "biceps_femoris_long_head": (1.048, 0.00209, -0.00160),
}


@dataclass(frozen=True, slots=True)
class Length:
    """A length relative to standing and the band between the two models."""

    value: float
    low: float
    high: float


def _within(value: float, limits: tuple[float, float]) -> float:
    return min(max(value, limits[0]), limits[1])


def relative_length(muscle: str, hip_deg: float, knee_deg: float) -> float:
    """Return a muscle-tendon length relative to standing (1.0).

    Args:
        muscle: one of `MUSCLES`.
        hip_deg: hip flexion, used within -20 … 120.
        knee_deg: knee flexion, used within 0 … 120.

    Source: see `FITS`.
    """
    return FITS[muscle].length(hip_deg, knee_deg)


def second_opinion(muscle: str, hip_deg: float, knee_deg: float) -> float:
    """Return the same length by the older regression, relative to its own standing length."""
    c0, c1, c2 = SECOND_OPINION[muscle]
    hip = _within(hip_deg, HIP_RANGE_DEG)
    knee = _within(knee_deg, KNEE_RANGE_DEG)
    return (c0 + c1 * hip + c2 * knee) / c0


def length_with_band(muscle: str, hip_deg: float, knee_deg: float) -> Length:
    """Return the length and how far the second opinion is from it, as a band."""
    value = relative_length(muscle, hip_deg, knee_deg)
    other = second_opinion(muscle, hip_deg, knee_deg)
    return Length(value, min(value, other), max(value, other))


def lengths(hip_deg: float, knee_deg: float) -> Mapping[str, Length]:
    """Return all three hamstrings with their bands."""
    return {muscle: length_with_band(muscle, hip_deg, knee_deg) for muscle in MUSCLES}


def compression(hip_deg: float) -> Compression:
    """Return how strongly the tendon is pressed against the sitting bone, by hip flexion."""
    if hip_deg < MID_FROM_DEG:
        return "low"
    return "mid" if hip_deg <= HIGH_ABOVE_DEG else "high"
