"""Context of a request: the use cases, the person, the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from starlette.requests import HTTPConnection

if TYPE_CHECKING:
    import jinja2

    from hamstrong.protocol.model import Pack
    from hamstrong.web.shell.assets import Assets
    from hamstrong.web.shell.features import Feature
    from hamstrong.web.shell.flashes import Flashes
    from hamstrong.web.shell.invitations import Invitations
    from hamstrong.web.shell.known_browsers import KnownBrowsers
    from hamstrong.web.shell.login_queue import LoginQueue
    from hamstrong.web.shell.memo import Memo
    from hamstrong.web.shell.names import Names
    from hamstrong.web.shell.page_cache import CachedPage
    from hamstrong.web.shell.sessions import BrowserSession, SessionBook
    from hamstrong.web.shell.settings import Settings
    from hamstrong.web.shell.submissions import Submissions
    from hamstrong.web.shell.texts import PageTexts

SESSION = "hamstrong.session"
DEFAULT_PERSON = "me"


@dataclass(frozen=True, kw_only=True)
class Shell:
    """All parts of one running shell; made once by `create_app`."""

    settings: Settings
    features: tuple[Feature, ...]
    templates: jinja2.Environment
    texts: PageTexts
    assets: Assets
    sessions: SessionBook
    invitations: Invitations
    known_browsers: KnownBrowsers
    logins: LoginQueue
    flashes: Flashes
    submissions: Submissions
    names: Names
    kept_pages: Memo[CachedPage]
    zones: Memo[str]


def shell_of(connection: HTTPConnection) -> Shell:
    found: Shell = connection.scope["hamstrong.shell"]
    return found


def use_cases(connection: HTTPConnection) -> Any:
    """Return the use cases that `create_app` was given."""
    return connection.scope["hamstrong.use_cases"]


def pack_of(connection: HTTPConnection) -> Pack | None:
    """Return the pack in force; a shell can be served without use cases."""
    found: Pack | None = getattr(use_cases(connection), "pack", None)
    return found


def session_of(connection: HTTPConnection) -> BrowserSession | None:
    found: BrowserSession | None = connection.scope.get(SESSION)
    return found


def person_of(connection: HTTPConnection) -> str:
    """Return whose diary this session is looking at."""
    session = session_of(connection)
    return DEFAULT_PERSON if session is None else session.person


def today(connection: HTTPConnection) -> date:
    """Return the local day: the fixed one for trying out, else the clock's."""
    fixed = shell_of(connection).settings.today
    return fixed if fixed is not None else datetime.now().astimezone().date()
