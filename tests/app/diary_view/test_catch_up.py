"""What is kept of a diary and read on from equals a reading of the whole diary, always."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Callable, Sequence
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.app.person import Someone
from tests.loops import run_alone

from hamstrong.app import App, FactIn, compose
from hamstrong.app.diary_view import folded_diary
from hamstrong.app.diary_view.corrected_facts import mended
from hamstrong.app.diary_view.folded_diary import FoldedDiary
from hamstrong.app.diary_view.reminder_inputs import NOTED
from hamstrong.app.record.corrections import CORRECTABLE
from hamstrong.diary import Append, AppendResult, DiaryError, MemoryDiary, StoredFact
from hamstrong.engine.facts import (
    AppointmentMade,
    Fact,
    FactCorrected,
    HowIsItAnswered,
    MorningAnswered,
    SetLogged,
    SittingLogged,
    WalkLogged,
    name_of,
)
from hamstrong.engine.facts.codec import decode_fact
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack

NPRS = st.integers(0, 10)
FACTS: st.SearchStrategy[Fact] = st.one_of(
    st.builds(MorningAnswered, st.just("left"), NPRS, st.booleans()),
    st.builds(HowIsItAnswered, st.just("left"), NPRS),
    st.builds(
        lambda nprs, load: SetLogged(
            "bridge", "both", "bridge-2x10", repetitions=12, load_kg=load, nprs=nprs
        ),
        NPRS,
        st.one_of(st.none(), st.integers(0, 20).map(float)),
    ),
    st.builds(lambda minutes, nprs: WalkLogged(minutes, nprs=nprs), st.integers(1, 90), NPRS),
    st.builds(SittingLogged, st.integers(1, 90)),
    st.builds(
        lambda name, ahead: AppointmentMade(name, 739_400 + ahead, 600, "Dr. Example"),
        st.sampled_from("abc"),
        st.integers(0, 20),
    ),
)
Step = tuple[str, int, Fact]
STEPS: st.SearchStrategy[list[Step]] = st.lists(
    st.tuples(
        st.sampled_from(("here", "here", "together", "there", "correct", "late", "night")),
        st.integers(0, 40),
        FACTS,
    ),
    max_size=10,
)


def whole(app: App, person: str, day: int) -> FoldedDiary:
    """The slow twin: every fact from the first one, nothing kept."""
    stored = app.diary.read(person)
    carried = folded_diary.begin(app.engine, stored[0].recorded_day)
    for fact in stored:
        carried = folded_diary.take(app.engine, carried, fact)
    return folded_diary.open_until(app.engine, carried, day)


def noted(pack: Pack, stored: Sequence[StoredFact]) -> list[object]:
    return [entry for entry in mended(pack, stored) if name_of(type(entry.fact)) in NOTED]


def correction(stored: Sequence[StoredFact], which: int, nprs: int) -> Fact | None:
    """Another answer to one of the facts that can be corrected."""
    fitting = [f for f in stored if f.name in CORRECTABLE and '"nprs"' in f.payload]
    if not fitting:
        return None
    fact = fitting[which % len(fitting)]
    payload = json.loads(fact.payload) | {"nprs": nprs}
    decode_fact(fact.name, fact.version, payload)
    return FactCorrected(fact.client_id, fact.name, fact.version, payload)


def take(step: Step, here: Someone, there: Someone) -> None:
    kind, number, fact = step
    if kind == "night":
        here.day += 1 + number % 3
        there.day = here.day
    elif kind == "correct":
        mended_by = correction(here.app.diary.read(here.id), number, number % 11)
        if mended_by is not None:
            (there if number % 2 else here).tell(mended_by)
    elif kind == "late":
        here.tell(fact, max(here.day - number % 5, Someone.day))
    elif kind == "there":
        there.tell(fact)
    elif kind == "together":
        facts = [FactIn.of(uuid4(), fact), FactIn.of(uuid4(), WalkLogged(1 + number))]
        run_alone(here.me.record_among_others(here.at, facts))
    else:
        here.tell(fact)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STEPS)
def test_reading_on_equals_reading_everything(steps: list[Step]) -> None:
    """Corrections, late facts, nights and another process in between (S9, S18)."""
    diary = MemoryDiary()
    with compose(load_pack(), diary) as app, compose(load_pack(), diary) as other:
        here = Someone(app).begin()
        there = Someone(other, count=10_000)
        for step in steps:
            take(step, here, there)
            expected = whole(app, here.id, here.day)
            assert here.me.current(here.at) == expected
            assert there.me.current(there.at) == expected
            assert list(app._notes.of(here.id)) == noted(app.pack, diary.read(here.id))
        fresh = compose(load_pack(), diary).person(here.id)
        assert here.me.today(here.at) == fresh.today(here.at)
        assert here.me.session(here.at) == fresh.session(here.at)


def test_what_was_stored_here_is_not_read_back(someone: Someone) -> None:
    someone.me.current(someone.at)
    someone.app.diary.read = never  # type: ignore[method-assign]
    someone.tell(WalkLogged(20))
    assert someone.me.current(someone.at).fold.live.facts[-1] == WalkLogged(20)


def never(*_args: object, **_named: object) -> tuple[StoredFact, ...]:
    raise AssertionError("nothing new was there to be read")


def test_the_same_state_is_the_same_object(someone: Someone) -> None:
    """What is opened for one question serves the next, also on a day without facts yet."""
    someone.day += 1
    assert someone.me.current(someone.at) is someone.me.current(someone.at)


def test_a_diary_that_was_erased_and_begun_again_is_read_anew(app: App) -> None:
    """By another process, to the very same length."""
    here = Someone(app).begin()
    here.tell(WalkLogged(20))
    length = app.diary.last_seq(here.id)
    app._notes.of(here.id)
    app.diary.erase(here.id)
    there = Someone(compose(load_pack(), app.diary), count=500).begin()
    while app.diary.last_seq(here.id) < length:
        there.tell(SittingLogged(30))
    assert app.diary.last_seq(here.id) == length
    assert here.me.current(here.at) == whole(app, here.id, here.day)
    assert list(app._notes.of(here.id)) == noted(app.pack, app.diary.read(here.id))
    there.tell(SittingLogged(5))
    assert here.me.current(here.at) == whole(app, here.id, here.day)


def test_two_who_fold_the_same_place_keep_both_facts(someone: Someone) -> None:
    """Two tabs were checked against one place; each sees both afterwards."""
    recorder = someone.app._recorder
    ways = [[FactIn.of(uuid4(), WalkLogged(n))] for n in (10, 20)]
    prepared = [recorder.prepare(someone.id, facts, someone.at) for facts in ways]
    for one in prepared:
        recorder.settle(one, someone.app.diary.append(*one.append))
    assert someone.me.current(someone.at) == whole(someone.app, someone.id, someone.day)
    walks = [f for f in someone.me.current(someone.at).fold.live.facts if isinstance(f, WalkLogged)]
    assert [walk.minutes for walk in walks] == [10, 20]


class SlowDiary(MemoryDiary):
    """Commits when it is let; notes how many requests shared each commit."""

    def __init__(self) -> None:
        super().__init__()
        self.groups: list[int] = []
        self.go = threading.Event()
        self.broken: Callable[[], Exception] | None = None

    def append_all(self, requests: Sequence[Append]) -> tuple[AppendResult | DiaryError, ...]:
        self.groups.append(len(requests))
        assert self.go.wait(10)
        if self.broken is not None:
            raise self.broken()
        return super().append_all(requests)


@pytest.fixture
def slow() -> tuple[SlowDiary, Someone]:
    diary = SlowDiary()
    return diary, Someone(compose(load_pack(), diary)).begin()


def test_nobody_is_answered_before_the_commit_and_who_waits_shares_the_next(
    slow: tuple[SlowDiary, Someone],
) -> None:
    diary, someone = slow

    async def send() -> None:
        facts = [[FactIn.of(uuid4(), WalkLogged(1 + n))] for n in range(9)]
        first = asyncio.create_task(someone.me.record_among_others(someone.at, facts[0]))
        while not diary.groups:
            await asyncio.sleep(0.001)
        before = diary.last_seq(someone.id)
        rest = [
            asyncio.create_task(someone.me.record_among_others(someone.at, fact))
            for fact in facts[1:]
        ]
        await asyncio.sleep(0.02)
        assert not any(task.done() for task in (first, *rest))
        rest[0].cancel()  # a client that goes away takes nobody along
        diary.go.set()
        receipts = await asyncio.gather(first, *rest[1:])
        assert sorted(r.last_seq for r in receipts) == [
            before + n for n in (1, 3, 4, 5, 6, 7, 8, 9)
        ]

    run_alone(send())
    assert diary.groups == [1, 8]
    assert someone.me.current(someone.at) == whole(someone.app, someone.id, someone.day)


def test_a_commit_that_breaks_answers_nobody_and_the_next_one_works(
    slow: tuple[SlowDiary, Someone],
) -> None:
    diary, someone = slow
    diary.go.set()
    fact = FactIn.of(uuid4(), WalkLogged(20))

    async def send() -> None:
        diary.broken = lambda: OSError("the disk is gone")
        with pytest.raises(OSError, match="gone"):
            await someone.me.record_among_others(someone.at, [fact])
        diary.broken = None
        receipt = await someone.me.record_among_others(someone.at, [fact])
        assert receipt.seqs == (diary.last_seq(someone.id),)
        assert not receipt.known

    run_alone(send())


def test_a_commit_that_was_cut_off_with_its_loop_blocks_no_later_one(
    slow: tuple[SlowDiary, Someone],
) -> None:
    diary, someone = slow

    async def leave() -> None:
        facts = [FactIn.of(uuid4(), WalkLogged(20))]
        task = asyncio.create_task(someone.me.record_among_others(someone.at, facts))
        while not diary.groups:
            await asyncio.sleep(0.001)
        asyncio.create_task(someone.me.record_among_others(someone.at, facts))  # noqa: RUF006
        await asyncio.sleep(0.01)
        diary.go.set()
        task.cancel()

    run_alone(leave())
    fact = FactIn.of(uuid4(), WalkLogged(30))
    receipt = run_alone(someone.me.record_among_others(someone.at, [fact]))
    assert receipt.seqs[0] is not None
    assert someone.me.current(someone.at) == whole(someone.app, someone.id, someone.day)
