"""Morning answers (S5, S9, S12, S16): a fail lowers, silence never helps, nothing meets nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from hamstrong.engine.course.course import CompiledCriterion
from hamstrong.engine.criteria.evaluation import (
    Readiness,
    criterion_is_met,
    gate_is_open,
    key_is_met,
)
from hamstrong.engine.day.lock_day import LockDay
from hamstrong.engine.day.record import DayRecord, read_day
from hamstrong.engine.day.run_work import key_of, run_as_planned
from hamstrong.engine.day.session_pain import clean_limit
from hamstrong.engine.day.session_work import assess
from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.decide.work_as_planned import time_as_planned
from hamstrong.engine.facts import (
    BaselineAnswered,
    Fact,
    MorningAnswered,
    PlannedItem,
    RunInterval,
    RunLogged,
    RunTimed,
    SetLogged,
)
from hamstrong.engine.fold import FoldState, ImpossibleDayError, Recorded, apply
from hamstrong.engine.fold import begin as begin_fold
from hamstrong.engine.state.ladder import START_LEVEL, Followed, Worked
from hamstrong.engine.state.lock import Lock
from hamstrong.engine.state.morning import (
    NO_BASELINE,
    Asked,
    Baseline,
    Block,
    MorningAnswer,
    MorningContext,
    Verdict,
    is_owed,
    judge,
)
from hamstrong.engine.state.state import Episode, State
from hamstrong.proof.components.mornings import careful_morning
from hamstrong.proof.components.recovery import below_stretch
from hamstrong.proof.explore import Half
from hamstrong.proof.invariants.base import (
    Day,
    Edge,
    Proof,
    Violation,
    edges,
    plain_person,
    violated,
)
from hamstrong.proof.violation_text import fact_words
from hamstrong.proof.virtual_person import FIRST_DAY, begin, enrolment, limb_of
from hamstrong.protocol.model import MorningRules, Pack, RunningRules
from hamstrong.protocol.numbers import PainRules


def failed_mornings_block(proof: Proof) -> Iterator[Violation]:
    """S5: after a fail hard work waits, until a morning passes or holds."""
    for graph in proof.graphs("morning"):
        for edge in edges(graph, Half.MORNING):
            proof.holds("S5")
            claim = _block(proof.pack.rules.morning, edge)
            if claim is not None:
                yield violated("S5", claim, graph, edge)
                break
        for edge in edges(graph, Half.EVENING):
            proof.holds("S5")
            if edge.after.block < edge.before.state.block:
                yield violated("S5", "a day alone frees hard work", graph, edge)
                break


def _block(rules: MorningRules, edge: Edge) -> str | None:
    event, after, said = edge.event.value, edge.after.state, edge.said
    good = event.asked is Asked.NO or event.verdict in (Verdict.PASS, Verdict.NONE)
    if not good and not is_owed(rules, after):
        return "a morning that did not pass is not asked again"
    if event.asked is not Asked.NO and event.verdict is Verdict.FAIL:
        if not said.hard_waits or after.block is Block.FREE:
            return "a failed morning does not stop hard work"
        grown = after.fails > edge.before.fails or event.cleared
        counted = event.asked is Asked.OWED or grown or edge.before.fails == after.fails
        return None if counted else "a failed morning is not counted"
    freed = edge.before.block is not Block.FREE and after.block is Block.FREE
    good = event.verdict in (Verdict.PASS, Verdict.HOLD) and event.asked is not Asked.NO
    return "hard work is freed without a passed or held morning" if freed and not good else None


def failed_mornings_lower(proof: Proof) -> Iterator[Violation]:
    """S5: a failed morning lowers every rung of the day before, or leaves the exercise out."""
    for graph in proof.graphs("climb"):
        for edge in edges(graph, Half.MORNING):
            if edge.event.value.followed is not Followed.FAILED:
                continue
            proof.holds("S5")
            lower = edge.after.level < edge.before.level
            out = edge.after.out > 0 and edge.after.level <= edge.before.level
            if not (lower or out):
                yield violated("S5", "a failed morning lowers nothing", graph, edge)
                break


def failed_mornings_shorten_easy_runs(proof: Proof) -> Iterator[Violation]:
    """S5: a failed morning after an easy run takes a part off; nothing ever adds to it (S8)."""
    for graph in proof.graphs("easy"):
        for edge in (*edges(graph, Half.MORNING), *edges(graph, Half.EVENING)):
            proof.holds("S5")
            failed = edge.half is Half.MORNING and edge.event.value and edge.before.ran
            cut = edge.after.minutes < edge.before.minutes or not edge.before.minutes
            if edge.after.minutes > edge.before.minutes:
                yield violated("S5", "easy running grows by itself", graph, edge)
                break
            if failed and not cut:
                yield violated("S5", "a failed morning leaves easy running alone", graph, edge)
                break


def failed_mornings_through_the_engine(proof: Proof) -> Iterator[Violation]:
    """S5: in real lives a failed morning lowers all of yesterday's work and plans nothing hard."""
    for day in _after_sessions(proof):
        episode = day.state.episodes[0]
        fact = MorningAnswered(episode.kind.limb, 10, True)
        state = proof.engine.step(day.state, fact)
        opened = proof.engine.open(state).episodes[0].episode
        diary = (day.life, f"day {day.state.day - FIRST_DAY + 1}", fact_words(fact))
        for work in episode.pending:
            proof.holds("S5")
            old, new = episode.ladders[work.key], opened.ladders[work.key]
            if new.level >= old.level and not new.out:
                yield Violation("S5", f"{work.key} keeps its rung after a fail", diary)
                return
        if episode.pending and _spared_by_sport(proof, day, fact):
            yield Violation("S5", "a match spares the session before it", diary)
            return
        decision = proof.engine.prescribe(state)
        if isinstance(decision, Prescription):
            classes = (proof.pack.load_classes[i.load_class] for i in decision.items)
            if any(c.hard for c in classes):
                yield Violation("S5", "hard work is planned on a failed morning", diary)
                return


def usual_value_comes_first(proof: Proof) -> Iterator[Violation]:
    """S9: until the usual value is settled a limb does isometrics alone, and its mornings are no
    fails and count for no gate."""
    high = proof.pack.rules.morning.baseline_referral_min
    for day in proof.days.every(23 if proof.quick else 7):
        for value in (NO_BASELINE, high):
            proof.holds("S9")
            claim = _while_unsettled(proof, day, Baseline(value))
            if claim is not None:
                diary = (day.life, f"day {day.state.day - FIRST_DAY + 1}", f"usual value {value}")
                yield Violation("S9", claim, diary)
                return


def _while_unsettled(proof: Proof, day: Day, usual: Baseline) -> str | None:
    episodes = tuple(e._replace(baseline=usual) for e in day.state.episodes)
    state = day.state._replace(facts=(), episodes=episodes)
    for episode in episodes:
        state = proof.engine.step(state, MorningAnswered(episode.kind.limb, usual.value + 1, False))
    if usual.value != NO_BASELINE:
        settled = day.state._replace(facts=(), episodes=episodes)
        for episode in episodes:
            settled = proof.engine.step(settled, MorningAnswered(episode.kind.limb, 0, False))
        for told in (state, settled):
            for before, opened in zip(episodes, proof.engine.open(told).episodes, strict=True):
                after = opened.episode
                if after.morning.fails > before.morning.fails:
                    return "a morning fails while the usual value is asked"
                if after.morning.passes > before.morning.passes:
                    return "a morning counts for a gate while the usual value is asked"
    else:
        asked = (MorningAnswered, BaselineAnswered)
        facts = tuple(f for f in day.state.facts if not isinstance(f, asked))
        state = state._replace(facts=facts)
    decision = proof.engine.prescribe(state)
    items = decision.items if isinstance(decision, Prescription) else ()
    classes = [proof.pack.load_classes[item.load_class] for item in items]
    isometric = all(load_class.isometric for load_class in classes)
    return None if isometric else "more than isometrics before the usual value is settled"


def _spared_by_sport(proof: Proof, day: Day, fact: MorningAnswered) -> bool:
    """Whether a ladder of the session before keeps its rung where only sport came after it."""
    done = day.state.episodes[0]
    after = tuple(
        e._replace(
            pending=(), session_age=2, last_session=tuple((w.key, w.level) for w in done.pending)
        )
        for e in day.state.episodes[:1]
    )
    state = day.state._replace(episodes=(*after, *day.state.episodes[1:]))
    opened = proof.engine.open(proof.engine.step(state, fact)).episodes[0].episode
    ladders = [(done.ladders[w.key], opened.ladders[w.key]) for w in done.pending]
    return any(new.level >= old.level and not new.out for old, new in ladders)


def _after_sessions(proof: Proof) -> Iterator[Day]:
    """Mornings after a session, before they are answered."""
    step = 3 if proof.quick else 1
    days = (d for d in proof.days if d.state.episodes[0].asked == Asked.SESSION)
    for day in islice(days, 0, None, step):
        rest = tuple(f for f in day.state.facts if not isinstance(f, MorningAnswered))
        yield day._replace(state=day.state._replace(facts=rest))


def silence_moves_nothing(proof: Proof) -> Iterator[Violation]:
    """S9: a morning without an answer leaves every component at least as careful."""
    for graph in proof.graphs("morning"):
        for edge in edges(graph, Half.MORNING):
            event = edge.event.value
            if event.verdict is Verdict.NONE and not event.cleared:
                proof.holds("S9")
                if not careful_morning(edge.after.state, edge.before):
                    yield violated("S9", "no answer frees something", graph, edge)
                    break
    for graph in proof.graphs("stretch"):
        for edge in edges(graph, Half.MORNING):
            if edge.event.value.verdict is Verdict.NONE:
                proof.holds("S9")
                if not below_stretch(edge.after, edge.before):
                    yield violated("S9", "no answer opens stretching", graph, edge)
                    break
    yield from _silent_paths(proof)


def _silent_paths(proof: Proof) -> Iterator[Violation]:
    for graph in proof.graphs("flare"):
        for edge in edges(graph, Half.MORNING):
            if edge.event.value[0] is Verdict.NONE:
                proof.holds("S9")
                if edge.after != edge.before:
                    yield violated("S9", "no answer moves the flare-up path", graph, edge)
                    break
    for graph in proof.graphs("climb"):
        for edge in edges(graph, Half.MORNING):
            if edge.event.value.followed is not Followed.CLEAN:
                proof.holds("S9")
                if edge.after.level > edge.before.level or edge.after.clean > edge.before.clean:
                    yield violated("S9", "a rung counts without a passed morning", graph, edge)
                    break
    for graph in proof.graphs("walking"):
        for edge in edges(graph, Half.MORNING):
            proof.holds("S9")
            if edge.event.value is None and edge.said.lifts:
                yield violated("S9", "no answer lifts the walking flag", graph, edge)
                break


def unanswered_is_never_clean(proof: Proof) -> Iterator[Violation]:
    """S9 and S16: sets without an answered pain, whoever counted them, open nothing."""
    yield from _silent_runs(proof)
    item = PlannedItem(exercise="e", side="left", rung="r", sets=2, ask="each_set", repetitions=10)
    for limit in clean_limits(proof.pack.rules.pain):
        for pains in ((None, None), (0, None), (None, 0)):
            sets = tuple(SetLogged("e", "left", "r", repetitions=10, nprs=n) for n in pains)
            result = assess(proof.pack, item, "e:left", read_day(sets), limit)
            proof.holds("S9")
            proof.holds("S16")
            counted = result.repetitions and pains == (None, None)
            if result.worked is Worked.CLEAN or counted:
                yield Violation("S16", "sets without answered pain count", (f"pains {pains}",))
                return
    for context in (MorningContext(b) for b in range(-1, 11)):
        for answer in (None, MorningAnswer(), MorningAnswer(0), MorningAnswer(None, False)):
            proof.holds("S9")
            if judge(proof.pack.rules.morning, answer, context) < Verdict.FAIL:
                yield Violation("S9", "an unanswered morning passes", (str(answer), str(context)))
                return


def _silent_runs(proof: Proof) -> Iterator[Violation]:
    """S9: a run of which pain, talking, ground or time is not answered, or that was quicker or
    slower than planned, or shorter than a measured distance may be, never counts as clean."""
    percent = proof.pack.rules.running.measured_min_percent
    for item in planned_runs(proof.pack):
        limit = clean_limit(proof.pack.rules.pain, early=False, run=True)
        good, time = run_as_planned(item, "p", 0), time_as_planned(item)
        timed: tuple[Fact, ...] = () if time is None else (time,)
        for facts in (
            (good._replace(nprs=None), *timed),
            *_pace_left_open(proof.pack.rules.running, item, good),
            (good._replace(level=None), *timed),
            (good._replace(level=False), *timed),
            (good._replace(intervals=good.intervals[:-1]), *timed),
            (good._replace(intervals=tuple(_shorter(i, item, percent) for i in good.intervals)),
             *timed),
            (good._replace(rung=None), *timed),
        ):  # fmt: skip
            proof.holds("S9")
            result = assess(proof.pack, item, key_of(good), read_day(facts), limit)
            if result.worked is Worked.CLEAN:
                yield Violation("S9", "a run that was not told whole is clean", (str(facts),))
                return


def _pace_left_open(
    rules: RunningRules, item: PlannedItem, good: RunLogged
) -> Iterator[tuple[Fact, ...]]:
    """The run without an answer about talking or without a time, or with one beyond the plan."""
    if item.steady_m is None:
        yield (good._replace(talking=None),)
        yield (good._replace(talking=False),)
        return
    yield (good,)
    if item.steady_tenths is None:
        return
    fits = item.steady_tenths
    beyond = (fits - rules.early_tenths - 1, fits + fits // rules.late_divisor + 1)
    for tenths in beyond:
        yield (good, RunTimed(item.exercise, (tenths,)))
        yield (good, RunTimed(item.exercise, (fits, tenths)))


def _shorter(interval: RunInterval, item: PlannedItem, percent: int) -> RunInterval:
    """An interval that falls short of what a measured one must have, in the plan's own unit."""
    if item.run_m is None:
        return interval._replace(seconds=(interval.seconds * percent - 1) // 100)
    return interval._replace(metres=((interval.metres or 0) * percent - 1) // 100)


SOME_TENTHS = 50


def clean_limits(pain: PainRules) -> frozenset[int]:
    """Every pain limit that a clean session can have."""
    return frozenset(
        clean_limit(pain, early=early, run=run) for early, run in product((False, True), repeat=2)
    )


def planned_runs(pack: Pack) -> Iterator[PlannedItem]:
    """Every rung of every run as a plan would hold it, a timed one in some time."""
    for exercise in pack.exercises.values():
        for rung in exercise.ladder if pack.load_classes[exercise.load_class].run else ():
            dosage = rung.dosage
            yield PlannedItem(
                exercise=exercise.id,
                side="both",
                rung=rung.id,
                sets=dosage.sets,
                ask=exercise.ask,
                run_s=dosage.run_s,
                walk_s=dosage.walk_s,
                pace=dosage.pace,
                effort_percent=rung.effort_percent,
                run_m=dosage.distance_m,
                walk_m=dosage.walk_m,
                speed_up_m=dosage.speed_up_m,
                steady_m=dosage.steady_m,
                slow_down_m=dosage.slow_down_m,
                steady_tenths=None if rung.least_s is None else SOME_TENTHS,
            )


CAMERA_DAYS = 40


def a_camera_alone_opens_nothing(proof: Proof) -> Iterator[Violation]:
    """S16: whoever lets everything be counted and never says how it felt stays where they began."""
    for track in proof.pack.tracks:
        goal = next(iter(proof.pack.goals))
        limb = limb_of(proof.pack, track)
        person = begin(proof.engine, plain_person(proof.pack, goal), limb, pain=None)
        for _ in person.live(CAMERA_DAYS):
            proof.holds("S16")
            episode = person.state.episodes[0]
            risen = [k for k, ladder in episode.ladders.items() if ladder.level > START_LEVEL]
            if episode.gate.place or risen:
                diary = (track, f"day {person.state.day - FIRST_DAY + 1}", *risen)
                yield Violation("S16", "counted work opens something without an answer", diary)
                return


def old_and_impossible_days(proof: Proof) -> Iterator[Violation]:
    """S9: a good morning reported late does not pass, and an impossible date is refused."""
    day = next((d for d in _after_sessions(proof)), None)
    if day is None:
        yield Violation("S9", "no session in any life", ())
        return
    limb = day.state.episodes[0].kind.limb
    base, engine = day.state._replace(facts=()), proof.engine
    fold = begin_fold(engine, base.day)
    log = fold.days[-1]._replace(start=base)
    fold = FoldState(base, (log,), 0, FIRST_DAY)
    good = MorningAnswered(limb, 0, False)
    today = apply(
        engine, fold, Recorded(seq=1, client_id="a", day=base.day, recorded_day=base.day, fact=good)
    )
    late = apply(
        engine,
        fold,
        Recorded(seq=1, client_id="a", day=base.day, recorded_day=base.day + 1, fact=good),
    )
    proof.holds("S9", times=3)
    in_time = engine.advance(today.live, base.day + 1).episodes[0]
    if late.live.episodes[0].morning.passes >= in_time.morning.passes > 0:
        yield Violation("S9", "a late answer passes a morning", (day.life, fact_words(good)))
    for wrong in (base.day - proof.pack.rules.diary.late_days - 1, FIRST_DAY - 1):
        try:
            apply(
                engine,
                fold,
                Recorded(seq=2, client_id="b", day=wrong, recorded_day=base.day, fact=good),
            )
        except (ImpossibleDayError, ValueError):
            continue
        if (
            apply(
                engine,
                fold,
                Recorded(seq=2, client_id="b", day=wrong, recorded_day=base.day, fact=good),
            ).live
            != fold.live
        ):
            yield Violation("S9", "an impossible day changes something", (f"day {wrong}",))


def nothing_meets_nothing(proof: Proof) -> Iterator[Violation]:
    """S12: with an empty record no criterion is met, no key is had and no gate opens."""
    for kind, person, course in proof.courses:
        for place in range(len(course.path)):
            episode = Episode(kind)._replace(gate=Episode(kind).gate._replace(place=place))
            ready = Readiness(
                pack=proof.pack,
                person=person,
                course=course,
                episode=episode,
                latches={},
                day=DayRecord(),
                clock=0,
                lock=LockDay(Lock()),
            )
            compiled = course.gates[place]
            criteria: tuple[CompiledCriterion, ...] = compiled.criteria if compiled else ()
            criteria += tuple(c for key in course.keys for c in key.criteria)
            proof.holds("S12", times=len(criteria) + 1)
            for criterion in criteria:
                if criterion_is_met(ready, criterion):
                    claim = f"{criterion.criterion.id} is met by nothing"
                    yield Violation("S12", claim, (f"{kind.track}, {person.goal}, place {place}",))
                    return
            if gate_is_open(ready) or any(key_is_met(ready, key) for key in course.keys):
                yield Violation("S12", "a gate opens on nothing", (kind.track, person.goal))
                return


def empty_record_starts_low(proof: Proof) -> Iterator[Violation]:
    """S12: whoever enrolled and answers nothing gets no work but holds, for every track."""
    for track in proof.pack.tracks:
        for goal in proof.pack.goals:
            state: State = proof.engine.start(FIRST_DAY)
            fact = enrolment(plain_person(proof.pack, goal), limb_of(proof.pack, track))
            state = proof.engine.step(state, fact)
            proof.holds("S12")
            decision = proof.engine.prescribe(state)
            items = decision.items if isinstance(decision, Prescription) else ()
            classes = (proof.pack.load_classes[item.load_class] for item in items)
            if not all(load_class.isometric for load_class in classes):
                yield Violation("S12", "work is planned before any answer", (track, goal))
                return
