"""Routes of the data pages."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.diary import DiaryError, DiaryLocked
from hamstrong.web.data import imports, moves
from hamstrong.web.data.data_page import DATA, ERASE_WORD, data_page
from hamstrong.web.shell import (
    app_of,
    flash,
    me,
    once,
    person_id,
    read_form,
    see,
)
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.visit import now_of


async def show(request: Request) -> Response:
    return await data_page(request)


async def export(request: Request) -> Response:
    """Hand out the whole diary as JSON Lines."""
    person = me(request)
    if not person.exists():
        flash(request, "data.nothing_yet", tone="note")
        return see(DATA)

    def write() -> bytes:
        stream = io.BytesIO()
        person.export(stream)
        return stream.getvalue()

    name = f"hamstrong-{now_of(request):%Y-%m-%d}.jsonl"
    held = {"content-disposition": f'attachment; filename="{name}"'}
    body = await in_background(request, write)
    return Response(body, media_type="application/x-ndjson", headers=held)


async def backup(request: Request) -> Response:
    form = await read_form(request)

    async def save() -> Response:
        try:
            await in_background(request, app_of(request).backup, now_of(request))
        except (DiaryError, OSError):
            flash(request, "data.backup.failed", tone="caution")
        else:
            flash(request, "data.backup.done")
        return see(DATA)

    return await once(request, form, save)


async def restore(request: Request) -> Response:
    """Put one of the diary's own backups in its place; the present one is kept aside."""
    form = await read_form(request)
    app = app_of(request)
    held = {found.path.name: found.path for found in app.backups()}
    chosen = form.choice("backup", tuple(held))
    if form.text("word", most=40) != "restore":
        form.faults["word"] = "data.restore.word_fault"
    if form.faults or chosen is None:
        return await data_page(request, status=422, faults=form.faults, chosen=chosen)

    async def save() -> Response:
        found, now = held[chosen], now_of(request)
        flash(request, *await _restored(request, lambda: app.restore(found, now)))
        return see(DATA)

    return await once(request, form, save)


async def _restored(request: Request, work: Callable[[], Path | None]) -> tuple[str]:
    try:
        await in_background(request, work)
    except DiaryLocked:
        return ("data.restore.locked",)
    except DiaryError:
        return ("data.restore.failed",)
    return ("data.restore.done",)


async def erase(request: Request) -> Response:
    """Remove the person wholly. The word must be typed, so that no slip of a finger does it."""
    form = await read_form(request)
    typed = form.text("word", most=40)
    if typed is None or typed.casefold() != ERASE_WORD:
        faults = {"erase": "data.erase.word_fault"}
        return await data_page(request, status=422, faults=faults)

    async def save() -> Response:
        person = person_id(request)
        shell_of(request).names.forget(person)
        await in_background(request, app_of(request).erase, person)
        flash(request, "data.erase.done")
        return see("/")

    return await once(request, form, save)


ROUTES = (
    Route(DATA, show),
    Route(f"{DATA}/export", export),
    *imports.ROUTES,
    *moves.ROUTES,
    Route(f"{DATA}/backup", backup, methods=["POST"]),
    Route(f"{DATA}/restore", restore, methods=["POST"]),
    Route(f"{DATA}/erase", erase, methods=["POST"]),
)
