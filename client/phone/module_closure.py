"""Closure of modules: which the phone edition's code can import, directly or through others.

Read from the sources: whatever is imported anywhere in a module, in a function too, is needed.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator, Mapping
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


@dataclass(frozen=True)
class LeftOut:
    """Names of modules and packages that are not brought with the others.

    Args:
        never: needed by nothing.
        by_part: needed by one part only, by the name of the part.
    """

    never: frozenset[str]
    by_part: Mapping[str, frozenset[str]]

    def besides(self, part: str | None = None) -> frozenset[str]:
        """Return what is missing where this part is there."""
        others = (names for name, names in self.by_part.items() if name != part)
        return self.never.union(*others)


def read_left_out(text: str) -> LeftOut:
    """Read a list of names; lines that begin with `#` explain them, `part:` begins those of one."""
    never: set[str] = set()
    by_part: dict[str, frozenset[str]] = {}
    for line in text.splitlines():
        part, colon, names = line.partition(":")
        if line.startswith("#"):
            continue
        if colon:
            by_part[part] = frozenset(names.split())
        else:
            never |= set(line.split())
    return LeftOut(frozenset(never), by_part)


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
