"""Somebody in the middle of the programme of each pack, for tests that hold under any pack."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tests.app.person import CHOICES, FIRST_MONDAY, TIGHT, Someone

from hamstrong.app import App, Choices, open_app
from hamstrong.protocol.loader import DEFAULT_PACK

ACHILLES = Path(__file__).parents[2] / "examples" / "achilles"
WEEKS = 3


@dataclass(frozen=True)
class Life:
    """A pack's folder, and how somebody there answers its long form and chooses."""

    folder: Path
    values: Mapping[str, str | int]
    choices: Choices

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def exercise(self) -> tuple[str, str]:
        """An exercise that both legs do, and one of its rungs."""
        return _EXERCISES[self.name]

    def someone(self, app: App, zone: str = "UTC", day: date = FIRST_MONDAY) -> Someone:
        return Someone(app, zone=zone, day=day.toordinal(), values=dict(self.values))

    def live(self, where: Path) -> date:
        """Leave behind a diary of some weeks in that folder; give its next day."""
        with open_app(where, self.folder) as app:
            found = self.someone(app).begin(dict(self.values), self.choices)
            found.live(7 * WEEKS)
        return FIRST_MONDAY + timedelta(days=7 * WEEKS)


_EXERCISES = {"hamstring": ("bridge", "bridge-2x10"), "achilles": ("heel_raise", "heel_raise-2x10")}
HAMSTRING = Life(DEFAULT_PACK, TIGHT, CHOICES)
SORE_HEEL = Life(
    ACHILLES,
    {"age": "adult", "limbs": "left", "onset": "gradual", "where": "middle_of_tendon"},
    Choices(goal="active", training_days=(0, 2, 4), minutes=45, kit=("counter", "step", "weight"),
            worst_nprs=3),
)  # fmt: skip
LIVES = (HAMSTRING, SORE_HEEL)
