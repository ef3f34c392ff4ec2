"""Tables of the visited graphs as integer arrays: a day of a component is two look-ups.

A table is only as good as the code that it was made from, so it holds the logic hash of its
pack and the engine's version, and is refused under any other.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hamstrong.engine.engine import ENGINE_VERSION
from hamstrong.proof.explore import Graph
from hamstrong.protocol.model import Pack


class StaleTableError(ValueError):
    """A table made from another pack or engine; make it anew with `hamstrong prove`."""


@dataclass(frozen=True)
class Table:
    """One component compiled.

    `mornings` has shape (states, morning inputs) and leads to the index of a mid-day state,
    `evenings` (mids, evening inputs) back to a state; IMPOSSIBLE (-1) marks inputs that cannot
    occur there. Both are C-ordered and of the narrowest integer type that holds them.
    """

    name: str
    mornings: NDArray[Any]
    evenings: NDArray[Any]
    start: int = 0


def compile_table(graph: Graph) -> Table:
    """The visited graph of a component as arrays."""
    return Table(
        graph.component.name,
        _narrow(graph.mornings, len(graph.mids)),
        _narrow(graph.evenings, len(graph.states)),
    )


def _narrow(rows: list[list[int]], targets: int) -> NDArray[Any]:
    kind = np.int16 if targets < np.iinfo(np.int16).max else np.int32
    return np.ascontiguousarray(np.array(rows, dtype=kind))


def save_tables(file: Path, pack: Pack, tables: dict[str, Table]) -> None:
    """Store tables with what they were made from."""
    arrays: dict[str, NDArray[Any]] = {"made_from": np.array([pack.logic_hash, ENGINE_VERSION])}
    for key, table in tables.items():
        arrays[f"{key}.mornings"] = table.mornings
        arrays[f"{key}.evenings"] = table.evenings
    np.savez_compressed(file, **arrays)  # type: ignore[arg-type]


def load_tables(file: Path, pack: Pack) -> dict[str, Table]:
    """Read tables back.

    Raises:
        StaleTableError: they were made from another pack or engine.
    """
    with np.load(file, allow_pickle=False) as stored:
        made_from = tuple(str(part) for part in stored["made_from"])
        if made_from != (pack.logic_hash, ENGINE_VERSION):
            raise StaleTableError(f"{file.name} was made from {made_from[0][:12]}; make it anew")
        keys = [k.removesuffix(".mornings") for k in stored if k.endswith(".mornings")]
        return {
            key: Table(key, stored[f"{key}.mornings"], stored[f"{key}.evenings"]) for key in keys
        }
