"""Imports of a diary file. One is looked at first, and done only as it was looked at."""

from __future__ import annotations

import hashlib
from functools import partial

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from hamstrong.app.record.archive_intake import CopyRefused, LeaveOut
from hamstrong.diary import DiaryError
from hamstrong.exchange.archive import Archive
from hamstrong.exchange.archive_import import ImportRefused
from hamstrong.web.data.data_page import DATA, data_page
from hamstrong.web.data.moves import arrived
from hamstrong.web.shell import Form, app_of, flash, once, page, person_id, read_form, see
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.visit import now_of

MOST_SHOWN = 100


async def look_at_import(request: Request) -> Response:
    """Say what an import would do, and do nothing."""
    form = await read_form(request)
    digest, archive = await _read(request, form)
    if archive is None:
        return await data_page(request, status=422, faults=form.faults)
    return await _look(request, archive, digest)


async def do_import(request: Request) -> Response:
    """Import the very file that was looked at; another one is looked at first."""
    form = await read_form(request)
    seen = form.text("digest", most=64)
    digest, archive = await _read(request, form)
    if archive is None:
        return await data_page(request, status=422, faults=form.faults)
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
        await arrived(request, done.report.person, form.id)
        flash(request, "data.import.done", number=len(done.report.new))
        if done.refused:
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
    except CopyRefused:
        return await data_page(request, status=422, faults={"archive": "data.import.copy"})
    except ImportRefused:
        return await data_page(request, status=422, faults={"archive": "data.import.refused"})
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
        digest, archive = await in_background(request, read)
    except DiaryError:
        form.faults["archive"] = "data.import.not_whole"
        return "", None
    if _would_be_a_second_person(request, archive):
        form.faults["archive"] = "data.import.refused"
        return "", None
    return digest, archive


def _would_be_a_second_person(request: Request, archive: Archive) -> bool:
    """Whether an edition for one person would then have the diaries of two."""
    known = app_of(request).persons()
    one_person = not shell_of(request).settings.has_ways_in
    return one_person and bool(known) and archive.header.person not in known


async def show_bring_back(request: Request) -> Response:
    """The way back for a kept diary; where there is a diary, the page that looks at files first."""
    return see(DATA) if app_of(request).persons() else _bring_back_page(request)


def _bring_back_page(
    request: Request, *, status: int = 200, faults: dict[str, str] | None = None
) -> Response:
    return page(request, "data/bring_back.html", status=status, faults=faults or {})


async def bring_back(request: Request) -> Response:
    """Import a kept diary in one step where there is none, for then nothing can be changed by it.

    A file with lines that cannot be true is looked at first, as in any import.
    """
    form = await read_form(request)
    app, now = app_of(request), now_of(request)

    async def save() -> Response:
        if app.persons():
            flash(request, "data.bring_back.not_empty", tone="caution")
            return see(DATA)
        digest, archive = await _read(request, form)
        if archive is None:
            return _bring_back_page(request, status=422, faults=form.faults)
        try:
            done = await in_background(request, app.import_archive, archive, now)
        except ImportRefused:
            return await _look(request, archive, digest, status=422)
        await arrived(request, done.report.person, form.id)
        flash(request, "data.bring_back.done", number=len(done.report.new))
        return see("/")

    return await once(request, form, save)


ROUTES = (
    Route(f"{DATA}/bring-back", show_bring_back),
    Route(f"{DATA}/bring-back", bring_back, methods=["POST"]),
    Route(f"{DATA}/import/look", look_at_import, methods=["POST"]),
    Route(f"{DATA}/import", do_import, methods=["POST"]),
)
