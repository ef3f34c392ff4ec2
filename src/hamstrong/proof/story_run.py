"""Play a story: a virtual person lives the diary through the fold of the real engine."""

from __future__ import annotations

import re
from typing import Any, assert_never

from hamstrong.engine.answers import Answers, terms_of
from hamstrong.engine.asked_questions import screens_to_show
from hamstrong.engine.day.own_loads import owned_in, report_as_planned
from hamstrong.engine.day.run_work import run_as_planned
from hamstrong.engine.decide.ask import LONG_FORM, SIGNS_FORM, Ask, AskKind
from hamstrong.engine.decide.decisions import Decision, Item, Prescription
from hamstrong.engine.decide.self_tests import calm_watch, done_well
from hamstrong.engine.decide.work_as_planned import time_as_planned
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    BaselineAnswered,
    Enrolled,
    Fact,
    FactCorrected,
    FlagAnswered,
    FormAnswered,
    LimbEnrolled,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PlanIssued,
    QuestionAnswered,
    RunLogged,
    RunTimed,
    SessionFinished,
    SessionStarted,
    SetLogged,
    TestLogged,
    WalkingAnswered,
    WalkLogged,
    name_of,
)
from hamstrong.engine.facts.codec import encode_fact, fact_name
from hamstrong.engine.facts.work import planned
from hamstrong.engine.fold import FoldState, Recorded, apply, begin, open_until
from hamstrong.proof.lived_day import Seen, StoryDay
from hamstrong.proof.notation import read_day
from hamstrong.proof.stories import WEEKDAYS, Story, StoryError
from hamstrong.proof.virtual_person import WEIGHTS_KG
from hamstrong.protocol.model import Pack

FIRST_MONDAY = 739_005
LIMBS = ("left", "right")

_HURTS: dict[str, str | int] = {"fork": "hurts", "nprs_worst_7d": 1, "walking_normal": "yes"}
BODY: dict[str, dict[str, str | int]] = {
    "strain": _HURTS
    | {"onset": "sudden", "where": "back_of_thigh", "how": "quick", "better_since": "yes"},
    "tendinopathy": _HURTS | {"onset": "gradual", "where": "sitting_bone_load"},
    "tightness": _HURTS | {"onset": "gradual", "where": "back_of_thigh"},
    "prevention": {"fork": "fine"},
}


def _ends_day(pack: Pack, logged: SetLogged | RunLogged) -> bool:
    """After strong or sharp pain a session is not gone on with."""
    return logged.sharp or (logged.nprs or 0) >= pack.rules.pain.end_session_at


def _tests(shown: Decision) -> bool:
    """Whether the day offers self-tests, whose results may change its plan."""
    return isinstance(shown, Prescription) and bool(shown.tests)


def _timed(script: StoryDay, item: Item) -> RunTimed | None:
    """The times of a run: those of the plan, unless the story says others or none."""
    planned_time = time_as_planned(item)
    if planned_time is None or script.times is None:
        return planned_time
    return RunTimed(item.exercise, script.times) if script.times else None


def whole_kit(pack: Pack, without: tuple[str, ...]) -> tuple[str, ...]:
    """Everything that the pack knows but what the person lacks."""
    return tuple(sorted(set(pack.kits) - set(without)))


class Life:
    """One story being lived. `days` collects what each day came to."""

    def __init__(self, engine: Engine, story: Story) -> None:
        """Begin the story on its first day; nothing has happened yet."""
        self.engine = engine
        self.story = story
        self.first = FIRST_MONDAY + story.starts
        self.fold: FoldState = begin(engine, self.first)
        self.limbs: tuple[str, ...] = tuple(limb for limb, _ in story.who.tracks)
        self.log: list[Recorded] = []
        self.days: list[Seen] = []

    @property
    def today(self) -> int:
        """Day of the story: 0 is the enrolment day."""
        return self.fold.live.day - self.first

    def tell(self, fact: Fact, about: int | None = None) -> None:
        """Record a fact about today or about an earlier day of the story."""
        now = self.fold.live.day
        day = now if about is None else self.first + about
        recorded = Recorded(
            seq=len(self.log) + 1,
            client_id=f"f{len(self.log) + 1}",
            day=day,
            recorded_day=now,
            fact=fact,
        )
        self.log.append(recorded)
        self.fold = apply(self.engine, self.fold, recorded)

    def decide(self) -> Decision:
        """The decision as it is now."""
        return self.engine.prescribe(self.fold.live)

    def asks(self) -> tuple[Ask, ...]:
        """What is asked now."""
        return self.engine.asks(self.fold.live)

    def live(self, days: int) -> list[Seen]:
        """Live until the end of a day of the story."""
        while self.today <= days:
            self.days.append(self._day())
            self.fold = open_until(self.engine, self.fold, self.fold.live.day + 1)
        return self.days

    def _day(self) -> Seen:
        start = len(self.log)
        if self.today == 0 and self.story.who.enrolled:
            self._enrol()
        script = read_day(self, self.story.words_of(self.today))
        waking = self.decide()
        for act in script.before:
            act()
        if not script.quiet:
            self._answer(script)
        for act in script.again:
            act()
        shown = self.decide()
        if not script.quiet:
            self._test(script, shown)
            self._work(script, self.decide() if _tests(shown) else shown)
        for act in script.after:
            act()
        if not script.quiet:
            self._answer_late(script)
            self._walk(script)
        facts = tuple(r.fact for r in self.log[start:])
        return Seen(day=self.today, waking=waking, shown=shown, evening=self.decide(), facts=facts)

    def _enrol(self) -> None:
        who = self.story.who
        limbs = tuple(
            LimbEnrolled(
                limb=limb,
                track=track,
                injury_day=self.first - who.injured if track == "strain" else None,
                limp=who.limp,
                sitting_bone=who.sitting_bone,
                worst_nprs=who.worst,
                strictest=who.strictest,
                easy_run_minutes=who.runs,
            )
            for limb, track in who.tracks
        )
        self.tell(
            Enrolled(
                limbs=limbs,
                goal=who.goal,
                training_days=tuple(WEEKDAYS.index(d) for d in who.days),
                minutes=who.minutes,
                kit=whole_kit(self.engine.pack, who.without),
                traits=who.traits,
                options=who.options,
                ask_clinician=who.ask_clinician,
            )
        )

    def _answer(self, script: StoryDay) -> None:
        """Answer what is asked until nothing new is asked."""
        met: set[Ask] = set()
        for _ in range(4):
            asks = [a for a in self.asks() if a not in met]
            for ask in asks:
                met.add(ask)
                self._answer_one(script, ask)
            if not asks:
                return

    def _answer_late(self, script: StoryDay) -> None:
        """After strong pain the symptom lists are asked at once."""
        for ask in self.asks():
            if ask in (LONG_FORM, SIGNS_FORM):
                self._answer_one(script, ask)

    def _answer_one(self, script: StoryDay, ask: Ask) -> None:
        fact = self._fact(script, ask)
        if fact is not None:
            self.tell(fact)

    def _fact(self, script: StoryDay, ask: Ask) -> Fact | None:
        match ask.kind:
            case AskKind.MORNING:
                return self._morning(script, ask.limb)
            case AskKind.BASELINE:
                return self._baseline(script, ask.limb)
            case AskKind.WALKING:
                return self._walking(script, ask.limb)
            case AskKind.PAIN_NOW:
                return self._pain_now(script, ask.limb)
            case AskKind.OUTCOME:
                return self._outcome(script, ask.limb)
            case AskKind.QUESTION:
                return self._question(script, ask.name, ask.limb)
            case AskKind.WATCH:
                return self._watch(script, ask.limb)
            case AskKind.FLAG:
                return self._flag(script, ask.name, ask.limb)
            case AskKind.LOADS:
                return self._loads(script)
            case AskKind.FORM:
                return self._form(script, ask.name)
            case _:
                assert_never(ask.kind)

    def _loads(self, script: StoryDay) -> Fact | None:
        """Everything that the kit may hold, unless the story says what is owned."""
        if script.owned is not None:
            return script.owned
        kit = self.fold.live.person.kit
        return None if script.loads_open else owned_in(self.engine.pack, kit, WEIGHTS_KG)

    def _load(self, script: StoryDay, item: Item) -> None:
        """What a line with the person's own load was done with; two more were left."""
        said = report_as_planned(item, script.left.get(item.exercise, "2-3"))
        if said is None:
            return
        if item.exercise in script.lifted:
            used = script.lifted[item.exercise]
            said = said._replace(
                load_kg=None if used is None else used.load_kg,
                band=None if used is None else used.band,
            )
        self.tell(said)

    def _morning(self, script: StoryDay, limb: str) -> Fact | None:
        good = MorningAnswered(limb, 0, new_limp=False)
        answer = script.morning.get(limb, script.morning.get("", good))
        return answer._replace(limb=limb) if answer is not None else None

    def _baseline(self, script: StoryDay, limb: str) -> Fact | None:
        value = script.usual.get(limb, script.usual.get("", 0))
        return BaselineAnswered(limb, value) if value is not None else None

    def _walking(self, script: StoryDay, limb: str) -> Fact | None:
        normal = script.walking.get(limb, script.walking.get("", True))
        return WalkingAnswered(limb, normal) if normal is not None else None

    def _pain_now(self, script: StoryDay, limb: str) -> Fact | None:
        good = PainNowAnswered(limb, 0, new_limp=False)
        answer = script.pain_now.get(limb, script.pain_now.get("", good))
        return answer._replace(limb=limb) if answer is not None else None

    def _outcome(self, script: StoryDay, limb: str) -> Fact | None:
        said = script.outcome
        if said.get("none"):
            return None
        return OutcomeAnswered(
            limb, said.get("change", "better"), said.get("worst", 0), said.get("no_limits", True)
        )

    def _question(self, script: StoryDay, question: str, limb: str) -> Fact | None:
        if question in script.questions:
            answer = script.questions[question]
            return answer._replace(limb=limb) if answer is not None else None
        return QuestionAnswered(question, limb, "no")

    def _watch(self, script: StoryDay, limb: str) -> Fact | None:
        if script.watch is None:
            return None
        calm = calm_watch(self.engine.pack, limb)
        return calm._replace(signs=tuple((s, s in script.watch) for s, _ in calm.signs))

    def _flag(self, script: StoryDay, flag: str, limb: str) -> Fact | None:
        present = script.flags.get(flag)
        return FlagAnswered(flag, limb, present) if present is not None else None

    def _form(self, script: StoryDay, form: str) -> Fact | None:
        if form in script.unanswered_forms:
            return None
        answered = self.form(form, script.forms.get(form, ""))
        if not script.facts_open:
            return answered
        persons = {s.id for s in self.engine.pack.triage.screens if s.about == "person"}
        left = tuple(name for name in answered.none_of_these if name not in persons)
        return answered._replace(none_of_these=left)

    def form(self, form: Any, ticked: str, *, withdraws: bool = False) -> FormAnswered:
        """A form with these ticks, every other list that it asks "none of these", and a body to
        match."""
        ticks = tuple(t for t in re.split(r"[, ]+", ticked) if t and "=" not in t)
        ticks = tuple(dict.fromkeys((*ticks, *self._standing_ticks(form))))
        who = self.story.who
        values: dict[str, str | int] = {}
        if form == "long":
            age = 70 if "age_65" in who.traits else 40
            values = {"still_so": "yes", "age": age, **BODY[who.tracks[0][1]]}
            if values["fork"] == "hurts":
                values["limbs"] = "both" if len(self.limbs) > 1 else self.limbs[0]
            if values.get("onset") == "sudden":
                values["days_since_onset"] = who.injured + max(0, self.today)
        for pair in re.findall(r"(\w+)=(\w+)", ticked):
            values[pair[0]] = int(pair[1]) if pair[1].isdigit() else pair[1]
        told = Answers(frozenset(ticks), frozenset(), values)
        known = self.engine.open(self.fold.live).lock.lock.known
        asked = screens_to_show(
            self.engine.pack, told, form, sort=not self.fold.live.episodes, known=known
        )
        lists = tuple(s.id for s in asked if s.kind == "list" and not set(s.symptoms) & set(ticks))
        return FormAnswered(form, ticks, lists, tuple(sorted(values.items())), withdraws=withdraws)

    def _standing_ticks(self, form: str) -> tuple[str, ...]:
        """The ticks that the person's traits stand for, as far as a form asks for them and they
        stop nobody."""
        triage = self.engine.pack.triage
        asked = {s for one in triage.screens if form in one.forms and one.about == "person"
                 for s in one.symptoms}  # fmt: skip
        flagged = {term for flag in triage.flags for c in flag.when for term in terms_of(c)}
        rules = [rule for rule in triage.traits if rule.trait in self.story.who.traits]
        told = {term for rule in rules for c in rule.when for term in terms_of(c)}
        return tuple(sorted((told & asked) - (flagged - {"falls", "bone_weak"})))

    def _test(self, script: StoryDay, shown: Decision) -> None:
        """Do the self-tests that are offered, before the session."""
        for offer in shown.tests if isinstance(shown, Prescription) else ():
            if script.untested & {"", offer.test}:
                continue
            for side in offer.sides:
                self.tell(self._tested(script, offer.test, side))

    def _tested(self, script: StoryDay, name: str, side: str) -> TestLogged:
        well = done_well(self.engine.pack.tests[name], side, script.counts.get(side, 20))
        how, nprs = script.tested.get(name, ("", 0))
        if how == "uncomfortable":
            return well._replace(comfortable=False)
        return well._replace(nprs=nprs) if how else well

    def _work(self, script: StoryDay, shown: Decision) -> None:
        ready = not any(a.kind in (AskKind.FORM, AskKind.PAIN_NOW) for a in shown.asks)
        items = (*shown.items, *shown.adjuncts) if isinstance(shown, Prescription) else ()
        if not script.session or not ready or not items:
            for stop in script.during:
                self.tell(stop)
            return
        plan = f"plan-{self.today}"
        self.tell(
            PlanIssued(
                plan_id=plan,
                made_at_seq=len(self.log),
                logic_hash="",
                engine_hash="",
                items=tuple(planned(i) for i in items),
            )
        )
        self.tell(SessionStarted(plan))
        if script.only_started:
            return
        self._sets(script, items, plan)
        for stop in script.during:
            self.tell(stop)
        self.tell(SessionFinished(plan))

    def _sets(self, script: StoryDay, items: tuple[Item, ...], plan: str) -> None:
        for item in items:
            if item.run_s is not None:
                if self._run(script, item, plan):
                    return
                continue
            count = item.sets * item.bouts
            count = min(count, script.sets.get(item.exercise, script.sets.get("", count)))
            for nth in range(1, count + 1):
                said = self._pain_of(script, item, nth)
                asked = item.ask == "each_set" or nth == count or said is not None
                logged = SetLogged(
                    exercise=item.exercise,
                    side=item.side,
                    rung=item.rung,
                    plan_id=plan,
                    repetitions=script.repetitions.get(item.exercise, item.repetitions or 0)
                    if item.repetitions is not None
                    else None,
                    holds=item.holds,
                    hold_s=item.hold_s,
                    load_kg=item.load_kg,
                    nprs=0 if asked else None,
                    half_range=item.exercise in script.half_range,
                )
                if said is not None:
                    logged = logged._replace(
                        nprs=said.nprs, sharp=said.sharp, elsewhere=said.elsewhere
                    )
                self.tell(logged)
                if _ends_day(self.engine.pack, logged):
                    return
                if logged.nprs is not None and logged.nprs >= self._stop_at():
                    break
            self._load(script, item)

    def _run(self, script: StoryDay, item: Item, plan: str) -> bool:
        """Run as planned but for what the diary says; true when strong pain ended the day."""
        count = script.sets.get(item.exercise, script.sets.get("", item.sets))
        if not count:
            return False
        said = self._pain_of(script, item, 1)
        run = run_as_planned(item._replace(sets=min(count, item.sets)), plan, 0)
        run = run._replace(**script.run)
        if said is not None:
            run = run._replace(nprs=said.nprs, sharp=said.sharp, elsewhere=said.elsewhere)
        self.tell(run)
        timed = _timed(script, item)
        if timed is not None:
            self.tell(timed)
        return _ends_day(self.engine.pack, run)

    def _stop_at(self) -> int:
        return self.engine.pack.rules.pain.stop_exercise_at

    def _pain_of(self, script: StoryDay, item: Item, nth: int) -> SetLogged | None:
        found = None
        for where, at, said in script.pain:
            exercise, _, side = where.partition(" ")
            here = exercise in ("", item.exercise) and side in ("", item.side)
            if here and at in (0, nth):
                found = said
        return found

    def _walk(self, script: StoryDay) -> None:
        minutes = self.story.who.walks if script.walk is None else script.walk
        if minutes:
            walk = WalkLogged(
                minutes, stairs=script.stairs, nprs=script.walk_pain, step_ups=script.step_ups
            )
            for _ in range(script.walks):
                self.tell(walk)

    def find(self, day: int, kind: type[Any], where: str) -> Recorded:
        """The last fact of a kind about a day; `where` names a limb or an exercise."""
        about, name = self.first + day, name_of(kind)
        for recorded in self.log[::-1]:
            if recorded.day == about and fact_name(recorded.fact) == name:
                _, _, payload = encode_fact(recorded.fact)
                if where in ("", payload.get("limb"), payload.get("exercise")):
                    return recorded
        raise StoryError(f"{self.story.title}: nothing to correct on day {day}")

    def correct(self, day: int, kind: type[Any], where: str, **change: Any) -> None:
        """Record another answer for an earlier fact."""
        old = self.find(day, kind, where)
        name, version, payload = encode_fact(old.fact._replace(**change))
        self.tell(FactCorrected(old.client_id, name, version, payload))


def play(engine: Engine, story: Story) -> list[Seen]:
    """Live a story to the last day that anything is expected of."""
    return Life(engine, story).live(story.last_day)
