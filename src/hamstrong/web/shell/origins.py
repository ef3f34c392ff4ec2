"""Where a request comes from and under which name it reaches us.

Reads headers only. What follows from it is decided in `guard`.
"""

from __future__ import annotations

from collections.abc import Iterable

from starlette.datastructures import Headers


def authority(origin: str) -> str:
    """Return what a browser sends as Host for an origin."""
    return origin.split("://", 1)[1].lower()


class OwnOrigins:
    """The names under which a server answers, and the one that a request used."""

    def __init__(self, origins: Iterable[str]) -> None:
        self._by_host = {authority(origin): origin for origin in origins}

    def of(self, headers: Headers) -> str | None:
        """Return the origin that the one Host header names, None if it is not ours."""
        hosts = headers.getlist("host")
        return self._by_host.get(hosts[0].lower()) if len(hosts) == 1 else None


def is_own_read(headers: Headers) -> bool:
    """A page elsewhere may link to us; it may not embed, frame or fetch us."""
    site = headers.get("sec-fetch-site")
    if site in (None, "same-origin", "none"):
        return True
    return (
        headers.get("sec-fetch-mode") == "navigate" and headers.get("sec-fetch-dest") == "document"
    )


def is_own_write(headers: Headers, origin: str) -> bool:
    """Only our own pages write. A client that says neither where it comes from is refused."""
    site = headers.get("sec-fetch-site")
    given = headers.getlist("origin")
    if site is not None and site != "same-origin":
        return False
    return given == [origin] if given else site == "same-origin"


def wants_socket(headers: Headers) -> bool:
    """A server without sockets hands the upgrade on as a plain request, which would be read."""
    return any("websocket" in value.lower() for value in headers.getlist("upgrade"))


def comes_from_elsewhere(headers: Headers) -> bool:
    """Say whether a link on another site led here."""
    return headers.get("sec-fetch-site") in ("cross-site", "same-site")
