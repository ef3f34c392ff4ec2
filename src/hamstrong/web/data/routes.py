"""Routes of the data pages. An import is looked at first, and done only as it was looked at."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable
from functools import partial
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app.record.archive_intake import LeaveOut
from hamstrong.diary import DiaryError, DiaryLocked
from hamstrong.exchange.archive import Archive
from hamstrong.exchange.archive_import import ImportRefused
from hamstrong.web.shell import (
    Form,
    app_of,
    flash,
    me,
    moment_of,
    once,
    page,
    person_id,
    read_form,
    see,
)
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.visit import now_of

DATA = "/data"
MOST_SHOWN = 100
ERASE_WORD = "erase"


async def show(request: Request) -> Response:
    return await _page(request)


async def _page(
    request: Request,
    *,
    status: int = 200,
    faults: dict[str, str] | None = None,
    chosen: str | None = None,
) -> Response:
    app, person = app_of(request), me(request)
    at = moment_of(request)
    exists = await in_background(request, person.exists)
    facts = person.current(at).fold.seq if exists else 0
    findings = await in_background(request, app.check_up, at.now)
    backups = [] if _is_server(app.where) else list(await in_background(request, app.backups))
    return page(
        request,
        "data/show.html",
        status=status,
        exists=exists,
        facts=facts,
        findings=findings,
        backups=backups[:10],
        has_files=not _is_server(app.where),
        word=ERASE_WORD,
        faults=faults or {},
        chosen=chosen,
    )


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


async def look_at_import(request: Request) -> Response:
    """Say what an import would do, and do nothing."""
    form = await read_form(request)
    digest, archive = await _read(request, form)
    if archive is None:
        return await _page(request, status=422, faults=form.faults)
    return await _look(request, archive, digest)


async def do_import(request: Request) -> Response:
    """Import the very file that was looked at; another one is looked at first."""
    form = await read_form(request)
    seen = form.text("digest", most=64)
    digest, archive = await _read(request, form)
    if archive is None:
        return await _page(request, status=422, faults=form.faults)
    if digest != seen:
        return await _look(request, archive, digest, status=422, another=True)
    app, now = app_of(request), now_of(request)
    leave_out = LeaveOut.REFUSED if "leave_out" in form.data else LeaveOut.NOTHING

    async def save() -> Response:
        work = partial(app.import_archive, archive, now, leave_out=leave_out)
        try:
            done = await in_background(request, work)
        except ImportRefused:
            return await _look(request, archive, digest, status=422)
        flash(request, "data.import.done", number=len(done.report.new))
        if done.left_out is not None:
            number, place = len(done.refused), str(done.left_out)
            flash(request, "data.import.left_out", tone="caution", number=number, place=place)
        return see(DATA)

    return await once(request, form, save)


async def _look(
    request: Request, archive: Archive, digest: str, *, status: int = 200, another: bool = False
) -> Response:
    """Show what an import would do with every line."""
    try:
        intake = await in_background(request, app_of(request).plan_import, archive, now_of(request))
    except ImportRefused:
        return await _page(request, status=422, faults={"archive": "data.import.refused"})
    faults = [fault for line in intake.refused for fault in line.faults]
    return page(
        request, "data/import.html", status=status, report=intake.report, digest=digest,
        mine=intake.report.person == person_id(request), another=another,
        refused=len(intake.refused), faults_shown=faults[:MOST_SHOWN], more=faults[MOST_SHOWN:],
    )  # fmt: skip


async def _read(request: Request, form: Form) -> tuple[str, Archive | None]:
    """The sum of the file that came, and what it holds; it is read where it lies on the disk."""
    sent = form.upload("archive")
    if sent is None or form.faults:
        return "", None
    file, app = sent.file, app_of(request)

    def read() -> tuple[str, Archive]:
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]
        file.seek(0)
        return digest, app.read_archive(file)

    try:
        return await in_background(request, read)
    except DiaryError:
        form.faults["archive"] = "data.import.not_whole"
        return "", None


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
        return await _page(request, status=422, faults=form.faults, chosen=chosen)

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
        return await _page(request, status=422, faults=faults)

    async def save() -> Response:
        person = person_id(request)
        shell_of(request).names.forget(person)
        await in_background(request, app_of(request).erase, person)
        flash(request, "data.erase.done")
        return see("/")

    return await once(request, form, save)


def _is_server(where: str) -> bool:
    return "://" in where


ROUTES = (
    Route(DATA, show),
    Route(f"{DATA}/export", export),
    Route(f"{DATA}/import/look", look_at_import, methods=["POST"]),
    Route(f"{DATA}/import", do_import, methods=["POST"]),
    Route(f"{DATA}/backup", backup, methods=["POST"]),
    Route(f"{DATA}/restore", restore, methods=["POST"]),
    Route(f"{DATA}/erase", erase, methods=["POST"]),
)
