"""Closure of modules: which the phone edition's code can import, directly or through others.

Read from the sources: whatever is imported anywhere in a module, in a function too, is needed.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One module's file and text."""

    file: str
    text: bytes

    @property
    def name(self) -> str:
        """The name under which it is imported."""
        return self.file.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    @property
    def package(self) -> str:
        """The package that a relative import in it begins from."""
        is_package = self.file.endswith("/__init__.py")
        return self.name if is_package else self.name.rpartition(".")[0]


def needed_modules(
    sources: Iterable[Source], roots: Iterable[str], left_out: Collection[str]
) -> frozenset[str]:
    """Return the files of all modules that the roots can import.

    Args:
        roots: names of modules; a name that no source has is left to the interpreter.
        left_out: names of modules and packages that are never needed.
    """
    known = {source.name: source for source in sources}
    found: set[str] = set()
    waiting = [name for root in roots for name in _with_parents(root)]
    while waiting:
        name = waiting.pop()
        if name in found or name not in known or _is_left_out(name, left_out):
            continue
        found.add(name)
        for imported in _imports(known[name]):
            waiting += _with_parents(imported)
    return frozenset(known[name].file for name in found)


def read_left_out(text: str) -> frozenset[str]:
    """Read a list of names; lines that begin with `#` explain them."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return frozenset(name for line in lines for name in line.split())


def _is_left_out(name: str, left_out: Collection[str]) -> bool:
    return any(parent in left_out for parent in _with_parents(name))


def _with_parents(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(1, len(parts) + 1)]


def _imports(source: Source) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.text)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = _base(source, node)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _base(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.package.split(".")
    kept = package[: len(package) + 1 - node.level]
    return ".".join([*kept, *([node.module] if node.module else [])])
