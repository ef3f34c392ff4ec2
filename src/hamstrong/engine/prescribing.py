"""Compose today's decision: refuse, or choose, guard, dose and explain."""

from __future__ import annotations

from typing import NamedTuple

from hamstrong.engine.asking import asks_today
from hamstrong.engine.chooser import FRESH, Occasion, Proposal, propose
from hamstrong.engine.course import Candidate, candidate_at
from hamstrong.engine.day import OpenDay
from hamstrong.engine.decisions import (
    Decision,
    Item,
    LeftOut,
    Prescription,
    Reason,
    StepBack,
)
from hamstrong.engine.dosing import easy_set, make_item
from hamstrong.engine.easy_today import easy_run_today
from hamstrong.engine.evidence import reason
from hamstrong.engine.guard import (
    Denied,
    Dose,
    LimbView,
    PersonView,
    Request,
    admit,
    calendar_rule,
)
from hamstrong.engine.ladder import HALF_LEVEL, Ladder
from hamstrong.engine.morning import Verdict
from hamstrong.engine.opening import OpenedEpisode
from hamstrong.engine.refusing import refuse
from hamstrong.engine.results import read_work
from hamstrong.engine.runs import is_power
from hamstrong.engine.state import ladder_key
from hamstrong.engine.testing import offers
from hamstrong.engine.unlocks import unlock
from hamstrong.engine.views import effective_index, limb_view, person_view
from hamstrong.engine.weekdays import planned_of
from hamstrong.protocol.model import Pack


class Seat(NamedTuple):
    """One episode at the table: its view, its place on the path and its proposals."""

    opened: OpenedEpisode
    view: LimbView
    place: int


def decide(pack: Pack, day: OpenDay) -> Decision:
    """Today's decision for the open day."""
    refusal = refuse(pack, day)
    if refusal is not None:
        return refusal
    person = person_view(pack, day)
    seats = [_seat(pack, day, opened) for opened in day.episodes]
    occasion = _occasion(pack, day, person)
    chosen = _choose(pack, day, person, seats, occasion)
    adjuncts = _adjuncts(pack, person, seats)
    return _prescription(pack, day, person, seats, chosen, adjuncts, occasion)


def _seat(pack: Pack, day: OpenDay, opened: OpenedEpisode) -> Seat:
    work = read_work(pack, opened, day.read)
    index = effective_index(day, opened.course, opened)
    return Seat(opened, limb_view(day, opened, work), index)


class Chosen(NamedTuple):
    """What the guard admitted, and what it refused with the rule."""

    items: tuple[Item, ...]
    left_out: tuple[LeftOut, ...]
    spares: tuple[Item, ...] = ()


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


def _occasion(pack: Pack, day: OpenDay, person: PersonView) -> Occasion:
    """The week's last day is its extra one once the fewest hard days were had: with days that lie
    next to each other it is one of these itself, and key exercises come first (RULES 9)."""
    days = planned_weekdays(day)
    minimum = pack.rules.calendar.min_training_days
    last = len(days) > minimum and (day.state.day - 1) % 7 == days[-1]
    extra = last and person.calendar.hard_count >= minimum
    return Occasion(is_training_day(day), extra, 0, person.isometrics_only)


def _choose(
    pack: Pack, day: OpenDay, person: PersonView, seats: list[Seat], occasion: Occasion
) -> Chosen:
    """Take proposals in order until exercises or minutes are full; each passes the guard."""
    ranked: list[tuple[tuple[int, ...], Proposal]] = []
    for nth, seat in enumerate(seats):
        today = occasion._replace(flare_day=seat.view.flare_day)
        proposals = propose(seat.opened.course, seat.opened, seat.place, today)
        ranked += [((*proposal.order, nth), proposal) for proposal in proposals]
    ranked.sort(key=lambda entry: entry[0])
    limit, seconds = _room(day, seats)
    names = list(dict.fromkeys(p.candidate.exercise.id for _, p in ranked))
    items, left_out, person = _run_first(pack, person, seats, names)
    if items:
        limit = min(limit, pack.rules.calendar.exercises_beside_run)
    spares: tuple[Item, ...] = ()
    for exercise in (name for name in names if not _is_run(pack, name)):
        lines, refused = _lines(pack, person, seats, exercise)
        left_out += refused
        cost = sum(line.seconds + line.rest_s for line in lines)
        if lines and limit > 0 and cost <= seconds:
            items += lines
            limit, seconds = limit - 1, seconds - cost
        elif lines and not spares:
            spares = tuple(lines)
        if limit == 0 and spares:
            break
    return Chosen(tuple(items), tuple(left_out), spares)


def _is_run(pack: Pack, exercise: str) -> bool:
    return pack.load_classes[pack.exercises[exercise].load_class].run


def _run_first(
    pack: Pack, person: PersonView, seats: list[Seat], names: list[str]
) -> tuple[list[Item], list[LeftOut], PersonView]:
    """The one run of a day; it comes on top of the person's minutes, as the warm-up does.

    When one must wait for its days apart, nothing else is fast today: a power day spent now would
    be missing when it is due (S14).
    """
    left_out: list[LeftOut] = []
    for exercise in (name for name in names if _is_run(pack, name)):
        lines, refused = _lines(pack, person, seats, exercise)
        left_out += refused
        if lines:
            return lines, left_out, person
        if any(x.reason.rule == f"exercise.{exercise}.days_apart" for x in refused):
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
    pack: Pack, person: PersonView, seats: list[Seat], exercise: str
) -> tuple[list[Item], list[LeftOut]]:
    """All sides of one exercise that the guard admits today."""
    two_leg = pack.exercises[exercise].legs == "both"
    lines: list[Item] = []
    refused: list[LeftOut] = []
    for side, group in _sides(seats, exercise, two_leg=two_leg):
        outcome = _admit_group(pack, person, group, exercise, side)
        if isinstance(outcome, Denied):
            refused.append(LeftOut(exercise, side, reason(pack, outcome.rule)))
        else:
            seat, dose, ladder = outcome
            rungs = seat.opened.course.rungs[exercise]
            lines.append(make_item(pack, pack.exercises[exercise], rungs, side, ladder, dose))
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
            return Denied("limb.other")
        ladder = seat.opened.episode.ladders.get(key, FRESH)
        rungs = seat.opened.course.rungs[exercise]
        cap = _lead_cap(pack, seat, exercise, side)
        request = Request(candidate, candidate.load_class, key, ladder, rungs, cap)
        dose = admit(pack.rules, person, seat.view, request)
        if isinstance(dose, Denied):
            return dose
        if lowest is None or dose.level < lowest[1].level:
            lowest = (seat, dose, ladder)
    return lowest if lowest is not None else Denied("limb.other")


def _lead_cap(pack: Pack, seat: Seat, exercise: str, side: str) -> int | None:
    """The good leg stays within the pack's lead of the involved one."""
    kind = seat.opened.course.kind
    if not kind.alone or side in ("both", kind.limb):
        return None
    involved = seat.opened.episode.ladders.get(ladder_key(exercise, kind.limb), FRESH)
    return involved.level + pack.rules.ladder.good_leg_lead


def _adjuncts(pack: Pack, person: PersonView, seats: list[Seat]) -> tuple[Item, ...]:
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
        lines, _ = _lines(pack, person, seats, exercise)
        items += lines
    return tuple(items)


def _prescription(
    pack: Pack,
    day: OpenDay,
    person: PersonView,
    seats: list[Seat],
    chosen: Chosen,
    adjuncts: tuple[Item, ...],
    occasion: Occasion,
) -> Prescription:
    items = chosen.items
    warm_up = _warm_up(pack, seats, items)
    easy = _easy_sets(pack, seats, items) if warm_up else ()
    seconds = sum(item.seconds + item.rest_s for item in (*easy, *items))
    stages = tuple((s.opened.course.kind.limb, s.view.stage) for s in seats)
    return Prescription(
        day=day.state.day,
        stages=stages,
        items=items,
        adjuncts=adjuncts,
        warm_up_minutes=warm_up,
        minutes=warm_up + int(-(-seconds // 60)),
        reasons=_reasons(pack, day, person, seats, occasion),
        left_out=chosen.left_out,
        asks=asks_today(pack, day),
        step_back=_steps_back(seats, items),
        unlocks=tuple(u for s in seats if (u := unlock(pack, day, s.opened)) is not None),
        advice=_advice(pack, day, seats),
        flare_day=max((s.view.flare_day for s in seats), default=0),
        started=day.read.started,
        spares=chosen.spares,
        easy_sets=easy,
        easy_run=easy_run_today(pack, day, person, [(s.opened, s.view) for s in seats]),
        tests=offers(pack, day, training=occasion.training),
    )


def _warm_up(pack: Pack, seats: list[Seat], items: tuple[Item, ...]) -> int:
    stages = [seat.opened.course.stages[seat.place] for seat in seats]
    classes = [pack.load_classes[item.load_class] for item in items]
    if any(is_power_item(pack, item) for item in items):
        return max(s.power_warm_up_minutes for s in stages)
    if any(c.hard for c in classes):
        return max(s.warm_up_minutes for s in stages)
    return 0


def is_power_item(pack: Pack, item: Item) -> bool:
    """Whether a line of a plan makes a power day."""
    load_class = pack.load_classes[item.load_class]
    return is_power(pack.rules.calendar, load_class, item.effort_percent)


def _easy_sets(pack: Pack, seats: list[Seat], items: tuple[Item, ...]) -> tuple[Item, ...]:
    """After the walk one easy set of the first hard exercise, on each side that does it. A run
    has the walk alone."""
    classes = ((item, pack.load_classes[item.load_class]) for item in items)
    first = next((item for item, known in classes if known.hard and not known.run), None)
    if first is None:
        return ()
    stage = max(seat.opened.course.stages[seat.place].number for seat in seats)
    rule = f"stage.{stage}.warm_up_minutes"
    return tuple(easy_set(pack, item, rule) for item in items if item.exercise == first.exercise)


def _reasons(
    pack: Pack,
    day: OpenDay,
    person: PersonView,
    seats: list[Seat],
    occasion: Occasion,
) -> tuple[Reason, ...]:
    """Why the plan is what it is: the day first, then each limb."""
    found: list[Reason] = []
    if person.nothing_rule is not None:
        found.append(reason(pack, person.nothing_rule, ("pain_now", day.read.worst_pain_now)))
    elif person.isometrics_only:
        found.append(
            reason(pack, "pain.before_isometrics_only", ("pain_now", day.read.worst_pain_now))
        )
    rule = person.hard_rule or calendar_rule(pack.rules, person.calendar)
    if rule is not None:
        found.append(reason(pack, rule, ("hard_days", person.calendar.hard_count)))
    found.append(reason(pack, "day.training" if occasion.training else "day.rest"))
    for seat in seats:
        found += _limb_reasons(pack, seat)
    return tuple(found)


def _limb_reasons(pack: Pack, seat: Seat) -> list[Reason]:
    limb = seat.opened.course.kind.limb
    found = [
        reason(
            pack,
            f"track.{seat.opened.course.track.id}.first_stage",
            ("limb", limb),
            ("stage", seat.view.stage),
        )
    ]
    if seat.view.blocked_rule is not None:
        found.append(reason(pack, seat.view.blocked_rule, ("limb", limb)))
    if seat.view.flare_day:
        found.append(
            reason(pack, "flare.path_days", ("limb", limb), ("flare_day", seat.view.flare_day))
        )
    morning = seat.opened.morning
    if morning.asked:
        found.append(
            reason(
                pack, "morning.pass_max", ("limb", limb), ("verdict", morning.verdict.name.lower())
            )
        )
    if seat.opened.gap.band:
        found.append(reason(pack, "gap.bands.4", ("limb", limb), ("band", seat.opened.gap.band)))
    if seat.opened.episode.monitors.frozen:
        kind = seat.opened.episode.monitors.frozen
        found.append(reason(pack, "referral.stall_factor", ("limb", limb), ("frozen", kind)))
    return found


def _steps_back(seats: list[Seat], items: tuple[Item, ...]) -> tuple[StepBack, ...]:
    """Every strictly lower choice (S11): a rung, a stage, or rest at the bottom."""
    found: list[StepBack] = []
    for seat in seats:
        limb = seat.opened.course.kind.limb
        for item in items:
            if item.side not in ("both", limb) and not seat.opened.course.kind.alone:
                continue
            ladders = seat.opened.episode.ladders
            level = ladders.get(ladder_key(item.exercise, item.side), FRESH).level
            to = "left_out" if level == HALF_LEVEL else _rung_below(seat, item.exercise, level)
            found.append(StepBack("exercise", limb, item.exercise, to))
        if seat.opened.episode.gate.place > 0:
            below = seat.opened.course.path[seat.opened.episode.gate.place - 1]
            found.append(StepBack("stage", limb, "", str(below)))
        else:
            found.append(StepBack("rest", limb, "", "rest"))
    return tuple(found)


def _rung_below(seat: Seat, exercise: str, level: int) -> str:
    rungs = seat.opened.course.rungs[exercise]
    return "half_dose" if level <= 1 else rungs[min(level, len(rungs)) - 2].id


def _advice(pack: Pack, day: OpenDay, seats: list[Seat]) -> tuple[str, ...]:
    """Tips of the tracks (R-B3), and what today itself calls for: talk to a professional after a
    failed morning (R-H4), keep a day free of sport, or train twice this week (R-H1)."""
    tracks = {s.opened.course.track.id for s in seats}
    tips = [a.id for a in pack.advice.values() if a.kind == "tip" and set(a.tracks) & tracks]
    if any(s.opened.morning.verdict is Verdict.FAIL for s in seats):
        tips.append("failed_morning")
    if day.state.sport_blocked >= pack.rules.calendar.sport_blocks_days:
        tips.append("keep_a_day_free")
    if _heading_for_one(pack, day, seats):
        tips.append("twice_a_week")
    return tuple(tips)


def _heading_for_one(pack: Pack, day: OpenDay, seats: list[Seat]) -> bool:
    strength = [s.opened.episode.gap for s in seats if s.opened.episode.gap.strength]
    window = pack.rules.calendar.window_days // 2
    return (
        bool(strength) and day.calendar.hard_count <= 1 and all(g.idle > window for g in strength)
    )
