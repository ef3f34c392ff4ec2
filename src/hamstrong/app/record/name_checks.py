"""Name checks of a fact: every name in it is one that the pack in force has.

The fields say themselves what they name (`engine.facts.names`), so that a form, a program and an
import are held to the same names and no check lists them anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from hamstrong.app.errors import Fault
from hamstrong.app.record.ranges import must_be_one_of
from hamstrong.engine.facts import Fact
from hamstrong.engine.facts.earlier_names import is_earlier_name
from hamstrong.engine.facts.names import unknown_names
from hamstrong.protocol.model import Pack

_STEPS = {
    "exercise": "name an exercise of the pack",
    "rung": "name a rung of this exercise",
    "side": "name a side on which this exercise is done",
    "track": "answer triage first",
    "goal": "choose a goal of the pack",
    "kit": "leave it out",
    "trait": "leave it out",
    "option": "leave it out",
    "symptom": "send what the form asks",
    "screen": "send what the form asks",
    "question": "name a question of the pack",
    "stop_reason": "choose a reason",
    "self_test": "name a test of the pack",
    "sign": "name a sign of the pack",
    "stage": "name a stage of the pack",
}


def name_faults(
    pack: Pack, fact: Fact, place: str, step: str | None = None, *, earlier: bool = False
) -> Iterator[Fault]:
    """Every name that the pack does not have, with those that it has.

    Args:
        step: what to do next, for all names alike; None: what fits the kind of name.
        earlier: names that an earlier edition of the pack had are none of them.
    """
    for name, known in unknown_names(pack, fact):
        if earlier and is_earlier_name(pack, name):
            continue
        where = ".".join((place, *map(str, name.path)))
        yield must_be_one_of(name.value, known, where, step or _STEPS[name.kind])
