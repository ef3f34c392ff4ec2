"""Dosage of an admitted line: sets, repetitions, tempo, when pain is asked, how long."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import islice

from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.decide.guard import Dose
from hamstrong.engine.recent import Recent
from hamstrong.engine.state.ladder import HALF_LEVEL, Ladder, rung_of
from hamstrong.protocol.half_dose import halved
from hamstrong.protocol.minutes import bout_seconds
from hamstrong.protocol.model import Dosage, Exercise, Pack, Rung, Tempo
from hamstrong.protocol.rule_ids import Mechanism, NumberRule, gap_rule, rung_rule

ITEMS_KEPT = 4096
NEVER = "never"
"""Pain is not asked of a set that only warms up."""


class PlanLines:
    """Lines of plans; kept, for the same few are written at every look of a day."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self._kept: Recent[tuple[object, ...], Item] = Recent(ITEMS_KEPT)

    def item(
        self, exercise: Exercise, rungs: tuple[Rung, ...], side: str, ladder: Ladder, dose: Dose
    ) -> Item:
        """Write one admitted exercise and side."""
        rung, ask, down = rungs[rung_of(dose.level)], _ask(exercise, ladder), ladder.gap_down
        write = partial(_write, self.pack, exercise, rung, side, ask, dose, down)
        return self._kept.get((rung.id, side, ask, dose, down), write)

    def easy_set(self, item: Item, rule: str) -> Item:
        """Write one set to get warm with before the work itself: half of it, without weight. It is
        never logged and no pain is asked of it.

        Args:
            rule: the rule that asks for the warm-up.
        """
        dose = (item.repetitions, item.holds, item.hold_s)
        write = partial(_write_easy, self.pack, item, rule)
        return self._kept.get((item.rung, item.side, rule, dose), write)


def _write(
    pack: Pack, exercise: Exercise, rung: Rung, side: str, ask: str, dose: Dose, gap_down: int
) -> Item:
    half = dose.level == HALF_LEVEL
    dosage = dosage_for(pack, rung.dosage, half=half, cap=dose.cap_sets)
    if dose.load is not None and dose.load.fewer_sets:
        dosage = replace(dosage, sets=min(dosage.sets, pack.rules.load.fewer_sets))
    if dose.most_sets is not None:
        dosage = replace(dosage, sets=min(dosage.sets, dose.most_sets))
    tempo, runs = dosage.tempo, dosage.run_s is not None
    capped = tuple(reason(pack, rule) for rule in dose.capped)
    if dose.cap_sets is not None and dose.cap_sets < rung.dosage.sets:
        capped = (*capped, reason(pack, Mechanism.CAP_SETS, ("sets", dose.cap_sets)))
    if dose.most_sets is not None:
        capped = (*capped, reason(pack, NumberRule.LEAST_SETS, ("sets", dosage.sets)))
    return Item(
        exercise=exercise.id,
        side=side,
        rung=rung.id,
        load_class=exercise.load_class,
        sets=dosage.sets,
        rest_s=dosage.rest_s,
        ask=ask,
        repetitions=dosage.repetitions,
        holds=dosage.holds,
        hold_s=dosage.hold_s,
        tempo=None if tempo is None or runs else (tempo.lift_s, tempo.pause_s, tempo.lower_s),
        load_kg=rung.load_kg if dose.load is None else dose.load.amount.kg or None,
        band=None if dose.load is None else dose.load.amount.band,
        own_percent=None if dose.load is None else rung.own_percent,
        first_load=dose.load is not None and dose.load.is_first,
        bouts=dosage.bouts,
        half=half,
        seconds=bout_seconds(dosage),
        reasons=(reason(pack, rung_rule(rung.id)), *capped, *_gap_reason(pack, gap_down)),
        run_s=dosage.run_s,
        walk_s=dosage.walk_s,
        pace=dosage.pace,
        effort_percent=rung.effort_percent if runs else None,
        run_m=dosage.distance_m,
        walk_m=dosage.walk_m,
        speed_up_m=dosage.speed_up_m,
        steady_m=dosage.steady_m,
        slow_down_m=dosage.slow_down_m,
        steady_tenths=dose.steady_tenths,
    )


def _gap_reason(pack: Pack, rungs: int) -> tuple[Reason, ...]:
    """Why a line is lower, where the gap of its action took rungs."""
    bands = (band for band in pack.rules.gap.bands if rungs and band.rungs_down >= rungs)
    return tuple(reason(pack, gap_rule(band), ("rungs", rungs)) for band in islice(bands, 1))


def dosage_for(pack: Pack, dosage: Dosage, *, half: bool, cap: int | None) -> Dosage:
    """The dosage under a clinician's cap on sets, then halved; never none.

    Half is half of what the cap leaves, so that a step back lowers something under any cap (S11).
    """
    allowed = dosage if cap is None else replace(dosage, sets=max(1, min(dosage.sets, cap)))
    return halved(allowed, pack.rules.ladder.reduced_sets_divisor) if half else allowed


def _write_easy(pack: Pack, item: Item, rule: str) -> Item:
    tempo = Tempo(*item.tempo) if item.tempo is not None else None
    one = Dosage(
        sets=1,
        rest_s=item.rest_s,
        repetitions=item.repetitions,
        holds=item.holds,
        hold_s=item.hold_s,
        tempo=tempo,
    )
    easy = halved(one, pack.rules.ladder.reduced_sets_divisor)
    return item._replace(
        sets=1,
        ask=NEVER,
        repetitions=easy.repetitions,
        holds=easy.holds,
        hold_s=easy.hold_s,
        load_kg=None,
        band=None,
        own_percent=None,
        first_load=False,
        bouts=1,
        half=False,
        seconds=bout_seconds(easy),
        reasons=(reason(pack, rule),),
    )


def _ask(exercise: Exercise, ladder: Ladder) -> str:
    if exercise.ask == "first_then_once":
        return "once" if ladder.seen else "each_set"
    return exercise.ask
