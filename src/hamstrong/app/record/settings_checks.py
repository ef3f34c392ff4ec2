"""Settings checks of an enrolment or a change: days, minutes, kit, time for the key exercises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.errors import Fault
from hamstrong.app.record.name_checks import name_faults
from hamstrong.engine.capacity.minutes_needed import enough_minutes
from hamstrong.engine.capacity.shortfall import Shortfall
from hamstrong.engine.course.path import path_of
from hamstrong.engine.facts import Enrolled, SettingsChanged
from hamstrong.engine.training_days import WEEK, days_apart
from hamstrong.lint.capacity import CapacityCase, course_of, shortfalls
from hamstrong.lint.capacity_pairs import pair_shortfalls
from hamstrong.protocol.model import Pack


def enrolment_faults(pack: Pack, fact: Enrolled, place: str) -> Iterator[Fault]:
    """Every fault of an enrolment's choices, and whether they leave time for the programme."""
    found = [*_limb_faults(fact, place), *choice_faults(pack, fact, place)]
    yield from found
    if not found:
        begun = dict.fromkeys((limb.track for limb in fact.limbs), 0)
        yield from capacity_faults(pack, begun, len(fact.limbs), fact, place)


def settings_faults(
    pack: Pack, carried: FoldedDiary, fact: SettingsChanged, place: str
) -> Iterator[Fault]:
    """Every fault of the settings as they would be after the change."""
    person, episodes = carried.fold.live.person, carried.fold.live.episodes
    if not episodes:
        yield Fault("no plan", place, "settings belong to a plan", "enrol first: hamstrong start")
        return
    merged = Enrolled(
        limbs=(),
        goal=person.goal if fact.goal is None else fact.goal,
        training_days=person.training_days if fact.training_days is None else fact.training_days,
        minutes=person.minutes if fact.minutes is None else fact.minutes,
        kit=tuple(person.kit) if fact.kit is None else fact.kit,
        traits=tuple(person.traits) if fact.traits is None else fact.traits,
        options=tuple(person.options) if fact.options is None else fact.options,
    )
    found = list(choice_faults(pack, merged, place))
    yield from found
    if not found:
        begun = {e.kind.track: path_of(pack, e.kind, person)[e.gate.place] for e in episodes}
        yield from capacity_faults(pack, begun, len(episodes), merged, place)


def _limb_faults(fact: Enrolled, place: str) -> Iterator[Fault]:
    names = [limb.limb for limb in fact.limbs]
    if not names or len(set(names)) != len(names):
        rule = "one leg, or each of two legs once"
        yield Fault(f"{len(names)} legs", f"{place}.limbs", rule, "name each leg once")


def choice_faults(pack: Pack, fact: Enrolled, place: str) -> Iterator[Fault]:
    """Faults of goal, days, minutes, kit, traits and options, each by itself."""
    yield from name_faults(pack, fact, place)
    yield from _day_faults(pack, fact, f"{place}.training_days")
    if fact.minutes not in pack.minutes_offered:
        offered = ", ".join(map(str, pack.minutes_offered))
        rule = f"minutes a session must be one of {offered}"
        yield Fault(f"{fact.minutes}", f"{place}.minutes", rule, "choose one of them")


def _day_faults(pack: Pack, fact: Enrolled, place: str) -> Iterator[Fault]:
    rules, days = pack.rules.calendar, fact.training_days
    low, high = rules.min_training_days, rules.max_training_days
    step = "choose days such as Monday and Thursday (0 is Monday, 6 Sunday)"
    if any(day not in range(7) for day in days) or len(set(days)) != len(days):
        yield Fault(f"{list(days)!r:.40}", place, "each weekday once, from 0 to 6", step)
    elif not low <= len(days) <= high:
        rule = f"from {low} to {high} days a week"
        yield Fault(f"{len(days)} days", place, rule, step)
    elif not has_rest_between(days, rules.min_hard_spacing_days):
        rule = "two of the days need a rest day between them, around the week's end too"
        yield Fault(f"{sorted(days)}", place, rule, step)
    elif not has_rest_between(days, days_apart(pack, fact.goal)):
        rule = f"for {fact.goal} two of the days lie {_apart(pack, fact.goal)} days apart"
        yield Fault(f"{sorted(days)}", place, rule, step)


def _apart(pack: Pack, goal: str) -> str:
    spacing = days_apart(pack, goal)
    return " or ".join(str(days) for days in range(spacing, WEEK - spacing + 1))


def has_rest_between(days: tuple[int, ...], spacing: int) -> bool:
    """Whether two of these weekdays lie at least `spacing` days apart both ways round."""
    return any(spacing <= (b - a) % WEEK <= WEEK - spacing for a in days for b in days if a != b)


def capacity_faults(
    pack: Pack, begun: Mapping[str, int], limbs: int, fact: Enrolled, place: str
) -> Iterator[Fault]:
    """Stages in which the key exercises do not fit twice a week.

    Too few minutes for a stage that is still to come are none: the plan says from when it takes
    more, and the gate asks for them.

    Args:
        begun: the stage of each track that is trained in now, 0 before the first day.
    """
    choices = [
        CapacityCase(
            track=track,
            goal=fact.goal,
            limbs=limbs,
            days=len(set(fact.training_days)),
            minutes=fact.minutes,
            kit=frozenset(fact.kit),
            traits=frozenset(fact.traits),
        )
        for track in sorted(begun)
    ]
    found = [
        shortfall
        for choice in choices
        for shortfall in shortfalls(pack, choice)
        if not _is_asked_later(pack, choice, shortfall, begun[choice.track])
    ]
    for one, other in pairwise(choices):
        found += pair_shortfalls(pack, one, other.track)
    for shortfall in dict.fromkeys(found):
        yield _capacity_fault(shortfall, fact, place)


def _is_asked_later(pack: Pack, choice: CapacityCase, shortfall: Shortfall, begun: int) -> bool:
    """Whether a gate on the way asks for the minutes that are lacking."""
    if shortfall.kind != "minutes" or enough_minutes(pack, shortfall.needs) is None:
        return False
    return shortfall.stage > max(begun, course_of(pack, choice, "left").path[0])


def _capacity_fault(shortfall: Shortfall, fact: Enrolled, place: str) -> Fault:
    names = ", ".join(shortfall.names)
    if shortfall.kind == "out_of_reach":
        rule = f"stage {shortfall.stage} needs {names}, which this equipment does not allow"
        step = "add what is missing, or choose another goal"
        return Fault(f"kit of {len(fact.kit)}", f"{place}.kit", rule, step)
    if shortfall.kind == "slots":
        rule = f"stage {shortfall.stage} needs {shortfall.needs:g} exercises a day ({names})"
        value = f"{len(fact.training_days)} days"
        return Fault(value, f"{place}.training_days", rule, "add a day")
    rule = f"stage {shortfall.stage} needs {shortfall.needs:g} minutes a session ({names})"
    return Fault(f"{fact.minutes} minutes", f"{place}.minutes", rule, "offer more minutes or days")
