"""Lives of one device whose browser is killed in each: what was acknowledged, and what is there.

A page logs walk after walk; each acknowledgement is noted outside the browser before the next is
sent. At a random moment every process of the browser is killed. The next life looks at what is
there, and sends again what had no answer.
"""

from __future__ import annotations

import random
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import BrowserType

from tests.phone.killed_browser import life
from tests.phone.static_host import StaticHost
from tests.phone.worker_page import WorkerPage, walk_id

_NOTED = "/noted/"
_MOST_WAITED_S = 0.25
_LOG = """
([token, first, address]) => {
  const run = async () => {
    for (let number = first; ; number += 1) {
      const { status } = await logWalk(token, number);
      if (status === 200) await fetch(`${address}${number}`).catch(() => undefined);
    }
  };
  void run();
}
"""
_WALK = """
ids => {
  window.logWalk = (token, number) =>
    ask("POST", "/api/v1/facts", [["content-type", "application/json"], ["x-csrf-token", token]],
      JSON.stringify([{ client_id: ids[number], name: "WalkLogged", payload: { minutes: 20 } }]));
}
"""


@dataclass
class Course:
    """What happened so far.

    Args:
        acknowledged: numbers of walks whose answer came.
        lost, doubled: client ids that are missing or there twice, over all lives.
    """

    host: StaticHost
    kind: BrowserType
    profile: Path
    dice: random.Random
    most_walks: int = 400
    lives: int = 0
    acknowledged: set[int] = field(default_factory=set)
    lost: set[int] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)

    def begin(self) -> None:
        """The first visit, and a diary of one consent."""
        with life(self.kind, self.profile) as run:
            run.page.goto(self.host.address)
            run.page.locator("html[data-app=ready]").wait_for(timeout=120_000)
            worker = WorkerPage(self.host, run.page)
            worker.start()
            assert worker.consents().status == 303

    def live(self) -> None:
        """One life: look, send again, log until the kill."""
        with life(self.kind, self.profile) as run:
            worker = WorkerPage(self.host, run.page)
            worker.start()
            token = worker.token()
            self._look(worker)
            first = self._send_again(worker, token)
            ids = [walk_id(number) for number in range(first + self.most_walks)]
            run.page.evaluate(_WALK, ids)
            wanted = self.dice.randint(0, 6)
            run.page.evaluate(_LOG, [token, first, f"{self.host.origin}{_NOTED}"])
            self._wait_for(wanted)
            time.sleep(self.dice.uniform(0, _MOST_WAITED_S))
            run.kill()
        self._note()
        self.lives += 1

    def look(self) -> None:
        """A last life that only looks."""
        with life(self.kind, self.profile) as run:
            worker = WorkerPage(self.host, run.page)
            worker.start()
            self._look(worker)

    def _look(self, worker: WorkerPage) -> None:
        there = Counter(worker.kept_ids())
        self.lost |= {number for number in self.acknowledged if not there[walk_id(number)]}
        self.doubled |= {name for name, count in there.items() if count > 1}

    def _send_again(self, worker: WorkerPage, token: str) -> int:
        """Send the last acknowledged walk and the one after it; give the next number."""
        last = max(self.acknowledged, default=-1)
        again = [number for number in (last, last + 1) if number >= 0]
        assert worker.walks(token, *again).status == 200
        self.acknowledged |= set(again)
        return last + 2

    def _wait_for(self, count: int) -> None:
        while len(self._noted()) < count:
            time.sleep(0.01)

    def _noted(self) -> set[int]:
        found = (path for path in list(self.host.asked) if path.startswith(_NOTED))
        return {int(path.removeprefix(_NOTED)) for path in found}

    def _note(self) -> None:
        self.acknowledged |= self._noted()
        self.host.asked.clear()
