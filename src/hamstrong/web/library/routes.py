"""Routes of the list of exercises, the page of one, and its small picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import cast

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.body.chart import LengthWords
from hamstrong.body.figure import Side
from hamstrong.body.kit import kit_of
from hamstrong.body.muscle import COMPRESSIONS, MUSCLES
from hamstrong.engine.decide.decisions import Decision, Refusal
from hamstrong.engine.state.state import State
from hamstrong.protocol.model import Exercise, Pack
from hamstrong.web.library import figures, shown
from hamstrong.web.library.availability import ExerciseLock, ExerciseStanding, best, standings
from hamstrong.web.shell import app_of, me, moment_of, page
from hamstrong.web.shell.citations import sources_of
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.words import Words

_SCHEMES = ("auto", "light", "dark")
_A_DAY_S = 86_400
_BEYOND_STAGES = 99


def _state(request: Request) -> tuple[State | None, Decision | None]:
    """The open day and its decision; nothing for a person without a diary that is at home here."""
    person, at = me(request), moment_of(request)
    if not person.exists() or person.departure(at) is not None:
        return None, None
    return person.state(at), person.today(at).decision


def _standings(
    request: Request, state: State | None, decision: Decision | None, exercise: Exercise
) -> tuple[ExerciseStanding, ...]:
    if state is None or decision is None:
        return ()
    return standings(app_of(request).engine, state, exercise, decision)


async def show_list(request: Request) -> Response:
    """Every exercise, the locked ones too, narrowed by the address."""
    app, texts = app_of(request), shell_of(request).texts
    words = Words(app.pack, pack_words(request))
    kinds = shown.kinds_of(app.pack)
    asked = shown.filter_of(request.query_params, kinds)
    state, decision = _state(request)
    entries = []
    known = (e for e in app.pack.exercises.values() if _concerns(app.pack, state, e))
    for exercise in _in_order(known, kinds):
        found = _standings(request, state, decision, exercise)
        entry = shown.entry_of(exercise, found, words, texts)
        if asked.fits(exercise, entry.where):
            entries.append(entry)
    return page(
        request,
        "library/list.html",
        entries=entries,
        asked=asked,
        kinds=[(kind, words.name("load_classes", kind)) for kind in kinds],
        has_plan=bool(state is not None and state.episodes),
        refused=isinstance(decision, Refusal) and bool(state and state.episodes),
        version=app.pack.logic_hash[:8],
    )


def _concerns(pack: Pack, state: State | None, exercise: Exercise) -> bool:
    """Whoever has a goal without any running never meets a run; everything else is for all."""
    runs = [e for e in pack.exercises.values() if pack.load_classes[e.load_class].run]
    if exercise not in runs or state is None or not state.episodes:
        return True
    return any(not run.goals or state.person.goal in run.goals for run in runs)


def _in_order(exercises: Iterable[Exercise], kinds: Sequence[str]) -> list[Exercise]:
    """From the first stage up, the lightest first; last what no stage plans."""
    ranks = {name: k for k, name in enumerate(kinds)}
    return sorted(
        exercises,
        key=lambda e: (
            min(e.stages.values(), default=_BEYOND_STAGES),
            ranks.get(e.load_class, 9),
            e.id,
        ),
    )


async def show_exercise(request: Request) -> Response:
    """One exercise."""
    app, texts = app_of(request), shell_of(request).texts
    words = Words(app.pack, pack_words(request))
    exercise = app.pack.exercises.get(request.path_params["exercise"])
    state, decision = _state(request)
    if exercise is None or not _concerns(app.pack, state, exercise):
        raise HTTPException(404)
    found = _standings(request, state, decision, exercise)
    here = frozenset(s.rung for s in found if s.rung is not None and s.where in ("today", "open"))
    rung = min(here, default=0)
    chosen = best(found)
    side: Side = "left" if chosen is not None and chosen.limb == "left" else "right"
    kit = kit_of(exercise, state.person.kit) if state and state.episodes else None
    said = words.texts.get("exercises", exercise.id)
    locks = chosen.locks if chosen else ()
    keys = tuple(dict.fromkeys(locks)) or tuple(
        ExerciseLock("key", key)
        for key in dict.fromkeys((*exercise.requires, *_track_keys(exercise)))
    )
    items = shown.items_of(decision, exercise.id) if decision else []
    return page(
        request,
        "library/exercise.html",
        said=said,
        figure=figures.moving(exercise, rung, side, kit, said["name"]),
        pair=figures.small_movement(exercise, rung, side, kit, said["name"]),
        faults=said["faults"],
        fault_figures=figures.faults(exercise, side, said["faults"]),
        published=shown.published_of(app.pack, exercise, words),
        steps=shown.steps_of(exercise, here, words, texts),
        today=[words.item(item) for item in items],
        refused=isinstance(decision, Refusal) and bool(state and state.episodes),
        where="unknown" if chosen is None else chosen.where,
        reasons=[shown.lock_text(lock, words, texts) for lock in locks],
        keys=shown.gate_lines(app.pack, keys, words),
        tracks=[
            (words.name("tracks", track), _stage(words, exercise.stages.get(track)))
            for track in app.pack.tracks
        ],
        kits=[words.name("kits", item) for item in exercise.equipment],
        equal_kits=[[words.name("kits", item) for item in option] for option in exercise.equal_kit],
        kind=words.texts.get("load_classes", exercise.load_class),
        chart=_chart(request, exercise, rung, kit),
        sources=sources_of(app.pack, exercise.sources),
    )


def _chart(request: Request, exercise: Exercise, rung: int, kit: str | None) -> str:
    """The muscle's length, for a pack that is about the muscle that the body model measures."""
    if app_of(request).pack.muscle is None:
        return ""
    return figures.length(exercise, rung, kit, _length_words(request))


def _track_keys(exercise: Exercise) -> tuple[str, ...]:
    return tuple(key for keys in exercise.requires_tracks.values() for key in keys)


def _stage(words: Words, number: int | None) -> str | None:
    return None if number is None else words.name("stages", number)


def _length_words(request: Request) -> LengthWords:
    texts = shell_of(request).texts
    return LengthWords(
        texts("library.length.title"),
        texts("library.length.standing"),
        {muscle: texts(f"library.length.{muscle}") for muscle in MUSCLES},
        {level: texts(f"library.length.{level}") for level in COMPRESSIONS},
    )


async def figure(request: Request) -> Response:
    """The small picture of one exercise; it says nothing about a person, so it may be kept."""
    app = app_of(request)
    name, scheme = request.path_params["exercise"], request.query_params.get("scheme", "auto")
    if name not in app.pack.exercises or scheme not in _SCHEMES:
        raise HTTPException(404)
    svg = figures.still(app.pack, name, cast("figures.Scheme", scheme))
    kept = {"cache-control": f"private, max-age={_A_DAY_S}"}
    return Response(svg, media_type="image/svg+xml", headers=kept)


ROUTES = (
    Route("/library", show_list),
    Route("/library/{exercise}", show_exercise),
    Route("/library/{exercise}/figure.svg", figure),
)
