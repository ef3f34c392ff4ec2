"""The triage forms hang together: screens, symptoms, terms of conditions, flags and tracks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import get_args

from hamstrong.protocol.draft import PackDraft, unresolved
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Condition, Flag, FormName, Screen, Symptom, Triage

_FILE = PackPlace("triage.yaml")
_FORMS = frozenset(get_args(FormName))
_TERM = re.compile(r"(?P<name>[a-z0-9_]+)(?:(?P<sign>=|>=|<=)(?P<value>[a-z0-9_]+))?")
_NUMBER_KINDS = frozenset({"nprs", "days", "years"})
_FORM = "form"
"""The name under which a condition reads which form is asked."""
_SIGNS = "signs"


def check_triage(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Every name in the forms that leads nowhere and every term that cannot be evaluated."""
    triage = draft.triage
    if triage is None:
        return
    yield from _screens(triage)
    yield from _pages(triage, draft)
    yield from _once(triage)
    for index, flag in enumerate(triage.flags):
        place = _FILE.at("flags", index)
        for position, condition in enumerate(flag.when):
            yield from _condition(place.at("when", position), condition, triage)
        known = draft.ids("advice/advice")
        yield from unresolved(place.at("advice"), flag.advice, known, what="advice")
    for index, rule in enumerate(triage.tracks):
        place = _FILE.at("tracks", index)
        tracks = draft.ids("pack/tracks")
        yield from unresolved(place.at("track"), rule.track, tracks, what="tracks")
        yield from _condition(place.at("when"), rule.when, triage)
    for index, trait_rule in enumerate(triage.traits):
        place = _FILE.at("traits", index)
        traits = draft.ids("pack/traits")
        yield from unresolved(place.at("trait"), trait_rule.trait, traits, what="traits")
        known = draft.ids("advice/advice")
        yield from unresolved(place.at("advice"), trait_rule.advice, known, what="advice")
        for position, condition in enumerate(trait_rule.when):
            yield from _condition(place.at("when", position), condition, triage)


def _screens(triage: Triage) -> Iterator[UnplacedFault]:
    symptoms = frozenset(symptom.id for symptom in triage.symptoms)
    for index, screen in enumerate(triage.screens):
        place = _FILE.at("screens", index)
        yield from unresolved(place.at("symptoms"), screen.symptoms, symptoms, what="symptoms")
        yield from unresolved(place.at("forms"), screen.forms, _FORMS, what="four forms")
        if (screen.kind == "list") != bool(screen.symptoms):
            yield UnplacedFault(
                place, "wrong-screen", "symptoms exactly where kind is list", screen.id
            )
        if (screen.kind == "choice") != bool(screen.options):
            yield UnplacedFault(
                place, "wrong-screen", "options exactly where kind is choice", screen.id
            )
        for key, terms in (("when", screen.when), ("when_any", screen.when_any)):
            for term in terms:
                yield from _term(place.at(key), term, triage)


def _pages(triage: Triage, draft: PackDraft) -> Iterator[UnplacedFault]:
    """A page is one run of questions, and every track says how long its way may be."""
    place, seen = _FILE.at("screens"), set[str]()
    for index, screen in enumerate(triage.screens):
        before = triage.screens[index - 1].shown_on if index else ""
        if screen.shown_on != before and screen.shown_on in seen:
            expected = "its questions in a row, so that it is one page"
            yield UnplacedFault(place.at(index, "page"), "split-page", expected, screen.shown_on)
        seen.add(screen.shown_on)
    tracks = draft.ids("pack/tracks")
    known = tracks | {_SIGNS}
    yield from unresolved(_FILE.at("max_pages"), tuple(triage.max_pages), known, what="tracks")
    for name in sorted(tracks - triage.max_pages.keys()):
        yield UnplacedFault(
            _FILE.at("max_pages"), "missing-key", f"the longest way to {name}", name
        )


def _once(triage: Triage) -> Iterator[UnplacedFault]:
    groups: Mapping[str, Sequence[Screen | Symptom | Flag]] = {
        "screens": triage.screens,
        "symptoms": triage.symptoms,
        "flags": triage.flags,
    }
    for key, items in groups.items():
        ids = [item.id for item in items]
        for index, name in enumerate(ids):
            if ids.count(name) > 1:
                yield UnplacedFault(
                    _FILE.at(key, index, "id"), "duplicate-key", "an id of its own", name
                )
    shown = {name for screen in triage.screens for name in screen.symptoms}
    for index, symptom in enumerate(triage.symptoms):
        if symptom.id not in shown:
            place = _FILE.at("symptoms", index)
            yield UnplacedFault(place, "never-asked", "a screen that offers it", symptom.id)


def _condition(place: PackPlace, condition: Condition, triage: Triage) -> Iterator[UnplacedFault]:
    if not condition.all and not condition.any and not condition.among:
        yield UnplacedFault(
            place, "empty-condition", "at least one term, so that nothing is not enough"
        )
    for term in condition.all:
        yield from _term(place.at("all"), term, triage)
    for index, group in enumerate(condition.any):
        for term in group:
            yield from _term(place.at("any", index), term, triage)
    if not 0 <= condition.at_least <= len(condition.among) or (
        bool(condition.at_least) != bool(condition.among)
    ):
        expected = "from 1 to the number of terms in `among`"
        yield UnplacedFault(place.at("at_least"), "wrong-count", expected, condition.at_least)
    for term in condition.among:
        yield from _term(place.at("among"), term, triage)


def _term(place: PackPlace, term: str, triage: Triage) -> Iterator[UnplacedFault]:
    match = _TERM.fullmatch(term)
    if match is None:
        yield UnplacedFault(
            place, "wrong-term", "symptom, question=value or question>=number", term
        )
        return
    name, sign, value = match.group("name", "sign", "value")
    if sign is None:
        known = frozenset(symptom.id for symptom in triage.symptoms)
        yield from unresolved(place, name, known, what="symptoms")
        return
    if name == _FORM:
        yield from unresolved(place, (value,), _FORMS, what="four forms")
        return
    screen = next((screen for screen in triage.screens if screen.id == name), None)
    if screen is None:
        yield UnplacedFault(place, "unresolved", "one of the screens of this pack", term)
    elif not _answers(screen, sign, value):
        yield UnplacedFault(place, "wrong-term", f"a value that {screen.id} can have", term)


def _answers(screen: Screen, sign: str, value: str) -> bool:
    if screen.kind in _NUMBER_KINDS:
        return value.isdigit()
    if sign != "=":
        return False
    return value in (("yes", "no") if screen.kind == "yes_no" else screen.options)
