"""The earlier checkout that benches compare with, named by `HAMSTRONG_BASE`, and runs of the two.

Both run in an environment of their own and write bytecode where neither's folder is changed, since
an installed program has its bytecode.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def base_commit() -> Path | None:
    """Return the folder of the earlier checkout, with its `.venv`; None if none is named."""
    named = os.environ.get("HAMSTRONG_BASE")
    return Path(named).resolve() if named else None


def python_of(checkout: Path) -> str:
    """Return the interpreter that runs a checkout's own code."""
    return sys.executable if checkout == ROOT else str(checkout / ".venv/bin/python")


def environment(checkout: Path, bytecode: Path) -> dict[str, str]:
    """Return the variables of a process of that checkout.

    Args:
        bytecode: a folder for it, the same for all runs.
    """
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(checkout), "PYTHONPYCACHEPREFIX": str(bytecode)}
