"""Sentences of one language for typed values: reasons, items, asks, refusals, gates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from hamstrong.engine.decide.ask import Ask, AskKind
from hamstrong.engine.decide.decisions import (
    CriterionStatus,
    EasyRun,
    GateAhead,
    Item,
    LeftOut,
    MoveRefusal,
    Refusal,
    StepBack,
    Unlock,
    opens_by_itself,
)
from hamstrong.engine.decide.evidence import Reason
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.triage import PRECEDENCE
from hamstrong.protocol.model import Grade, Pack
from hamstrong.words.doses import dose
from hamstrong.words.rules import rule_sentence
from hamstrong.words.texts import Value, WordTexts, fill


class Sentence(NamedTuple):
    """A reason in words, with its rule, its sources and its letter."""

    text: str
    rule: str
    sources: tuple[str, ...]
    grade: Grade


class ItemText(NamedTuple):
    """One line of a plan in words."""

    name: str
    short: str
    rung: str
    dose: str
    side: str
    rest: str
    tempo: str
    asked: str


class AskText(NamedTuple):
    """A question in words."""

    question: str
    why: str


class RefusalText(NamedTuple):
    """A refusal: what, and what to do next. Why, and what lifts it, its notices say."""

    title: str
    next: tuple[str, ...]


class MoveRefusalText(NamedTuple):
    """A training day that cannot go where it was asked for: what, why, what to do instead."""

    title: str
    why: str
    next: str


class CriterionText(NamedTuple):
    """One line of a gate card."""

    name: str
    plain: str
    status: str
    progress: str


class UnlockText(NamedTuple):
    """A gate card."""

    title: str
    plain: str
    criteria: tuple[CriterionText, ...]
    missing: str
    time: str


class Words:
    """Everything that an interface says, in one language."""

    def __init__(self, pack: Pack, words: Mapping[str, Any]) -> None:
        self.pack = pack
        self.texts = WordTexts(words)

    def say(self, path: str, n: int | None = None, **values: Value) -> str:
        """A sentence by its dotted path, such as `doses.minutes`."""
        return self.texts.say(*path.split("."), n=n, **values)

    def name(self, group: str, ident: str | int, field: str = "name") -> str:
        """The name of one thing of the pack."""
        return str(self.texts.get(group, ident, field))

    def leg(self, limb: str) -> str:
        """A leg in words; without one, both."""
        return str(self.texts.get("legs", limb or "both"))

    def weekday(self, number: int) -> str:
        """Name of a weekday; 0 is Monday."""
        return str(self.texts.get("weekdays")[number])

    def date(self, day: int) -> str:
        """A day as it is said: Monday, 3 March."""
        found = date.fromordinal(day)
        month = self.texts.get("months")[found.month - 1]
        weekday = self.weekday(found.weekday())
        return self.say("doses.date", weekday=weekday, day=found.day, month=month)

    def reason(self, reason: Reason) -> Sentence:
        """Why, in one sentence."""
        text = rule_sentence(self.texts, self.pack, reason)
        return Sentence(text, reason.rule, reason.sources, reason.grade)

    def left_out(self, left: LeftOut) -> Sentence:
        """Why an exercise is not in today's plan."""
        found = self.reason(left.reason)
        name = self.name("exercises", left.exercise)
        return found._replace(text=f"{name}: {found.text}")

    def item(self, item: Item | PlannedItem) -> ItemText:
        """One line of a plan."""
        exercise = self.texts.get("exercises", item.exercise)
        rest, tempo = getattr(item, "rest_s", 0), getattr(item, "tempo", None)
        return ItemText(
            name=str(exercise["name"]),
            short=str(exercise["short"]),
            rung=str(exercise["rungs"][item.rung]),
            dose=dose(self.texts, self.pack, item),
            side=str(self.texts.get("sides", item.side)),
            rest=self.say("doses.rest", n=rest) if rest and item.sets > 1 else "",
            tempo=self._tempo(tempo),
            asked=str(self.texts.get("pain_asked", item.ask)),
        )

    def easy_run(self, run: EasyRun) -> str:
        """How much easy running today, or why none."""
        if not run.minutes:
            return self.say("doses.easy_run_none", why=self.reason(run.reason).text)
        return self.say("doses.easy_run", n=run.minutes, effort=run.effort_max)

    def _tempo(self, tempo: tuple[float, float, float] | None) -> str:
        if tempo is None:
            return ""
        return self.say("doses.tempo", lift=tempo[0], pause=tempo[1], lower=tempo[2])

    def ask(self, ask: Ask, track: str = "") -> AskText:
        """A question of the engine.

        Args:
            track: of the leg concerned; prevention asks about the thigh.
        """
        is_form = ask.kind is AskKind.FORM
        words = self.texts.get("asks", ask.to_text() if is_form else ask.kind.value)
        values: dict[str, Value] = {"limb": self.leg(ask.limb)}
        if ask.kind is AskKind.QUESTION:
            values["ask"] = self.name("questions", ask.name, "ask")
        elif ask.kind is AskKind.FLAG:
            values["name"] = self.name("flags", ask.name, "title")
        by_track = ask.kind is AskKind.MORNING
        text = words.get(track, words["question"]) if by_track else words["question"]
        return AskText(text.format_map(values), str(words["why"]))

    def refusal(self, refusal: Refusal) -> RefusalText:
        """What it is, and what to do next."""
        flagged = refusal.kind in PRECEDENCE
        group = "outcomes" if flagged else "refusals"
        words = self.texts.find(group, refusal.kind) or self.texts.get("refusals", "other")
        return RefusalText(
            title=str(words["title"]),
            next=tuple(words["do"]) if flagged else (str(words["next"]),),
        )

    def rule(self, reason: Reason) -> str:
        """Why, in a sentence or two; a warning sign with what is behind it."""
        family, _, name = reason.rule.partition(".")
        if family != "flag":
            return self.reason(reason).text
        return f"{self.name('flags', name, 'title')}. {self.name('flags', name, 'why')}"

    def lift(self, lift: str) -> str:
        """What lifts a refusal."""
        means, _, about = lift.partition(":")
        if means in ("clearance", "walking_normal") and about:
            return self.name("flags", about, "lifts").strip()
        words = self.texts.find("lifts", lift) or self.texts.get("lifts", means)
        return fill(words, pass_max=self.pack.rules.morning.pass_max)

    def advice(self, name: str) -> tuple[str, str]:
        """Title and text of a tip, of comfort advice, or of what an answer calls for."""
        words = self.texts.find("notices", "advice", name) or self.texts.get("advice", name)
        return str(words["title"]), str(words["text"])

    def move_refusal(self, refusal: MoveRefusal) -> MoveRefusalText:
        """Why a training day cannot go there, and where it can."""
        step = self.say("moves.no_day")
        if refusal.nearest_day is not None:
            step = self.say("moves.nearest", day=self.date(refusal.nearest_day))
        title = self.say("moves.refused", day=self.date(refusal.day))
        return MoveRefusalText(title, self.rule(refusal.reason), step)

    def lost_day(self, day: int, reason: Reason) -> str:
        """A later training day that a move leaves without hard work."""
        return self.say("moves.lost", day=self.date(day), why=self.rule(reason))

    def step_back(self, step: StepBack) -> str:
        """One lower choice."""
        exercise = self.name("exercises", step.exercise) if step.exercise else ""
        limb = self.leg(step.limb)
        limb = limb[:1].upper() + limb[1:]
        if step.kind == "exercise" and step.to not in ("half_dose", "left_out"):
            to = self.texts.get("exercises", step.exercise, "rungs", step.to)
            return self.say("steps_back.exercise", exercise=exercise, to=to)
        key = step.to if step.kind == "exercise" else step.kind
        return self.say(f"steps_back.{key}", exercise=exercise, limb=limb, to=step.to)

    def criterion(self, status: CriterionStatus) -> CriterionText:
        """One line of a gate card."""
        words = self.texts.get("criteria", status.criterion)
        counts = status.need > 1 and status.status != "not_asked"
        progress = self.say("have_need", have=status.have, need=status.need) if counts else ""
        state = str(self.texts.get("statuses", status.status))
        return CriterionText(str(words["name"]), str(words["plain"]), state, progress)

    def _missing(self, unlock: Unlock) -> str:
        """What somebody has to say before the gate opens."""
        approval = self.say("needs_approval") if unlock.waits_for_approval else ""
        minutes = unlock.minutes_needed
        more = "" if minutes is None else self.say("needs_minutes", minutes=minutes)
        return f"{approval} {more}".strip()

    def unlock(self, unlock: Unlock, ahead: GateAhead | None = None) -> UnlockText:
        """A gate card; with a date where the days until then were looked at. What waits for a
        word has none."""
        known = ahead if opens_by_itself(unlock) else None
        kind = "open" if known is None else "found" if known.found else "not_before"
        title = self.say(
            f"opens_next.{kind}",
            limb=self.leg(unlock.limb),
            name=self.name("stages", unlock.target),
            date="" if known is None else self.date(known.day),
        )
        return UnlockText(
            title=title,
            plain=self.name("gates", unlock.gate, "plain"),
            criteria=tuple(self.criterion(line) for line in unlock.criteria),
            missing=self._missing(unlock),
            time=self.say("stage_days_left", n=unlock.days_left) if unlock.days_left > 1 else "",
        )
