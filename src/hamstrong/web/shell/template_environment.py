"""Template environment: where templates are found, and how they are written.

Compiling one takes longer than everything else of its page. An edition that starts on a phone
brings them compiled, and then without their sources.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import jinja2

COMPILED = Path(__file__).resolve().parents[1] / "compiled_templates"


def template_environment(
    folders: Mapping[str, Path], *, auto_reload: bool = False, compiled: Path = COMPILED
) -> jinja2.Environment:
    """Make an environment. A template is named `<feature>/<file>`.

    Args:
        folders: where the templates of each feature are.
        auto_reload: whether a source that changes is read again.
        compiled: a folder of what `jinja2.Environment.compile_templates` wrote.
    """
    sources = jinja2.PrefixLoader(
        {name: jinja2.FileSystemLoader(folder) for name, folder in folders.items()}
    )
    return jinja2.Environment(
        loader=jinja2.ModuleLoader(compiled) if compiled.is_dir() else sources,
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=auto_reload,
    )
