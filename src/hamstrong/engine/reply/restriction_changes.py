"""Restriction changes: warning signs, stops, freezes, the flare-up path, and what ends them."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.decide.decisions import Decision, Refusal
from hamstrong.engine.decide.notices import Notice, StopNotice, is_general
from hamstrong.engine.reply.reply import RestrictionChange
from hamstrong.engine.reply.situation import Situation
from hamstrong.engine.state.causes import Causes
from hamstrong.engine.state.lock import FlagKey, FlagStanding, Lock, get_flag, standing_flags
from hamstrong.engine.state.state import Episode

_OF_STATE = ("freeze", "referral")


def restriction_changes(before: Situation, after: Situation) -> Iterator[RestrictionChange]:
    """Flags first, then what a decision says beside its plan, then each limb's own."""
    yield from _flags(before, after)
    yield from _begun(before.decision, after.decision)
    yield from _ended(before.decision, after.decision)
    for limb, episode in after.left.items():
        was, today = before.left.get(limb), before.opened.get(limb)
        if was is not None and today is not None:
            yield from _of_limb(after, was, episode, today.episode.flare.phase)


def _flags(before: Situation, after: Situation) -> Iterator[RestrictionChange]:
    """Flags of today; then those that this day raises when it ends, and did not before."""
    was, now = before.day.lock.lock, after.day.lock.lock
    known, standing = set(standing_flags(was)), standing_flags(now)
    for key in standing:
        if key not in known:
            yield RestrictionChange("flag_begun", key.limb, key.flag, because=_causes(now, key))
    for key in known - set(standing):
        state, day = get_flag(now, key), after.day.state.day
        covered = state.standing is FlagStanding.COVERED
        until = day + state.days_left if covered else None
        yield RestrictionChange("flag_lifted", key.limb, key.flag, until=until)
    later = after.tomorrow.lock
    expected = {*known, *standing, *standing_flags(before.tomorrow.lock)}
    for key in standing_flags(later):
        if key not in expected:
            because = _causes(later, key)
            yield RestrictionChange("flag_tomorrow", key.limb, key.flag, because=because)


def _causes(lock: Lock, key: FlagKey) -> Causes:
    return dict(lock.causes).get(key, ())


def _begun(before: Decision, after: Decision) -> Iterator[RestrictionChange]:
    known = {_name(notice) for notice in before.notices}
    for notice in after.notices:
        if _is_compared(notice) and _name(notice) not in known:
            yield RestrictionChange(
                "notice_begun", notice.limb, notice=notice, because=notice.because
            )


def _ended(before: Decision, after: Decision) -> Iterator[RestrictionChange]:
    """What is over. A refusal beside which less is said has ended nothing."""
    if isinstance(after, Refusal) and not isinstance(before, Refusal):
        return
    stops = [notice for notice in after.notices if isinstance(notice, StopNotice)]
    for notice in before.notices:
        if isinstance(notice, StopNotice) and _is_compared(notice) and not _goes_on(notice, stops):
            yield RestrictionChange("notice_ended", notice.limb, notice=notice)


def _goes_on(notice: StopNotice, stops: list[StopNotice]) -> bool:
    """Whether what a stop took away is still taken away, by itself or by another one."""
    return any(
        _name(stop) == _name(notice)
        or (stop.scope in ("all", notice.scope) and stop.limb in ("", notice.limb))
        for stop in stops
    )


def _is_compared(notice: Notice) -> bool:
    """Flags, freezes and the flare-up path are compared by their state, which a refusal keeps."""
    if isinstance(notice, StopNotice):
        return not notice.flag and not notice.name.startswith("flare_day")
    return notice.kind not in _OF_STATE and not is_general(notice)


def _name(notice: Notice) -> tuple[str, str, str]:
    return notice.kind, getattr(notice, "name", ""), notice.limb


def _of_limb(
    after: Situation, was: Episode, now: Episode, phase_before: int
) -> Iterator[RestrictionChange]:
    limb, tomorrow = now.kind.limb, after.tomorrow.day
    if bool(now.monitors.frozen) != bool(was.monitors.frozen):
        yield RestrictionChange("freeze_begun" if now.monitors.frozen else "freeze_ended", limb)
    if now.flare.phase and not was.flare.phase:
        yield RestrictionChange(
            "path_begun", limb, number=now.flare.phase, because=now.flare_because
        )
    phase = after.opened[limb].episode.flare.phase
    if phase > phase_before > 0:
        yield RestrictionChange("path_day", limb, number=phase)
    if phase_before and not phase:
        yield RestrictionChange("path_ended", limb)
    if now.stretch.locked > was.stretch.locked:
        yield RestrictionChange("stretch_locked", limb, until=tomorrow + now.stretch.locked)
    if now.easy.minutes < was.easy.minutes:
        yield RestrictionChange("easy_run_less", limb, number=now.easy.minutes)
