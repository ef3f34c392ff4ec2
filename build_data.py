"""Writes the built files of the package: the pack and the words of the pages as JSON.

Used by `make` and by the build of a wheel, so that no start of an installed program parses YAML.
Needs PyYAML and nothing else.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parent
SOURCE = ROOT / "src"


def build() -> None:
    """Write both files into the package.

    Raises:
        PackError: the pack has faults; nothing is written.
    """
    sys.path.insert(0, str(SOURCE))
    from hamstrong.protocol.loader import DEFAULT_PACK  # noqa: PLC0415 - from the checkout
    from hamstrong.protocol.pack_builder import build_pack  # noqa: PLC0415 - same

    build_pack(DEFAULT_PACK)
    _built_texts().write_built_texts()


def _built_texts() -> ModuleType:
    """The module alone: its package needs what the build of a wheel has not installed."""
    path = SOURCE / "hamstrong" / "web" / "shell" / "built_texts.py"
    spec = importlib.util.spec_from_file_location("built_texts", path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    build()
