"""Adoption check: what replaces an earlier edition exists in the pack, and is no more than that."""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.protocol.adoption import Adoption, EarlierFlag
from hamstrong.protocol.draft import PackDraft, unresolved
from hamstrong.protocol.faults import PackPlace, UnplacedFault

_ADOPTION = PackPlace("adoption.yaml")


def check_adoption(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Faults of the earlier edition's rungs, exercises, names and flags."""
    adoption = draft.adoption
    if adoption is None:
        return
    yield from _rungs(adoption, draft)
    for name, now in adoption.exercises.items():
        here = _ADOPTION.at("exercises", name)
        yield from unresolved(here, now, draft.ids("exercises"), what="exercises")
        yield from _still_there(here, name, draft.ids("exercises"))
    for flag in adoption.flags.values():
        yield from _flag(flag, _ADOPTION.at("flags", flag.id), draft)


def _rungs(adoption: Adoption, draft: PackDraft) -> Iterator[UnplacedFault]:
    """Each earlier rung leads to a rung of this pack: never to a higher one of its own ladder."""
    ladders = {name: draft.rung_ids(name) for name in sorted(draft.ids("exercises"))}
    places = {rung: (name, at) for name, ids in ladders.items() for at, rung in enumerate(ids)}
    for earlier, now in adoption.replaces.items():
        here = _ADOPTION.at("replaces", earlier)
        yield from unresolved(here, now, frozenset(places), what="rungs")
        old, new = places.get(earlier), places.get(now)
        if old is not None and new is not None and old[0] == new[0] and new[1] > old[1]:
            yield UnplacedFault(here, "wrong-value", f"{earlier} or a rung below it", now)


def _still_there(place: PackPlace, name: str, known: frozenset[str]) -> Iterator[UnplacedFault]:
    if name in known:
        yield UnplacedFault(place, "wrong-value", "names that this pack no longer has", name)


def _flag(flag: EarlierFlag, place: PackPlace, draft: PackDraft) -> Iterator[UnplacedFault]:
    if not flag.when:
        yield UnplacedFault(place.at("when"), "asks-nothing", "at least one condition")
    known = draft.ids("triage/flags")
    if flag.now == "stands":
        yield from unresolved(place.at("flag"), flag.flag or "", known, what="flags")
    elif flag.flag is not None:
        rule = "no flag: what is asked again raises its own"
        yield UnplacedFault(place.at("flag"), "wrong-value", rule, flag.flag)
