"""Morning advice: talk to a professional after a morning that failed, with a plan or without one
(R-H4)."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.day.day_causes import morning_causes
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.notices import AdviceNotice
from hamstrong.engine.state.morning import Verdict
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import NumberRule


def morning_advice(pack: Pack, day: OpenDay) -> Iterator[AdviceNotice]:
    """The advice of each limb whose morning failed today."""
    for opened in day.episodes:
        if opened.morning.verdict is Verdict.FAIL:
            limb = opened.episode.kind.limb
            why = reason(pack, NumberRule.MORNING_LIMIT, ("limb", limb), ("verdict", "fail"))
            said = morning_causes(day.read, limb, day.state.day)
            yield AdviceNotice("failed_morning", why, limb, said)
