"""Routes of the page of rules, with a search, and of the page of safety."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.web.rules import proved
from hamstrong.web.rules.rule_list import counts, groups_of
from hamstrong.web.shell import app_of, page
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words import Words

_LONGEST = 60
_PROMISES = tuple(f"S{n}" for n in range(1, 25))


async def show_rules(request: Request) -> Response:
    """Every rule with its number, its sources and how strong they are."""
    pack = app_of(request).pack
    asked = request.query_params.get("find", "").strip()[:_LONGEST]
    total, sourced = counts(pack)
    return page(
        request,
        "rules/rules.html",
        groups=groups_of(pack, Words(pack, pack_words(request)), asked),
        asked=asked,
        total=total,
        sourced=sourced,
        facts=pack.facts,
    )


async def show_safety(request: Request) -> Response:
    """What holds whatever a person answers, and how that was checked."""
    app = app_of(request)
    found = proved.report(app.pack_path, app.pack.logic_hash)
    words = Words(app.pack, pack_words(request))
    return page(
        request,
        "rules/safety.html",
        report=found,
        promises=_PROMISES,
        in_force=app.pack.logic_hash,
        ways=[_way(way, words) for way in proved.ways(found)] if found else [],
        grouped=_grouped,
    )


def _way(way: proved.Way, words: Words) -> tuple[str, dict[str, str], int]:
    """Kind, what fills its words in, and the number."""
    groups = {"goal": "goals", "track": "tracks"}
    about = {
        key: words.name(groups[key], value) if key in groups else value
        for key, value in way.about.items()
    }
    return way.kind, about, way.most


def _grouped(number: int) -> str:
    """Digits in threes with a narrow space, as every language reads them (SI brochure, 5.4.4)."""
    return f"{number:,}".replace(",", "\u202f")


ROUTES = (Route("/rules", show_rules), Route("/safety", show_safety))
