"""What a runner answers, and what the diary then holds."""

from __future__ import annotations

from hamstrong.engine.facts import RunLogged
from tests.app.person import Someone

FELT = {"exercise": "run", "effort": "3", "percent": "50", "level": "yes", "pain": "0"}


def runs(someone: Someone) -> list[RunLogged]:
    facts = someone.me.state(someone.at).facts
    return [fact for fact in facts if isinstance(fact, RunLogged)]
