"""Plan notices: what is stopped, frozen or advised today, and reminders."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.criteria.evaluation import waits_for_minutes
from hamstrong.engine.criteria.unlocks import ready_today
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.decide.calendar_ahead import calendar_rule_on, first_hard_day
from hamstrong.engine.decide.evidence import Reason, reason
from hamstrong.engine.decide.flag_notices import ending_clearances, flag_notice, general_advice
from hamstrong.engine.decide.guard import PersonView
from hamstrong.engine.decide.hard_work import hard_work_refusal
from hamstrong.engine.decide.limb_today import LimbToday
from hamstrong.engine.decide.morning_advice import morning_advice
from hamstrong.engine.decide.notices import AdviceNotice, Notice, NudgeNotice, OmissionNotice
from hamstrong.engine.decide.own_loads import missing_steps
from hamstrong.engine.decide.stop_notices import freeze, limb_stops, person_stops
from hamstrong.engine.decide.views import limb_holds
from hamstrong.engine.state.causes import Cause
from hamstrong.engine.state.monitors import is_slow
from hamstrong.engine.training_days import WEEK
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import Mechanism, NumberRule


def plan_notices(
    pack: Pack,
    day: OpenDay,
    person: PersonView,
    limbs_today: list[LimbToday],
    omissions: tuple[OmissionNotice, ...],
) -> tuple[Notice, ...]:
    """Everything that today's plan says, what takes most away first.

    Args:
        omissions: the owed work that the plan lacks.
    """
    limbs = [limb_today.opened.episode.kind.limb for limb_today in limbs_today]
    flags = (flag_notice(pack, day, key) for limb in limbs for key in limb_holds(day, limb))
    stops = (stop for limb_today in limbs_today for stop in limb_stops(pack, day, limb_today))
    frozen = (freeze(pack, limb_today, day.state.day) for limb_today in limbs_today)
    return (
        *flags,
        *stops,
        *person_stops(pack, day, person),
        *(notice for notice in frozen if notice is not None),
        *omissions,
        *_advice(pack, day, limbs_today),
        *_nudges(pack, day, person, limbs_today),
        *general_advice(pack, _beside(pack, day, limbs_today)),
    )


def _advice(pack: Pack, day: OpenDay, limbs_today: list[LimbToday]) -> Iterator[AdviceNotice]:
    """Talk to a professional after a failed morning (R-H4), and where a stage takes long (R-I4)."""
    yield from morning_advice(pack, day)
    for opened in (limb_today.opened for limb_today in limbs_today):
        limb, monitors = opened.episode.kind.limb, opened.episode.monitors
        if is_slow(opened.course.monitors[opened.episode.gate.place], monitors):
            days = Cause("stage_days", monitors.stage_days)
            slow = reason(pack, NumberRule.SLOW, ("limb", limb))
            yield AdviceNotice("slower_than_usual", slow, limb, (days,))


def _beside(pack: Pack, day: OpenDay, limbs_today: list[LimbToday]) -> tuple[str, ...]:
    """General advice of the pack: cautions first, then what is usual, then tips."""
    return (*_cautions(pack, day), *_prognosis(pack, day, limbs_today), *_tips(pack, limbs_today))


def _prognosis(pack: Pack, day: OpenDay, limbs_today: list[LimbToday]) -> tuple[str, ...]:
    """What is usual, on the first day of the plan and again once more can be said."""
    traits = day.state.person.traits
    episodes = [
        (limb_today.opened.course.track.id, limb_today.opened.episode) for limb_today in limbs_today
    ]
    return tuple(
        a.id
        for a in pack.advice.values()
        if a.kind == "prognosis"
        and (a.trait is None or a.trait in traits)
        and (a.without_trait is None or a.without_trait not in traits)
        and any(
            track in a.tracks and (not e.session_age if a.day is None else e.walking.age == a.day)
            for track, e in episodes
        )
    )


def _cautions(pack: Pack, day: OpenDay) -> tuple[str, ...]:
    """What a person with these traits minds, whatever the plan."""
    rules = (rule for rule in pack.triage.traits if rule.trait in day.state.person.traits)
    return tuple(name for rule in rules for name in rule.advice)


def _tips(pack: Pack, limbs_today: list[LimbToday]) -> tuple[str, ...]:
    """Tips of the tracks (R-B3)."""
    tracks = {limb_today.opened.course.track.id for limb_today in limbs_today}
    return tuple(a.id for a in pack.advice.values() if a.kind == "tip" and set(a.tracks) & tracks)


def _nudges(
    pack: Pack, day: OpenDay, person: PersonView, limbs_today: list[LimbToday]
) -> Iterator[NudgeNotice]:
    """Days that were moved in vain, a day kept free of sport, and twice a week (R-H1)."""
    if person.nothing_rule is None:
        yield from _moved_days(pack, day)
    blocked = day.state.sport_blocked
    if blocked >= pack.rules.calendar.sport_blocks_days:
        because = (Cause("sport_days", blocked),)
        yield NudgeNotice("keep_a_day_free", reason(pack, NumberRule.SPORT_BLOCKS), "", because)
    if _heading_for_one(pack, day, limbs_today):
        because = (Cause("hard_days", day.calendar.hard_count),)
        yield NudgeNotice("twice_a_week", reason(pack, NumberRule.TRAINING_DAYS), "", because)
    for limb_today in limbs_today:
        yield from missing_steps(pack, limb_today.opened)
        yield from _more_minutes(pack, day, limb_today.opened)
    yield from ending_clearances(pack, day)


def _more_minutes(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> Iterator[NudgeNotice]:
    """Say from which stage on sessions take longer than is offered: until a first one is done, and
    when the gate waits for nothing else."""
    course, episode = opened.course, opened.episode
    if not any(course.minutes_needed):
        return
    begins = not episode.last_session
    if not begins and not waits_for_minutes(ready_today(pack, day, opened)):
        return
    ahead = enumerate(course.minutes_needed[episode.gate.place + 1 :], episode.gate.place + 1)
    for place, minutes in ahead:
        if minutes is not None:
            stage, limb = ("stage", course.path[place]), episode.kind.limb
            why = reason(pack, Mechanism.MINUTES_NEEDED, stage, ("minutes", minutes))
            yield NudgeNotice("more_minutes", why, limb)
            return


def _heading_for_one(pack: Pack, day: OpenDay, limbs_today: list[LimbToday]) -> bool:
    strength = [s.opened.episode.gap for s in limbs_today if s.opened.episode.gap.strength]
    window = pack.rules.calendar.window_days // 2
    return (
        bool(strength) and day.calendar.hard_count <= 1 and all(g.idle > window for g in strength)
    )


def _moved_days(pack: Pack, day: OpenDay) -> Iterator[NudgeNotice]:
    """Training days that were moved to where hard work is not possible any more: today by every
    rule, on a later day by what is logged so far."""
    for moved in day.state.moves.asked:
        why = _moved_refusal(pack, day, moved)
        if why is not None:
            free = first_hard_day(pack, day, moved)
            this_week = free > moved and (free - 1) // WEEK == (moved - 1) // WEEK
            because = (Cause("moved", None, moved),)
            earliest = free if this_week else None
            yield NudgeNotice("moved_day", why, "", because, earliest_day=earliest)


def _moved_refusal(pack: Pack, day: OpenDay, moved: int) -> Reason | None:
    if moved == day.state.day:
        return hard_work_refusal(pack, day)
    rule = calendar_rule_on(pack, day, moved)
    return None if rule is None else reason(pack, rule)
