"""Left-out work (S19), in lived days: what a person leaves out is lowered, whatever else they do;
what the plan itself leaves out is no gap."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from hamstrong.engine.course.gap_names import gap_names
from hamstrong.engine.state.action_gaps import gap_takes
from hamstrong.engine.state.ladder import START_LEVEL, planned_every
from hamstrong.engine.state.state import State, split_key
from hamstrong.proof.explore import Half
from hamstrong.proof.invariants.base import PAINLESS, Day, Proof, Violation, edges, violated
from hamstrong.proof.virtual_person import FIRST_DAY, Obedient
from hamstrong.protocol.model import LoadClass


class KindOfWork(NamedTuple):
    """A kind of work in words, and which load classes it has."""

    words: str
    is_of: Callable[[LoadClass], bool]


KINDS = (
    KindOfWork("strength", lambda load_class: load_class.strength),
    KindOfWork("running", lambda load_class: load_class.run),
)


def left_out_work_is_lowered(proof: Proof) -> Iterator[Violation]:
    """S19: whoever leaves out strength and goes on running, or leaves out running and goes on with
    strength, comes back to rungs as low as after an absence."""
    rules = proof.pack.rules.gap
    bands = [band for band in rules.bands if not band.restart]
    down, days = bands[-1].rungs_down, bands[-1].from_days + rules.spacing_max
    for day in _last_painless_days(proof):
        for kind in KINDS:
            before = _levels(proof, day.night, kind)
            after = _levels(proof, _without(proof, day, kind, days), kind)
            for key in sorted(before.keys() & after.keys()):
                proof.holds("S19")
                if after[key] > max(START_LEVEL, before[key] - down):
                    diary = (day.life, f"then {days} days without {kind.words}")
                    yield Violation("S19", f"{key} keeps its rungs", diary)
                    return


def planned_work_has_no_gap(proof: Proof) -> Iterator[Violation]:
    """S19: nobody who does all that is planned, without pain, loses a rung to a gap."""
    for day in proof.days:
        if not day.life.endswith(PAINLESS):
            continue
        for episode in day.state.episodes:
            course = proof.engine.course(episode.kind, day.state.person)
            spacing = course.spacings[episode.gate.place]
            for key, ladder in episode.ladders.items():
                proof.holds("S19")
                every = planned_every(course.ladders[split_key(key)[0]], ladder)
                names = gap_names(proof.pack, course, key)
                gaps = (episode.gaps[name].idle for name in names if name in episode.gaps)
                idle = max(gaps, default=0)
                if gap_takes(proof.pack.rules.gap, idle, max(spacing, every)).rungs:
                    nth = day.state.day - FIRST_DAY + 1
                    diary = (day.life, f"day {nth}: {idle} days idle")
                    yield Violation("S19", f"the plan makes a gap of {key}", diary)
                    return


def only_its_work_ends_a_missed_gap(proof: Proof) -> Iterator[Violation]:
    """S19: what was planned and not done is made up for by no plan without it."""
    for graph in proof.graphs("action_gap"):
        for edge in edges(graph, Half.EVENING):
            proof.holds("S19")
            missed = edge.before.missed and not edge.event.value.done
            if missed and edge.after.idle < edge.before.idle:
                yield violated("S19", "a missed gap ends without its work", graph, edge)
                break


def _last_painless_days(proof: Proof) -> Iterator[Day]:
    """The last day of every painless life."""
    yield from {day.life: day for day in proof.days if day.life.endswith(PAINLESS)}.values()


def _without(proof: Proof, day: Day, kind: KindOfWork, days: int) -> State:
    """The state after so many more days, in which all but one kind of work is done."""
    classes, exercises = proof.pack.load_classes, proof.pack.exercises
    person = Obedient(
        proof.engine,
        proof.engine.advance(day.night, day.night.day + 1),
        now=0,
        leaves_out=lambda name: kind.is_of(classes[exercises[name].load_class]),
    )
    for _ in person.live(days):
        pass
    return person.state


def _levels(proof: Proof, state: State, kind: KindOfWork) -> dict[str, int]:
    """This morning's levels of what each limb has done of one kind of work and its stage plans."""
    classes, exercises = proof.pack.load_classes, proof.pack.exercises
    return {
        f"{episode.kind.limb} {key}": ladder.level
        for episode, course in ((o.episode, o.course) for o in proof.engine.open(state).episodes)
        for key, ladder in episode.ladders.items()
        if ladder.idle >= 0 and split_key(key)[0] in course.by_id[episode.gate.place]
        if kind.is_of(classes[exercises[split_key(key)[0]].load_class])
    }
