"""Names of the code: each class name is defined once, so that one word means one thing."""

import ast
from collections import defaultdict
from pathlib import Path


def test_each_class_name_is_defined_once(root: Path) -> None:
    defined = defaultdict[str, list[str]](list)
    source = root / "src" / "hamstrong"
    for path in sorted(source.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                defined[node.name].append(str(path.relative_to(source)))
    assert {name: places for name, places in defined.items() if len(places) > 1} == {}
