"""The README opens with pictures of the app that a slow connection can load."""

from __future__ import annotations

from pathlib import Path

import pytest

MOST_BYTES = 200_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_readme_opens_with_a_small_picture_of_the_app(root: Path, scheme: str) -> None:
    picture = root / "docs" / "images" / f"app-{scheme}.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size < MOST_BYTES
    opening = (root / "README.md").read_text(encoding="utf-8").split("## ")[0]
    assert f"docs/images/app-{scheme}.png" in opening
