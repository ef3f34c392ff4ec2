"""A host of static files for tests: nothing but a folder, under a sub-path, and what was asked."""

from __future__ import annotations

import contextlib
import gzip
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

SUB_PATH = "/people/hamstrong/"


@dataclass
class StaticHost:
    """What a test may look at and change while the host runs.

    Args:
        folder: what is served; may be changed for another edition.
        compresses: whether the host compresses what it sends, as many do.
        fails: paths below the sub-path that are cut off; a test empties it to let them through.
        asked: paths below the sub-path in the order in which they were fetched.
    """

    folder: Path
    origin: str = ""
    compresses: bool = False
    is_online: bool = True
    fails: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        return f"{self.origin}{SUB_PATH}"


@contextlib.contextmanager
def static_host(
    folder: Path, handler: Callable[[StaticHost], type[SimpleHTTPRequestHandler]] | None = None
) -> Iterator[StaticHost]:
    """Serve a folder on a free port of this machine.

    Args:
        handler: answers instead of the folder alone, where more is served beside it.
    """
    host = StaticHost(folder)
    server = ThreadingHTTPServer(("127.0.0.1", 0), (handler or file_handler)(host))
    server.daemon_threads = True
    host.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def file_handler(host: StaticHost) -> type[SimpleHTTPRequestHandler]:
    """The folder below the sub-path, and nothing else."""

    class Handler(SimpleHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(with_body=True)

        def do_HEAD(self) -> None:
            self._answer(with_body=False)

        def _answer(self, *, with_body: bool) -> None:
            path = self.path.partition("?")[0]
            name = path.removeprefix(SUB_PATH) or "index.html"
            if with_body:
                host.asked.append(name)
            found = host.folder / name
            if not host.is_online or name in host.fails:
                self.close_connection = True
                return
            if not path.startswith(SUB_PATH) or ".." in name or not found.is_file():
                self.send_error(404)
                return
            body = found.read_bytes()
            self.send_response(200)
            self.send_header("content-type", self.guess_type(name))
            if host.compresses and not name.endswith(".gz"):
                self.send_header("content-encoding", "gzip")
                body = gzip.compress(body, 1)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            if with_body:
                self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            pass

    Handler.extensions_map = {
        **SimpleHTTPRequestHandler.extensions_map,
        ".mjs": "text/javascript",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
    }
    return Handler
