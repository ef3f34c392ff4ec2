"""Minutes and seconds that a bout takes, from its dosage, for capacity, caps and scripts."""

from __future__ import annotations

from hamstrong.protocol.model import Dosage


def set_seconds(dosage: Dosage) -> float:
    """Seconds of work in one set.

    Repetitions take their tempo; holds take `hold_s` each with two seconds to let go between; a
    run takes its interval and the walk before it.
    """
    if dosage.run_s is not None:
        return float(dosage.run_s + dosage.walk_s)
    if dosage.hold_s is not None:
        holds = dosage.holds or 1
        return holds * dosage.hold_s + (holds - 1) * LET_GO_S
    tempo = dosage.tempo
    one = tempo.lift_s + tempo.pause_s + tempo.lower_s if tempo is not None else 0.0
    return (dosage.repetitions or 0) * one


LET_GO_S = 2.0


def bout_seconds(dosage: Dosage) -> float:
    """Seconds of one bout on one side, rests between sets included, none after the last."""
    return dosage.sets * set_seconds(dosage) + (dosage.sets - 1) * dosage.rest_s
