"""Application: features in, one ASGI application out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from hamstrong.web.shell import entrance, errors, menu, styleguide
from hamstrong.web.shell.assets import DIST, DIST_URL, load_assets
from hamstrong.web.shell.body_limits import BodyLimit
from hamstrong.web.shell.context import Shell
from hamstrong.web.shell.features import Feature, NavEntry, require_distinct
from hamstrong.web.shell.files import PublicFiles
from hamstrong.web.shell.flashes import Flashes
from hamstrong.web.shell.guard import Guard
from hamstrong.web.shell.invitations import Invitations
from hamstrong.web.shell.known_browsers import KnownBrowsers
from hamstrong.web.shell.login_queue import LoginQueue
from hamstrong.web.shell.memo import Memo
from hamstrong.web.shell.names import Names
from hamstrong.web.shell.pages import environment
from hamstrong.web.shell.passwords import matches, read_password
from hamstrong.web.shell.sessions import SessionBook
from hamstrong.web.shell.settings import Settings, Style
from hamstrong.web.shell.shield import Shield
from hamstrong.web.shell.state_db import StateDb
from hamstrong.web.shell.submissions import Submissions
from hamstrong.web.shell.texts import load_texts

_FOLDER = Path(__file__).parent
_OFTEN = ("/", "/api/v1")


def create_app(app: Any, settings: Settings, features: Sequence[Feature] = ()) -> Starlette:
    """Make the web app.

    Args:
        app: the use cases, which handlers get from `use_cases(request)`.
        features: what to serve; `hamstrong.web.features.FEATURES` in the product.

    Returns:
        An ASGI application; `shell_of_app` gives its parts to the command that starts it.
    """
    shell = _make_shell(settings, features)
    web = Starlette(
        routes=_routes(shell),
        middleware=[
            Middleware(_Furnish, shell=shell, use_cases=app),
            Middleware(Shield, error_page=errors.on_fault),
            Middleware(
                Guard, settings=settings, limits=_body_limits(features), refuse=errors.refusal
            ),
        ],
        exception_handlers=dict(errors.HANDLERS),
    )
    web.state.shell = shell
    return web


def shell_of_app(web: Starlette) -> Shell:
    """Return the parts of a shell that `create_app` made."""
    found: Shell = web.state.shell
    return found


def _make_shell(settings: Settings, features: Sequence[Feature]) -> Shell:
    own = Feature(
        name="shell",
        folder=_FOLDER,
        routes=menu.ROUTES,
        server_routes=entrance.ROUTES,
        nav=_NAV,
    )
    everything = (own, *features)
    require_distinct(everything)
    texts = load_texts(everything, settings.language, on_device=not settings.has_ways_in)
    assets = load_assets(everything)
    state = StateDb(settings.state_dir)
    return Shell(
        settings=settings,
        features=everything,
        texts=texts,
        assets=assets,
        templates=environment(everything, texts, assets, settings),
        sessions=SessionBook(state, settings.clock),
        invitations=Invitations(state, settings.clock),
        known_browsers=KnownBrowsers(state, settings.clock),
        logins=LoginQueue(partial(matches, read_password(settings.state_dir)), settings.clock),
        flashes=Flashes(),
        submissions=Submissions(),
        names=Names(settings.state_dir),
        kept_pages=Memo(),
        zones=Memo(),
    )


def _body_limits(features: Sequence[Feature]) -> dict[str, BodyLimit]:
    return {path: limit for feature in features for path, limit in feature.bodies.items()}


def _routes(shell: Shell) -> list[BaseRoute]:
    routes = [route for feature in shell.features for route in feature.routes]
    if shell.settings.has_ways_in:
        routes += [route for feature in shell.features for route in feature.server_routes]
    if shell.settings.style is Style.WORKSHOP:
        routes += styleguide.ROUTES
    if not any(isinstance(route, Route) and route.path == "/" for route in routes):
        routes.append(Route("/", _home))
    # Routes are tried in order: what is asked for most comes first.
    routes.sort(key=lambda route: getattr(route, "path", "") not in _OFTEN)
    return [*routes, *_files(shell.features)]


def _files(features: Sequence[Feature]) -> list[BaseRoute]:
    mounts: list[BaseRoute] = [
        Mount(f"/static/{feature.name}", PublicFiles(feature.static))
        for feature in features
        if feature.static.is_dir()
    ]
    if DIST.is_dir():
        mounts.insert(0, Mount(DIST_URL, PublicFiles(DIST, named_by_content=True)))
    return mounts


async def _home(_request: HTTPConnection) -> Response:
    """Where the first page will be, as long as no feature is."""
    return RedirectResponse("/more", 303)


class _Furnish:
    """Hands the shell and the use cases to every request."""

    def __init__(self, app: ASGIApp, shell: Shell, use_cases: Any) -> None:
        self._app = app
        self._shell = shell
        self._use_cases = use_cases

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["hamstrong.shell"] = self._shell
        scope["hamstrong.use_cases"] = self._use_cases
        await self._app(scope, receive, send)


_NAV = (NavEntry(label="shell.nav.more", href="/more", icon="ellipsis", place="bar", order=90),)
