"""S13: whatever a decision says beside its plan is seen in every interface.

All notices there can be, one for each name, flag and piece of advice, are put into a real
decision, and each interface is asked for all of them: none may keep the first and drop the rest.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, get_args

import pytest

from hamstrong.app import App, compose, open_app
from hamstrong.cli import COMMANDS
from hamstrong.diary import MemoryDiary
from hamstrong.engine.day.open_day import OpenDay
from hamstrong.engine.decide.decisions import Decision, Refusal
from hamstrong.engine.decide.dosage import PlanLines
from hamstrong.engine.decide.evidence import reason
from hamstrong.engine.decide.flag_notices import flag_notice, general_advice
from hamstrong.engine.decide.notices import (
    NOTICE_TYPES,
    AdviceName,
    AdviceNotice,
    FreezeName,
    FreezeNotice,
    Notice,
    NudgeName,
    NudgeNotice,
    OmissionNotice,
    Scope,
    StopName,
    StopNotice,
)
from hamstrong.engine.decide.prescription import decide
from hamstrong.engine.facts.codec import encode
from hamstrong.engine.state.causes import Cause, CauseKind
from hamstrong.engine.state.lock import FlagKey, FlagStanding, FlagState, set_flag
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.model import Pack
from hamstrong.protocol.texts import load_texts
from hamstrong.words import Words
from hamstrong.words.notices import NoticeText, notice_texts
from tests.app.person import Someone
from tests.cli.sitting import FIRST_MONDAY, Sitting
from tests.web.house import House

VALUES: dict[str, int | float | str] = {
    "answer": "chest_breath", "change": "same", "flag_again": "pregnancy", "form": "weekly",
    "stop": "tired", "watch_sign": "same_spot",
}  # fmt: skip
OF_FLAGS = {"emergency", "same_day"}
BASES = ("plan", "refusal")


def causes(day: int) -> tuple[Cause, ...]:
    """One answer of each kind, of today and of an earlier day."""
    kinds = get_args(CauseKind)
    return tuple(Cause(k, VALUES.get(k, 3), on) for k in kinds for on in (day, day - 3))


def every_notice(pack: Pack, day: OpenDay) -> tuple[Notice, ...]:
    """One for each name of the closed lists, each flag and each piece of advice of the pack."""
    today, why = day.state.day, reason(pack, "morning.pass_max", ("limb", "left"))
    keys = [FlagKey(flag.id, "") for flag in pack.triage.flags]
    lock = day.lock.lock
    for key in keys:
        lock = set_flag(
            lock, key, FlagState(FlagStanding.STANDING), today, (Cause("stop", "tired"),)
        )
    flagged = day._replace(lock=day.lock._replace(lock=lock))
    scopes = get_args(Scope)
    stops = [name for name in get_args(StopName) if name not in OF_FLAGS]
    more: dict[str, Any] = {"lifts": ("clearance", "good_morning"), "earliest_day": today + 2}
    return (
        *(flag_notice(pack, flagged, key) for key in keys),
        *(
            StopNotice(name, scopes[nth % len(scopes)], why, "left", causes(today), **more)
            for nth, name in enumerate(stops)
        ),
        OmissionNotice("curl", why, "", causes(today), **more),
        *(FreezeNotice(n, why, "left", causes(today), **more) for n in get_args(FreezeName)),
        *(AdviceNotice(n, why, "left", causes(today), **more) for n in get_args(AdviceName)),
        *(NudgeNotice(n, why, "", causes(today), **more) for n in get_args(NudgeName)),
        *general_advice(pack, pack.advice),
    )


def saying(base: str) -> Callable[[PlanLines, OpenDay], Decision]:
    """The engine's decision, or a refusal in its place, that says everything there is."""

    def decided(lines: PlanLines, day: OpenDay) -> Decision:
        pack = lines.pack
        made, notices = decide(lines, day), every_notice(pack, day)
        if base == "plan" and not isinstance(made, Refusal):
            return made._replace(notices=notices)
        why = (reason(pack, "enrol.first"),)
        return Refusal(made.day, "professional_first", why, (), None, notices, made.asks)

    return decided


@pytest.fixture(params=BASES)
def base(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr("hamstrong.engine.engine.decide", saying(request.param))
    return str(request.param)


def plain(text: str) -> str:
    """What a reader sees, without tags and line breaks."""
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text)).split())


def missing(text: str, found: tuple[NoticeText, ...], *, brief: bool = False) -> list[str]:
    """Every line of a notice that is not in a text; of general advice its title, if `brief`."""
    seen = plain(text)
    lines: list[str] = []
    for one in found:
        parts = [one.title, one.text, *one.because, one.lifts, one.earliest]
        lines += parts[:1] if brief and one.general else parts
    return [line for line in lines if " ".join(line.split()) not in seen]


def in_words(someone: Someone) -> tuple[NoticeText, ...]:
    app = someone.app
    decision = someone.today().decision
    return notice_texts(Words(app.pack, app.texts()), decision.notices, decision.day)


def test_the_list_is_whole() -> None:
    """Another type, name, flag or piece of advice is among them by itself, or this fails."""
    pack = load_pack()
    words = Words(pack, load_texts(DEFAULT_PACK, "en"))
    with compose(pack, MemoryDiary()) as app:
        someone = Someone(app).begin()
        state = someone.me.state(someone.at)
        found = every_notice(pack, app.engine.open(state))
        assert {type(notice) for notice in found} == set(NOTICE_TYPES)
        named = {name for n in found if (name := getattr(n, "name", ""))}
        assert set(get_args(StopName)) | set(get_args(NudgeName)) <= named
        assert set(get_args(FreezeName)) | set(get_args(AdviceName)) | set(pack.advice) <= named
        flags = {flag for n in found if (flag := getattr(n, "flag", ""))}
        assert flags == {flag.id for flag in pack.triage.flags}
        said = notice_texts(words, found, someone.day)
        assert all(one.title and one.text for one in said)
        assert not any("{" in f"{one}" for one in said)


# --- the web app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[App]:
    with open_app(tmp_path / "diary") as opened:
        yield opened


@pytest.fixture
def someone(app: App) -> Someone:
    """With a session behind them and the morning after it to answer."""
    someone = House(app).someone().begin()
    someone.live(2)
    return someone


PAGES = ("/", "/print/report", "/print/today", "/outcome/clinic", "/appointments/summary")


@pytest.mark.parametrize("path", PAGES)
def test_every_page_that_tells_how_it_is_shows_all(someone: Someone, base: str, path: str) -> None:
    assert base in BASES
    browser = House(someone.app).restart(someone.at.now.date())
    assert missing(browser.get(path), in_words(someone)) == []


def test_the_reply_to_a_check_in_shows_all(someone: Someone, base: str) -> None:
    """On the very next page, be it another question, Today, or what to do now."""
    browser = House(someone.app).restart(someone.at.now.date())
    asked = {"ask": "morning:left", "pain": "5", "limp": "no"}
    path = browser.post("/check-in", asked).headers["location"]
    answer = browser.client.get(path)
    while answer.status_code == 303:
        answer = browser.client.get(answer.headers["location"])
    caused = tuple(one for one in in_words(someone) if not one.general)
    assert base in BASES
    assert missing(answer.text, caused) == []


def test_a_page_after_anything_recorded_says_what_holds_now(someone: Someone, base: str) -> None:
    """A walk is logged on a page of its own, which is shown again."""
    browser = House(someone.app).restart(someone.at.now.date())
    answer = browser.post("/settings/zone", {"zone": "UTC"})
    page = browser.get(answer.headers["location"])
    caused = tuple(one for one in in_words(someone) if not one.general)
    assert base in BASES
    assert missing(page, caused) == []


def test_programs_get_the_typed_values(someone: Someone, base: str) -> None:
    told = House(someone.app).restart(someone.at.now.date()).ask("/plan")
    decision = told["prescription" if base == "plan" else "refusal"]
    assert decision["notices"] == encode(someone.today().decision)["notices"]


def test_the_report_gives_programs_the_typed_values(someone: Someone, base: str) -> None:
    told = House(someone.app).restart(someone.at.now.date()).ask("/report")
    assert base in BASES
    assert told["notices"] == encode(someone.today().decision)["notices"]


# --- the terminal


@pytest.fixture
def home(tmp_path: Path) -> Sitting:
    """On the third day, with the morning after a session to answer."""
    sitting = Sitting(tmp_path / "home")
    sitting.live(2)
    return sitting


def at_home(home: Sitting) -> tuple[NoticeText, ...]:
    with open_app(home.folder) as app:
        day = home.day.toordinal()
        return in_words(Someone(app, id=app.persons()[0], day=day, hour=12))


@pytest.mark.parametrize("command", ["today", "why", "report"])
def test_the_terminal_shows_all_with_todays_plan(home: Sitting, base: str, command: str) -> None:
    assert base in BASES
    assert missing(home.run(command)[1], at_home(home)) == []


RECORDING: dict[str, tuple[str, ...]] = {
    "checkin": ("checkin", "--nprs", "5", "--no-limp"),
    "log": ("log", "walk", "20", "--nprs", "0"),
    "log set": ("log", "set", "bridge", "--rung", "bridge-2x10", "--repetitions", "10"),
    "log run": ("log", "run", "--minutes", "9", "--percent", "40", "--nprs", "0", "--level"),
    "log sport": ("log", "sport"),
    "stop": ("stop", "tired"),
    "settings": ("settings", "--minutes", "30"),
    "test": ("test", "balance_time", "--side", "left", "--value", "20", "--nprs", "0"),
    "return": ("return", "--returned"),
    "sitting": ("sitting", "30"),
    "appointment": ("appointment", "add", "2025-03-20 09:30", "Physio"),
    "plan": ("plan", "--move-to-today"),
    "cap": ("cap", "--who", "A", "--dated", "2025-03-04", "--max-sets", "2"),
    "clearance": ("clearance", "--for", "freeze", "--who", "A", "--dated", "2025-03-04",
                  "--until", "2025-04-04", "--max-stage", "2", "--told-safe"),
    "approve": ("approve", "--leg", "left", "--who", "A", "--dated", "2025-03-04"),
    "correct": ("correct", "--set", "nprs=1"),
    "back": ("back",),
    "stay": ("stay",),
}  # fmt: skip
"""A way to record something with each command that can."""

RECORDS_NOTHING = {
    "today", "why", "whatif", "replay", "report", "export", "import", "backup", "restore", "erase",
    "lint", "courses", "prove", "doctor", "figure", "serve", "password", "phone",
}  # fmt: skip
LEAVES_NO_PLAN = {"move"}
"""The plan goes on in the other home, as `move` says."""
ASKS_FIRST = {"start"}
"""Begins with questions about a new plan; its end is today's plan, as `today` shows it."""


def test_every_command_is_known_to_record_or_not() -> None:
    known = {name.split()[0] for name in RECORDING} | RECORDS_NOTHING | LEAVES_NO_PLAN | ASKS_FIRST
    assert known == set(COMMANDS)


@pytest.mark.parametrize("name", [n for n in RECORDING if n not in ("back", "correct")])
def test_a_command_that_records_something_says_what_holds_now(
    home: Sitting, name: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """`checkin --nprs 5` once said "Saved." and nothing else."""
    if name == "stay":
        home.run("move", str(tmp_path / "diary.jsonl"), "--to", "phone")
    if name == "approve":
        home.run("settings", "--ask-clinician")
    monkeypatch.setattr("hamstrong.engine.engine.decide", saying("plan"))
    code, said = home.run(*RECORDING[name])
    assert code == 0, said
    assert missing(said, at_home(home), brief=True) == []


@pytest.mark.parametrize("name", ["back", "correct"])
def test_what_is_chosen_from_a_list_says_what_holds_now(
    home: Sitting, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hamstrong.engine.engine.decide", saying("plan"))
    home.answers = {"You can always do less": "1", "do you want to put right": "6"}
    code, said = home.run(*RECORDING[name][:1])
    assert code == 0, said
    assert missing(said, at_home(home)) == []


def test_a_forgotten_answer_added_later_says_what_holds_now(
    home: Sitting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hamstrong.engine.engine.decide", saying("plan"))
    day = (home.day - timedelta(days=1)).isoformat()
    assert home.day > FIRST_MONDAY
    code, said = home.run("checkin", "--nprs", "5", "--no-limp", "--day", day)
    assert code == 0
    assert missing(said, at_home(home), brief=True) == []
