"""No module of the engine keeps anything: what is kept is owned by an `Engine`."""

import copy
import importlib
import pkgutil
from collections.abc import Iterator
from types import ModuleType
from typing import Any

from tests.engine.driver import enrol

import hamstrong.engine
from hamstrong.engine.engine import Engine
from hamstrong.engine.recent import Recent
from hamstrong.protocol.loader import load_pack

# Readers made from the types of facts and decisions: one a type, and the same for every pack.
OF_TYPES = {
    "hamstrong.engine.facts.codec",
    "hamstrong.engine.facts.names",
    "hamstrong.engine.facts.strict_reader",
}


def modules() -> Iterator[ModuleType]:
    package = hamstrong.engine
    for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield importlib.import_module(found.name)


def containers() -> dict[tuple[str, str], Any]:
    """Every container that a module holds by a name, with what is in it now."""
    return {
        (module.__name__, name): copy.copy(value)
        for module in modules()
        for name, value in vars(module).items()
        if isinstance(value, (dict, list, set)) and not name.startswith("__")
    }


def test_deciding_leaves_no_trace_in_any_module() -> None:
    """Another pack's decision, a broken engine or another thread can leave nothing behind."""
    before = containers()
    for track in ("strain", "tendinopathy"):
        person = enrol(Engine(load_pack()), track, "gym")
        for _ in range(12):
            person.answer_asks()
            person.live(1)
    assert before
    assert containers() == before


def test_no_function_of_the_engine_keeps_values() -> None:
    caching = {
        module.__name__
        for module in modules()
        for value in vars(module).values()
        if hasattr(value, "cache_info") and value.__module__ == module.__name__
    }
    assert caching <= OF_TYPES


# --- what an engine owns


def test_value_is_made_once_while_it_is_kept() -> None:
    recent: Recent[str, list[str]] = Recent(2)
    first = recent.get("a", list)
    assert recent.get("a", list) is first


def test_more_than_the_most_are_never_kept() -> None:
    recent: Recent[int, str] = Recent(2)
    for number in range(7):
        assert recent.get(number, lambda n=number: str(n)) == str(number)  # type: ignore[misc]
        assert len(recent) <= 2
