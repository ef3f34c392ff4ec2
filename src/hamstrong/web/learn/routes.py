"""Routes of the list of cards, one card, the anatomy page and the map of all exercises."""

from __future__ import annotations

from collections.abc import Iterator

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.body.chart import MapWords, exercise_map
from hamstrong.body.demand import demands
from hamstrong.protocol.model import Pack, Track
from hamstrong.web.learn.anatomy import labelled
from hamstrong.web.learn.bars import bars
from hamstrong.web.shell import app_of, page
from hamstrong.web.shell.citations import sources_of
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words import Words

ANATOMY = "your_hamstrings"
FEWER = "fewer_injuries"
# Per 100, from fact E2.
_NUMBERS = (("leg", 28), ("hamstring", 46), ("knee", 34))


async def show_list(request: Request) -> Response:
    """Every card with its picture."""
    app = app_of(request)
    words = Words(app.pack, pack_words(request))
    cards = [
        (name, words.name("cards", name, "title"), _figure(app.pack, name))
        for name in app.pack.cards
    ]
    return page(
        request,
        "learn/list.html",
        cards=cards,
        version=app.pack.logic_hash[:8],
        muscle=app.pack.muscle,
    )


def _figure(pack: Pack, card: str) -> str:
    """The exercise whose picture is shown beside a card: the picture says nothing of its own."""
    return pack.cards[card].figure or next(iter(pack.exercises))


async def show_card(request: Request) -> Response:
    """One card: what is known, what could not be confirmed, and what both rest on."""
    app, texts = app_of(request), shell_of(request).texts
    name = request.path_params["card"]
    card = app.pack.cards.get(name)
    if card is None:
        raise HTTPException(404)
    names = list(app.pack.cards)
    following = names[(names.index(name) + 1) % len(names)]
    words = Words(app.pack, pack_words(request))
    chart = None
    if name == FEWER and app.pack.muscle:
        rows = [(texts(f"learn.fewer.{part}"), value) for part, value in _NUMBERS]
        chart = bars(rows, texts("learn.fewer.title"), texts("learn.fewer.unit"))
    return page(
        request,
        "learn/card.html",
        said=words.texts.get("cards", name),
        anatomy=_anatomy(request, name) if name == ANATOMY and app.pack.muscle else None,
        chart=chart,
        exercise=_figure(app.pack, name),
        version=app.pack.logic_hash[:8],
        facts=sources_of(app.pack, (*card.facts, *card.rows)),
        unconfirmed=sources_of(app.pack, card.unconfirmed),
        following=(following, words.name("cards", following, "title")),
    )


def _anatomy(request: Request, card: str) -> str:
    texts = shell_of(request).texts
    parts = (
        "sitting_bone",
        "biceps_femoris_long_head",
        "semitendinosus",
        "semimembranosus",
        "knee",
    )
    names = {part: texts(f"learn.anatomy.{part}") for part in parts}
    pack = app_of(request).pack
    exercise = pack.exercises[_figure(pack, card)]
    return labelled(exercise, names, texts("learn.anatomy.picture"))


async def show_anatomy(request: Request) -> Response:
    """The three hamstrings, named."""
    pack = app_of(request).pack
    card = pack.cards.get(ANATOMY)
    if card is None or pack.muscle is None:
        raise HTTPException(404)
    ids = (*card.rows, *card.facts)
    return page(
        request,
        "learn/anatomy.html",
        picture=_anatomy(request, ANATOMY),
        sources=sources_of(pack, ids),
    )


def _compressed(pack: Pack, track: Track) -> Iterator[str]:
    """What a track may use while it spares its tendon from being pressed."""
    for number in track.compression.stages if track.compression else ():
        yield from pack.stages[number].pools.get(track.id, ())


async def show_map(request: Request) -> Response:
    """All exercises by hip flexion, load and length; the early tendon stages in the safe corner."""
    pack, texts = app_of(request).pack, shell_of(request).texts
    words = Words(pack, pack_words(request))
    if pack.muscle is None:
        raise HTTPException(404)
    limited = [t for t in pack.tracks.values() if t.compression is not None]
    early = frozenset(e for track in limited for e in _compressed(pack, track))
    hip_deg = min((t.compression.repetition_hip_deg for t in limited if t.compression), default=0.0)
    order = sorted(pack.load_classes.values(), key=lambda c: c.rank)
    found = demands(list(pack.exercises.values()))
    names = {name: words.name("exercises", name) for name in pack.exercises}
    loads = {c.id: words.name("load_classes", c.id) for c in order}
    said = MapWords(
        title=texts("learn.map.title"),
        hip=texts("learn.map.hip"),
        names=names,
        loads=loads,
        zones=(texts("learn.map.low"), texts("learn.map.middle"), texts("learn.map.high")),
        early=texts("learn.map.early"),
        longer=texts("learn.map.longer"),
    )
    chart = exercise_map(found, early, hip_deg, [c.id for c in order], said)
    rows = [
        {
            "id": d.exercise,
            "name": names[d.exercise],
            "load": loads[d.load_class],
            "hip": round(d.hip_deg),
            "length": round(d.length * 100),
            "early": d.exercise in early,
        }
        for d in found
    ]
    return page(request, "learn/map.html", chart=chart, rows=rows)


ROUTES = (
    Route("/learn", show_list),
    Route("/learn/anatomy", show_anatomy),
    Route("/learn/map", show_map),
    Route("/learn/{card}", show_card),
)
