"""Rows of an earlier edition that are gone or reworded stand, or are asked about once more."""

import gzip
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.app.person import STRAIN, Someone, long_form

from hamstrong.app import App, compose, form_fact
from hamstrong.app.diary_view.earlier_edition import findings_of
from hamstrong.diary import MemoryDiary, StoredFact
from hamstrong.engine.answers import Answers
from hamstrong.engine.decide.ask import SIGNS_FORM
from hamstrong.engine.decide.decisions import Refusal
from hamstrong.engine.facts import ClearanceRecorded
from hamstrong.engine.triage import PRECEDENCE
from hamstrong.exchange.archive import read_archive
from hamstrong.protocol.adoption import Adoption, EarlierFlag, EarlierNames
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.model import Pack
from hamstrong.protocol.triage import Condition

GOLDEN = Path(__file__).parents[2] / "golden" / "old_diaries"
PACK = load_pack()
OLD: dict[str, Any] = yaml.safe_load((GOLDEN / "triage.yaml").read_text(encoding="utf-8"))


def reworded(now: str, flag: str | None = None) -> Pack:
    """A newer edition whose row for pain after five minutes of walking is another one."""
    row = EarlierFlag("walk_pain", (Condition(all=("walk_five",)),), now, flag)  # type: ignore[arg-type]
    triage = replace(
        PACK.triage,
        flags=tuple(replace(f, when=()) if f.id == "walk_pain" else f for f in PACK.triage.flags),
    )
    adoption = Adoption(replaces=PACK.adoption.replaces, flags={"walk_pain": row})
    return replace(PACK, triage=triage, adoption=adoption, logic_hash="f" * 64)


@pytest.fixture
def someone() -> Iterator[Someone]:
    with compose(PACK, MemoryDiary()) as app:
        yield Someone(app, values=dict(STRAIN))


def stopped(someone: Someone) -> None:
    """Stopped before enrolment by pain after five minutes of walking."""
    someone.me.consent(someone.at, someone.new_id())
    someone.tell(form_fact(long_form(someone.app, dict(STRAIN), "walk_five"), "long"))
    decision = someone.today().decision
    assert isinstance(decision, Refusal)
    assert decision.kind == "professional_first"


def newer(someone: Someone, pack: Pack) -> App:
    return compose(pack, someone.app.diary)


def test_a_reworded_row_is_asked_about_once_more_in_place_of_its_flag(someone: Someone) -> None:
    stopped(someone)
    person = newer(someone, reworded("asked")).person(someone.id)
    today = person.today(someone.at)
    assert today.adopted is not None
    assert today.adopted.asked_again
    assert SIGNS_FORM in today.decision.asks
    assert person.current(someone.at).fold.live.lock.flags == ()
    person.tell(someone.at, someone.new_id(), form_fact(long_form(someone.app, STRAIN), "long"))
    assert SIGNS_FORM not in person.today(someone.at).decision.asks


def test_a_row_that_stands_keeps_stopping_as_the_flag_that_took_its_place(someone: Someone) -> None:
    stopped(someone)
    person = newer(someone, reworded("stands", "limp")).person(someone.id)
    decision = person.today(someone.at).decision
    assert isinstance(decision, Refusal)
    assert decision.kind == "professional_first"
    assert [key.flag for key, _ in person.current(someone.at).fold.live.lock.flags] == ["limp"]


def test_a_cleared_row_is_not_asked_about_once_more(someone: Someone) -> None:
    stopped(someone)
    someone.tell(
        ClearanceRecorded(("walk_pain",), "Dr. A", someone.day, someone.day + 30, 3, track="strain")
    )
    adopted = newer(someone, reworded("asked")).person(someone.id).today(someone.at).adopted
    assert adopted is not None
    assert not adopted.asked_again


def test_a_symptom_that_is_gone_still_counts_for_its_row(someone: Someone) -> None:
    stopped(someone)
    pack = reworded("asked")
    screens = tuple(
        replace(s, symptoms=tuple(n for n in s.symptoms if n != "walk_five"))
        for s in pack.triage.screens
    )
    symptoms = tuple(s for s in pack.triage.symptoms if s.id != "walk_five")
    triage = replace(pack.triage, screens=screens, symptoms=symptoms)
    names = EarlierNames(symptoms=("walk_five",))
    gone = replace(pack, triage=triage, adoption=replace(pack.adoption, names=names))
    adopted = newer(someone, gone).person(someone.id).today(someone.at).adopted
    assert adopted is not None
    assert adopted.asked_again


@pytest.mark.parametrize("symptoms", [7, [7, None], "walk_five", {"walk_five": 1}])
def test_a_form_that_cannot_be_is_no_row(someone: Someone, symptoms: object) -> None:
    stopped(someone)
    pack = reworded("asked")
    forged = [_with(fact, symptoms) for fact in someone.app.diary.read(someone.id)]
    from hamstrong.app.diary_view import folded_diary  # noqa: PLC0415
    from hamstrong.engine.engine import Engine  # noqa: PLC0415

    engine = Engine(pack)
    carried = folded_diary.begin_with(engine, forged[0])
    for fact in forged:
        carried = folded_diary.take(engine, carried, fact)
    assert carried.asked_again == ()


def _with(fact: StoredFact, symptoms: object) -> StoredFact:
    if fact.name != "FormAnswered":
        return fact
    payload = json.dumps({**json.loads(fact.payload), "symptoms": symptoms})
    return replace(fact, payload=payload)


# --- every row of the earlier edition


def combinations(condition: dict[str, Any]) -> list[tuple[str, ...]]:
    """The fewest answers that make a condition hold, one from each group."""
    groups = [[term] for term in condition.get("all", ())] + condition.get("any", [])
    return list(product(*groups))


# A wait for normal walking follows from the enrolment, whatever the form said.
ROWS = [
    (flag["id"], flag["urgency"], terms)
    for flag in OLD["flags"]
    if flag["urgency"] != "hold"
    for condition in flag.get("when", ())
    for terms in combinations(condition)
]


@cache
def any_form() -> StoredFact:
    line = gzip.decompress((GOLDEN / "strain_daily_life_limping.jsonl.gz").read_bytes())
    facts = read_archive(io.BytesIO(line)).facts
    return next(fact for fact in facts if fact.name == "FormAnswered")


def stored_form(payload: dict[str, Any]) -> StoredFact:
    """A form as a diary holds it."""
    return replace(any_form(), payload=json.dumps(payload))


def answers_of(terms: tuple[str, ...]) -> Answers:
    """A form with these answers and nothing else ticked."""
    ticks = {term for term in terms if "=" not in term}
    values: dict[str, str | int] = {"age": "18_64", "limbs": "left", "onset": "sudden",
        "days_since_onset": 5, "where": "back_of_thigh", "walking_normal": "yes"}  # fmt: skip
    for term in terms:
        for sign in (">=", "<=", "="):
            if sign in term:
                name, value = term.split(sign)
                values[name] = int(value) if value.isdigit() else value
                break
    return Answers(frozenset(ticks), values=values)


@pytest.mark.parametrize(("flag", "urgency", "terms"), ROWS)
def test_whatever_stopped_somebody_stops_them_as_urgently_or_is_listed(
    flag: str, urgency: str, terms: tuple[str, ...]
) -> None:
    payload = {
        "symptoms": sorted(term for term in terms if "=" not in term),
        "values": list(map(list, answers_of(terms).values.items())),
    }
    found = findings_of(PACK, stored_form(payload))
    if flag in found.asked:
        assert urgency not in PRECEDENCE[:2], "an urgent flag is never only asked about"
        return
    urgencies = [f.urgency for f in PACK.triage.flags if f.id in found.flags]
    worst = min((PRECEDENCE.index(u) for u in urgencies), default=len(PRECEDENCE))
    assert worst <= PRECEDENCE.index(urgency), f"{flag} by {terms}: list it in adoption.yaml"
