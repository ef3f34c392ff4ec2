"""Every claim of a pack names sources that exist, and claims no more than they bear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hamstrong.protocol.draft import PackDraft, unresolved
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Fact, Provenance
from hamstrong.protocol.notation import Origin

EXPERT = "expert"
_SEEN = frozenset({"V", "V2"})
_UNCONFIRMED = frozenset({"R", "expert"})


def check_sources(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Unknown sources, missing sources, and claims of confirmation that no source bears."""
    known = draft.ids("evidence/facts") | {EXPERT}
    statuses = _statuses(draft.evidence.facts if draft.evidence else {})
    for origin in draft.origins:
        place = origin.place.at("sources")
        yield from unresolved(place, origin.sources, known, what="facts in evidence.yaml")
        if not origin.sources:
            yield UnplacedFault(
                place, "no-sources", "at least one evidence id, article row or expert"
            )
        elif draft.evidence:
            yield from _overclaims(origin, statuses)
    yield from _works(draft)
    yield from _cards(draft)


def default_confirmed(sources: Iterable[str], statuses: Mapping[str, str]) -> bool:
    """Whether a claim that does not say so counts as confirmed: some source was seen."""
    return any(statuses.get(source, "R") not in _UNCONFIRMED for source in sources)


def fill_confirmed(draft: PackDraft) -> None:
    """Where sources stand without `confirmed` and all were seen, write what follows from them."""
    statuses = _statuses(draft.evidence.facts if draft.evidence else {})
    for tree in draft.trees.values():
        # An exercise has sources of its own but is no claim: its rungs are.
        for value in tree.values() if isinstance(tree, dict) else ():
            _fill(value, statuses)


def provenance(draft: PackDraft) -> dict[str, Provenance]:
    """Where every rule comes from, by rule id; a second of the same id gets `.2` behind it."""
    statuses = _statuses(draft.evidence.facts if draft.evidence else {})
    found: dict[str, Provenance] = {}
    for origin in draft.origins:
        confirmed = origin.confirmed
        if confirmed is None:
            confirmed = default_confirmed(origin.sources, statuses)
        name, again = origin.rule, 1
        while name in found:
            again += 1
            name = f"{origin.rule}.{again}"
        found[name] = Provenance(name, origin.value, origin.sources, confirmed)
    return dict(sorted(found.items()))


def _statuses(facts: Mapping[str, Fact]) -> dict[str, str]:
    return {**{fact.id: str(fact.status) for fact in facts.values()}, EXPERT: "expert"}


def _overclaims(origin: Origin, statuses: Mapping[str, str]) -> Iterator[UnplacedFault]:
    place = origin.place.at("confirmed")
    bearing = default_confirmed(origin.sources, statuses)
    if origin.confirmed and not bearing:
        expected = "confirmed: false, because its sources are recalled or expert opinion only"
        yield UnplacedFault(place, "overclaimed", expected, value=True)


def _fill(node: object, statuses: Mapping[str, str]) -> None:
    if isinstance(node, dict):
        sources = node.get("sources")
        if isinstance(sources, list) and _all_seen(sources, statuses):
            node.setdefault("confirmed", True)
        for value in node.values():
            _fill(value, statuses)
    elif isinstance(node, list):
        for value in node:
            _fill(value, statuses)


def _all_seen(sources: list[object], statuses: Mapping[str, str]) -> bool:
    return bool(sources) and all(statuses.get(str(source)) in _SEEN for source in sources)


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
