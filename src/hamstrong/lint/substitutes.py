"""Substitutes of a criterion: none asks for fewer clean sessions up to its rung than it does."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.engine.course.availability import rungs_on
from hamstrong.protocol.criteria import Criterion, EitherRung, Repetitions, RungClean
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Pack


def check_substitutes(pack: Pack) -> Iterator[UnplacedFault]:
    """A finding for each substitute that is met sooner on some track that both concern."""
    for criterion in pack.criteria.values():
        for index, substitute in enumerate(criterion.substitutes):
            other = pack.criteria[substitute.criterion]
            for track in criterion.tracks or tuple(pack.tracks):
                asked = clean_sessions(pack, criterion, track)
                found = clean_sessions(pack, other, track)
                if asked is None or found is None or found >= asked:
                    continue
                place = PackPlace("gates.yaml", ("criteria", criterion.id, "substitutes"))
                expected = f"at least {asked} clean sessions on {track}, as {criterion.id} asks"
                yield UnplacedFault(place.at(index), "easy-substitute", expected, found)
                break


def clean_sessions(pack: Pack, criterion: Criterion, track: str) -> int | None:
    """Clean sessions from the lowest rung until a criterion is met, the quicker of two; None where
    it is no rung or has none on this track."""
    match criterion:
        case RungClean(exercise=exercise, rung=rung, times=times):
            sessions = _up_to(pack, exercise, rung, track)
            return None if sessions is None else sessions + times - 1
        case EitherRung(either=either):
            ways = (_up_to(pack, one.exercise, one.rung, track) for one in either)
            return min((way for way in ways if way is not None), default=None)
        case Repetitions(exercise=exercise, count=count):
            ladder = rungs_on(pack.exercises[exercise], track)
            enough = (r.id for r in ladder if (r.dosage.repetitions or 0) >= count)
            first = next(enough, None)
            return None if first is None else _before(pack, exercise, first, track) + 1
        case _:
            return None


def _up_to(pack: Pack, exercise: str, rung: str, track: str) -> int | None:
    """Clean sessions of all rungs up to one, itself included."""
    needed = pack.rules.ladder.clean_sessions
    for one in rungs_on(pack.exercises[exercise], track):
        if one.id == rung:
            own = one.clean_needed(track) or needed
            return _before(pack, exercise, rung, track) + own
    return None


def _before(pack: Pack, exercise: str, rung: str, track: str) -> int:
    sessions = 0
    for one in rungs_on(pack.exercises[exercise], track):
        if one.id == rung:
            return sessions
        sessions += one.clean_needed(track) or pack.rules.ladder.clean_sessions
    return sessions
