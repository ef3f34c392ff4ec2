"""Corrections: they lower at once, fit what they correct, and keep the original."""

from typing import Any

import pytest
from tests.app.person import Someone

from hamstrong.app import InvalidFacts
from hamstrong.engine.facts import FactCorrected, MorningAnswered, WalkLogged
from hamstrong.engine.facts.codec import encode_fact


def test_a_correction_lowers_at_once_and_keeps_the_original(someone: Someone) -> None:
    someone.live(4)
    someone.answer_all()
    stage_work = someone.today().decision
    morning = [f for f in someone.app.diary.read(someone.id) if f.name == "MorningAnswered"][-1]
    name, version, payload = encode_fact(MorningAnswered("left", 7, new_limp=True))
    someone.tell(FactCorrected(morning.client_id, name, version, payload))
    mended = someone.today().decision
    assert mended != stage_work
    kept = [f for f in someone.app.diary.read(someone.id) if f.seq == morning.seq]
    assert kept == [morning]
    day = someone.me.history(someone.at)[-1]
    assert day.mornings == {"left": 7}
    assert ("corrected", "MorningAnswered") in day.events


@pytest.mark.parametrize(
    ("corrects", "name", "payload"),
    [
        ("00000000-0000-4000-8000-000000000000", "WalkLogged", {"minutes": 3}),
        ("walk", "SportLogged", {}),
        ("walk", "WalkLogged", {"minutes": 0}),
        ("walk", "WalkLogged", {"minutes": "3"}),
        ("enrolled", "Enrolled", {}),
    ],
)
def test_a_correction_must_fit_what_it_corrects(
    someone: Someone, corrects: str, name: str, payload: dict[str, Any]
) -> None:
    someone.tell(WalkLogged(20))
    stored = someone.app.diary.read(someone.id)
    ids = {"walk": stored[-1].client_id}
    ids["enrolled"] = next(f.client_id for f in stored if f.name == "Enrolled")
    with pytest.raises(InvalidFacts):
        someone.tell(FactCorrected(ids.get(corrects, corrects), name, 1, payload))
