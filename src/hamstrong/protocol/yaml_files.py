"""YAML files of a pack: YAML 1.2 scalars, no duplicate keys, and line numbers when asked for.

Knows nothing of what the files mean. Only `true` and `false` are booleans and nothing is a date,
so that `no` or `2026-01-01` in a text stays the word that was written.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from hamstrong.protocol.faults import PackFault, PackPlace, Steps, UnplacedFault

PURE_LOADER = yaml.SafeLoader
"""PyYAML's own loader, the only one where PyYAML was built without libyaml. Slower and stricter."""
FASTEST_LOADER: Any = getattr(yaml, "CSafeLoader", PURE_LOADER)

_INT = re.compile(r"-?(?:0|[1-9][0-9]*)")
_FLOAT = re.compile(r"-?[0-9]+\.[0-9]+")
_WORDS: dict[str, object] = {"true": True, "false": False, "null": None, "~": None, "": None}


@dataclass(slots=True)
class PackFiles:
    """The parsed files of a pack by their name in its folder, and what could not be read."""

    folder: Path
    trees: dict[str, Any] = field(default_factory=dict)
    findings: list[UnplacedFault] = field(default_factory=list)

    def of(self, prefix: str) -> dict[str, Any]:
        """Return the files whose names start with `prefix`, sorted by name."""
        return {name: tree for name, tree in self.trees.items() if name.startswith(prefix)}


def read_files(folder: Path, loader: Any = FASTEST_LOADER) -> PackFiles:
    """Parse every YAML file below `folder`; a file that cannot be read becomes a finding."""
    files = PackFiles(folder)
    for path in sorted(folder.rglob("*.yaml")):
        name = path.relative_to(folder).as_posix()
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            files.findings.append(_unreadable(name, error))
            continue
        parsed = parse_file(name, text, loader)
        files.findings += parsed.findings
        if parsed.is_read:
            files.trees[name] = parsed.tree
    return files


class ParsedFile(NamedTuple):
    """One file: its tree, whether there is one, and what is wrong with the file."""

    tree: Any
    findings: tuple[UnplacedFault, ...]
    is_read: bool = True


def parse_file(name: str, text: str, loader: Any = FASTEST_LOADER) -> ParsedFile:
    """Parse the text of the file that has this name in its pack."""
    try:
        tree, duplicates = _parse(text, loader)
    except yaml.MarkedYAMLError as error:
        return ParsedFile(None, (_syntax(name, error),), is_read=False)
    except yaml.YAMLError as error:
        return ParsedFile(None, (_unreadable(name, error),), is_read=False)
    findings = (
        UnplacedFault(PackPlace(name, (key,)), "duplicate-key", "each key once", key, line=line)
        for key, line in duplicates
    )
    return ParsedFile(tree, tuple(findings))


def _unreadable(name: str, error: Exception) -> UnplacedFault:
    expected = f"a readable UTF-8 YAML file ({type(error).__name__})"
    return UnplacedFault(PackPlace(name), "unreadable-file", expected, line=1)


def _parse(text: str, loader: Any) -> tuple[Any, list[tuple[str, int]]]:
    """Build the tree straight from the parser's events, at half the cost of PyYAML's nodes.

    Returns:
        The tree, and each key that is twice in one mapping, with its line.

    Raises:
        yaml.YAMLError: when the text is not YAML or holds a tag or more than one document.
    """
    builder = _Builder(loader(text))
    return builder.document(), builder.duplicates


class _Builder:
    """Turns parser events into dicts, lists and scalars; aliases are allowed, tags are not."""

    def __init__(self, parser: Any) -> None:
        self._next: Callable[[], Any] = parser.get_event
        self._anchors: dict[str, Any] = {}
        self.duplicates: list[tuple[str, int]] = []

    def document(self) -> Any:
        self._next()  # the stream starts
        if isinstance(self._next(), yaml.StreamEndEvent):
            return None
        tree = self._value(self._next())
        self._next()  # the document ends
        end = self._next()
        if not isinstance(end, yaml.StreamEndEvent):
            raise yaml.MarkedYAMLError(problem="one document only", problem_mark=end.start_mark)
        return tree

    def _value(self, event: Any) -> Any:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        if event.tag is not None:
            problem = f"no tag such as {event.tag}"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
        if isinstance(event, yaml.ScalarEvent):
            value = _scalar(event.value) if event.implicit[0] else event.value
        elif isinstance(event, yaml.SequenceStartEvent):
            value = self._sequence()
        else:
            value = self._mapping()
        if event.anchor is not None:
            self._anchors[event.anchor] = value
        return value

    def _alias(self, event: Any) -> Any:
        if event.anchor not in self._anchors:
            problem = f"no anchor named {event.anchor} before this"
            raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
        return self._anchors[event.anchor]

    def _sequence(self) -> list[Any]:
        items = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event))
        return items

    def _mapping(self) -> dict[Any, Any]:
        mapping: dict[Any, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            if not isinstance(event, yaml.ScalarEvent):
                problem = "a plain key"
                raise yaml.MarkedYAMLError(problem=problem, problem_mark=event.start_mark)
            line = _line_of(event)
            key = self._value(event)
            if key in mapping:
                self.duplicates.append((str(key), line))
            mapping[key] = self._value(self._next())
        return mapping


def _line_of(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 1


def _scalar(text: str) -> object:
    """A plain scalar by the rules of YAML 1.2, without dates and without yes and no."""
    if text in _WORDS:
        return _WORDS[text]
    first = text[0]
    if first.isdigit() or first == "-":
        if _INT.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text):
            return float(text)
    return text


def _syntax(name: str, error: yaml.MarkedYAMLError) -> UnplacedFault:
    mark = error.problem_mark
    return UnplacedFault(
        PackPlace(name),
        "not-yaml",
        f"valid YAML: {error.problem or 'cannot be parsed'}",
        line=mark.line + 1 if mark else 1,
        shows_value=False,
    )


def locate(folder: Path, findings: list[UnplacedFault]) -> tuple[PackFault, ...]:
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
            PackFault(
                file=name,
                line=line,
                key=finding.place.key,
                value_repr=value[:120],
                rule=finding.rule,
                expected=finding.expected,
            )
        )
    return tuple(sorted(faults))


def _compose(path: Path) -> yaml.Node | None:
    try:
        node: yaml.Node | None = FASTEST_LOADER(path.read_text(encoding="utf-8")).get_single_node()
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return None
    return node


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
