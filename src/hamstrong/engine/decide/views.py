"""Views of the open day for the guard: who is blocked, by which rule, and what stays open."""

from __future__ import annotations

from hamstrong.engine.course.course import Course
from hamstrong.engine.criteria.evaluation import criterion_is_met, stage_cap
from hamstrong.engine.day.gate_morning import ready_for
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.session_work import DayWork, hardness, read_work
from hamstrong.engine.decide.guard import LimbView, PersonView
from hamstrong.engine.state.flare import ISOMETRIC_DAY
from hamstrong.engine.state.ladder import Worked
from hamstrong.engine.state.lock import FlagKey, standing_flags
from hamstrong.engine.state.morning import Asked, Block, Verdict, is_unsettled
from hamstrong.engine.state.run_days import may_run_easily
from hamstrong.engine.state.state import Episode
from hamstrong.engine.state.stretch import is_open
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import Mechanism, NumberRule, first_day_rule, flag_rule


def person_view(pack: Pack, day: OpenDay) -> PersonView:
    """What holds for the whole person today."""
    person = day.state.person
    pain_now = day.read.worst_pain_now
    rules = pack.rules.pain
    nothing = None
    if day.lock.over:
        nothing = NumberRule.PAIN_ENDS_SESSION if day.lock.triage_limbs else Mechanism.STOPPED
    elif pain_now is not None and pain_now >= rules.before_nothing:
        nothing = NumberRule.PAIN_BEFORE_NOTHING
    elif unanswered_pains(pack, day) >= rules.unanswered_end:
        nothing = NumberRule.PAIN_UNANSWERED
    elif rests_by_choice(day):
        nothing = Mechanism.BACK_REST
    return PersonView(
        calendar=day.calendar,
        hard_rule=hard_rule(pack, day),
        isometrics_only=leaves_isometrics(pack, day),
        excluded=person.cap_excluded,
        cap_sets=person.cap_sets,
        nothing_rule=nothing,
        easy_run_rule=easy_run_rule(pack, day),
    )


def leaves_isometrics(pack: Pack, day: OpenDay) -> bool:
    """Whether pain before the session leaves isometrics alone. Of two limbs the stricter track
    decides."""
    pain_now = day.read.worst_pain_now
    if pain_now is None or pain_now < pack.rules.pain.before_isometrics_only:
        return False
    return not all(o.course.track.works_at_pain_before for o in day.episodes)


def unanswered_pains(pack: Pack, day: OpenDay) -> int:
    """Asked pains of today's session without an answer (`pain.unanswered_end`)."""
    if not (day.read.sets or day.read.runs):
        return 0
    works = (read_work(pack, opened, day.read) for opened in day.episodes)
    return max(sum(r.unanswered for r in work.results.values()) for work in works)


def rests_by_choice(day: OpenDay) -> bool:
    """A step back at the bottom of the path is rest (S11)."""
    limbs = {e.episode.kind.limb: e.episode.gate.place for e in day.episodes}
    start = {e.kind.limb: e.gate.place for e in day.state.episodes}
    return any(
        back.exercise is None and start.get(back.limb) == 0 and limbs.get(back.limb) == 0
        for back in day.read.backs
    )


def hard_rule(pack: Pack, day: OpenDay) -> str | None:
    """The rule beside the calendar that forbids hard work for the person today, or None."""
    morning = morning_rule(pack, day)
    if morning is not None:
        return morning
    if any(opened.watch.hard_waits for opened in day.episodes):
        return NumberRule.WATCH
    if day.lock.lock.weekly_age > pack.rules.diary.weekly_form_days:
        return NumberRule.WEEKLY_FORM
    if day.read.sport and sport_counts(day):
        return NumberRule.HARD_SPACING
    return None


def morning_rule(pack: Pack, day: OpenDay) -> str | None:
    """The rule of a morning that failed or is waited for, or None."""
    for opened in day.episodes:
        if opened.morning.verdict is Verdict.FAIL:
            return NumberRule.MORNING_LIMIT
        if opened.morning.hard_waits:
            return waits_rule(pack, opened)
    return None


def easy_run_rule(pack: Pack, day: OpenDay) -> str | None:
    """The rule that forbids easy running today, or None: it follows a morning that passed or was
    held, lies a day from every other run, and leaves one day of the week free."""
    for opened in day.episodes:
        open_today = opened.morning.asked is not Asked.NO and opened.morning.verdict is Verdict.NONE
        if open_today or opened.episode.morning.silent:
            return NumberRule.MORNING_UNANSWERED
    morning = morning_rule(pack, day)
    if morning is not None:
        return morning
    rules, state = pack.rules.running, day.state.run_days
    own = any(run.plan_id is None for run in day.read.runs)
    if own or 0 < state.since < rules.easy_days_apart:
        return NumberRule.EASY_RUN_APART
    return None if may_run_easily(rules, state) else NumberRule.FREE_DAY


def waits_rule(pack: Pack, opened: OpenedEpisode) -> str:
    """The rule of the morning for which hard work waits: soreness of new work has to go, or after
    mornings without an answer, or after a failed one, one has to pass."""
    morning = opened.episode.morning
    if morning.block is Block.LOW:
        return NumberRule.SORENESS
    open_today = opened.morning.asked is not Asked.NO and opened.morning.verdict is Verdict.NONE
    silent = morning.silent + open_today
    return (
        NumberRule.MORNING_UNANSWERED
        if silent >= pack.rules.morning.unanswered_block
        else NumberRule.MORNING_LIMIT
    )


def hardness_today(pack: Pack, day: OpenDay) -> tuple[int, bool]:
    """How hard the open day counts so far, and whether it had Nordics."""
    return hardness(pack, day.read, sport_counts=sport_counts(day), runs_count=runs_count(day))


def sport_counts(day: OpenDay) -> bool:
    """Whether sport outside counts as a hard day: for any limb whose track and stage say so."""
    return any(
        o.course.track.sport_counts_as_hard
        and o.course.stages[o.episode.gate.place].sport_counts_as_hard
        for o in day.episodes
    )


def runs_count(day: OpenDay) -> bool:
    """Whether a logged run counts as a hard day: not where training goes on beside the plan."""
    return any(o.course.stages[o.episode.gate.place].sport_counts_as_hard for o in day.episodes)


def limb_holds(day: OpenDay, limb: str) -> tuple[FlagKey, ...]:
    """Holds that stand for one limb alone."""
    return tuple(k for k in standing_flags(day.lock.lock) if k.limb == limb)


def person_flags(day: OpenDay) -> tuple[FlagKey, ...]:
    """Flags that stop everything: those of the person, and holds when no other limb is left."""
    standing = standing_flags(day.lock.lock)
    limbs = [o.episode.kind.limb for o in day.episodes]
    held = {k.limb for k in standing}
    if "" in held or (standing and all(limb in held for limb in limbs)):
        return standing
    return ()


def waiting_rule(opened: OpenedEpisode) -> str | None:
    """Why this episode has no exercise yet: it is too soon after the injury."""
    track, episode = opened.course.track, opened.episode
    if episode.walking.age < track.starts_days_after_injury:
        return first_day_rule(track.id)
    return None


def limb_view(pack: Pack, day: OpenDay, opened: OpenedEpisode, work: DayWork) -> LimbView:
    """What holds for one limb's episode today."""
    episode, course = opened.episode, opened.course
    limb = episode.kind.limb
    holds = limb_holds(day, limb)
    blocked = flag_rule(holds[0].flag) if holds else waiting_rule(opened)
    if episode.closed:
        blocked = Mechanism.EPISODE_CLOSED
    due = episode.flare_due or limb in day.lock.triage_limbs or opened.starts_flare
    index = effective_index(day, course, opened)
    return LimbView(
        blocked_rule=blocked,
        flare_day=1 if due else episode.flare.phase,
        stretch_open=is_open(episode.stretch),
        keys=opened.keys,
        stopped=frozenset(
            key
            for key, result in work.results.items()
            if result.stopped or result.worked is Worked.DOWN
        ),
        stage=course.path[index],
        allowed=allowed_today(pack, course, index, episode),
        met_today=_met_today(pack, day, opened),
    )


def _met_today(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> frozenset[str]:
    """The criteria that rungs ask on their own day, as far as they are met."""
    if not opened.course.on_the_day:
        return frozenset()
    ready = ready_for(pack, day.state.person, opened, day.read, day.lock, day.tests)
    asked = opened.course.on_the_day.items()
    return frozenset(name for name, compiled in asked if criterion_is_met(ready, compiled))


def allowed_today(pack: Pack, course: Course, place: int, episode: Episode) -> frozenset[str]:
    """What the stage has; the isometric day of the flare-up path also those of the first stage.
    Until the usual morning pain is settled only isometrics."""
    if episode.flare.phase == ISOMETRIC_DAY:
        return course.allowed[place]
    here = {**course.by_id[place], **course.earlier[place]}
    if is_unsettled(pack.rules.morning, episode.baseline):
        return frozenset(name for name, c in here.items() if c.load_class.isometric)
    return frozenset(here)


def effective_index(day: OpenDay, course: Course, opened: OpenedEpisode) -> int:
    """Place on the path under the clinician's and clearances' caps."""
    cap = stage_cap(day.state.person, day.lock)
    index = opened.episode.gate.place
    while cap is not None and index > 0 and course.path[index] > cap:
        index -= 1
    return index
