"""Another pack: adopting it is recorded and never moves anything forward."""

import json
from dataclasses import replace

from tests.app.person import Someone

from hamstrong.app import App, compose, replay
from hamstrong.engine.facts import WalkLogged
from hamstrong.engine.state.ladder import Ladder
from hamstrong.protocol.loader import load_pack

EASY = ("two_mornings_passed",)


def another_pack(someone: Someone) -> App:
    """A pack of another logic, in which three good mornings open every gate."""
    pack = load_pack()
    gates = {
        name: replace(gate, criteria=EASY, keys=(), min_days=dict.fromkeys(gate.min_days, 1))
        for name, gate in pack.gates.items()
    }
    eager = replace(pack, gates=gates, logic_hash="e" * 64)
    return compose(eager, someone.app.diary)


def levels(app: App, someone: Someone) -> dict[str, Ladder]:
    (episode,) = app.person(someone.id).current(someone.at).fold.live.episodes
    return dict(episode.ladders)


def test_adopting_another_pack_is_recorded_and_never_moves_anything_forward(
    someone: Someone,
) -> None:
    someone.live(8)
    someone.answer_all()
    before = someone.me.current(someone.at).fold.live.episodes[0]
    eager = another_pack(someone)
    looked = eager.person(someone.id).current(someone.at).fold.live.episodes[0]
    assert looked.gate.place <= before.gate.place  # a look before the adoption is recorded
    assert eager.person(someone.id).adopt_pack(someone.at, someone.new_id())
    after = eager.person(someone.id).current(someone.at).fold.live.episodes[0]
    assert after == looked
    for key, ladder in levels(eager, someone).items():
        assert ladder.level <= max(1, before.ladders[key].level)
    assert not eager.person(someone.id).adopt_pack(someone.at, someone.new_id())
    stored = [f for f in someone.app.diary.read(someone.id) if f.name == "ProtocolAdopted"]
    assert [json.loads(fact.payload)["logic_hash"] for fact in stored] == [
        someone.app.pack.logic_hash,
        "e" * 64,
    ]


def test_the_next_fact_adopts_the_pack_by_itself(someone: Someone) -> None:
    someone.live(2)
    eager = another_pack(someone)
    eager.person(someone.id).tell(someone.at, someone.new_id(), WalkLogged(20))
    names = [fact.name for fact in someone.app.diary.read(someone.id)[-2:]]
    assert names == ["ProtocolAdopted", "WalkLogged"]


def test_a_plan_of_another_pack_is_told_apart_in_a_replay(someone: Someone) -> None:
    someone.live(6)
    eager = another_pack(someone)
    states = {
        state
        for day in replay(eager.engine, someone.app.diary.read(someone.id))
        for _, state in day.plans
    }
    assert states <= {"same", "other_pack"}
    assert "other_pack" in states
