"""Files of our own, served to everybody. What is named by its content may be kept for ever."""

from __future__ import annotations

import mimetypes
import os
import stat
from pathlib import Path

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from hamstrong.web.shell.background_work import has_threads


class PublicFiles(StaticFiles):
    """A folder of files for everybody, session or not: styles, scripts, fonts, icons."""

    def __init__(self, folder: Path, *, named_by_content: bool = False) -> None:
        super().__init__(directory=folder)
        kept = "public, max-age=31536000, immutable"
        self._named_by_content = named_by_content
        self._cache = kept if named_by_content else "no-cache"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Starlette reads in threads; without them a file is read whole, there and then."""
        if has_threads(HTTPConnection(scope)):
            await super().__call__(scope, receive, send)
        else:
            await self._read_whole(scope)(scope, receive, send)

    def _read_whole(self, scope: Scope) -> Response:
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405)
        try:
            path, found = self.lookup_path(self.get_path(scope))
        except (OSError, ValueError):
            raise HTTPException(404) from None
        if found is None or not stat.S_ISREG(found.st_mode):
            raise HTTPException(404)
        headers = {"cache-control": self._cache}
        return Response(Path(path).read_bytes(), headers=headers, media_type=_type_of(path))

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
