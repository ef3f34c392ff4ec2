"""Routes of the warning signs, one tap away from everywhere, and of what a professional said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app import InvalidFacts
from hamstrong.engine.day.opening import FREEZE
from hamstrong.engine.facts import ClearanceRecorded, FlagAnswered
from hamstrong.engine.facts.bounds import Who
from hamstrong.engine.state.lock import FlagKey, FlagStanding, standing_flags
from hamstrong.protocol.model import Condition, Flag, Pack, Urgency
from hamstrong.web.shell import (
    Form,
    app_of,
    flash,
    me,
    moment_of,
    once,
    page,
    read_form,
    see,
)
from hamstrong.web.shell.pack_words import date_words, pack_words

_URGENCIES: tuple[Urgency, ...] = ("emergency", "same_day", "professional_first")
_NO_TRACK = "unsaid"


async def show(request: Request) -> Response:
    """The signs, the most urgent first, and what to answer about one that was cleared before."""
    return _page(request)


def _page(request: Request, *, status: int = 200, faults: dict[str, str] | None = None) -> Response:
    pack, words = app_of(request).pack, pack_words(request)
    again = _asked_again(request)
    stop_rules = [a for a in pack.advice.values() if a.kind == "stop_rule"]
    return page(
        request,
        "warning_signs/list.html",
        status=status,
        groups=[(u, _signs(pack, u, words)) for u in _URGENCIES],
        stop_rules=[words["advice"][rule.id] for rule in stop_rules],
        again=None if not again else (again[0], words["flags"][again[0].flag]),
        exists=me(request).exists(),
        form=_form_name(request),
        can_clear=bool(_clearable(request)),
        covered=_covered(request),
        number=words["emergency_number"],
        faults=faults or {},
    )


def _form_name(request: Request) -> str:
    """The form that looks for warning signs: the symptom lists alone once there is a plan."""
    person = me(request)
    enrolled = person.exists() and person.is_enrolled(moment_of(request))
    return "signs" if enrolled else "long"


def _signs(pack: Pack, urgency: Urgency, words: Mapping[str, Any]) -> list[str]:
    """The plain signs of an urgency: each by its most urgent flag, without mere risks."""
    first: dict[str, Urgency] = {}
    asked = {s for screen in pack.triage.screens if "long" in screen.forms for s in screen.symptoms}
    risky = {symptom.id for symptom in pack.triage.symptoms if symptom.risk_factor}
    for flag in sorted(pack.triage.flags, key=_rank):
        for condition in flag.when:
            for term in asked - risky:
                if term in _enough(condition):
                    first.setdefault(term, flag.urgency)
    order = [symptom.id for symptom in pack.triage.symptoms]
    return [words["symptoms"][name] for name in order if first.get(name) == urgency]


def _enough(condition: Condition) -> frozenset[str]:
    """The signs that make a condition hold by themselves."""
    if len(condition.all) == 1 and not condition.any:
        return frozenset(condition.all)
    if len(condition.any) == 1 and not condition.all:
        return frozenset(condition.any[0])
    return frozenset()


def _rank(flag: Flag) -> int:
    return _URGENCIES.index(flag.urgency) if flag.urgency in _URGENCIES else len(_URGENCIES)


def _lock(request: Request) -> Any:
    person, app = me(request), app_of(request)
    return app.engine.open(person.state(moment_of(request))).lock.lock


def _asked_again(request: Request) -> list[FlagKey]:
    if not me(request).exists():
        return []
    return [k for k, s in _lock(request).flags if s.standing is FlagStanding.ASKED_AGAIN]


def _clearable(request: Request) -> list[FlagKey]:
    """Flags in force that a go-ahead can lift, and the legs whose work is frozen."""
    if not me(request).exists():
        return []
    lifts = {flag.id: flag.lifts for flag in app_of(request).pack.triage.flags}
    standing = standing_flags(_lock(request))
    flags = [key for key in standing if lifts.get(key.flag, "clearance") == "clearance"]
    episodes = me(request).current(moment_of(request)).fold.live.episodes
    frozen = [episode.kind.limb for episode in episodes if episode.monitors.frozen]
    return flags + [FlagKey(FREEZE, limb) for limb in frozen]


def _title(words: Mapping[str, Any], key: FlagKey) -> str:
    if key.flag == FREEZE:
        return str(words["notices"]["freeze"]["no_change"])
    return str(words["flags"][key.flag]["title"])


def _covered(request: Request) -> list[tuple[str, str]]:
    """Signs under a running go-ahead and its last day."""
    if not me(request).exists():
        return []
    today = me(request).state(moment_of(request)).day
    words = pack_words(request)["flags"]
    return [
        (words[key.flag]["title"], date_words(request, today + state.days_left))
        for key, state in _lock(request).flags
        if state.standing is FlagStanding.COVERED and key.flag in words
    ]


async def answer_again(request: Request) -> Response:
    """A go-ahead ran out: is the sign still there?"""
    form = await read_form(request)
    keys = {f"{key.flag}:{key.limb}": key for key in _asked_again(request)}
    asked, present = form.choice("flag", tuple(keys)), form.choice("present", ("yes", "no"))

    async def save() -> Response:
        if asked is None and form.data.get("flag"):
            flash(request, "warning_signs.again.answered", tone="note")
            return see("/warning-signs")
        if asked is None or present is None:
            return _page(request, status=422, faults=form.faults)
        fact = FlagAnswered(keys[asked].flag, keys[asked].limb, present == "yes")
        me(request).tell(moment_of(request), form.id, fact)
        return see("/outcome" if present == "yes" else "/")

    return await once(request, form, save)


async def show_clearance(request: Request) -> Response:
    """Record what a professional said; without a sign in force there is nothing to clear."""
    if not _clearable(request):
        return see("/warning-signs")
    return _clearance_page(request)


def _clearance_page(request: Request, *, status: int = 200, form: Form | None = None) -> Response:
    pack, words = app_of(request).pack, pack_words(request)
    keys = _clearable(request)
    person, at = me(request), moment_of(request)
    today = person.today(at).day
    given = {} if form is None else {k: v for k, v in form.data.items() if isinstance(v, str)}
    return page(
        request,
        "warning_signs/clearance.html",
        status=status,
        flags=[_title(words, key) for key in keys],
        emergency=_is_emergency(pack, keys),
        stages=[
            (str(n), words["stages"][n]["name"], words["stages"][n]["plain"])
            for n in words["stages"]
        ],
        tracks=_tracks(pack, words) if not person.is_enrolled(at) else [],
        today=date.fromordinal(today).isoformat(),
        last=date_words(request, today + pack.rules.clearance.max_days),
        longest=pack.rules.clearance.max_days,
        given=given,
        faults={} if form is None else form.faults,
    )


def _tracks(pack: Pack, words: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    return [(t, words["tracks"][t]["name"], words["tracks"][t]["plain"]) for t in pack.tracks]


def _is_emergency(pack: Pack, keys: list[FlagKey]) -> bool:
    urgent = {flag.id for flag in pack.triage.flags if flag.urgency == "emergency"}
    return any(key.flag in urgent for key in keys)


async def save_clearance(request: Request) -> Response:
    """Keep the go-ahead as a fact with name and date."""
    form = await read_form(request)

    async def save() -> Response:
        keys = _clearable(request)
        if not keys:
            flash(request, "warning_signs.clearance.nothing", tone="note")
            return see("/warning-signs")
        fact = _read_clearance(request, form, keys)
        if fact is None:
            return _clearance_page(request, status=422, form=form)
        try:
            me(request).tell(moment_of(request), form.id, fact)
        except InvalidFacts as refused:
            for fault in refused.faults:
                name = fault.place.rsplit(".", 1)[-1]
                known = name if name in ("who", "dated", "expires", "told_safe") else "who"
                form.faults.setdefault(known, f"warning_signs.fault.{known}")
            return _clearance_page(request, status=422, form=form)
        return see("/welcome")

    return await once(request, form, save)


def _read_clearance(request: Request, form: Form, keys: list[FlagKey]) -> ClearanceRecorded | None:
    pack = app_of(request).pack
    who = form.words("who", Who)
    dated, expires = _day(form, "dated"), _day(form, "expires")
    stage = form.choice("max_stage", tuple(str(n) for n in pack.stages))
    track = form.choice("track", (*pack.tracks, _NO_TRACK), optional=True)
    told = True
    if _is_emergency(pack, keys):
        told = form.choice("told_safe", ("yes", "no")) == "yes"
        if not told:
            form.faults.setdefault("told_safe", "warning_signs.fault.told_safe")
    if form.faults or who is None or dated is None or expires is None or stage is None:
        return None
    return ClearanceRecorded(
        flags=tuple(dict.fromkeys(key.flag for key in keys)),
        who=who,
        dated=dated,
        expires=expires,
        max_stage=int(stage),
        track=None if track in (None, _NO_TRACK) else track,
        told_safe=told,
    )


def _day(form: Form, name: str) -> int | None:
    text = form.text(name, most=10)
    if text is None:
        return None
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        form.faults.setdefault(name, f"warning_signs.fault.{name}")
        return None


ROUTES = (
    Route("/warning-signs", show),
    Route("/warning-signs/again", answer_again, methods=["POST"]),
    Route("/warning-signs/clearance", show_clearance),
    Route("/warning-signs/clearance", save_clearance, methods=["POST"]),
)
