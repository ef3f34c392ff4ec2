"""Read a pack's files: YAML 1.2 scalars, no duplicate keys, and line numbers when asked for.

Knows nothing of what the files mean. Only `true` and `false` are booleans and nothing is a date,
so that `no` or `2026-01-01` in a text stays the word that was written.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from hamstrong.protocol.faults import Fault, Finding, Place, Steps

try:
    from yaml import CSafeLoader as _Base
except ImportError:  # PyYAML built without libyaml: slower, same result
    from yaml import SafeLoader as _Base  # type: ignore[assignment]

_SCALARS = (
    ("tag:yaml.org,2002:bool", r"^(?:true|false)$", "tf"),
    ("tag:yaml.org,2002:null", r"^(?:~|null|)$", ["~", "n", ""]),
    ("tag:yaml.org,2002:int", r"^-?(?:0|[1-9][0-9]*)$", "-0123456789"),
    ("tag:yaml.org,2002:float", r"^-?[0-9]+\.[0-9]+$", "-0123456789"),
)


class _PackLoader(_Base):
    """The safe loader that remembers duplicate keys instead of letting the last one win."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def __init__(self, stream: str) -> None:
        super().__init__(stream)
        self.duplicates: list[tuple[str, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:  # noqa: FBT002
        seen: set[str] = set()
        for key_node, _ in node.value:
            if key_node.value in seen:
                self.duplicates.append((str(key_node.value), key_node.start_mark.line + 1))
            seen.add(str(key_node.value))
        return super().construct_mapping(node, deep)


for _tag, _pattern, _first in _SCALARS:
    _PackLoader.add_implicit_resolver(_tag, re.compile(_pattern), list(_first))


@dataclass(slots=True)
class Files:
    """The parsed files of a pack by their name in its folder, and what could not be read."""

    folder: Path
    trees: dict[str, Any] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def of(self, prefix: str) -> dict[str, Any]:
        """Return the files whose names start with `prefix`, sorted by name."""
        return {name: tree for name, tree in self.trees.items() if name.startswith(prefix)}


def read_files(folder: Path) -> Files:
    """Parse every YAML file below `folder`; a file that cannot be read becomes a finding."""
    files = Files(folder)
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            loader = _PackLoader(path.read_text(encoding="utf-8"))
            files.trees[name] = loader.get_single_data()
        except yaml.MarkedYAMLError as error:
            files.findings.append(_syntax(name, error))
            continue
        except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
            expected = f"a readable UTF-8 YAML file ({type(error).__name__})"
            files.findings.append(Finding(Place(name), "unreadable-file", expected, line=1))
            continue
        for key, line in loader.duplicates:
            place = Place(name, (key,))
            files.findings.append(Finding(place, "duplicate-key", "each key once", key, line=line))
    return files


def _syntax(name: str, error: yaml.MarkedYAMLError) -> Finding:
    mark = error.problem_mark
    return Finding(
        Place(name),
        "not-yaml",
        f"valid YAML: {error.problem or 'cannot be parsed'}",
        line=mark.line + 1 if mark else 1,
        shows_value=False,
    )


def locate(folder: Path, findings: list[Finding]) -> tuple[Fault, ...]:
    """Give each finding its line, reading again only the files that have findings."""
    roots: dict[str, yaml.Node | None] = {}
    faults = set()
    for finding in findings:
        name = finding.place.file
        if finding.line is None and name not in roots:
            roots[name] = _compose(folder / name)
        line = finding.line or _line(roots.get(name), finding.place.path)
        value = repr(finding.value) if finding.shows_value and finding.value is not None else ""
        faults.add(
            Fault(name, line, finding.place.key, value[:120], finding.rule, finding.expected)
        )
    return tuple(sorted(faults))


def _compose(path: Path) -> yaml.Node | None:
    try:
        return _PackLoader(path.read_text(encoding="utf-8")).get_single_node()
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None


def _line(node: yaml.Node | None, path: Steps) -> int:
    """The line of the deepest existing node on the way."""
    line = 1
    for step in path:
        found = _child(node, step)
        if found is None:
            return line
        line, node = found
    return line


def _child(node: yaml.Node | None, step: str | int) -> tuple[int, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
        for key, value in node.value:
            if key.value == "value":  # the notation {value: .., sources: ..} adds one floor
                return _child(value, step)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step].start_mark.line + 1, node.value[step]
    return None
