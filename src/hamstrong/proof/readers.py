"""Readers of a story's diary: what each phrase does to its day."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from hamstrong.engine.decide.self_tests import done_well
from hamstrong.engine.facts import (
    BaselineAnswered,
    CapRecorded,
    ClearanceRecorded,
    Fact,
    LoadReported,
    LoadsOwned,
    MorningAnswered,
    PainNowAnswered,
    PainReported,
    QuestionAnswered,
    RunInterval,
    RunLogged,
    RunTimed,
    SetLogged,
    SettingsChanged,
    SportLogged,
    Stopped,
    TestLogged,
    WalkingAnswered,
)
from hamstrong.proof.lived_day import StoryDay
from hamstrong.proof.stories import WEEKDAYS

if TYPE_CHECKING:
    from hamstrong.proof.story_run import Life

Reader = Callable[["Life", StoryDay, re.Match[str]], None]


def _number(text: str | None) -> int | None:
    return None if text is None or text == "none" else int(text)


def limb_of(match: re.Match[str]) -> str:
    return match["limb"] or ""


def read_morning(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    sore = True if m["sore"] else None
    answer = MorningAnswered("", _number(m["n"]), bool(m["limp"]), sore)
    day.morning[limb_of(m)] = None if m["n"] == "none" else answer


def read_usual(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.usual[limb_of(m)] = _number(m["n"])


def read_walking(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    said = {"normal": True, "not normal": False, "none": None}
    day.walking[limb_of(m)] = said[m["said"]]


def read_pain_now(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    answer = PainNowAnswered("", _number(m["n"]), bool(m["limp"]))
    day.pain_now[limb_of(m)] = None if m["n"] == "none" else answer


def read_pain(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    said = SetLogged(
        "", "", "", nprs=_number(m["n"]), sharp=bool(m["sharp"]), elsewhere=bool(m["elsewhere"])
    )
    day.pain.append((m["where"] or "", int(m["at"] or 0), said))


def read_sets(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.sets[m["where"] or ""] = int(m["n"])


def read_stop(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    where, _, side = (m["where"] or "").partition(" ")
    stop = Stopped(m["why"], where or None, side or None)
    day.during.append(stop)


def read_form(life: Life, day: StoryDay, m: re.Match[str]) -> None:
    form, ticked = m["form"], m["ticked"] or ""
    if m["asked"]:
        day.forms[form] = ticked
        return
    acts = day.after if m["after"] else day.before
    acts.append(lambda: life.tell(life.form(form, ticked, withdraws=bool(m["takes"]))))


def read_clearance(life: Life, day: StoryDay, m: re.Match[str]) -> None:
    def record() -> None:
        life.tell(
            ClearanceRecorded(
                flags=tuple(m["flags"].split("+")),
                who=m["who"] or "",
                dated=life.first + int(m["dated"] or life.today),
                expires=life.first + int(m["until"] or life.today + 60),
                max_stage=int(m["stage"] or 6),
                limb=limb_of(m),
                track=None,
                told_safe=bool(m["safe"]),
            )
        )

    (day.after if m["after"] else day.before).append(record)


def read_correct(life: Life, day: StoryDay, m: re.Match[str]) -> None:
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


def read_late(life: Life, day: StoryDay, m: re.Match[str]) -> None:
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


def read_cap(life: Life, day: StoryDay, m: re.Match[str]) -> None:
    stage = int(m["stage"]) if m["stage"] else None
    sets = int(m["sets"]) if m["sets"] else None
    without = (m["without"],) if m["without"] else ()
    day.before.append(
        lambda: life.tell(
            CapRecorded(
                who="physio",
                dated=life.fold.live.day,
                max_stage=stage,
                excluded=without,
                max_sets=sets,
            )
        )
    )


def read_settings(life: Life, day: StoryDay, m: re.Match[str]) -> None:
    what, value = m["what"], m["value"]
    changes: dict[str, Any] = {
        "goal": value,
        "ask_clinician": value == "on",
        "minutes": int(value) if value.isdigit() else None,
        "training_days": tuple(WEEKDAYS.index(d) for d in value.split("+") if d in WEEKDAYS),
        "traits": tuple(t for t in value.split("+") if t != "none"),
    }
    day.before.append(lambda: life.tell(SettingsChanged(**{what: changes[what]})))


def read_owned(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    """Weights of one kit and classes of bands; `owns nothing` is an answer too."""
    kg = tuple((m["kit"], float(part)) for part in (m["kg"] or "").split("+") if part)
    bands = tuple(part for part in (m["bands"] or "").split("+") if part)
    day.owned = LoadsOwned(kg, bands)


def read_lifted(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    kg = None if m["kg"] is None else float(m["kg"])
    used = LoadReported(m["where"], "both", load_kg=kg, band=m["band"])
    day.lifted[m["where"]] = None if m["none"] else used


def read_left(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.left[m["where"]] = None if m["left"] == "none" else m["left"]


def read_question(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    answer = None if m["value"] == "none" else QuestionAnswered(m["question"], "", m["value"])
    day.questions[m["question"]] = answer


def read_counts(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.counts = {"left": int(m["left"]), "right": int(m["right"])}


def read_tested(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.tested[m["test"]] = (m["how"], _number(m["n"]))


def read_watch(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.watch = None if m["none"] else {*(day.watch or ()), m["sign"]}


def own_test(life: Life, m: re.Match[str]) -> TestLogged:
    """A self-test that the person does of their own accord."""
    test = life.engine.pack.tests[m["test"]]
    well = done_well(test, m["side"], int(m["n"]))
    comfortable = False if m["un"] else well.comfortable
    nprs = 0 if m["pain"] is None else _number(m["pain"])
    return well._replace(nprs=nprs, comfortable=comfortable)


def read_untested(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.untested.add(m["test"] or "")


def tells(make: Callable[[Life, re.Match[str]], Fact]) -> Reader:
    def read(life: Life, day: StoryDay, m: re.Match[str]) -> None:
        said = m.groupdict()
        acts = day.after if said.get("after") else day.before
        acts = day.again if "again" in said else acts
        acts.append(lambda: life.tell(make(life, m)))

    return read


def sets_field(name: str, value: Any) -> Reader:
    def read(_life: Life, day: StoryDay, _m: re.Match[str]) -> None:
        setattr(day, name, value)

    return read


def read_outcome(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    if m["none"]:
        day.outcome["none"] = True
    if m["change"]:
        day.outcome["change"] = m["change"]
        day.outcome.setdefault("no_limits", False)
    if m["worst"]:
        day.outcome["worst"] = int(m["worst"])
    if m["limits"]:
        day.outcome["no_limits"] = m["limits"] == "no limits"


def read_unanswered(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.unanswered_forms.add(m["form"])


def read_walk(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.walk = int(m["minutes"])
    day.walk_pain = _number(m["n"]) if m["n"] else 0
    day.walks = int(m["times"] or 1)
    day.stairs = m["flat"] is None
    day.step_ups = int(m["steps"] or 20)


def read_reps(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.repetitions[m["where"]] = int(m["n"])


def read_flag(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.flags[m["flag"]] = m["said"] == "yes"


def read_report(life: Life, day: StoryDay, m: re.Match[str]) -> None:
    exercise = life.engine.pack.exercises[m["where"]]
    side = "both" if exercise.legs == "both" else life.limbs[0]
    day.after.append(lambda: life.tell(PainReported(exercise.id, side, int(m["n"]))))


def read_half_range(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    day.half_range.add(m["where"])


def read_run(_life: Life, day: StoryDay, m: re.Match[str]) -> None:
    if m["times"]:
        day.times = _tenths(m["times"])
    if m["untimed"]:
        day.times = ()
    if m["slope"]:
        day.run["level"] = False
    if m["talking"]:
        day.run["talking"] = False if m["talking"] == " out of breath" else None
    if m["seconds"]:
        day.run["intervals"] = (RunInterval("run", int(m["seconds"])),)


def _tenths(times: str) -> tuple[int, ...]:
    return tuple(round(10 * float(part)) for part in times.split())


def own_times(_life: Life, m: re.Match[str]) -> RunTimed:
    """Times that the person measured, in the plan or outside of it."""
    return RunTimed(m["where"], _tenths(m["times"]))


def own_run(life: Life, m: re.Match[str]) -> Fact:
    """A run outside of the plan."""
    kind: Any = "sprint" if m["kind"] == "sprinted" else "run"
    interval = RunInterval(kind, 60 * int(m["minutes"]))
    exercise = next(e.id for e in life.engine.pack.exercises.values() if _runs(life, e.load_class))
    effort, nprs = _number(m["effort"]), _number(m["n"]) if m["n"] else 0
    return RunLogged(exercise, (interval,), effort=effort, nprs=nprs, level=True)


def _runs(life: Life, load_class: str) -> bool:
    """Whether it is running that is not easy."""
    known = life.engine.pack.load_classes[load_class]
    return known.run and known.hard


def read_raw(life: Life, day: StoryDay, m: re.Match[str]) -> None:
    exercise = life.engine.pack.exercises[m["where"]]
    side = "both" if exercise.legs == "both" else life.limbs[0]
    fact = SetLogged(exercise.id, side, m["rung"] or exercise.ladder[0].id, nprs=0)
    day.after.append(lambda: life.tell(fact))
