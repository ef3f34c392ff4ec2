"""Cohort of virtual patients: a place per component and patient, moved by look-ups.

Places are row offsets into the flat tables, so that a look-up is one addition and one gather; the
group is advanced in blocks that stay in the processor's cache.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hamstrong.proof.tables import Table

Places = NDArray[np.int32]
Answers = Mapping[str, NDArray[Any]]
BLOCK = 8_192


@dataclass(frozen=True)
class Wheel:
    """One component's tables flattened, entries already multiplied into row offsets.

    A morning that cannot occur in a state leaves the component where it is: such entries lead to
    rows of their own that lead straight back. An evening that cannot occur is a quiet one.
    """

    mornings: Places
    evenings: Places
    morning_inputs: int
    evening_inputs: int
    start: int

    def state(self, places: Places) -> Places:
        """State indices of some places."""
        return places // self.morning_inputs


def make_wheel(table: Table) -> Wheel:
    """Flatten a table."""
    states, morning_inputs = table.mornings.shape
    mids, evening_inputs = table.evenings.shape
    here = np.arange(states, dtype=np.int32)
    back = np.repeat(here[:, None], evening_inputs, axis=1)
    evenings = np.concatenate([table.evenings.astype(np.int32), back])
    mornings = table.mornings.astype(np.int32)
    mornings = np.where(mornings < 0, (mids + here)[:, None], mornings)
    evenings = np.where(evenings < 0, evenings[:, :1], evenings)
    return Wheel(
        mornings=(mornings * evening_inputs).astype(np.int32).ravel(),
        evenings=(evenings * morning_inputs).astype(np.int32).ravel(),
        morning_inputs=morning_inputs,
        evening_inputs=evening_inputs,
        start=table.start * morning_inputs,
    )


@dataclass
class PatientGroup:
    """Patients as columns of places, one array per component."""

    wheels: Mapping[str, Wheel]
    places: dict[str, Places]

    @classmethod
    def begin(cls, tables: Mapping[str, Table], patients: int) -> PatientGroup:
        """Everybody at the first start of every component."""
        wheels = {key: make_wheel(table) for key, table in tables.items()}
        starts = {key: np.full(patients, w.start, np.int32) for key, w in wheels.items()}
        return cls(wheels, starts)

    @property
    def lookups_per_day(self) -> int:
        """Table look-ups that one patient's day costs."""
        return 2 * len(self.wheels)

    def states(self, key: str) -> Places:
        """State indices of everybody in one component."""
        return self.wheels[key].state(self.places[key])

    def live(self, mornings: Answers, evenings: Answers) -> None:
        """Advance everybody by one day.

        Args:
            mornings, evenings: for each component, the index of each patient's input.
        """
        for key, wheel in self.wheels.items():
            places, morning, evening = self.places[key], mornings[key], evenings[key]
            for begin in range(0, len(places), BLOCK):
                block = slice(begin, begin + BLOCK)
                here = places[block]
                here += morning[block]
                wheel.mornings.take(here, out=here, mode="clip")
                here += evening[block]
                wheel.evenings.take(here, out=here, mode="clip")


def sample_inputs(
    wheels: Mapping[str, Wheel], patients: int, seed: np.random.Generator
) -> tuple[dict[str, NDArray[Any]], dict[str, NDArray[Any]]]:
    """One arbitrary morning and evening for everybody."""
    mornings = {key: _draw(w.morning_inputs, patients, seed) for key, w in wheels.items()}
    evenings = {key: _draw(w.evening_inputs, patients, seed) for key, w in wheels.items()}
    return mornings, evenings


def _draw(inputs: int, patients: int, seed: np.random.Generator) -> NDArray[Any]:
    """Indices below `inputs`, of the narrowest type that holds them."""
    if inputs == 1:
        return np.zeros(patients, np.uint8)
    kind = np.uint8 if inputs <= np.iinfo(np.uint8).max else np.uint16
    return seed.integers(0, inputs, patients, kind)
