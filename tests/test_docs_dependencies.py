"""The dependency page names what is declared, and nothing that is not."""

import json
import re
import tomllib
from pathlib import Path

HEADING = re.compile(r"^\| `([a-z0-9@/-]+)` \|", re.MULTILINE)


def _declared(root: Path) -> set[str]:
    with (root / "pyproject.toml").open("rb") as file:
        pyproject = tomllib.load(file)
    requirements = [
        *pyproject["build-system"]["requires"],
        *pyproject["project"]["dependencies"],
        *(r for extra in pyproject["project"]["optional-dependencies"].values() for r in extra),
        *(
            requirement
            for group in pyproject["dependency-groups"].values()
            for requirement in group
            if isinstance(requirement, str)
        ),
    ]
    names = {re.split(r"[\[<>=~!; ]", requirement, maxsplit=1)[0] for requirement in requirements}
    return names | _of_npm(root / "client") | _of_npm(root / "client" / "types")


def _of_npm(folder: Path) -> set[str]:
    package = json.loads((folder / "package.json").read_text(encoding="utf-8"))
    return {*package.get("dependencies", ()), *package["devDependencies"]}


def _described(root: Path) -> set[str]:
    page = root / "docs" / "reference" / "dependencies.md"
    return set(HEADING.findall(page.read_text(encoding="utf-8")))


def test_every_declared_dependency_says_why_it_is_here(root: Path) -> None:
    assert sorted(_declared(root) - _described(root)) == []


def test_no_dropped_dependency_is_still_described(root: Path) -> None:
    assert sorted(_described(root) - _declared(root) - {"uv"}) == []
