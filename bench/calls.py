"""Calls of one check-in and of one logged set, and how often they cross from package to package.

    TREE/.venv/bin/python bench/calls.py TREE

Counts every call of a function of `hamstrong` in TREE while the web app of that tree answers one
request in this process: a morning's answer from its form, and one set as the player sends it. A
switch is a call whose caller, the nearest one of `hamstrong`, lies in another package of it. The
counts are exact and repeat; another commit is measured by naming its tree and its own Python.
"""

from __future__ import annotations

import json
import sys
import tempfile
import threading
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

ORIGIN = "http://127.0.0.1:8765"


@dataclass
class Calls:
    """Calls counted so far in the modules below `package`."""

    package: Path
    calls: int = 0
    switches: int = 0

    def __call__(self, frame: FrameType, event: str, _argument: object) -> None:
        if event != "call" or (here := self._package_of(frame)) is None:
            return
        self.calls += 1
        caller = frame.f_back
        while caller is not None:
            if (there := self._package_of(caller)) is not None:
                self.switches += there != here
                return
            caller = caller.f_back

    def _package_of(self, frame: FrameType) -> str | None:
        path = Path(frame.f_code.co_filename)
        if not path.is_relative_to(self.package):
            return None
        return path.relative_to(self.package).parts[0]


def counted(tree: Path, work: Callable[[], object]) -> Calls:
    """Count the calls of a piece of work, in whatever thread they are made."""
    calls = Calls(tree / "src" / "hamstrong")
    threading.setprofile(calls)
    sys.setprofile(calls)
    try:
        work()
    finally:
        sys.setprofile(None)
        threading.setprofile(None)  # type: ignore[arg-type]
    return calls


def _post(browser: Any, path: str, status: int, **body: Any) -> Callable[[], None]:
    headers = {"origin": ORIGIN, "x-csrf-token": browser.csrf()}

    def send() -> None:
        answer = browser.client.post(path, headers=headers, **body)
        if answer.status_code != status:
            raise SystemExit(f"{path}: {answer.status_code} instead of {status}\n{answer.text}")

    return send


def _live_to_a_morning(someone: Any) -> None:
    """Live until a morning is asked after a session. An ask is text in older trees."""
    for _ in range(12):
        asks = someone.today().decision.asks
        if any(str(getattr(ask, "kind", ask)).startswith("morning") for ask in asks):
            return
        someone.answer_all()
        someone.work()
        someone.day += 1


def _one_set(someone: Any) -> dict[str, Any]:
    """The first set of today's plan, done as written."""
    plan = someone.today()
    item = plan.decision.items[0]
    payload = {
        "exercise": item.exercise, "side": item.side, "rung": item.rung, "plan_id": plan.plan_id,
        "repetitions": item.repetitions, "holds": item.holds, "hold_s": item.hold_s,
        "load_kg": item.load_kg, "nprs": 0,
    }  # fmt: skip
    return {"client_id": str(uuid.uuid4()), "name": "SetLogged", "payload": payload}


def measure(tree: Path) -> dict[str, dict[str, int]]:
    """Measure both requests; each kind is sent once before, so that nothing is read first."""
    from tests.web.house import House  # noqa: PLC0415 - of the tree that is measured

    from hamstrong.app import open_app  # noqa: PLC0415 - of the tree that is measured

    with tempfile.TemporaryDirectory() as folder, open_app(Path(folder)) as app:
        house = House(app)
        someone = house.someone().begin()
        _live_to_a_morning(someone)
        browser = house.restart(someone.at.now.date())
        browser.get("/check-in")
        fields = {"ask": "morning:left", "pain": "0", "limp": "no", "csrf": browser.csrf()}
        send = _post(browser, "/check-in", 303, data={**fields, "form_id": str(uuid.uuid4())})
        checked_in = counted(tree, send)
        someone.answer_all()
        while someone.today().plan_id is None:
            someone.day += 1
            someone.answer_all()
        browser = house.restart(someone.at.now.date())
        someone.me.start_session(someone.at, someone.new_id(), someone.today().plan_id)
        _post(browser, "/api/v1/facts", 200, json=[_one_set(someone)])()
        send = _post(browser, "/api/v1/facts", 200, json=[_one_set(someone)])
        logged = counted(tree, send)
    return {
        "check-in": {"calls": checked_in.calls, "switches": checked_in.switches},
        "logged set": {"calls": logged.calls, "switches": logged.switches},
    }


if __name__ == "__main__":
    asked = Path(sys.argv[1]).resolve()
    sys.path.insert(0, str(asked))
    print(json.dumps(measure(asked), indent=2))
