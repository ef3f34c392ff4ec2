"""Violation text: facts, decisions, persons and states in words, as a diary of days."""

from __future__ import annotations

import re
from typing import Any

from hamstrong.engine.decide.decisions import Decision, Prescription
from hamstrong.engine.facts import Fact
from hamstrong.engine.facts.codec import fact_name
from hamstrong.engine.state.state import PersonSettings
from hamstrong.proof.explore import Graph

_UNSAID = (None, False, "", ())


def fact_words(fact: Fact) -> str:
    """`morning answered: limb left, nprs 10, new limp`."""
    name = re.sub(r"(?<!^)(?=[A-Z])", " ", fact_name(fact)).lower()
    fields = fact._asdict().items()
    said = [_field(k, v) for k, v in fields if not any(v is n or v == n for n in _UNSAID) or v == 0]
    return f"{name}: {', '.join(s for s in said if s)}"


def _field(name: str, value: Any) -> str:
    words = name.replace("_", " ")
    if value is False:
        return ""
    return words if value is True else f"{words} {value}"


def decision_words(decision: Decision) -> str:
    """`rest`, the rungs of a plan, or why it is refused."""
    if isinstance(decision, Prescription):
        return "planned: " + (", ".join(f"{i.rung} {i.side}" for i in decision.items) or "rest")
    return f"refused as {decision.kind} by {', '.join(r.rule for r in decision.reasons)}"


def person_words(person: PersonSettings) -> str:
    """Goal with its wishes, what is owned and the traits."""
    owned = ", ".join(sorted(person.kit)) or "nothing"
    traits = ", ".join(sorted(person.traits)) or "none"
    wishes = f" with {', '.join(sorted(person.options))}" if person.options else ""
    return f"goal {person.goal}{wishes}; owns {owned}; traits {traits}"


def node_words(graph: Graph, node: Any) -> str:
    """A state of a component, at the start of a day or after its morning."""
    return graph.component.describe(getattr(node, "state", node))
