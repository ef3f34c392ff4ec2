"""Serving our own files. What is named by its content may be kept for ever."""

from __future__ import annotations

import os
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class Files(StaticFiles):
    """A folder of files for everybody, session or not: styles, scripts, fonts, icons."""

    def __init__(self, folder: Path, *, named_by_content: bool = False) -> None:
        super().__init__(directory=folder)
        kept = "public, max-age=31536000, immutable"
        self._cache = kept if named_by_content else "no-cache"

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers["cache-control"] = self._cache
        return response
