"""Stop notices: what takes work away today without a warning sign, and what keeps it so."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.day.day_causes import flare_causes, morning_causes
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.session_work import read_work
from hamstrong.engine.decide.calendar_ahead import first_hard_day
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.guard import PersonView
from hamstrong.engine.decide.limb_today import LimbToday
from hamstrong.engine.decide.notices import FreezeNotice, Scope, StopName, StopNotice
from hamstrong.engine.decide.views import (
    unanswered_pains,
    waiting_rule,
    waits_rule,
)
from hamstrong.engine.state.causes import Cause, Causes
from hamstrong.engine.state.morning import NO_BASELINE, Verdict, is_unsettled
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import Mechanism, NumberRule

NEXT_DAY = ("next_day",)
_GOOD_MORNING = ("good_morning",)
_FLARE_DAYS: tuple[tuple[StopName, Scope], ...] = (
    ("flare_day_1", "all"),
    ("flare_day_2", "hard_work"),
    ("flare_day_3", "lighter"),
)


def person_stops(pack: Pack, day: OpenDay, person: PersonView) -> Iterator[StopNotice]:
    """What stops the person: today's work is over, or hard work waits for an answer."""
    yield from _stopped_by_pain(pack, day, person)
    if any(opened.watch.hard_waits for opened in day.episodes):
        yield _waits_for(pack, day, "watch_due", NumberRule.WATCH, Cause("watch_open"), "watch")
    most = pack.rules.diary.weekly_form_days
    if day.lock.lock.weekly_age > most:
        age = Cause("form_age", most)
        yield _waits_for(pack, day, "week_due", NumberRule.WEEKLY_FORM, age, "form:weekly")


def _stopped_by_pain(pack: Pack, day: OpenDay, person: PersonView) -> Iterator[StopNotice]:
    """The work of the day, or all of it but holds."""
    pain_now = (Cause("pain_now", day.read.worst_pain_now, day.state.day),)
    if person.nothing_rule is not None:
        name, because = _whole_day(pack, day, person.nothing_rule, pain_now)
        yield _until_tomorrow(pack, day, name, "all", person.nothing_rule, because)
    elif person.isometrics_only:
        rule = NumberRule.PAIN_BEFORE_ISOMETRICS_ONLY
        yield _until_tomorrow(pack, day, "holds_only", "hard_work", rule, pain_now)


def _until_tomorrow(
    pack: Pack, day: OpenDay, name: StopName, scope: Scope, rule: str, because: Causes
) -> StopNotice:
    return StopNotice(
        name=name,
        scope=scope,
        reason=reason(pack, rule, ("pain_now", day.read.worst_pain_now)),
        limb="",
        because=because,
        lifts=NEXT_DAY,
        earliest_day=day.state.day + 1,
    )


def _waits_for(
    pack: Pack, day: OpenDay, name: StopName, rule: NumberRule, cause: Cause, lifts: str
) -> StopNotice:
    """Hard work waits for an answer that can be given today."""
    return StopNotice(
        name=name,
        scope="hard_work",
        reason=reason(pack, rule),
        limb="",
        because=(cause,),
        lifts=(lifts,),
        earliest_day=day.state.day,
    )


def _whole_day(pack: Pack, day: OpenDay, rule: str, pain_now: Causes) -> tuple[StopName, Causes]:
    """What ended today's work, and by which answers."""
    if rule == Mechanism.BACK_REST:
        return "rest_chosen", (Cause("rest_chosen", None, day.state.day),)
    if rule == NumberRule.PAIN_BEFORE_NOTHING:
        return "pain_before", pain_now
    if rule == NumberRule.PAIN_UNANSWERED:
        return "day_over", (Cause("unanswered", unanswered_pains(pack, day), day.state.day),)
    return "day_over", day.lock.because


def limb_stops(pack: Pack, day: OpenDay, limb_today: LimbToday) -> Iterator[StopNotice]:
    """What stops one limb, or makes its work lighter."""
    opened = limb_today.opened
    if opened.episode.closed:
        yield _closed(pack, day, opened)
    waits = waiting_notice(pack, day, opened)
    if waits is not None:
        yield waits
    elif is_unsettled(pack.rules.morning, opened.episode.baseline):
        yield _usual_asked(pack, day, opened)
    if limb_today.view.flare_day:
        yield _flare(pack, day, limb_today)
    elif opened.morning.verdict is Verdict.FAIL:
        yield _failed(pack, day, opened)
    elif opened.morning.hard_waits:
        yield _awaited(pack, day, opened)


def waiting_notice(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> StopNotice | None:
    """A limb that has no exercise yet, too soon after the injury."""
    rule, limb = waiting_rule(opened), opened.episode.kind.limb
    if rule is None:
        return None
    why, today = reason(pack, rule, ("limb", limb)), day.state.day
    age = opened.episode.walking.age
    wait = max(0, opened.course.track.starts_days_after_injury - age)
    because = (Cause("injury_age", age),)
    return StopNotice(
        name="too_early",
        scope="all",
        reason=why,
        limb=limb,
        because=because,
        lifts=("day",),
        earliest_day=today + wait,
    )


def _usual_asked(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> StopNotice:
    """Only isometrics until the usual morning pain is known and low enough."""
    limb, value = opened.episode.kind.limb, opened.episode.baseline.value
    because = () if value == NO_BASELINE else (Cause("baseline", value),)
    why = reason(pack, NumberRule.BASELINE, ("limb", limb))
    lifts = (f"baseline:{limb}",)
    return StopNotice(
        name="baseline_due",
        scope="hard_work",
        reason=why,
        limb=limb,
        because=because,
        lifts=lifts,
        earliest_day=day.state.day,
    )


def _closed(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> StopNotice:
    """A pop or pull was cleared today; the new episode begins when the day closes."""
    closing = {flag.id for flag in pack.triage.flags if flag.closes_episode}
    because = tuple(c for key, cs in day.lock.lock.causes if key.flag in closing for c in cs)
    limb, tomorrow = opened.episode.kind.limb, day.state.day + 1
    why = reason(pack, Mechanism.EPISODE_CLOSED, ("limb", limb))
    return StopNotice(
        name="episode_closed",
        scope="all",
        reason=why,
        limb=limb,
        because=because,
        lifts=NEXT_DAY,
        earliest_day=tomorrow,
    )


def _flare(pack: Pack, day: OpenDay, limb_today: LimbToday) -> StopNotice:
    """The day of the path after strong pain; on the day of its cause it has yet to begin."""
    opened, limb, phase = (
        limb_today.opened,
        limb_today.opened.episode.kind.limb,
        limb_today.view.flare_day,
    )
    name, scope = _FLARE_DAYS[min(phase, len(_FLARE_DAYS)) - 1]
    work = read_work(pack, opened, day.read)
    because = flare_causes(opened, day.read, day.lock, work, day.state.day)
    why = reason(pack, NumberRule.FLARE_PATH, ("limb", limb), ("flare_day", phase))
    done = phase if phase == opened.episode.flare.phase else 0
    earliest = first_hard_day(pack, day, day.state.day + pack.rules.flare.path_days - done)
    return StopNotice(
        name=name,
        scope=scope,
        reason=why,
        limb=limb,
        because=because,
        lifts=_GOOD_MORNING,
        earliest_day=earliest,
    )


def _failed(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> StopNotice:
    limb, today = opened.episode.kind.limb, day.state.day
    why = reason(pack, NumberRule.MORNING_LIMIT, ("limb", limb), ("verdict", "fail"))
    because, earliest = morning_causes(day.read, limb, today), first_hard_day(pack, day, today + 1)
    return StopNotice(
        name="failed_morning",
        scope="hard_work",
        reason=why,
        limb=limb,
        because=because,
        lifts=_GOOD_MORNING,
        earliest_day=earliest,
    )


def _awaited(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> StopNotice:
    """Hard work waits for a morning that passes: today's, while it is unanswered."""
    limb, rule = opened.episode.kind.limb, waits_rule(pack, opened)
    said = morning_causes(day.read, limb, day.state.day)
    because, name = said or opened.episode.morning_because, _AWAITED[rule]
    if rule == NumberRule.MORNING_UNANSWERED:
        because = (Cause("mornings_open", opened.episode.morning.silent + (not said)),)
    earliest = first_hard_day(pack, day, day.state.day + bool(said))
    why = reason(pack, rule, ("limb", limb))
    return StopNotice(
        name=name,
        scope="hard_work",
        reason=why,
        limb=limb,
        because=because,
        lifts=_GOOD_MORNING,
        earliest_day=earliest,
    )


_AWAITED: dict[str, StopName] = {
    NumberRule.MORNING_UNANSWERED: "mornings_open",
    NumberRule.SORENESS: "soreness",
    NumberRule.MORNING_LIMIT: "morning_awaited",
}


def freeze(pack: Pack, limb_today: LimbToday, today: int) -> FreezeNotice | None:
    """Rungs and stage that stay where they are; None where nothing is frozen."""
    monitors, limb = limb_today.opened.episode.monitors, limb_today.opened.episode.kind.limb
    if not monitors.frozen:
        return None
    said = monitors.change is not None
    because = Cause("change", monitors.change) if said else Cause("no_change_answer")
    why = reason(pack, NumberRule.FREEZE, ("limb", limb), ("frozen", monitors.frozen))
    lifts = ("clearance", f"outcome:{limb}", "quiet_week")
    return FreezeNotice(
        name="no_change", reason=why, limb=limb, because=(because,), lifts=lifts, earliest_day=today
    )
