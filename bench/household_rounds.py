"""Days of a household on the server of one checkout; the other side of `bench/beside_base.py`.

    PYTHONPATH=CHECKOUT CHECKOUT/.venv/bin/python -P bench/household_rounds.py FOLDER PEOPLE

For each line on its standard input it lives a day against a fresh server and prints one line of
JSON: milliseconds of the server's processor time for a check-in's POST, for a logged set and for
Today after a set; the first set after a start beside the others; the memory of the server's
processes; microseconds of processor time for prescribing. Runs the code of the checkout on its
path, an earlier one as well, so it uses only what both have.
"""

from __future__ import annotations

import json
import math
import re
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from bench.decide import aged
from bench.seeding import Household, seed
from bench.serve import Server, pss_mb, running, system_zone
from tests.app.person import Someone

from hamstrong.diary import open_diary

SETS = 4_000
PRESCRIPTIONS = 300
FORM = "application/x-www-form-urlencoded"
DAILY = ("morning", "walking", "pain_now")
CALM = {"pain": "0", "pain_now": "0", "limp": "no", "normal": "yes", "value": "no"}


class Client:
    """One connection to a server, in the name of any person."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self._connection = HTTPConnection("127.0.0.1", server.port)

    def ask(self, person: str, method: str, path: str, kind: str = "", body: bytes = b"") -> str:
        headers = dict(self.server.headers[person]) | ({"content-type": kind} if kind else {})
        self._connection.request(method, path, body or None, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        if answer.status not in (200, 303):
            raise SystemExit(f"{method} {path} was answered {answer.status}: {text[:300]}")
        return text


def cpu_ms(pid: int) -> float:
    """Milliseconds of processor time of all threads of a process so far."""
    tasks = Path(f"/proc/{pid}/task").glob("*/schedstat")
    return sum(int(task.read_text(encoding="ascii").split()[0]) for task in tasks) / 1e6


def spent(pid: int, works: Sequence[Callable[[], object]]) -> float:
    """The median of what the server needed for each of some requests."""
    found = []
    for work in works:
        before = cpu_ms(pid)
        work()
        found.append(cpu_ms(pid) - before)
    return statistics.median(found)


def answer_the_rest(someone: Someone) -> None:
    """Answer what is not asked every day; an earlier checkout has asks as text."""
    for _ in range(3):
        for ask in someone.today().decision.asks:
            text = ask if isinstance(ask, str) else ask.to_text()
            if text.partition(":")[0] not in DAILY:
                someone.answer(ask)


def check_ins(client: Client, household: Household) -> float:
    """Everybody answers the first question of a new day; forms were answered before."""
    household._carry(household.diary, household.elsewhere.diary)  # noqa: SLF001 - of both checkouts
    for someone in household.everybody:
        someone.day += 1
        answer_the_rest(someone)
    household._carry(household.elsewhere.diary, household.diary)  # noqa: SLF001
    client.server.set_clock(household.old.at.now)
    client = Client(client.server)  # the server ended the idle connection meanwhile
    works = []
    for someone in household.everybody:
        page = client.ask(someone.id, "GET", "/check-in")
        if "<form" not in page:
            continue  # nothing is asked of this one today
        form = page[page.index("<form") : page.index("</form>")]
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        shown = {name: CALM[name] for name in CALM if f'name="{name}"' in form}
        body = urlencode(hidden | shown).encode()
        works.append(partial(client.ask, someone.id, "POST", "/check-in", FORM, body))
    return spent(client.server.process.pid, works) if works else math.nan


def sets(client: Client, household: Household) -> dict[str, float]:
    """Everybody starts a session; each set is logged, and Today is looked at after it."""
    open_sets = household.start_a_session_day()
    server = client.server
    server.set_clock(household.old.at.now)
    pid, took, logs, todays = server.process.pid, [], [], []
    for person in open_sets:
        client.ask(person, "GET", "/")
    for person, payloads in open_sets.items():
        for message in server.log("/api/v1/facts", person, payloads):
            body = message.partition(b"\r\n\r\n")[2]
            log = partial(client.ask, person, "POST", "/api/v1/facts", "application/json", body)
            begun = time.perf_counter()
            logs.append(spent(pid, [log]))
            took.append(time.perf_counter() - begun)
            todays.append(spent(pid, [partial(client.ask, person, "GET", "/")]))
    return {
        "set_ms": statistics.median(logs),
        "today_after_set_ms": statistics.median(todays),
        "first_set_ms": took[0] * 1e3,
        "other_sets_ms": statistics.median(took[1:]) * 1e3,
    }


def prescribing(household: Household) -> Callable[[], float]:
    """A run of prescriptions for two sore limbs, each from a state not seen before."""
    engine = household.elsewhere.engine
    person = aged(engine, 10)
    states = [person.state._replace(sport_blocked=n % 2) for n in range(PRESCRIPTIONS)]

    def run() -> float:
        found = []
        for state in states:
            begin = time.thread_time_ns()
            engine.prescribe(state)
            found.append((time.thread_time_ns() - begin) / 1e3)
        return statistics.median(found)

    return run


def main() -> None:
    """Answer each line with a day."""
    folder, people = Path(sys.argv[1]), int(sys.argv[2])
    with open_diary(folder / "diary") as diary:
        household = seed(diary, people, SETS, system_zone())
        household.start_a_session_day()
        prescribe = prescribing(household)
        for _ in sys.stdin:
            with running("app", folder / "diary", household.everybody) as server:
                client = Client(server)
                told: dict[str, Any] = dict(sets(client, household))
                told["check_in_ms"] = check_ins(client, household)
                told["memory_mb"] = pss_mb(server.process.pid)
            told["prescribe_us"] = prescribe()
            print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
