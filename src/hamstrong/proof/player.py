"""Play a story: a virtual person lives the diary through the fold of the real engine."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from hamstrong.engine.codec import encode_fact, fact_name
from hamstrong.engine.decisions import Decision, Item, Prescription
from hamstrong.engine.engine import Engine
from hamstrong.engine.facts import (
    ActivitiesRated,
    ApprovalRecorded,
    BaselineAnswered,
    CapRecorded,
    ClearanceRecorded,
    Enrolled,
    Fact,
    FactCorrected,
    FlagAnswered,
    FormAnswered,
    HowIsItAnswered,
    LimbEnrolled,
    MorningAnswered,
    OutcomeAnswered,
    PainNowAnswered,
    PainReported,
    PlanIssued,
    QuestionAnswered,
    ReturnedToSport,
    RunInterval,
    RunLogged,
    SessionFinished,
    SessionRequested,
    SessionStarted,
    SetLogged,
    SettingsChanged,
    SportLogged,
    StepBackChosen,
    Stopped,
    TestLogged,
    WalkingAnswered,
    WalkLogged,
    ZoneChanged,
)
from hamstrong.engine.fold import FoldState, Recorded, apply, begin, open_until
from hamstrong.engine.issuing import planned
from hamstrong.engine.runs import run_as_planned
from hamstrong.engine.testing import calm_watch, done_well
from hamstrong.proof.stories import WEEKDAYS, Story, StoryError
from hamstrong.protocol.model import Pack

FIRST_MONDAY = 739_005
LIMBS = ("left", "right")

BODY: dict[str, dict[str, str | int]] = {
    "strain": {"onset": "sudden", "where": "back_of_thigh"},
    "tendinopathy": {"onset": "gradual", "where": "sitting_bone", "worse_sitting": "yes"},
    "tightness": {"onset": "none", "where": "back_of_thigh", "nprs_worst_7d": 1},
    "prevention": {"onset": "none", "where": "nowhere", "nprs_worst_7d": 0},
}


class Seen(NamedTuple):
    """What a day of a story came to."""

    day: int
    waking: Decision
    shown: Decision
    evening: Decision
    facts: tuple[Fact, ...]


@dataclass
class Today:
    """What the diary says of one day; the rest is a good day."""

    morning: dict[str, MorningAnswered | None] = field(default_factory=dict)
    usual: dict[str, int | None] = field(default_factory=dict)
    walking: dict[str, bool | None] = field(default_factory=dict)
    pain_now: dict[str, PainNowAnswered | None] = field(default_factory=dict)
    pain: list[tuple[str, int, SetLogged | None]] = field(default_factory=list)
    outcome: dict[str, Any] = field(default_factory=dict)
    questions: dict[str, QuestionAnswered | None] = field(default_factory=dict)
    watch: set[str] | None = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)
    tested: dict[str, tuple[str, int | None]] = field(default_factory=dict)
    untested: set[str] = field(default_factory=set)
    unanswered_forms: set[str] = field(default_factory=set)
    forms: dict[str, str] = field(default_factory=dict)
    flags: dict[str, bool | None] = field(default_factory=dict)
    before: list[Callable[[], None]] = field(default_factory=list)
    again: list[Callable[[], None]] = field(default_factory=list)
    during: list[Stopped] = field(default_factory=list)
    after: list[Callable[[], None]] = field(default_factory=list)
    sets: dict[str, int] = field(default_factory=dict)
    repetitions: dict[str, int] = field(default_factory=dict)
    session: bool = True
    only_started: bool = False
    half_range: set[str] = field(default_factory=set)
    run: dict[str, Any] = field(default_factory=dict)
    quiet: bool = False
    walk: int | None = None
    walk_pain: int | None = 0
    walks: int = 1
    stairs: bool = True
    step_ups: int = 20


def _ends_day(pack: Pack, logged: SetLogged | RunLogged) -> bool:
    """After strong or sharp pain a session is not gone on with."""
    return logged.sharp or (logged.nprs or 0) >= pack.rules.pain.end_session_at


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
        self.limbs = tuple(limb for limb, _ in story.who.tracks)
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
        recorded = Recorded(len(self.log) + 1, f"f{len(self.log) + 1}", day, now, fact)
        self.log.append(recorded)
        self.fold = apply(self.engine, self.fold, recorded)

    def decide(self) -> Decision:
        """The decision as it stands now."""
        return self.engine.prescribe(self.fold.live)

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
            self._work(script, self.decide() if script.tested else shown)
        for act in script.after:
            act()
        if not script.quiet:
            self._answer_late(script)
            self._walk(script)
        facts = tuple(r.fact for r in self.log[start:])
        return Seen(self.today, waking, shown, self.decide(), facts)

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

    def _answer(self, script: Today) -> None:
        """Answer what is asked until nothing new is asked."""
        met: set[str] = set()
        for _ in range(4):
            asks = [a for a in self.decide().asks if a not in met]
            for ask in asks:
                met.add(ask)
                self._answer_one(script, ask)
            if not asks:
                return

    def _answer_late(self, script: Today) -> None:
        """After strong pain the long form is asked at once."""
        for ask in self.decide().asks:
            if ask == "form:long":
                self._answer_one(script, ask)

    def _answer_one(self, script: Today, ask: str) -> None:
        kind, _, rest = ask.partition(":")
        fact = getattr(self, f"_{kind}")(script, rest)
        if fact is not None:
            self.tell(fact)

    def _morning(self, script: Today, limb: str) -> Fact | None:
        good = MorningAnswered(limb, 0, new_limp=False)
        answer = script.morning.get(limb, script.morning.get("", good))
        return answer._replace(limb=limb) if answer is not None else None

    def _baseline(self, script: Today, limb: str) -> Fact | None:
        value = script.usual.get(limb, script.usual.get("", 0))
        return BaselineAnswered(limb, value) if value is not None else None

    def _walking(self, script: Today, limb: str) -> Fact | None:
        normal = script.walking.get(limb, script.walking.get("", True))
        return WalkingAnswered(limb, normal) if normal is not None else None

    def _pain_now(self, script: Today, limb: str) -> Fact | None:
        good = PainNowAnswered(limb, 0, new_limp=False)
        answer = script.pain_now.get(limb, script.pain_now.get("", good))
        return answer._replace(limb=limb) if answer is not None else None

    def _outcome(self, script: Today, limb: str) -> Fact | None:
        said = script.outcome
        if said.get("none"):
            return None
        return OutcomeAnswered(
            limb, said.get("change", "better"), said.get("worst", 0), said.get("no_limits", True)
        )

    def _question(self, script: Today, rest: str) -> Fact | None:
        question, _, limb = rest.partition(":")
        if question in script.questions:
            answer = script.questions[question]
            return answer._replace(limb=limb) if answer is not None else None
        return QuestionAnswered(question, limb, "no")

    def _watch(self, script: Today, limb: str) -> Fact | None:
        if script.watch is None:
            return None
        calm = calm_watch(self.engine.pack, limb)
        return calm._replace(signs=tuple((s, s in script.watch) for s, _ in calm.signs))

    def _flag(self, script: Today, rest: str) -> Fact | None:
        flag, _, limb = rest.partition(":")
        present = script.flags.get(flag)
        return FlagAnswered(flag, limb, present) if present is not None else None

    def _form(self, script: Today, form: str) -> Fact | None:
        if form in script.unanswered_forms:
            return None
        return self.form(form, script.forms.get(form, ""))

    def form(self, form: Any, ticked: str, *, withdraws: bool = False) -> FormAnswered:
        """A form with these ticks, everything else "none of these" and a body to match."""
        ticks = tuple(t for t in re.split(r"[, ]+", ticked) if t and "=" not in t)
        screens = [s for s in self.engine.pack.triage.screens if form in s.forms]
        lists = tuple(
            s.id for s in screens if s.kind == "list" and not set(s.symptoms) & set(ticks)
        )
        who = self.story.who
        values: dict[str, str | int] = {}
        if form == "long":
            old = "65_plus" if "age_65" in who.traits else "18_64"
            side = "both" if len(self.limbs) > 1 else self.limbs[0]
            values = {"age": old, "limbs": side, "walking_normal": "yes", **BODY[who.tracks[0][1]]}
            if values["onset"] == "sudden":
                values["days_since_onset"] = who.injured + max(0, self.today)
        for pair in re.findall(r"(\w+)=(\w+)", ticked):
            values[pair[0]] = int(pair[1]) if pair[1].isdigit() else pair[1]
        return FormAnswered(form, ticks, lists, tuple(sorted(values.items())), withdraws=withdraws)

    def _test(self, script: Today, shown: Decision) -> None:
        """Do the self-tests that are offered, before the session."""
        for offer in shown.tests if isinstance(shown, Prescription) else ():
            if script.untested & {"", offer.test}:
                continue
            for side in offer.sides:
                self.tell(self._tested(script, offer.test, side))

    def _tested(self, script: Today, name: str, side: str) -> TestLogged:
        well = done_well(self.engine.pack.tests[name], side, script.counts.get(side, 20))
        how, nprs = script.tested.get(name, ("", 0))
        if how == "uncomfortable":
            return well._replace(comfortable=False)
        return well._replace(nprs=nprs) if how else well

    def _work(self, script: Today, shown: Decision) -> None:
        ready = not any(a.startswith(("form:", "pain_now:")) for a in shown.asks)
        items = (*shown.items, *shown.adjuncts) if isinstance(shown, Prescription) else ()
        if not script.session or not ready or not items:
            for stop in script.during:
                self.tell(stop)
            return
        plan = f"plan-{self.today}"
        self.tell(PlanIssued(plan, len(self.log), "", "", tuple(planned(i) for i in items)))
        self.tell(SessionStarted(plan))
        if script.only_started:
            return
        self._sets(script, items, plan)
        for stop in script.during:
            self.tell(stop)
        self.tell(SessionFinished(plan))

    def _sets(self, script: Today, items: tuple[Item, ...], plan: str) -> None:
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

    def _run(self, script: Today, item: Item, plan: str) -> bool:
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
        return _ends_day(self.engine.pack, run)

    def _stop_at(self) -> int:
        return self.engine.pack.rules.pain.stop_exercise_at

    def _pain_of(self, script: Today, item: Item, nth: int) -> SetLogged | None:
        found = None
        for where, at, said in script.pain:
            exercise, _, side = where.partition(" ")
            here = exercise in ("", item.exercise) and side in ("", item.side)
            if here and at in (0, nth):
                found = said
        return found

    def _walk(self, script: Today) -> None:
        minutes = self.story.who.walks if script.walk is None else script.walk
        if minutes:
            walk = WalkLogged(
                minutes, stairs=script.stairs, nprs=script.walk_pain, step_ups=script.step_ups
            )
            for _ in range(script.walks):
                self.tell(walk)

    def find(self, day: int, kind: type[Any], where: str) -> Recorded:
        """The last fact of a kind about a day; `where` names a limb or an exercise."""
        about, name = self.first + day, kind.__name__
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


# --- the notation ---------------------------------------------------------------------------

Reader = Callable[[Life, Today, re.Match[str]], None]


def _number(text: str | None) -> int | None:
    return None if text is None or text == "none" else int(text)


def _limb(match: re.Match[str]) -> str:
    return match["limb"] or ""


def _r_morning(_life: Life, day: Today, m: re.Match[str]) -> None:
    sore = True if m["sore"] else None
    answer = MorningAnswered("", _number(m["n"]), bool(m["limp"]), sore)
    day.morning[_limb(m)] = None if m["n"] == "none" else answer


def _r_usual(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.usual[_limb(m)] = _number(m["n"])


def _r_walking(_life: Life, day: Today, m: re.Match[str]) -> None:
    said = {"normal": True, "not normal": False, "none": None}
    day.walking[_limb(m)] = said[m["said"]]


def _r_pain_now(_life: Life, day: Today, m: re.Match[str]) -> None:
    answer = PainNowAnswered("", _number(m["n"]), bool(m["limp"]))
    day.pain_now[_limb(m)] = None if m["n"] == "none" else answer


def _r_pain(_life: Life, day: Today, m: re.Match[str]) -> None:
    said = SetLogged(
        "", "", "", nprs=_number(m["n"]), sharp=bool(m["sharp"]), elsewhere=bool(m["elsewhere"])
    )
    day.pain.append((m["where"] or "", int(m["at"] or 0), said))


def _r_sets(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.sets[m["where"] or ""] = int(m["n"])


def _r_stop(_life: Life, day: Today, m: re.Match[str]) -> None:
    where, _, side = (m["where"] or "").partition(" ")
    stop = Stopped(m["why"], where or None, side or None)
    day.during.append(stop)


def _r_form(life: Life, day: Today, m: re.Match[str]) -> None:
    form, ticked = m["form"], m["ticked"] or ""
    if m["asked"]:
        day.forms[form] = ticked
        return
    acts = day.after if m["after"] else day.before
    acts.append(lambda: life.tell(life.form(form, ticked, withdraws=bool(m["takes"]))))


def _r_clearance(life: Life, day: Today, m: re.Match[str]) -> None:
    def record() -> None:
        life.tell(
            ClearanceRecorded(
                flags=tuple(m["flags"].split("+")),
                who=m["who"] or "",
                dated=life.first + int(m["dated"] or life.today),
                expires=life.first + int(m["until"] or life.today + 60),
                max_stage=int(m["stage"] or 6),
                limb=_limb(m),
                track=None,
                told_safe=bool(m["safe"]),
            )
        )

    (day.after if m["after"] else day.before).append(record)


def _r_correct(life: Life, day: Today, m: re.Match[str]) -> None:
    about, where, value = int(m["day"]), m["where"] or "", m["value"]
    kinds: dict[str, tuple[type[Any], dict[str, Any]]] = {
        "morning": (MorningAnswered, {"nprs": _number(value)} if value.isdigit() else {}),
        "usual": (BaselineAnswered, {"nprs": _number(value)} if value.isdigit() else {}),
        "pain": (SetLogged, {"nprs": _number(value)} if value.isdigit() else {}),
        "pain now": (PainNowAnswered, {"nprs": _number(value)} if value.isdigit() else {}),
        "walking": (WalkingAnswered, {"normal": value == "normal"}),
    }
    kind, change = kinds[m["what"]]
    act = day.after if m["after"] else day.before
    act.append(lambda: life.correct(about, kind, where, **change))


def _r_late(life: Life, day: Today, m: re.Match[str]) -> None:
    about, what = int(m["day"]), m["what"]
    limb = life.limbs[0]
    made: Fact
    number = re.search(r"\d+", what)
    value = int(number[0]) if number else None
    if what.startswith("morning"):
        made = MorningAnswered(limb, value, new_limp="limp" in what)
    elif what == "sport":
        made = SportLogged()
    elif what.startswith("walking"):
        made = WalkingAnswered(limb, "not" not in what)
    elif what.startswith("form"):
        _, form, ticked = what.split(" ", 2)
        made = life.form(form, ticked)
    else:
        exercise = what.split()[0]
        rung = life.engine.pack.exercises[exercise].ladder[0].id
        both = life.engine.pack.exercises[exercise].legs == "both"
        made = SetLogged(exercise, "both" if both else limb, rung, nprs=value)
    day.before.append(lambda: life.tell(made, about))


def _r_cap(life: Life, day: Today, m: re.Match[str]) -> None:
    stage = int(m["stage"]) if m["stage"] else None
    sets = int(m["sets"]) if m["sets"] else None
    without = (m["without"],) if m["without"] else ()
    day.before.append(
        lambda: life.tell(CapRecorded("physio", life.fold.live.day, stage, without, sets))
    )


def _r_settings(life: Life, day: Today, m: re.Match[str]) -> None:
    what, value = m["what"], m["value"]
    changes: dict[str, Any] = {
        "goal": value,
        "ask_clinician": value == "on",
        "minutes": int(value) if value.isdigit() else None,
        "training_days": tuple(WEEKDAYS.index(d) for d in value.split("+") if d in WEEKDAYS),
        "traits": tuple(t for t in value.split("+") if t != "none"),
    }
    day.before.append(lambda: life.tell(SettingsChanged(**{what: changes[what]})))


def _r_question(_life: Life, day: Today, m: re.Match[str]) -> None:
    answer = None if m["value"] == "none" else QuestionAnswered(m["question"], "", m["value"])
    day.questions[m["question"]] = answer


def _r_counts(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.counts = {"left": int(m["left"]), "right": int(m["right"])}


def _r_tested(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.tested[m["test"]] = (m["how"], _number(m["n"]))


def _r_watch(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.watch = None if m["none"] else {*(day.watch or ()), m["sign"]}


def _tested(life: Life, m: re.Match[str]) -> TestLogged:
    """A self-test that the person does of their own accord."""
    test = life.engine.pack.tests[m["test"]]
    well = done_well(test, m["side"], int(m["n"]))
    comfortable = False if m["un"] else well.comfortable
    nprs = 0 if m["pain"] is None else _number(m["pain"])
    return well._replace(nprs=nprs, comfortable=comfortable)


def _r_untested(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.untested.add(m["test"] or "")


def _r_tell(make: Callable[[Life, re.Match[str]], Fact]) -> Reader:
    def read(life: Life, day: Today, m: re.Match[str]) -> None:
        said = m.groupdict()
        acts = day.after if said.get("after") else day.before
        acts = day.again if "again" in said else acts
        acts.append(lambda: life.tell(make(life, m)))

    return read


def _sets(name: str, value: Any) -> Reader:
    def read(_life: Life, day: Today, _m: re.Match[str]) -> None:
        setattr(day, name, value)

    return read


def _r_outcome(_life: Life, day: Today, m: re.Match[str]) -> None:
    if m["none"]:
        day.outcome["none"] = True
    if m["change"]:
        day.outcome["change"] = m["change"]
        day.outcome.setdefault("no_limits", False)
    if m["worst"]:
        day.outcome["worst"] = int(m["worst"])
    if m["limits"]:
        day.outcome["no_limits"] = m["limits"] == "no limits"


def _r_unanswered(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.unanswered_forms.add(m["form"])


def _r_walk(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.walk = int(m["minutes"])
    day.walk_pain = _number(m["n"]) if m["n"] else 0
    day.walks = int(m["times"] or 1)
    day.stairs = m["flat"] is None
    day.step_ups = int(m["steps"] or 20)


def _r_reps(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.repetitions[m["where"]] = int(m["n"])


def _r_flag(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.flags[m["flag"]] = m["said"] == "yes"


def _r_report(life: Life, day: Today, m: re.Match[str]) -> None:
    exercise = life.engine.pack.exercises[m["where"]]
    side = "both" if exercise.legs == "both" else life.limbs[0]
    day.after.append(lambda: life.tell(PainReported(exercise.id, side, int(m["n"]))))


def _r_half_range(_life: Life, day: Today, m: re.Match[str]) -> None:
    day.half_range.add(m["where"])


def _r_run(_life: Life, day: Today, m: re.Match[str]) -> None:
    if m["percent"]:
        day.run["percent"] = _number(m["percent"])
        day.run["effort"] = None
    if m["slope"]:
        day.run["level"] = False
    if m["seconds"]:
        day.run["intervals"] = (RunInterval("run", int(m["seconds"])),)


def _own_run(life: Life, m: re.Match[str]) -> Fact:
    """A run outside of the plan."""
    kind: Any = "sprint" if m["kind"] == "sprinted" else "run"
    interval = RunInterval(kind, 60 * int(m["minutes"]))
    exercise = next(e.id for e in life.engine.pack.exercises.values() if _runs(life, e.load_class))
    effort, nprs = _number(m["effort"]), _number(m["n"]) if m["n"] else 0
    return RunLogged(exercise, (interval,), effort=effort, nprs=nprs, level=True)


def _runs(life: Life, load_class: str) -> bool:
    return life.engine.pack.load_classes[load_class].run


def _r_raw(life: Life, day: Today, m: re.Match[str]) -> None:
    exercise = life.engine.pack.exercises[m["where"]]
    side = "both" if exercise.legs == "both" else life.limbs[0]
    fact = SetLogged(exercise.id, side, m["rung"] or exercise.ladder[0].id, nprs=0)
    day.after.append(lambda: life.tell(fact))


_L = r"(?: (?P<limb>left|right))?"
_W = r"(?: in (?P<where>\w+(?: left| right| both)?))?"
_A = r"(?P<after>after )?"
NOTATION: tuple[tuple[str, Reader], ...] = (
    (r"good", lambda *_: None),
    (r"quiet", _sets("quiet", True)),
    (r"no session", _sets("session", False)),
    (r"started only", _sets("only_started", True)),
    (rf"morning{_L} (?P<n>\d+|none)(?P<limp> new limp)?(?P<sore> sore in both)?", _r_morning),
    (rf"usual{_L} (?P<n>\d+|none)", _r_usual),
    (rf"walking{_L} (?P<said>normal|not normal|none)", _r_walking),
    (rf"pain now{_L} (?P<n>\d+|none)(?P<limp> new limp)?", _r_pain_now),
    (
        (
            rf"(?P<sharp>sharp )?pain (?P<n>\d+|none)(?P<elsewhere> elsewhere)?{_W}"
            r"(?: at set (?P<at>\d+))?"
        ),
        _r_pain,
    ),
    (r"sets (?P<n>\d+)" + _W, _r_sets),
    (r"repetitions (?P<n>\d+) in (?P<where>\w+)", _r_reps),
    (r"half range in (?P<where>\w+)", _r_half_range),
    (
        (
            r"runs(?: at (?P<percent>\d+|none) percent)?(?P<slope> on a slope)?"
            r"(?: for (?P<seconds>\d+) seconds)?"
        ),
        _r_run,
    ),
    (
        (
            _A + r"(?P<kind>ran|sprinted) (?P<minutes>\d+) minutes?(?: at effort (?P<effort>\d+))?"
            r"(?: with pain (?P<n>\d+|none))?"
        ),
        _r_tell(_own_run),
    ),
    (r"also did (?P<where>\w+)(?: at (?P<rung>[\w-]+))?", _r_raw),
    (r"reports pain (?P<n>\d+) in (?P<where>\w+)", _r_report),
    (rf"stop(?: (?P<why>[a-z_]+))?{_W}", _r_stop),
    (r"no (?P<form>short|long|weekly) form", _r_unanswered),
    (
        (
            rf"{_A}(?P<takes>takes back with )?(?P<asked>when asked )?"
            r"(?P<form>short|long|weekly) form(?: (?P<ticked>[\w=, ]+))?"
        ),
        _r_form,
    ),
    (
        (
            rf"{_A}clearance of (?P<flags>[\w+]+){_L}(?: by (?P<who>\w+))?"
            r"(?: dated (?P<dated>-?\d+))?(?: until (?P<until>\d+))?"
            r"(?: up to stage (?P<stage>\d))?(?P<safe> told safe)?"
        ),
        _r_clearance,
    ),
    (r"asked again (?P<flag>\w+) (?P<said>yes|no)", _r_flag),
    (
        (
            rf"{_A}correct day (?P<day>\d+) (?P<what>morning|usual|pain now|pain|walking)"
            r"(?: (?:of|in) (?P<where>\w+))? to (?P<value>[\w ]+)"
        ),
        _r_correct,
    ),
    (r"late about day (?P<day>\d+) (?P<what>[\w= ]+)", _r_late),
    (
        r"cap(?: stage (?P<stage>\d))?(?: sets (?P<sets>\d))?(?: without (?P<without>\w+))?",
        _r_cap,
    ),
    (r"set (?P<what>\w+) (?P<value>[\w+]+)", _r_settings),
    (r"answers (?P<question>\w+) (?P<value>\w+)", _r_question),
    (r"counts (?P<left>\d+) and (?P<right>\d+)", _r_counts),
    (r"(?P<how>pain|uncomfortable)(?: (?P<n>\d+|none))? in test (?P<test>\w+)", _r_tested),
    (r"no test(?: (?P<test>\w+))?", _r_untested),
    (r"watch (?:(?P<none>none)|sign (?P<sign>\w+))", _r_watch),
    (
        r"returns to sport(?: on the (?P<limb>left|right))?",
        _r_tell(lambda life, m: ReturnedToSport(m["limb"] or life.limbs[0])),
    ),
    (
        r"tests (?P<test>\w+) (?P<side>\w+) (?P<n>\d+)(?: pain (?P<pain>\w+))?(?P<un> badly)?",
        _r_tell(_tested),
    ),
    (
        r"activities (?P<scores>\d+(?:, \d+)*)",
        _r_tell(
            lambda life, m: ActivitiesRated(
                life.limbs[0],
                tuple((f"a{i}", int(n)) for i, n in enumerate(m["scores"].split(", "))),
            )
        ),
    ),
    (
        (
            r"outcome(?P<none> none)?(?: (?P<change>better|same|worse))?(?: worst (?P<worst>\d+))?"
            r"(?: (?P<limits>limits|no limits))?"
        ),
        _r_outcome,
    ),
    (
        _A + r"tells outcome (?P<change>better|same|worse)",
        _r_tell(lambda life, m: OutcomeAnswered(life.limbs[0], m["change"], None, None)),
    ),
    (_A + r"sport", _r_tell(lambda *_: SportLogged())),
    (
        rf"how is it{_L} (?P<n>\d+)",
        _r_tell(lambda life, m: HowIsItAnswered(_limb(m) or life.limbs[0], int(m["n"]))),
    ),
    (
        (
            r"walk (?:(?P<times>\d) times )?(?P<minutes>\d+)(?: minutes)?(?: pain (?P<n>\d+|none))?"
            r"(?P<flat> on the flat)?(?: and (?P<steps>\d+) step-ups)?"
        ),
        _r_walk,
    ),
    (
        rf"{_A}back{_L}(?: in (?P<exercise>\w+))?",
        _r_tell(lambda life, m: StepBackChosen(_limb(m) or life.limbs[0], m["exercise"])),
    ),
    (
        rf"approval{_L} for stage (?P<stage>\d)",
        _r_tell(
            lambda life, m: ApprovalRecorded(
                _limb(m) or life.limbs[0], int(m["stage"]), "physio", life.fold.live.day
            )
        ),
    ),
    (
        r"wants a session(?: in (?P<n>\d+) days)?",
        _r_tell(lambda life, m: SessionRequested(life.fold.live.day + int(m["n"] or 0))),
    ),
    (r"zone (?P<zone>[\w/]+)", _r_tell(lambda _life, m: ZoneChanged(m["zone"]))),
    (
        rf"answers again morning{_L} (?P<n>\d+)(?P<again>)",
        _r_tell(
            lambda life, m: MorningAnswered(_limb(m) or life.limbs[0], int(m["n"]), new_limp=False)
        ),
    ),
    (
        rf"{_A}unasked morning{_L} (?P<n>\d+)",
        _r_tell(
            lambda life, m: MorningAnswered(_limb(m) or life.limbs[0], int(m["n"]), new_limp=False)
        ),
    ),
)
_COMPILED = tuple((re.compile(pattern), reader) for pattern, reader in NOTATION)


def read_day(life: Life, words: tuple[str, ...]) -> Today:
    """Read what the diary says of a day.

    Raises:
        StoryError: naming the story and the words that mean nothing.
    """
    day = Today()
    for word in words:
        for pattern, reader in _COMPILED:
            match = pattern.fullmatch(word)
            if match is not None:
                reader(life, day, match)
                break
        else:
            raise StoryError(f"{life.story.place}: {life.story.title}: {word!r} means nothing")
    return day
