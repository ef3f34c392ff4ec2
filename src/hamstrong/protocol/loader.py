"""Loader: the pack of a folder, from its built file while that is current, else from its YAML.

PyYAML and the checks of a pack are imported only when YAML files have to be read.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from hamstrong.protocol.built_pack import read_built_pack
from hamstrong.protocol.model import Pack

DEFAULT_PACK = Path(__file__).parent.parent / "packs" / "hamstring"


def load_pack(path: Path | None = None) -> Pack:
    """Return the pack in a folder, by default the hamstring pack that ships with the package.

    Raises:
        PackError: when the folder has any fault; the error names all of them.
    """
    folder = DEFAULT_PACK if path is None else path
    return _load(folder.resolve(), _stamp(folder))


@lru_cache(maxsize=4)
def _load(folder: Path, stamp: tuple[tuple[str, int, int], ...]) -> Pack:
    del stamp  # only part of the key: an edited file is read again
    built = read_built_pack(folder)
    if built is not None:
        return built.pack
    from hamstrong.protocol.yaml_pack import read_yaml_pack  # noqa: PLC0415 - imports PyYAML

    return read_yaml_pack(folder)


def _stamp(folder: Path) -> tuple[tuple[str, int, int], ...]:
    stats = ((path, path.stat()) for path in sorted(folder.rglob("*.yaml")))
    return tuple((str(path), stat.st_mtime_ns, stat.st_size) for path, stat in stats)
