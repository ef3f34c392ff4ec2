"""Session lines: proposed by the chooser, admitted by the guard, fitted to the day."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.course.course import Candidate, candidate_at
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.day.opening import OpenedEpisode
from hamstrong.engine.day.run_work import is_power
from hamstrong.engine.day.session_work import read_work
from hamstrong.engine.decide.chooser import FRESH, Occasion, Proposal, propose
from hamstrong.engine.decide.decisions import Item, LeftOut
from hamstrong.engine.decide.dosage import PlanLines
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.guard import (
    Denied,
    Dose,
    LimbView,
    PersonView,
    Request,
    admit,
    calendar_rule,
)
from hamstrong.engine.decide.own_loads import with_own_load
from hamstrong.engine.decide.views import effective_index, limb_view
from hamstrong.engine.state.ladder import Ladder
from hamstrong.engine.state.state import ladder_key
from hamstrong.engine.training_days import planned_of
from hamstrong.protocol.model import Pack
from hamstrong.protocol.rule_ids import Mechanism, days_apart_rule


class Seat(NamedTuple):
    """One episode at the table: its view, its place on the path and its proposals."""

    opened: OpenedEpisode
    view: LimbView
    place: int


def seat_of(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> Seat:
    work = read_work(pack, opened, day.read)
    index = effective_index(day, opened.course, opened)
    return Seat(opened, limb_view(pack, day, opened, work), index)


def is_training_day(day: OpenDay, when: int | None = None) -> bool:
    """Whether hard work may be planned by the person's own week and what they moved in it.

    Args:
        when: the day that is asked about, today if left out.
    """
    asked, moves = day.state.day if when is None else when, day.state.moves
    if asked in moves.asked or asked in moves.freed:
        return asked in moves.asked
    return (asked - 1) % 7 in planned_weekdays(day)


def planned_weekdays(day: OpenDay) -> tuple[int, ...]:
    """The person's weekdays, thinned to the fewest that any limb's stage asks for."""
    limits = [o.course.stages[o.episode.gate.place].max_training_days for o in day.episodes]
    most = min((n for n in limits if n is not None), default=None)
    return planned_of(day.state.person.training_days, most)


class AdmittedLines(NamedTuple):
    """What the guard admitted, and what it refused with the rule."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    spares: tuple[Item, ...] = ()


def occasion_of(pack: Pack, day: OpenDay, person: PersonView) -> Occasion:
    """The week's last day is its extra one once the fewest hard days were had: with days that lie
    next to each other it is one of these itself, and key exercises come first."""
    days = planned_weekdays(day)
    minimum = pack.rules.calendar.min_training_days
    last = len(days) > minimum and (day.state.day - 1) % 7 == days[-1]
    extra = last and person.calendar.hard_count >= minimum
    hard = person.hard_rule is None and calendar_rule(pack.rules, person.calendar) is None
    return Occasion(is_training_day(day), extra, 0, person.isometrics_only, hard)


def choose_lines(
    written: PlanLines, day: OpenDay, person: PersonView, seats: list[Seat], occasion: Occasion
) -> AdmittedLines:
    """Take proposals in order until exercises or minutes are full; each passes the guard."""
    pack = written.pack
    ranked: list[tuple[tuple[int, ...], Proposal]] = []
    for nth, seat in enumerate(seats):
        today = occasion._replace(flare_day=seat.view.flare_day)
        proposals = propose(seat.opened.course, seat.opened, seat.place, today)
        ranked += [((*proposal.order, nth), proposal) for proposal in proposals]
    ranked.sort(key=lambda entry: entry[0])
    limit, seconds = _room(day, seats)
    names = list(dict.fromkeys(p.candidate.exercise.id for _, p in ranked))
    items, left_out, person = _run_first(written, person, seats, names)
    if items:
        limit = min(limit, pack.rules.calendar.exercises_beside_run)
    spares: tuple[Item, ...] = ()
    for exercise in (name for name in names if not _is_run(pack, name)):
        lines, refused = _lines(written, person, seats, exercise)
        left_out += refused
        cost = sum(line.seconds + line.rest_s for line in lines)
        if lines and limit > 0 and cost <= seconds:
            items += lines
            limit, seconds = limit - 1, seconds - cost
        elif lines and not spares:
            spares = tuple(lines)
        if limit == 0 and spares:
            break
    return AdmittedLines(tuple(items), tuple(left_out), spares)


def _is_run(pack: Pack, exercise: str) -> bool:
    return pack.load_classes[pack.exercises[exercise].load_class].run


def _run_first(
    written: PlanLines, person: PersonView, seats: list[Seat], names: list[str]
) -> tuple[list[Item], list[LeftOut], PersonView]:
    """The one run of a day; it comes on top of the person's minutes, as the warm-up does.

    When one must wait for its days apart, nothing else is fast today: a power day spent now would
    be missing when it is due (S14).
    """
    pack = written.pack
    left_out: list[LeftOut] = []
    for exercise in (name for name in names if _is_run(pack, name)):
        lines, refused = _lines(written, person, seats, exercise)
        left_out += refused
        if lines:
            return lines, left_out, person
        if any(x.reason.rule == days_apart_rule(exercise) for x in refused):
            person = _without_power(pack, person)
    return [], left_out, person


def _without_power(pack: Pack, person: PersonView) -> PersonView:
    most = pack.rules.calendar.max_power_in_window
    return person._replace(calendar=person.calendar._replace(power_count=most))


def _room(day: OpenDay, seats: list[Seat]) -> tuple[int, float]:
    """How many exercises and seconds today's session may have."""
    stages = [seat.opened.course.stages[seat.place] for seat in seats]
    lowest = min(stages, key=lambda s: s.number)
    early = any(
        seat.opened.episode.exercise_days < seat.opened.course.stages[seat.place].first_days
        for seat in seats
    )
    limit = min(s.max_exercises for s in stages)
    if early and lowest.first_days_max_exercises is not None:
        limit = min(limit, lowest.first_days_max_exercises)
    minutes = day.state.person.minutes
    own = lowest.max_minutes if len(seats) == 1 else lowest.max_minutes_two_limbs
    if own is not None:
        minutes = min(minutes, own)
    return limit, minutes * 60.0


def _lines(
    written: PlanLines, person: PersonView, seats: list[Seat], exercise: str
) -> tuple[list[Item], list[LeftOut]]:
    """All sides of one exercise that the guard admits today."""
    pack = written.pack
    two_leg = pack.exercises[exercise].legs == "both"
    lines: list[Item] = []
    refused: list[LeftOut] = []
    for side, group in _sides(seats, exercise, two_leg=two_leg):
        outcome = _admit_group(pack, person, group, exercise, side)
        if isinstance(outcome, Denied):
            refused.append(LeftOut(exercise, side, reason(pack, outcome.rule)))
        else:
            seat, dose, ladder = outcome
            opened = [one.opened for one in group]
            dose = with_own_load(pack, opened, ladder_key(exercise, side), dose)
            rungs = seat.opened.course.rungs[exercise]
            lines.append(written.item(pack.exercises[exercise], rungs, side, ladder, dose))
    return lines, refused


def _sides(seats: list[Seat], exercise: str, *, two_leg: bool) -> list[tuple[str, list[Seat]]]:
    """Sides to work and the episodes that each concerns."""
    if two_leg:
        return [("both", seats)]
    sides: list[tuple[str, list[Seat]]] = []
    for seat in seats:
        course = seat.opened.course
        if not _knows(seat, exercise):
            continue
        first = course.stages[seat.place].daily
        sides += [(side, [seat]) for side in ((course.kind.limb,) if first else course.sides)]
    return sides


def _knows(seat: Seat, exercise: str) -> bool:
    return _candidate(seat, exercise) is not None


def _candidate(seat: Seat, exercise: str) -> Candidate | None:
    course = seat.opened.course
    return candidate_at(course, seat.place, exercise) or course.by_id[0].get(exercise)


def _admit_group(
    pack: Pack, person: PersonView, group: list[Seat], exercise: str, side: str
) -> Denied | tuple[Seat, Dose, Ladder]:
    """Admit for every episode concerned; two-leg work follows the lower of two."""
    lowest: tuple[Seat, Dose, Ladder] | None = None
    key = ladder_key(exercise, side)
    for seat in group:
        candidate = _candidate(seat, exercise)
        if candidate is None:
            return Denied(Mechanism.OTHER_LIMB)
        ladder = seat.opened.episode.ladders.get(key, FRESH)
        rungs = seat.opened.course.rungs[exercise]
        cap = _lead_cap(pack, seat, exercise, side)
        request = Request(candidate, candidate.load_class, key, ladder, rungs, cap)
        dose = admit(pack.rules, person, seat.view, request)
        if isinstance(dose, Denied):
            return dose
        if lowest is None or dose.level < lowest[1].level:
            lowest = (seat, dose, ladder)
    return lowest if lowest is not None else Denied(Mechanism.OTHER_LIMB)


def _lead_cap(pack: Pack, seat: Seat, exercise: str, side: str) -> int | None:
    """The good leg stays within the pack's lead of the involved one."""
    kind = seat.opened.course.kind
    if not kind.alone or side in ("both", kind.limb):
        return None
    involved = seat.opened.episode.ladders.get(ladder_key(exercise, kind.limb), FRESH)
    return involved.level + pack.rules.ladder.good_leg_lead


def adjuncts_of(written: PlanLines, person: PersonView, seats: list[Seat]) -> tuple[Item, ...]:
    """Stretches that are open, outside the count of exercises and minutes."""
    if not any(seat.view.stretch_open for seat in seats):
        return ()
    ids: list[str] = []
    for seat in seats:
        for candidate in seat.opened.course.candidates[seat.place]:
            if candidate.exercise.adjunct and candidate.exercise.id not in ids:
                ids.append(candidate.exercise.id)
    items: list[Item] = []
    for exercise in ids:
        lines, _ = _lines(written, person, seats, exercise)
        items += lines
    return tuple(items)


def is_power_item(pack: Pack, item: Item) -> bool:
    """Whether a line of a plan makes a power day."""
    load_class = pack.load_classes[item.load_class]
    return is_power(pack.rules.calendar, load_class, item.effort_percent)
