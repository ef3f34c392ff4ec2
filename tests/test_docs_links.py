"""A page that points to a file of ours points to one that is there."""

import re
from pathlib import Path

# In a line of code, or between backticks, perhaps after variables: `NAME=value make target`.
MAKE = re.compile(r"(?:^ {4}|`)(?:[A-Z_]+=\S* )*make (?:[A-Z_]+=\S* )*([a-z-]+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)[^)]*\)")


def _pages(root: Path) -> list[Path]:
    return sorted([*root.glob("*.md"), *(root / "docs").rglob("*.md")])


def test_every_link_between_pages_leads_somewhere(root: Path) -> None:
    broken = [
        f"{page.relative_to(root)}: {target}"
        for page in _pages(root)
        for target in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []


def test_every_make_target_that_a_page_names_exists(root: Path) -> None:
    targets = set(
        re.findall(r"^([a-z-]+):", (root / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    )
    named = {
        (page.relative_to(root).as_posix(), target)
        for page in _pages(root)
        for target in MAKE.findall(page.read_text(encoding="utf-8"))
    }
    assert sorted((page, target) for page, target in named if target not in targets) == []
