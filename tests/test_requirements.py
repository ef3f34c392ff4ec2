"""What pip installs with hashes is what the lock says."""

import re
import subprocess
from pathlib import Path

OPTIONS = (
    "--locked", "--offline", "--no-default-groups", "--no-emit-project",
    "--no-header", "--no-annotate",
)  # fmt: skip


def test_requirements_are_the_lock(root: Path) -> None:
    """`make lock` writes both."""
    exported = subprocess.run(
        [root / ".uv" / "bin" / "uv", "export", "--quiet", *OPTIONS],
        cwd=root, check=True, capture_output=True, text=True,
    ).stdout  # fmt: skip
    assert (root / "requirements.txt").read_text(encoding="utf-8") == exported


def test_every_requirement_has_a_hash(root: Path) -> None:
    text = (root / "requirements.txt").read_text(encoding="utf-8").replace("\\\n", " ")
    packages = [line for line in text.splitlines() if line.strip()]
    assert len(packages) > 20
    assert [p for p in packages if not re.search(r"==\S+ .*--hash=sha256:[0-9a-f]{64}", p)] == []
