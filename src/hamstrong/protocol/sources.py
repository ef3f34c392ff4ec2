"""Sources of every claim of a pack: they exist, and it claims no more than they bear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from hamstrong.protocol.draft import PackDraft, unresolved
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.grades import DEFAULT_GRADE, SEEN, best_grade, borne_by, is_within
from hamstrong.protocol.model import Fact, Provenance
from hamstrong.protocol.notation import Origin

EXPERT = "expert"


def check_sources(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Unknown sources, missing sources, and letters that no source bears."""
    known = draft.ids("evidence/facts") | {EXPERT}
    facts = _facts(draft)
    for origin in draft.origins:
        place = origin.place.at("sources")
        yield from unresolved(place, origin.sources, known, what="facts in evidence.yaml")
        if not origin.sources:
            yield UnplacedFault(
                place, "no-sources", "at least one evidence id, article row or expert"
            )
        elif draft.evidence:
            yield from _overclaims(origin, facts)
    yield from _fact_grades(draft)
    yield from _published(draft)
    yield from _works(draft)
    yield from _cards(draft)


def fill_grades(draft: PackDraft) -> None:
    """Where sources stand without a letter and all were seen, write the one that they bear."""
    facts = _facts(draft)
    for tree in draft.trees.values():
        # An exercise has sources of its own but is no claim: its rungs are.
        for value in tree.values() if isinstance(tree, dict) else ():
            _fill(value, facts)


def provenance(draft: PackDraft) -> dict[str, Provenance]:
    """Where every rule comes from, by rule id; a second of the same id gets `.2` behind it."""
    facts = _facts(draft)
    found: dict[str, Provenance] = {}
    for origin in draft.origins:
        grade = origin.grade or best_grade(origin.sources, facts)
        name, again = origin.rule, 1
        while name in found:
            again += 1
            name = f"{origin.rule}.{again}"
        found[name] = Provenance(name, origin.value, origin.sources, grade)
    return dict(sorted(found.items()))


def _facts(draft: PackDraft) -> Mapping[str, Fact]:
    return draft.evidence.facts if draft.evidence else {}


def _overclaims(origin: Origin, facts: Mapping[str, Fact]) -> Iterator[UnplacedFault]:
    """A letter is claimed only where some source bears it: above D one that was seen."""
    borne = best_grade(origin.sources, facts)
    if origin.grade is not None and not is_within(origin.grade, borne):
        expected = f"grade: {borne}, the best letter that its sources bear"
        yield UnplacedFault(origin.place.at("grade"), "overclaimed", expected, origin.grade)


def _fill(node: object, facts: Mapping[str, Fact]) -> None:
    if isinstance(node, dict):
        sources = node.get("sources")
        if isinstance(sources, list) and _all_seen(sources, facts):
            node.setdefault("grade", best_grade([str(source) for source in sources], facts))
        for value in node.values():
            _fill(value, facts)
    elif isinstance(node, list):
        for value in node:
            _fill(value, facts)


def _all_seen(sources: list[object], facts: Mapping[str, Fact]) -> bool:
    known = [facts.get(str(source)) for source in sources]
    return bool(known) and all(fact is not None and fact.status in SEEN for fact in known)


def _fact_grades(draft: PackDraft) -> Iterator[UnplacedFault]:
    """What a fact says that it bears fits the way in which it was seen."""
    for fact in _facts(draft).values():
        if fact.grade != DEFAULT_GRADE and borne_by(fact) != fact.grade:
            expected = f"grade: {borne_by(fact)}, since its status is {fact.status}"
            place = PackPlace("evidence.yaml", ("facts", fact.id, "grade"))
            yield UnplacedFault(place, "overclaimed", expected, fact.grade)


def _published(draft: PackDraft) -> Iterator[UnplacedFault]:
    """A published dose is that of a fact that was seen."""
    facts, known = _facts(draft), draft.ids("evidence/facts")
    for place, exercise in draft.exercises():
        here = place.at("published")
        yield from unresolved(here, exercise.published, known, what="facts in evidence.yaml")
        for name in exercise.published:
            if name in facts and facts[name].status not in SEEN:
                yield UnplacedFault(here, "not-seen", "a fact of status V or V2", name)


def _works(draft: PackDraft) -> Iterator[UnplacedFault]:
    known = draft.ids("works/works")
    for fact in draft.evidence.facts.values() if draft.evidence else ():
        place = PackPlace("evidence.yaml", ("facts", fact.id, "works"))
        yield from unresolved(place, fact.works, known, what="works in works.yaml")


def _cards(draft: PackDraft) -> Iterator[UnplacedFault]:
    known = draft.ids("evidence/facts")
    for card in draft.advice.cards.values() if draft.advice else ():
        place = PackPlace("advice.yaml", ("cards", card.id))
        for key in ("facts", "unconfirmed", "rows"):
            names = getattr(card, key)
            yield from unresolved(place.at(key), names, known, what="facts in evidence.yaml")
