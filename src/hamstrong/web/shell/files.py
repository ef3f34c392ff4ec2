"""Serving our own files. What is named by its content may be kept for ever."""

from __future__ import annotations

import mimetypes
import os
from pathlib import Path

from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope


class PublicFiles(StaticFiles):
    """A folder of files for everybody, session or not: styles, scripts, fonts, icons."""

    def __init__(self, folder: Path, *, named_by_content: bool = False) -> None:
        super().__init__(directory=folder)
        kept = "public, max-age=31536000, immutable"
        self._named_by_content = named_by_content
        self._cache = kept if named_by_content else "no-cache"

    def file_response(
        self,
        full_path: str | os.PathLike[str],
        stat_result: os.stat_result,
        scope: Scope,
        status_code: int = 200,
    ) -> Response:
        pressed = Path(f"{full_path}.gz")
        if self._named_by_content and _takes_gzip(scope) and pressed.is_file():
            response = super().file_response(pressed, pressed.stat(), scope, status_code)
            response.headers["content-encoding"] = "gzip"
            response.headers["content-type"] = _type_of(full_path)
        else:
            response = super().file_response(full_path, stat_result, scope, status_code)
        if self._named_by_content:
            response.headers["vary"] = "accept-encoding"
        response.headers["cache-control"] = self._cache
        return response


def _takes_gzip(scope: Scope) -> bool:
    return "gzip" in Headers(scope=scope).get("accept-encoding", "")


def _type_of(path: str | os.PathLike[str]) -> str:
    return mimetypes.guess_type(path)[0] or "application/octet-stream"
