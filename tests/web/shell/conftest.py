"""The product with all its features, and a small shell of its own for what features do not show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.websockets import WebSocket

from hamstrong.app import open_app
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Feature, Settings, StaleForm, create_app, page, read_form
from hamstrong.web.shell.body_limits import upload_limit
from hamstrong.web.shell.settings import Style
from tests.web.people import ORIGIN

UPLOAD_BYTES = 300_000
PRIVATE_ANSWER = "it hurts behind my left knee"


@pytest.fixture
def product(tmp_path: Path) -> Iterator[Starlette]:
    """What `hamstrong serve` starts, with every feature."""
    with open_app(tmp_path / "diary") as app:
        yield create_app(app, Settings(origins=frozenset({ORIGIN})), FEATURES)


@pytest.fixture
def workshop(tmp_path: Path) -> Starlette:
    """The shell alone with a feature that misbehaves on request."""
    folder = tmp_path / "trial"
    (folder / "templates").mkdir(parents=True)
    (folder / "templates" / "figure.html").write_text("{{ with_nonce(svg) }}", encoding="utf-8")
    feature = Feature(
        name="trial",
        folder=folder,
        routes=[
            Route("/break", _break),
            Route("/figure", _figure),
            Route("/stale", _stale, methods=["POST"]),
            Route("/keep", _keep, methods=["POST"]),
            Route("/upload", _upload, methods=["POST"]),
            WebSocketRoute("/socket", _socket),
            Mount("/api/v0", routes=[Route("/facts", _facts, methods=["GET", "POST"])]),
        ],
        bodies={"/upload": upload_limit(UPLOAD_BYTES)},
    )
    settings = Settings(
        origins=frozenset({ORIGIN}), style=Style.WORKSHOP, state_dir=tmp_path / "state"
    )
    return create_app(None, settings, [feature])


async def _break(_request: Request) -> Response:
    raise RuntimeError(PRIVATE_ANSWER)


async def _figure(request: Request) -> Response:
    svg = "<svg><style>.m{fill:red}</style><rect class='m'/></svg>"
    return page(request, "trial/figure.html", svg=svg)


async def _stale(_request: Request) -> Response:
    raise StaleForm


async def _keep(request: Request) -> Response:
    form = await read_form(request)
    form.nprs("pain")
    form.require()
    return PlainTextResponse("kept")


async def _upload(request: Request) -> Response:
    """Say how large the file is and whether it lies on the disk."""
    form = await read_form(request)
    sent = form.upload("file")
    form.require()
    assert sent is not None
    content = await sent.read()
    on_disk = sent.file._rolled  # type: ignore[attr-defined]
    return PlainTextResponse(f"{len(content)} {'disk' if on_disk else 'memory'}")


async def _facts(request: Request) -> Response:
    return PlainTextResponse((await request.body()).decode() or "nothing")


async def _socket(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("hello")
    await socket.close()
