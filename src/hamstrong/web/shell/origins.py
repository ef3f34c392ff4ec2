"""Origins: where a request comes from and under which name it reaches us.

Reads headers only. What follows from it is decided in `guard`.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import Scope

# The origins of the listener that a request came through; a server sets it.
LISTENER_ORIGINS = "hamstrong.listener_origins"
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


class BadOrigin(ValueError):
    """An address that is no origin; the message says why."""


def parse_origin(text: str) -> str:
    """Return an origin as browsers write it: lower case, without its scheme's own port.

    Raises:
        BadOrigin: it is not of the form `scheme://name[:port]`.
    """
    parts = urlsplit(text)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise BadOrigin(f"{text!r} is no address such as https://hamstrong.example.org")
    if not text.isascii():
        raise BadOrigin(f"{text!r} has letters beyond ASCII; write the name as xn--…")
    if parts.username is not None or parts.password is not None:
        raise BadOrigin(f"{text!r} names a user; leave out everything before the @")
    if parts.path.strip("/") or parts.query or parts.fragment or "?" in text or "#" in text:
        rest = text.split(parts.netloc, 1)[1]
        raise BadOrigin(
            f"{text!r} has the path {rest!r}, and Hamstrong answers at the root of a name only,"
            f" because its pages link from there. Give it a name of its own,"
            f" such as {parts.scheme}://hamstrong.example.org"
        )
    try:
        port = parts.port
    except ValueError:
        raise BadOrigin(f"{text!r} has a port that is no number from 0 to 65535") from None
    name = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
    shown = "" if port in (None, _DEFAULT_PORTS[parts.scheme]) else f":{port}"
    return f"{parts.scheme}://{name}{shown}"


def parse_public_origin(text: str) -> str:
    """Return the origin of a reverse proxy.

    Raises:
        BadOrigin: it is no origin, or not one of https.
    """
    origin = parse_origin(text)
    if not origin.startswith("https://"):
        raise BadOrigin(f"{text!r} is not https: a password would travel where others can read it")
    return origin


def authority(origin: str) -> str:
    """Return what a browser sends as Host for an origin."""
    return origin.split("://", 1)[1]


def is_loopback(origin: str) -> bool:
    """Say whether only this machine can reach an origin."""
    return urlsplit(origin).hostname in _LOOPBACK


class OwnOrigins:
    """The names under which a server answers, and the one that a request used."""

    def __init__(self, origins: Iterable[str]) -> None:
        self._by_host = {authority(origin): origin for origin in origins}

    def of(self, scope: Scope, headers: Headers) -> str | None:
        """Return the origin that the one Host header names, None if it is not ours.

        A listener that says in the scope which origins it has answers under no other: the name of
        the loopback address is not to be had from the network.
        """
        hosts = headers.getlist("host")
        found = self._by_host.get(hosts[0].lower()) if len(hosts) == 1 else None
        allowed = scope.get(LISTENER_ORIGINS)
        return found if allowed is None or found in allowed else None


def is_own_read(headers: Headers) -> bool:
    """A page elsewhere may link to us; it may not embed, frame or fetch us."""
    site = headers.get("sec-fetch-site")
    if site in (None, "same-origin", "none"):
        return True
    return (
        headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )


def is_own_write(headers: Headers, origin: str) -> bool:
    """Only our own pages write. A client that says neither where it comes from is refused.

    A page without referrer sends `Origin: null`; that it is ours is then said by the browser's
    `Sec-Fetch-Site`, which no page can set.
    """
    site = headers.get("sec-fetch-site")
    given = headers.getlist("origin")
    if site is not None and site != "same-origin":
        return False
    if given in ([], ["null"]):
        return site == "same-origin"
    return given == [origin]


def wants_socket(headers: Headers) -> bool:
    """A server without sockets hands the upgrade on as a plain request, which would be read."""
    return any("websocket" in value.lower() for value in headers.getlist("upgrade"))


def comes_from_elsewhere(headers: Headers) -> bool:
    """Say whether a link on another site led here."""
    return headers.get("sec-fetch-site") in ("cross-site", "same-site")
