"""Expectations of a story about a decision, in the case book's words, and whether they hold."""

from __future__ import annotations

import re
from collections.abc import Callable

from hamstrong.engine.decide.ask import Ask
from hamstrong.engine.decide.decisions import Decision, Item, Prescription, Refusal
from hamstrong.engine.decide.notices import OmissionNotice
from hamstrong.engine.decide.prescription import is_power_item
from hamstrong.proof.lived_day import Seen
from hamstrong.proof.stories import Expectation, StoryError
from hamstrong.proof.story_run import Life

Check = Callable[[Life, Decision, re.Match[str]], str | None]
"""Nothing when it holds, else what was found instead."""


def _items(decision: Decision) -> tuple[Item, ...]:
    if isinstance(decision, Refusal):
        return ()
    return (*decision.items, *decision.adjuncts)


def _found(decision: Decision) -> str:
    if isinstance(decision, Refusal):
        return f"refused as {decision.kind}: {', '.join(r.rule for r in decision.reasons)}"
    lines = [f"{i.rung} {i.side}{' half' if i.half else ''} x{i.sets}" for i in _items(decision)]
    stages = ", ".join(f"{limb} in stage {n}" for limb, n in decision.stages)
    return f"{stages}: {'; '.join(lines) or 'rest'}"


def _of(decision: Decision, m: re.Match[str]) -> list[Item]:
    exercise, _, side = m["what"].partition(" ")
    return [i for i in _items(decision) if i.exercise == exercise and side in ("", i.side)]


def _unless(holds: bool, found: str) -> str | None:
    return None if holds else found


def _plan(_life: Life, d: Decision, _m: re.Match[str]) -> str | None:
    return _unless(isinstance(d, Prescription), _found(d))


def _stage(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    if isinstance(d, Refusal):
        return _found(d)
    numbers = [n for limb, n in d.stages if m["limb"] in (None, limb)]
    return _unless(numbers != [] and set(numbers) == {int(m["n"])}, _found(d))


def _has(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    return _unless(bool(_of(d, m)), _found(d))


def _lacks(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    return _unless(not _of(d, m), _found(d))


def _rung(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    names = {i.exercise for i in _items(d) if i.rung == m["what"]}
    return _unless(bool(names), _found(d))


def _time(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    """The time of a run in seconds; `untimed` of one that is only measured."""
    wanted = None if m["time"] is None else round(10 * float(m["time"]))
    found = [i.steady_tenths for i in _items(d) if i.exercise == m["what"]]
    return _unless(found == [wanted], f"{found} tenths; {_found(d)}")


def _half(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    lines = _of(d, m)
    return _unless(bool(lines) and all(i.half for i in lines), _found(d))


def _sets(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    lines = _of(d, m)
    return _unless(bool(lines) and all(i.sets == int(m["n"]) for i in lines), _found(d))


def _load(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    """The person's own load of an exercise."""
    loads = [(i.load_kg, i.band) for i in _of(d, m)]
    kg, band = m["kg"], m["band"]
    want = (None if kg is None else float(kg), band)
    return _unless(bool(loads) and set(loads) == {want}, f"loads {loads}; {_found(d)}")


def _names_load(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    lines = _of(d, m)
    return _unless(bool(lines) and all(i.first_load for i in lines), _found(d))


def _hard_items(life: Life, d: Decision) -> list[Item]:
    return [i for i in _items(d) if life.engine.pack.load_classes[i.load_class].hard]


def _hard(life: Life, d: Decision, _m: re.Match[str]) -> str | None:
    return _unless(bool(_hard_items(life, d)), _found(d))


def _no_hard(life: Life, d: Decision, _m: re.Match[str]) -> str | None:
    return _unless(not _hard_items(life, d), _found(d))


def _power(life: Life, d: Decision, m: re.Match[str]) -> str | None:
    power = [i for i in _items(d) if is_power_item(life.engine.pack, i)]
    return _unless(bool(power) is (m["no"] is None), _found(d))


def _only_isometrics(life: Life, d: Decision, _m: re.Match[str]) -> str | None:
    classes = [life.engine.pack.load_classes[i.load_class] for i in _items(d)]
    return _unless(bool(classes) and all(c.isometric for c in classes), _found(d))


def _rest(_life: Life, d: Decision, _m: re.Match[str]) -> str | None:
    return _unless(isinstance(d, Prescription) and not _items(d), _found(d))


def _refused(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    return _unless(isinstance(d, Refusal) and (m["kind"] is None or d.kind == m["kind"]), _found(d))


def _because(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    rules = {r.rule for r in d.reasons} | {r.rule for i in _items(d) for r in i.reasons}
    said = (m["rule"] in rules) is (m["no"] is None)
    return _unless(said, f"the rules {', '.join(sorted(rules))}")


def _left_out(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    out = d.left_out if isinstance(d, Prescription) else ()
    rules = {f"{x.exercise} by {x.reason.rule}" for x in out}
    return _unless(f"{m['what']} by {m['rule']}" in rules, f"{sorted(rules)}; {_found(d)}")


def _misses(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    """Owed work of this action is missing, and the plan names the rule."""
    said = {f"{n.action} by {n.reason.rule}" for n in d.notices if isinstance(n, OmissionNotice)}
    if m["no"]:
        return _unless(not said, f"misses {sorted(said)}; {_found(d)}")
    return _unless(f"{m['what']} by {m['rule']}" in said, f"misses {sorted(said)}; {_found(d)}")


def _does(life: Life, d: Decision, m: re.Match[str]) -> str | None:
    """Work of an action is planned or not."""
    held = {life.engine.pack.exercises[i.exercise].action for i in _items(d)}
    return _unless((m["what"] in held) is (m["no"] is None), f"does {sorted(held)}; {_found(d)}")


def _running(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    """Minutes of the run, named apart from those of the session."""
    minutes = d.run_minutes if isinstance(d, Prescription) else 0
    return _unless(minutes == int(m["n"]), f"{minutes} minutes of running; {_found(d)}")


def _lifts(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    lifts = d.lifts if isinstance(d, Refusal) else ()
    return _unless(m["what"] in lifts, f"lifted by {lifts}; {_found(d)}")


def _asks(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    asked = Ask.from_text(m["what"]) in d.asks
    texts = tuple(ask.to_text() for ask in d.asks)
    return _unless(asked is (m["no"] is None), f"asks {texts}; {_found(d)}")


def _advice(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    names = [getattr(notice, "name", "") for notice in d.notices]
    return _unless((m["what"] in names) is (m["no"] is None), f"notices {names}")


def _flare(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    if isinstance(d, Refusal):
        return _found(d)
    want = 0 if m["n"] is None else int(m["n"])
    return _unless(d.flare_day == want, f"day {d.flare_day} of the path; {_found(d)}")


def _next(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    if isinstance(d, Refusal):
        return _found(d)
    found = [(u.target, u.days_left) for u in d.unlocks]
    return _unless((int(m["stage"]), int(m["n"])) in found, f"next {found}")


def _waits(_life: Life, d: Decision, _m: re.Match[str]) -> str | None:
    waits = isinstance(d, Prescription) and any(u.waits_for_approval for u in d.unlocks)
    return _unless(waits, _found(d))


def _earliest(life: Life, d: Decision, m: re.Match[str]) -> str | None:
    day = d.earliest_day if isinstance(d, Refusal) else None
    found = None if day is None else day - life.first
    return _unless(found == int(m["n"]), f"earliest day {found}; {_found(d)}")


def _exercises(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    items = d.items if isinstance(d, Prescription) else ()
    return _unless(len({i.exercise for i in items}) <= int(m["n"]), _found(d))


def _minutes(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    minutes = d.minutes if isinstance(d, Prescription) else 0
    return _unless(minutes <= int(m["n"]), f"{minutes} minutes; {_found(d)}")


def _warm_up(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    minutes = d.warm_up_minutes if isinstance(d, Prescription) else 0
    return _unless(minutes == int(m["n"]), f"{minutes} minutes; {_found(d)}")


def _stretching(life: Life, d: Decision, m: re.Match[str]) -> str | None:
    return _unless(_has_adjunct(life, d, stretch=True) is (m["no"] is None), _found(d))


def _trunk_work(life: Life, d: Decision, m: re.Match[str]) -> str | None:
    return _unless(_has_adjunct(life, d, stretch=False) is (m["no"] is None), _found(d))


def _has_adjunct(life: Life, d: Decision, *, stretch: bool) -> bool:
    adjuncts = d.adjuncts if isinstance(d, Prescription) else ()
    exercises = life.engine.pack.exercises
    return any(exercises[item.exercise].is_stretch is stretch for item in adjuncts)


def _test(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    found = [t.test for t in d.tests] if isinstance(d, Prescription) else []
    return _unless((m["what"] in found) is (m["no"] is None), f"offers {found}; {_found(d)}")


def _frozen(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    reasons = [dict(r.inputs) for r in d.reasons]
    frozen = any("frozen" in inputs for inputs in reasons)
    return _unless(frozen is (m["not"] is None), _found(d))


def _step_back(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    steps = d.step_back if isinstance(d, Prescription) else ()
    found = {f"{s.kind} {s.exercise or s.to}" for s in steps}
    return _unless(m["what"] in found, f"steps back {sorted(found)}")


def _easy_run(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    run = d.easy_run if isinstance(d, Prescription) else None
    if m["no"]:
        return _unless(run is None or run.minutes == 0, f"easy running {run}")
    if run is None:
        return "no easy running"
    rule = m["rule"] in (None, run.reason.rule)
    effort = m["effort"] in (None, str(run.effort_max))
    return _unless(rule and effort and run.minutes == int(m["n"] or 0), f"easy running {run}")


def _next_criterion(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    """What the gate card says of one criterion; what was not asked is not met either."""
    unlocks = d.unlocks if isinstance(d, Prescription) else ()
    found = {c.criterion: c.status for u in unlocks for c in u.criteria}
    known = found.get(m["what"])
    fits = known in {"met": ("met",), "not asked": ("not_asked",)}.get(
        m["status"], ("not_met", "not_asked")
    )
    return _unless(fits, f"gate card {found}; {_found(d)}")


def _lowers(_life: Life, d: Decision, m: re.Match[str]) -> str | None:
    """The lowering phase of an exercise takes at least so long."""
    times = [i.tempo[2] for i in _of(d, m) if i.tempo is not None]
    return _unless(bool(times) and min(times) >= float(m["n"]), f"lowering {times}; {_found(d)}")


def _explains(life: Life, _d: Decision, m: re.Match[str]) -> str | None:
    cards = [c for c in life.engine.pack.cards.values() if m["row"] in c.rows and c.facts]
    return _unless(bool(cards), f"no card with a source about {m['row']}")


def _flare_off(_life: Life, d: Decision, _m: re.Match[str]) -> str | None:
    return _unless(isinstance(d, Prescription) and d.flare_day == 0, _found(d))


CHECKS: tuple[tuple[str, Check], ...] = (
    (r"a plan", _plan),
    (r"(?:(?P<limb>left|right) in )?stage (?P<n>\d)", _stage),
    (r"has (?P<what>\w+(?: left| right| both)?)", _has),
    (r"lacks (?P<what>\w+(?: left| right| both)?)", _lacks),
    (r"rung (?P<what>[\w.-]+)", _rung),
    (r"(?P<what>\w+) (?:in (?P<time>[\d.]+) seconds|untimed)", _time),
    (r"half sets of (?P<what>\w+(?: left| right| both)?)", _half),
    (r"(?P<n>\d) sets of (?P<what>\w+(?: left| right| both)?)", _sets),
    (
        (
            r"(?:(?P<kg>[\d.]+) kg|band (?P<band>\w+)|no load) in "
            r"(?P<what>\w+(?: left| right| both)?)"
        ),
        _load,
    ),
    (r"names a load in (?P<what>\w+(?: left| right| both)?)", _names_load),
    (r"hard work", _hard),
    (r"no hard work", _no_hard),
    (r"(?P<no>no )?power work", _power),
    (r"only isometrics", _only_isometrics),
    (r"rest", _rest),
    (r"refused(?: as (?P<kind>\w+))?", _refused),
    (r"(?P<no>not )?by rule (?P<rule>[\w.-]+)", _because),
    (r"leaves out (?P<what>\w+) by (?P<rule>[\w.-]+)", _left_out),
    (r"(?P<no>)misses (?P<what>\w+) by (?P<rule>[\w.-]+)", _misses),
    (r"misses (?P<no>nothing)", _misses),
    (r"(?P<no>no )?work of (?P<what>\w+)", _does),
    (r"(?P<n>\d+) minutes of running", _running),
    (r"lifted by (?P<what>[\w:]+)", _lifts),
    (r"asks(?P<no> not)? (?P<what>[\w:]+)", _asks),
    (r"advice (?P<no>not )?(?P<what>\w+)", _advice),
    (r"flare-up day (?P<n>\d)", _flare),
    (r"no flare-up(?P<n>)?", _flare_off),
    (r"stage (?P<stage>\d) opens next, in at least (?P<n>\d+) days?", _next),
    (r"waits for approval", _waits),
    (r"exercise again on day (?P<n>\d+) at the earliest", _earliest),
    (r"at most (?P<n>\d+) exercises?", _exercises),
    (r"at most (?P<n>\d+) minutes", _minutes),
    (r"(?P<n>\d+) minutes of warm-up", _warm_up),
    (r"(?P<no>no )?test (?P<what>\w+)", _test),
    (r"(?P<not>not )?frozen", _frozen),
    (r"(?P<no>no )?stretching", _stretching),
    (r"(?P<no>no )?trunk work", _trunk_work),
    (r"step back (?P<what>\w+ \w+)", _step_back),
    (
        (
            r"(?P<no>no )?easy run(?: of (?P<n>\d+) minutes)?(?: at effort (?P<effort>\d+))?"
            r"(?: by (?P<rule>[\w.]+))?"
        ),
        _easy_run,
    ),
    (r"(?P<status>met|not met|not asked) (?P<what>\w+)", _next_criterion),
    (r"lowers (?P<what>\w+) over (?P<n>\d+) seconds", _lowers),
    (r"explains (?P<row>R-[A-Z]\d+)", _explains),
)


_COMPILED = tuple((re.compile(pattern), check) for pattern, check in CHECKS)


def judge(life: Life, seen: Seen, expectation: Expectation) -> list[str]:
    """What an expectation found missing, in words; nothing when it holds.

    Raises:
        StoryError: naming the story and the words that mean nothing.
    """
    decisions = {"waking": seen.waking, "day": seen.shown, "evening": seen.evening}
    decision = decisions[expectation.moment]
    missing: list[str] = []
    for word in expectation.words:
        found = _judge_one(life, decision, word)
        if found is not None:
            missing.append(f"{expectation.moment} {expectation.day}: {word!r}, but {found}")
    return missing


def _judge_one(life: Life, decision: Decision, word: str) -> str | None:
    for pattern, check in _COMPILED:
        match = pattern.fullmatch(word)
        if match is not None:
            return check(life, decision, match)
    raise StoryError(f"{life.story.place}: {life.story.title}: {word!r} expects nothing")


def disagreements(life: Life) -> list[str]:
    """Everything that a story expects and a lived life does not show."""
    by_day = {seen.day: seen for seen in life.days}
    return [line for e in life.story.expect for line in judge(life, by_day[e.day], e)]
