"""Sizes of functions and files, and files a folder, of one tree.

    python bench/sizes.py TREE

Lines of code as they are written, docstrings and blank lines included; folders are those of
`src/hamstrong` with the Python files that lie in them directly.
"""

from __future__ import annotations

import ast
import json
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

MOST_FOLDERS = 6


def functions_of(text: str) -> list[int]:
    """Lines of every function and method of a module."""
    return [
        (node.end_lineno or node.lineno) - node.lineno + 1
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def spread(sizes: Sequence[int]) -> dict[str, int]:
    """How many there are, the median, the 90th percentile and the longest."""
    tenths = statistics.quantiles(sizes, n=10)
    return {
        "number": len(sizes),
        "median": round(statistics.median(sizes)),
        "p90": round(tenths[-1]),
        "longest": max(sizes),
    }


def measure(tree: Path) -> dict[str, object]:
    """Measure every Python file below `src/hamstrong` of a tree."""
    source = tree / "src" / "hamstrong"
    texts = {path: path.read_text(encoding="utf-8") for path in source.rglob("*.py")}
    folders = Counter(str(path.parent.relative_to(source)) for path in texts)
    return {
        "functions": spread([size for text in texts.values() for size in functions_of(text)]),
        "files": spread([len(text.splitlines()) for text in texts.values()]),
        "folders": {"number": len(folders), "fullest": dict(folders.most_common(MOST_FOLDERS))},
    }


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1])), indent=2))
