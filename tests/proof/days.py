"""Joint days by name: what one person does and feels on one day, through the real engine."""

from hamstrong.engine.decide.decisions import Prescription
from hamstrong.engine.facts import (
    MorningAnswered,
    PainNowAnswered,
    StepBackChosen,
    WalkLogged,
)
from hamstrong.proof.virtual_person import Obedient

BRANCHES = ("do", "hurt", "strong", "fail", "silent", "idle", "back")
KINDS = (*BRANCHES, "unsure", "held", "late limp")


def live_day(person: Obedient, what: str) -> None:
    """One joint day, by name."""
    person.pain = {"hurt": 4, "unsure": None}.get(what, 0)
    person.morning = {"fail": 8, "silent": None, "held": 2}.get(what, 0)
    limb = person.state.episodes[0].kind.limb
    if what != "idle":
        person.answer_all()
    if what == "strong":
        person.tell(PainNowAnswered(limb, 6, new_limp=False))
        person.answer_all()
    if what == "back":
        decision = person.engine.prescribe(person.state)
        first = decision.items[:1] if isinstance(decision, Prescription) else ()
        person.tell(StepBackChosen(limb, first[0].exercise if first else None))
    if what == "late limp":
        person.tell(MorningAnswered(limb, 0, new_limp=True))
    if what in ("do", "hurt", "unsure", "held"):
        person.work()
    else:
        person.tell(WalkLogged(30, nprs=0))
    person.state = person.engine.advance(person.state, person.state.day + 1)
