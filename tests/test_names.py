"""Names in the code: one word means one thing, and whatever is named can be looked up here."""

import ast
import re
import subprocess
from collections import defaultdict
from pathlib import Path

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
    listed = ["git", "ls-files", "src", "tests", "docs", "bench", "client", "examples", "*.md"]
    files = subprocess.run(listed, cwd=root, check=True, capture_output=True, text=True).stdout
    found = []
    for name in files.splitlines():
        path = root / name
        if path.suffix in READ_AS_TEXT and path.is_file():
            lines = path.read_text(encoding="utf-8").splitlines()
            found += [f"{name}:{n}" for n, line in enumerate(lines, 1) if section.search(line)]
    assert found == []
