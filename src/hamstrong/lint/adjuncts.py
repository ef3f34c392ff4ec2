"""An adjunct is never a session: none of its classes counts, and no criterion asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hamstrong.protocol.criteria import CleanSessions, Criterion, Repetitions, RungClean
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Exercise, LoadClass

_COUNTED = ("hard", "strength", "power", "isometric", "run")


def check_adjuncts(
    exercises: Mapping[str, Exercise],
    load_classes: Mapping[str, LoadClass],
    criteria: Mapping[str, Criterion],
) -> Iterator[UnplacedFault]:
    """A finding for each adjunct that a rule or a criterion would count as work."""
    adjuncts = {e.id: e for e in exercises.values() if e.adjunct}
    classes = {e.load_class for e in adjuncts.values()}
    for exercise in adjuncts.values():
        known = load_classes.get(exercise.load_class)
        counts = [name for name in _COUNTED if known is not None and getattr(known, name)]
        if counts:
            place = PackPlace(f"exercises/{exercise.id}.yaml", ("load_class",))
            expected = f"a class that is not {' or '.join(counts)}, since this is an adjunct"
            yield UnplacedFault(place, "adjunct", expected, exercise.load_class)
    for criterion in criteria.values():
        place = PackPlace("gates.yaml", ("criteria", criterion.id))
        expected = "work that is not an adjunct's, since an adjunct opens nothing"
        if isinstance(criterion, RungClean | Repetitions) and criterion.exercise in adjuncts:
            yield UnplacedFault(place.at("exercise"), "adjunct", expected, criterion.exercise)
        if isinstance(criterion, CleanSessions) and criterion.load_class in classes:
            yield UnplacedFault(place.at("load_class"), "adjunct", expected, criterion.load_class)
