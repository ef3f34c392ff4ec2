"""Routes of the page about this program, with the notices of what it is built with."""

from __future__ import annotations

import re
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, requires
from typing import NamedTuple

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from hamstrong import __version__
from hamstrong.engine.engine import ENGINE_VERSION
from hamstrong.web.shell import app_of, page
from hamstrong.web.shell.assets import DIST
from hamstrong.web.shell.pack_words import pack_words

_NOTICES = DIST / "licences.txt"
_NAME = re.compile(r"[A-Za-z0-9._-]+")


class PackageLine(NamedTuple):
    """A package of others that the program uses."""

    name: str
    version: str
    licence: str


@cache
def parts() -> tuple[PackageLine, ...]:
    """What the program needs beside itself, as installed here."""
    try:
        wanted = requires("hamstrong") or []
    except PackageNotFoundError:
        return ()
    names = {found.group() for line in wanted if "extra ==" not in line
             if (found := _NAME.match(line))}  # fmt: skip
    return tuple(part for name in sorted(names, key=str.casefold) if (part := _part(name)))


def _part(name: str) -> PackageLine | None:
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return None  # not needed on this machine
    about = found.metadata
    classified = [c.rpartition(" :: ")[2] for c in about.get_all("Classifier") or []
                  if c.startswith("License ::")]  # fmt: skip
    fields = ("License-Expression", "License")
    named = {name: about[name] for name in fields if name in about}
    licence = named.get("License-Expression") or ", ".join(classified) or named.get("License", "")
    return PackageLine(name, found.version, licence.partition("\n")[0][:60])


async def show(request: Request) -> Response:
    """Versions, hashes, licences and who reviewed the plan."""
    pack = app_of(request).pack
    words = pack_words(request)
    return page(
        request,
        "about/show.html",
        version=__version__,
        engine_version=ENGINE_VERSION,
        pack=pack,
        intended_use=words["intended_use"],
        not_reviewed=words["not_reviewed"],
        parts_used=parts(),
        has_notices=_NOTICES.is_file(),
    )


async def notices(_request: Request) -> Response:
    """The licences of what the pages bring to the browser, in full."""
    text = _NOTICES.read_text(encoding="utf-8") if _NOTICES.is_file() else ""
    return PlainTextResponse(text)


ROUTES = (Route("/about", show), Route("/about/notices", notices))
