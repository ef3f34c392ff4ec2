"""Easy running today, before running is planned: how long, or the rule that forbids it.

Passes the same views as an exercise. Limits of two limbs join by the least.
"""

from __future__ import annotations

from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.decisions import EasyRun
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.guard import LimbView, PersonView, hard_class_rule
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import Mechanism, NumberRule, exercise_rule


def easy_run_today(
    pack: Pack, day: OpenDay, person: PersonView, limbs: list[tuple[OpenedEpisode, LimbView]]
) -> EasyRun | None:
    """Today's easy running; None for goals without running, once running is planned for every
    limb, and where no track speaks of it."""
    early = [(o, v) for o, v in limbs if _speaks(o)]
    if not early:
        return None
    effort = pack.rules.running.easy_effort_max
    rule = _person_rule(pack, day, person, early[0][0].course.runs)
    rules = [rule, *(_limb_rule(o, v, alone=len(early) == len(limbs)) for o, v in early)]
    forbids = next((r for r in rules if r is not None), None)
    if forbids is not None:
        return EasyRun(0, effort, reason(pack, forbids))
    return EasyRun(
        min(o.episode.easy.minutes for o, _ in early), effort, reason(pack, NumberRule.EASY_RUN)
    )


def _speaks(opened: OpenedEpisode) -> bool:
    """Whether this limb's track limits running before the stage in which it is planned."""
    course, place = opened.course, opened.episode.gate.place
    planned = any(name in course.by_id[place] for name in course.runs)
    last = place + 1 == len(course.path)
    return bool(course.runs) and not planned and not last and course.track.early_running != "own"


def _person_rule(pack: Pack, day: OpenDay, person: PersonView, runs: tuple[str, ...]) -> str | None:
    """The rule that forbids running to the person; what holds for hard runs holds here as well."""
    if person.nothing_rule is not None:
        return person.nothing_rule
    if person.isometrics_only:
        return NumberRule.PAIN_BEFORE_ISOMETRICS_ONLY
    if runs[0] in person.excluded:
        return Mechanism.CAP_EXCLUDED
    classes = (pack.load_classes[pack.exercises[run].load_class] for run in runs)
    hardest = max(classes, key=lambda load_class: load_class.hard)
    ran = NumberRule.HARD_SPACING if day.read.runs else None
    return hard_class_rule(pack.rules, person, hardest) or ran


def _limb_rule(opened: OpenedEpisode, view: LimbView, *, alone: bool) -> str | None:
    if view.blocked_rule is not None:
        return view.blocked_rule
    if view.flare_day:
        return NumberRule.FLARE_PATH
    if opened.course.track.early_running == "none":
        return exercise_rule(opened.course.runs[0])
    if not alone:
        return Mechanism.OTHER_LIMB
    return None if opened.episode.easy.minutes else NumberRule.EASY_RUN_SPENT
