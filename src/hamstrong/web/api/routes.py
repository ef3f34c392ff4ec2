"""The routes, thin. `app` parses the bodies: FastAPI's own parsing is lax where that is strict."""

from __future__ import annotations

import io
import json
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from http import HTTPStatus
from typing import Any, cast

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from hamstrong.app import AppError, Fault, InvalidFacts, NotAllowed, Today, parse_batch
from hamstrong.app.record.incoming_facts import MOST_FACTS, BadForm, FactIn, parse_fact
from hamstrong.app.record.recorder import Receipt
from hamstrong.diary import DiaryError, StoredFact, VersionConflict
from hamstrong.engine.decide.ask import Ask
from hamstrong.engine.decide.decisions import Decision, Prescription
from hamstrong.engine.facts import Fact
from hamstrong.engine.facts.bounded_json import JsonLimits, UnreadableJson, read_json
from hamstrong.engine.facts.codec import encode
from hamstrong.web.api import schemas
from hamstrong.web.shell import me, moment_of

PROBLEM = "application/problem+json"
_WHAT_IF_LIMITS = JsonLimits(size=64 * 1024, depth=16, elements=2_000)
_READ_AT_ONCE = 8 * 1024  # bytes; a millisecond at most
_STATUS = {
    "facts.invalid": 422,
    "person.unknown": 404,
    "person.not_enrolled": 409,
    "clock.behind": 409,
    "moment.invalid": 422,
}
_PROBLEM: Mapping[str, Any] = {
    "model": schemas.Problem,
    "description": "A refusal, with its reason",
}


def _refusals(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: dict(_PROBLEM) for code in (401, 403, 409, *codes)}


def _body(name: str, *, many: bool = False) -> dict[str, Any]:
    """How a body that we parse ourselves is described."""
    ref: dict[str, Any] = {"$ref": f"#/components/schemas/{name}"}
    schema = {"type": "array", "items": ref, "maxItems": MOST_FACTS} if many else ref
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


class _Plain(APIRoute):
    """Describes a route in OpenAPI and calls its handler as it is: it reads the request itself and
    makes its own answer, so there is nothing to inject or to convert."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        return cast("Callable[[Request], Coroutine[Any, Any, Response]]", self.endpoint)


api = FastAPI(
    title="Hamstrong",
    version="1",
    description="Facts in; plan, script, reasons and archive out. For your own diary.",
    docs_url=None,  # its pages load scripts from elsewhere
    redoc_url=None,
    redirect_slashes=False,
    separate_input_output_schemas=False,
)
api.router.route_class = _Plain


@api.post(
    "/facts",
    response_model=schemas.FactsOut,
    responses=_refusals(404, 413, 422),
    openapi_extra=_body("FactIn", many=True),
    summary="Store facts, each client id once",
)
async def post_facts(request: Request) -> Response:
    facts = await _parsed(await request.body())
    receipt = await me(request).record_among_others(moment_of(request), facts)
    return JSONResponse(_receipt([fact.client_id for fact in facts], receipt))


async def _parsed(body: bytes) -> tuple[FactIn, ...]:
    """Read a batch: the few facts of a set at once, what was gathered offline in a thread."""
    if len(body) <= _READ_AT_ONCE:
        return parse_batch(body)
    return await run_in_threadpool(parse_batch, body)


@api.get("/plan", response_model=schemas.PlanOut, responses=_refusals(), summary="Today's decision")
async def get_plan(request: Request) -> Response:
    return JSONResponse(_plan(me(request).today(moment_of(request))))


@api.get(
    "/script",
    response_model=schemas.Script,
    responses=_refusals(404),
    summary="Today's plan laid out for a player",
)
async def get_script(request: Request) -> Response:
    script = me(request).script(moment_of(request))
    if script is None:
        fault = Fault("no session", "today", "today's decision holds no exercise", "see /plan")
        return problem(404, "script.none", (fault,))
    return JSONResponse(encode(script))


@api.get(
    "/why",
    response_model=schemas.WhyOut,
    responses=_refusals(404, 422),
    summary="Every rule and fact behind a day's decision",
    openapi_extra={
        "parameters": [
            {
                "name": "day",
                "in": "query",
                "required": False,
                "schema": {"type": "integer", "minimum": 1, "maximum": 3_652_059},
            }
        ]
    },
)
async def get_why(request: Request) -> Response:
    day = _day(request.query_params.get("day"))
    why = await run_in_threadpool(me(request).why, moment_of(request), day)
    if why is None:
        fault = Fault("no facts", "day", "the diary begins later", "ask for a later day")
        return problem(404, "why.none", (fault,))
    told = {
        "day": why.day,
        "recorded": why.recorded,
        **_decision(why.decision),
        "plans": [list(pair) for pair in why.plans],
        "reasons": encode(why.reasons),
        "facts": [_stored(fact) for fact in why.facts],
    }
    return JSONResponse(told)


@api.post(
    "/what-if",
    response_model=schemas.WhatIfOut,
    responses=_refusals(422),
    openapi_extra=_body("WhatIfIn"),
    summary="Today and tomorrow under answers that are not saved",
)
async def post_what_if(request: Request) -> Response:
    asked = _asked(await request.body())
    facts = _typed(asked)
    person, at = me(request), moment_of(request)
    person.require_enrolled(at)
    found = await run_in_threadpool(person.what_if, at, facts, asked.pain)
    return JSONResponse({"today": _decision(found.today), "tomorrow": _decision(found.tomorrow)})


@api.get(
    "/archive",
    response_class=Response,
    responses={
        **_refusals(404),
        200: {
            "description": "The whole diary as JSON Lines",
            "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
        },
    },
    summary="The whole diary",
)
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
    body = await run_in_threadpool(write)
    return Response(body, media_type="application/x-ndjson", headers=held)


# --- refusals


def problem(
    status: int, kind: str, faults: Sequence[Fault] = (), asks: tuple[Ask, ...] = ()
) -> Response:
    """A refusal that a program can tell apart; what was answered is never repeated."""
    told = {
        "type": f"urn:hamstrong:{kind}",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "faults": [_fault(fault) for fault in faults],
        "asks": [ask.to_text() for ask in asks],
    }
    return JSONResponse(told, status, media_type=PROBLEM)


async def _on_app(_request: Request, fault: Exception) -> Response:
    if not isinstance(fault, AppError):
        raise fault
    asks = fault.asks if isinstance(fault, NotAllowed) else ()
    return problem(_STATUS.get(fault.code, 409), fault.code, fault.faults, asks)


async def _on_diary(_request: Request, fault: Exception) -> Response:
    if isinstance(fault, DiaryError):
        busy = isinstance(fault, VersionConflict)
        return problem(409 if busy else 503, "diary.busy" if busy else "diary", fault.faults)
    raise fault


async def _on_http(_request: Request, fault: Exception) -> Response:
    if not isinstance(fault, HTTPException):
        raise fault
    answer = problem(fault.status_code, f"http.{fault.status_code}")
    answer.headers.update(fault.headers or {})
    return answer


async def _on_form(_request: Request, fault: Exception) -> Response:
    entries = fault.errors() if isinstance(fault, RequestValidationError) else ()
    return problem(422, "facts.invalid", tuple(_form_fault(entry) for entry in entries))


_Handler = Callable[[Request, Exception], Awaitable[Response]]
_HANDLERS: Mapping[type[Exception], _Handler] = {
    AppError: _on_app,
    DiaryError: _on_diary,
    HTTPException: _on_http,
    RequestValidationError: _on_form,
}
for _kind, _handler in _HANDLERS.items():
    api.add_exception_handler(_kind, _handler)


# --- forms


def _fault(fault: Fault) -> dict[str, str]:
    return {
        "value": fault.value,
        "place": fault.place,
        "rule": fault.rule,
        "next_step": fault.next_step,
    }


def _form_fault(entry: Mapping[str, Any]) -> Fault:
    """Name the field and the rule, never what was sent."""
    unknown = entry.get("type") == "extra_forbidden"
    where = entry["loc"][:-1] if unknown else entry["loc"]
    place = ".".join(str(part) for part in where[:6])[:80]
    return Fault("another form", place or "body", str(entry["msg"])[:160], "correct it, send again")


def _receipt(client_ids: list[str], receipt: Receipt) -> dict[str, Any]:
    refused = {entry.client_id: entry.faults for entry in receipt.refused}
    marks: dict[str, list[str]] = {}
    for mark in receipt.marks:
        marks.setdefault(mark.client_id, []).append(mark.kind)
    results = [
        {
            "client_id": client_id,
            "state": _state(client_id, seq, receipt),
            "seq": seq,
            "marks": marks.get(client_id, []),
            "faults": [_fault(fault) for fault in refused.get(client_id, ())],
        }
        for client_id, seq in zip(client_ids, receipt.seqs, strict=True)
    ]
    return {"day": receipt.day, "last_seq": receipt.last_seq, "results": results}


def _state(client_id: str, seq: int | None, receipt: Receipt) -> str:
    if seq is None:
        return "refused"
    return "known" if client_id in receipt.known else "stored"


def _plan(today: Today) -> dict[str, Any]:
    return {
        "day": today.day,
        "seq": today.seq,
        "plan_id": today.plan_id,
        "must_answer": list(today.must_answer),
        "warnings": list(today.warnings),
        **_decision(today.decision),
    }


def _decision(decision: Decision) -> dict[str, Any]:
    """One of two keys is filled, and `kind` says which: a refusal has no place for a plan."""
    plan = isinstance(decision, Prescription)
    told = encode(decision)
    return {
        "kind": "prescription" if plan else "refusal",
        "prescription": told if plan else None,
        "refusal": None if plan else told,
    }


def _stored(fact: StoredFact) -> dict[str, Any]:
    return {
        "seq": fact.seq,
        "client_id": fact.client_id,
        "name": fact.name,
        "version": fact.version,
        "day": fact.day,
        "recorded_day": fact.recorded_day,
        "instant": fact.instant.isoformat(),
        "payload": json.loads(fact.payload),
    }


def _asked(body: bytes) -> schemas.WhatIfIn:
    """Answers to try out; pydantic names each fault of each element, so these are counted first."""
    try:
        sent = read_json(body, _WHAT_IF_LIMITS)
    except UnreadableJson as error:
        fault = Fault(f"{len(body)} bytes", "body", str(error), "send fewer answers")
        raise InvalidFacts(fault) from None
    try:
        return schemas.WhatIfIn.model_validate(sent)
    except ValidationError as error:
        faults = [_form_fault(dict(entry)) for entry in error.errors(include_url=False)]
        raise InvalidFacts(*faults[:20]) from None


def _typed(asked: schemas.WhatIfIn) -> list[Fact]:
    faults: list[Fault] = []
    facts: list[Fact] = []
    for index, given in enumerate(asked.facts):
        fact = parse_fact(given.name, given.version, given.payload, f"facts.{index}")
        if isinstance(fact, BadForm):
            faults += fact.faults
        elif type(fact) not in schemas.SENDABLE:
            rule = "is recorded by a use case"
            faults.append(Fault(given.name[:60], f"facts.{index}.name", rule, "leave it out"))
        else:
            facts.append(fact)
    if faults:
        raise InvalidFacts(*faults)
    return facts


def _day(text: str | None) -> int | None:
    if text is None:
        return None
    if text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= 3_652_059:
        return int(text)
    rule = "a day number (date.toordinal()), such as 739313"
    raise InvalidFacts(Fault("another form", "day", rule, "send a day number"))


# --- the description


def _describe() -> dict[str, Any]:
    """OpenAPI of all this, with the bodies that we parse ourselves."""
    if api.openapi_schema is None:
        told = _plain_openapi()
        parts = told["components"]["schemas"]
        template = "#/components/schemas/{model}"
        for model in (schemas.fact_schema(), schemas.WhatIfIn):
            made = model.model_json_schema(ref_template=template)
            parts.update(made.pop("$defs", {}))
            parts[model.__name__] = made
        for operation in (o for path in told["paths"].values() for o in path.values()):
            for code, answer in operation["responses"].items():
                if code >= "400":
                    answer["content"] = {PROBLEM: answer["content"]["application/json"]}
        told["servers"] = [{"url": "/api/v1"}]
        told["security"] = [{"session": []}]
        told["components"]["securitySchemes"] = {
            "session": {"type": "apiKey", "in": "cookie", "name": "hamstrong-session-8765"}
        }
        api.openapi_schema = told
    return api.openapi_schema


_plain_openapi = api.openapi
api.openapi = _describe  # type: ignore[method-assign]  # FastAPI's own way to change it
