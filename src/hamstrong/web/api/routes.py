"""The routes, thin: read, ask the use cases, answer. `description` describes them."""

from __future__ import annotations

import io
from collections.abc import Mapping

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hamstrong.app import FactIn, Fault, parse_batch
from hamstrong.app.record.recorder import Receipt
from hamstrong.engine.facts.codec import encode
from hamstrong.engine.reply.reply import Reply
from hamstrong.web.api.answers import decision_json, plan_json, receipt_json, why_json
from hamstrong.web.api.requests import read_day, read_what_if, require_json, typed_facts
from hamstrong.web.shell import app_of, me, moment_of
from hamstrong.web.shell.background_work import in_background
from hamstrong.web.shell.context import shell_of
from hamstrong.web.shell.pack_words import pack_words
from hamstrong.web.shell.problems import problem
from hamstrong.words.sentences import Words

_READ_AT_ONCE = 8 * 1024  # bytes; a millisecond at most
_REPLIED_AT_ONCE = 3  # facts; some milliseconds


async def post_facts(request: Request) -> Response:
    require_json(request)
    facts = await _parsed(request, await request.body())
    receipt = await me(request).record_among_others(moment_of(request), facts)
    replies = await _replies(request, receipt)
    words = Words(app_of(request).pack, pack_words(request))
    names = [fact.client_id for fact in facts]
    return JSONResponse(receipt_json(names, receipt, replies, words))


async def _replies(request: Request, receipt: Receipt) -> Mapping[str, Reply]:
    """The reply to each new fact: of a set at once, of what was gathered offline in a thread."""
    if len(receipt.taken) <= _REPLIED_AT_ONCE:
        return me(request).replies(receipt)
    return await in_background(request, me(request).replies, receipt)


async def _parsed(request: Request, body: bytes) -> tuple[FactIn, ...]:
    """Read a batch: the few facts of a set at once, what was gathered offline beside the loop."""
    if len(body) <= _READ_AT_ONCE:
        return parse_batch(body)
    return await in_background(request, parse_batch, body)


async def get_plan(request: Request) -> Response:
    return JSONResponse(plan_json(me(request).today(moment_of(request))))


async def get_script(request: Request) -> Response:
    script = me(request).script(moment_of(request))
    if script is None:
        fault = Fault("no session", "today", "today's decision holds no exercise", "see /plan")
        return problem(404, "script.none", (fault,))
    return JSONResponse(encode(script))


async def get_why(request: Request) -> Response:
    day = read_day(request.query_params.get("day"))
    why = await in_background(request, me(request).why, moment_of(request), day)
    if why is None:
        fault = Fault("no facts", "day", "the diary begins later", "ask for a later day")
        return problem(404, "why.none", (fault,))
    return JSONResponse(why_json(why))


async def get_report(request: Request) -> Response:
    found = await in_background(request, me(request).report, moment_of(request))
    return JSONResponse(encode(found))


async def post_what_if(request: Request) -> Response:
    require_json(request)
    asked = read_what_if(await request.body())
    facts = typed_facts(asked)
    person, at = me(request), moment_of(request)
    person.require_enrolled(at)
    found = await in_background(request, person.what_if, at, facts, asked.pain)
    told = {"today": decision_json(found.today), "tomorrow": decision_json(found.tomorrow)}
    return JSONResponse(told)


async def get_archive(request: Request) -> Response:
    person = me(request)
    if not person.exists():
        fault = Fault("no diary", "person", "there is nothing to export yet", "begin first")
        return problem(404, "person.unknown", (fault,))

    def write() -> bytes:
        stream = io.BytesIO()
        person.export(stream)
        return stream.getvalue()

    held = {"content-disposition": 'attachment; filename="hamstrong-diary.jsonl"'}
    body = await in_background(request, write)
    return Response(body, media_type="application/x-ndjson", headers=held)


async def get_description(request: Request) -> Response:
    """The OpenAPI document; what makes it takes long to import and is asked for by developers.

    A device without a server has no such document: nobody else can ask it anything.
    """
    if not shell_of(request).settings.has_ways_in:
        raise HTTPException(404)

    def describe() -> Response:
        from hamstrong.web.api.description import openapi  # noqa: PLC0415

        return JSONResponse(openapi())

    return await in_background(request, describe)


ROUTES = (
    Route("/facts", post_facts, methods=["POST"]),
    Route("/plan", get_plan),
    Route("/script", get_script),
    Route("/why", get_why),
    Route("/report", get_report),
    Route("/what-if", post_what_if, methods=["POST"]),
    Route("/archive", get_archive),
    Route("/openapi.json", get_description),
)
