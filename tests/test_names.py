"""Names in the code: one word means one thing, and whatever is named can be looked up here."""

import ast
import os
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

QUESTIONS = {"how", "what", "when", "where", "whether", "which", "who", "why"}
MANY_VALUES = 5
READ_IN = ("src", "tests", "docs", "bench", "client", "examples")
BUILT = {"__pycache__", "dist", "edition", "node_modules"}
READ_AS_TEXT = {".py", ".md", ".ts", ".yaml", ".html", ".css", ".js", ".toml"}


def test_each_class_name_is_defined_once(root: Path) -> None:
    defined = defaultdict[str, list[str]](list)
    source = root / "src" / "hamstrong"
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                defined[node.name].append(str(path.relative_to(source)))
    assert {name: places for name, places in defined.items() if len(places) > 1} == {}


def test_nothing_names_a_section_of_a_page_outside_the_project(root: Path) -> None:
    """Comments and docs name ids of the pack, rows or invariants: whoever reads them has these."""
    section = re.compile("\N{SECTION SIGN}|RULES" + r" \d")
    found = []
    for path in _read_by_people(root):
        lines = path.read_text(encoding="utf-8").splitlines()
        name = path.relative_to(root)
        found += [f"{name}:{n}" for n, line in enumerate(lines, 1) if section.search(line)]
    assert found == []


def _read_by_people(root: Path) -> Iterator[Path]:
    """The files that somebody wrote, with neither what is built of them nor git needed."""
    yield from root.glob("*.md")
    for folder in READ_IN:
        for where, folders, names in os.walk(root / folder):
            folders[:] = sorted(set(folders) - BUILT)
            written = (Path(where, name) for name in names)
            yield from (path for path in written if path.suffix in READ_AS_TEXT)


def _begins_with_its_name(name: str, docstring: str) -> bool:
    """Whether one of the first four words is a word of the module's name, in any number, and the
    first is no question."""
    words = re.findall("[A-Za-z]+", docstring.partition("\n")[0].lower())
    begin = "".join(words[:4])
    named = any(word.removesuffix("s")[:5] in begin for word in name.split("_"))
    return named and words[0] not in QUESTIONS


def test_each_docstring_begins_with_the_name_of_its_module(root: Path) -> None:
    """Alembic names the files of its steps with a number; they are the only exception."""
    source, others = root / "src" / "hamstrong", []
    for path in sorted(source.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        name = path.parent.name if path.stem == "__init__" else path.stem
        docstring = ast.get_docstring(ast.parse(text)) or ""
        if text and path.parent.name != "versions" and not _begins_with_its_name(name, docstring):
            others.append(f"{path.relative_to(source)}: {docstring.partition(chr(10))[0]}")
    assert others == []


def _values_of(tree: ast.Module) -> set[str]:
    """The names of the classes that only hold values."""
    return {
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        if any(ast.unparse(one).startswith("dataclass") for one in node.decorator_list)
        or any(ast.unparse(base) == "NamedTuple" for base in node.bases)
    }


def _from_elsewhere(tree: ast.Module) -> set[str]:
    """The names that a module takes from outside of the project."""
    taken = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    outside = [one for one in taken if not (one.module or "").startswith("hamstrong")]
    return {name.name for one in outside for name in one.names}


def _by_position(tree: ast.Module, values: set[str]) -> Iterator[ast.Call]:
    """Every value that a module builds from many others without naming them."""
    own = values - _from_elsewhere(tree)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call))
    for call in calls:
        if (
            isinstance(call.func, ast.Name)
            and call.func.id in own
            and len(call.args) >= MANY_VALUES
        ):
            yield call


def test_whatever_has_five_values_or_more_is_built_by_name(root: Path) -> None:
    """Where two of them are of one type, nothing else would see that they changed places."""
    paths = sorted((root / "src" / "hamstrong").rglob("*.py"))
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    values = set[str]().union(*(_values_of(tree) for tree in trees.values()))
    found = [
        f"{path.name}:{node.lineno}"
        for path, tree in trees.items()
        for node in _by_position(tree, values)
    ]
    assert found == []
