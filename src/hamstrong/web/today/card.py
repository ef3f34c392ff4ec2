"""Card of today: a typed decision becomes one subject, one next step and quiet details.

Words of the pack are looked up here; every other word is a key of this feature's texts.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from hamstrong.app import Session, Today, reasons_of
from hamstrong.app.today.todays_decision import minutes_of, work_of
from hamstrong.engine.decide.ask import LONG_FORM, SIGNS_FORM, AskKind
from hamstrong.engine.decide.decisions import Decision, Prescription, Refusal, Unlock
from hamstrong.engine.decide.evidence import Reason
from hamstrong.protocol.grades import weakest
from hamstrong.protocol.model import Grade, Pack
from hamstrong.protocol.rule_ids import Mechanism
from hamstrong.words.sentences import Words

SESSION = "/session"
# The session's page, which then asks for no second Start.
START = f"{SESSION}?start=now"
CHECK_IN = "/check-in"
# The check-in with pain now, which goes on to the session.
CHECK_IN_AND_START = f"{CHECK_IN}?start=now"
LOADS = "/loads/session"
TIMES = "/runs/times"
_FLAGGED = frozenset({"emergency", "same_day", "professional_first"})
_GENERAL = {
    "pain": "pain",
    "morning": "morning",
    "ladder": "ladder",
    "calendar": "calendar",
    "gap": "gap",
    "flare": "flare",
    "stretch": "stretch",
    "referral": "referral",
    "clearance": "clearance",
    "walking": "walking",
    "running": "running",
    "diary": "diary",
}
_GROUPS = {"flag": "flags", "criterion": "criteria", "gate": "gates", "key": "keys"}


class ExerciseLine(NamedTuple):
    """One exercise of the day as the card lists it."""

    name: str
    dose: str
    side: str


class ReasonLine(NamedTuple):
    """One rule in words, with where it comes from."""

    title: str
    text: str
    sources: tuple[str, ...]
    grade: Grade


class CriterionLine(NamedTuple):
    """One line of the gate card."""

    text: str
    state: str
    have: int
    need: int


class Opening(NamedTuple):
    """What opens next for one leg."""

    limb: str
    stage: str
    plain: str
    earliest: str
    days_left: int
    waits_for_approval: bool
    minutes_needed: int | None
    criteria: tuple[CriterionLine, ...]


@dataclass(frozen=True, slots=True)
class TodayCard:
    """The one subject of the day.

    Args:
        state: the key below `today.card` that titles it.
        next_href: where the one primary button leads; None when nothing is to be done.
        next_key: the words of that button.
    """

    state: str
    next_key: str | None
    next_href: str | None
    minutes: int = 0
    run_minutes: int = 0
    warm_up: int = 0
    flare_day: int = 0
    quiet_key: str | None = None
    quiet_href: str | None = None


def card_of(today: Today, session: Session | None, *, asked: bool) -> TodayCard:
    """The card of this moment.

    Args:
        asked: tomorrow's morning is asked after what was done so far.
    """
    decision = today.decision
    if isinstance(decision, Refusal):
        return _refused(decision)
    open_questions = [ask for ask in decision.asks if not ask.belongs_to_session]
    if today.plan_id is not None and session is not None and not session.ended:
        return _plan("running", "resume", SESSION, decision)
    if session is not None and (session.ended or today.plan_id is None):
        state = "done" if asked else "done_unasked"
        key, href = _still_to_tell(session)
        return TodayCard(state, key, href, quiet_key="answers", quiet_href=f"{CHECK_IN}/answers")
    if open_questions:
        return _check_in(
            decision, may_start=today.plan_id is not None or _is_training_day(decision)
        )
    if today.plan_id is not None:
        key, href = "start", CHECK_IN_AND_START if today.must_answer else START
        return _plan(_kind_of_day(decision), key, href, decision)
    if decision.flare_day:
        return TodayCard("flare_rest", None, None, flare_day=decision.flare_day)
    return TodayCard("rest", None, None)


def _kind_of_day(decision: Prescription) -> str:
    """An easy day of a flare-up, a session, or extras alone, which are none."""
    if decision.flare_day:
        return "flare"
    return "session" if decision.items else "extras"


def _still_to_tell(session: Session) -> tuple[str | None, str | None]:
    """What only the person knows of the work that is done: its times, then its loads."""
    if any(line.lacks_time for line in session.lines):
        return "times", TIMES
    if any(line.lacks_load for line in session.lines):
        return "loads", LOADS
    return None, None


def _is_training_day(decision: Prescription) -> bool:
    """Whether work may follow once the morning is answered, though none is planned before."""
    return any(reason.rule == Mechanism.TRAINING_DAY for reason in decision.reasons)


def _check_in(decision: Prescription, *, may_start: bool) -> TodayCard:
    """Whoever wants to train now is asked once; the morning can be answered by itself."""
    if not may_start:
        return _plan("questions", "check_in", CHECK_IN, decision)
    card = _plan("questions", "start", CHECK_IN_AND_START, decision)
    return replace(card, quiet_key="check_in_only", quiet_href=CHECK_IN)


def _plan(state: str, key: str, href: str, decision: Prescription) -> TodayCard:
    return TodayCard(
        state,
        key,
        href,
        minutes=minutes_of(decision),
        run_minutes=decision.run_minutes,
        warm_up=decision.warm_up_minutes,
        flare_day=decision.flare_day,
    )


def _refused(decision: Refusal) -> TodayCard:
    """What, and what next; why, and what lifts it, its notices say. Whom to call is on the page
    that the button opens."""
    if decision.kind in _FLAGGED:
        return _flagged(decision)
    steps = {
        "triage_due": ("due_form", f"/triage/{_due(decision)}"),
        "not_enrolled": ("begin", "/welcome"),
    }
    key, href = steps.get(decision.kind, (None, None))
    open_now = any(ask.kind is not AskKind.PAIN_NOW for ask in decision.asks)
    if decision.kind == "too_early" and open_now:
        key, href = "check_in", CHECK_IN
    return TodayCard(decision.kind, key, href)


def _due(decision: Refusal) -> str:
    """The form that is asked before anything else."""
    forms = (ask.name for ask in decision.asks if ask in (LONG_FORM, SIGNS_FORM))
    return next(forms, SIGNS_FORM.name)


def _flagged(decision: Refusal) -> TodayCard:
    asked_again = any(ask.kind is AskKind.FLAG for ask in decision.asks)
    if asked_again:
        key, href = "flag_again", "/warning-signs"
    elif decision.waits_for_walking:
        key, href = "check_in", CHECK_IN
    else:
        key, href = "what_now", "/outcome"
    return TodayCard(
        decision.kind,
        key,
        href,
        quiet_key="clearance" if not (decision.waits_for_walking or asked_again) else None,
        quiet_href="/warning-signs/clearance",
    )


def lines_of(decision: Decision, words: Words) -> tuple[ExerciseLine, ...]:
    """Every exercise of the plan, in order; what both legs do alike is one line."""
    sides: dict[tuple[str, str], list[str]] = {}
    for item in work_of(decision):
        said = words.item(item)
        sides.setdefault((said.name, said.dose), []).append(item.side)
    return tuple(
        ExerciseLine(name, dose, found[0] if len(set(found)) == 1 else "each")
        for (name, dose), found in sides.items()
    )


def needs_of(decision: Decision, pack: Pack) -> tuple[str, ...]:
    """What has to be at hand for the plan, by the kit's names, each once."""
    found: dict[str, None] = {}
    for item in work_of(decision):
        exercise = pack.exercises[item.exercise]
        rung = exercise.ladder[exercise.rung_index(item.rung)]
        found |= dict.fromkeys((*exercise.equipment, *rung.equipment))
    return tuple(found)


def reasons_in_words(
    decision: Decision, pack: Pack, words: Mapping[str, Any], own: Callable[[str], str | None]
) -> tuple[ReasonLine, ...]:
    """Every rule that took part, in words; two rules that say the same are said once.

    Args:
        own: the words of a rule that has none in the pack, None if it has none at all.
    """
    found: dict[str, ReasonLine] = {}
    for reason in reasons_of(decision):
        line = _reason(reason, pack, words, own)
        known = found.get(line.title)
        if known is not None:
            sources = tuple(dict.fromkeys((*known.sources, *line.sources)))
            grade = weakest((known.grade, line.grade))
            line = known._replace(sources=sources, grade=grade)
        found[line.title] = line
    return tuple(found.values())


def _reason(
    reason: Reason, pack: Pack, words: Mapping[str, Any], own: Callable[[str], str | None]
) -> ReasonLine:
    title, text = _said(reason.rule, pack, words, own)
    if title == reason.rule:  # without a name of its own its sentence is shown alone
        title = Words(pack, words).reason(reason).text
    return ReasonLine(title, text, reason.sources, reason.grade)


def _said(
    rule: str, pack: Pack, words: Mapping[str, Any], own: Callable[[str], str | None]
) -> tuple[str, str]:
    key = rule.replace(".", "_")
    title, text = own(f"today.rule.{key}.title"), own(f"today.rule.{key}.text")
    if title is not None and text is not None:
        return title, text
    kind, _, rest = rule.partition(".")
    if kind in ("rung", "exercise"):
        return _exercise(kind, rest, pack, words)
    if kind == "flag":
        flag = words["flags"].get(rest, {})
        return flag.get("title", rest), flag.get("why", "")
    if kind == "track":
        return _named(words["tracks"].get(rest.split(".")[0]), rule)
    if kind in _GROUPS:
        return _named(words[_GROUPS[kind]].get(rest.split(".")[0]), rule)
    return _named(words["rules"].get(_GENERAL.get(kind, "")), rule)


def _named(entry: Mapping[str, str] | None, rule: str) -> tuple[str, str]:
    return (rule, "") if entry is None else (entry["name"], entry["plain"])


def _exercise(kind: str, rest: str, pack: Pack, words: Mapping[str, Any]) -> tuple[str, str]:
    if kind == "exercise":
        entry = words["exercises"].get(rest, {})
        return entry.get("name", rest), entry.get("purpose", "")
    for name, exercise in pack.exercises.items():
        if any(rung.id == rest for rung in exercise.ladder):
            entry = words["exercises"][name]
            return entry["name"], entry["rungs"].get(rest, "")
    return rest, ""


def openings_of(
    unlocks: tuple[Unlock, ...], words: Mapping[str, Any], opens: Callable[[Unlock], str]
) -> tuple[Opening, ...]:
    """The gate card of each leg."""
    return tuple(
        Opening(
            limb=unlock.limb,
            stage=words["stages"][unlock.target]["name"],
            plain=words["stages"][unlock.target]["plain"],
            earliest=opens(unlock),
            days_left=unlock.days_left,
            waits_for_approval=unlock.waits_for_approval,
            minutes_needed=unlock.minutes_needed,
            criteria=tuple(
                CriterionLine(words["criteria"][c.criterion]["name"], c.status, c.have, c.need)
                for c in unlock.criteria
            ),
        )
        for unlock in unlocks
    )
