"""The quick proof of the sound engine, from which a mutant takes over what it cannot touch."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from hamstrong.proof.explore import Component, Graph
from hamstrong.proof.invariants.base import Proof
from hamstrong.protocol.model import Pack

Target = tuple[ModuleType, str]
"""A function of the engine, by its module and its name."""


def noted(function: Callable[..., Any], target: Target, called: set[Target]) -> Callable[..., Any]:
    """The same function, which says that it was called."""

    def calls(*given: Any, **named: Any) -> Any:
        called.add(target)
        return function(*given, **named)

    return calls


@dataclass(frozen=True)
class SoundProof:
    """A proof with every component visited; `used` has the functions that each visit called,
    `compiling` those that the compilation of the courses called."""

    proof: Proof
    used: Mapping[str, frozenset[Target]]
    compiling: frozenset[Target]

    @classmethod
    def visit(cls, pack: Pack, called: set[Target]) -> SoundProof:
        """Visit everything while the functions of the mutants note their calls in `called`."""
        proof = Proof(pack, quick=True)
        called.clear()
        assert proof.courses
        compiling = frozenset(called)
        used = {}
        for component in proof.components:
            called.clear()
            proof.graph(component)
            used[component.name] = frozenset(called)
        return cls(proof, used, compiling)

    def for_mutant(self, pack: Pack, target: Target | None) -> Proof:
        """A proof under a mutant; one that changes the pack itself takes nothing over."""
        if target is None:
            return Proof(pack, quick=True)
        proof = _Mutated(pack, quick=True, sound=self, target=target)
        if target not in self.compiling:
            vars(proof)["courses"] = self.proof.courses
        return proof

    def untouched(self, component: Component, target: Target) -> Graph | None:
        """The visited component, if a mutant of that function would visit the very same."""
        graph = self.proof.ready.get(component.name)
        if graph is None or target in self.used[component.name]:
            return None
        return graph if _made_of(component) == _made_of(graph.component) else None


def _made_of(component: Component) -> tuple[object, ...]:
    """All of a component but its functions."""
    inputs = (component.mornings, component.evenings)
    return (component.kind, component.plan, component.starts, *inputs)


@dataclass
class _Mutated(Proof):
    """A proof under a mutant of one function."""

    sound: SoundProof = field(kw_only=True)
    target: Target = field(kw_only=True)

    def graph(self, component: Component) -> Graph:
        return self.sound.untouched(component, self.target) or super().graph(component)
