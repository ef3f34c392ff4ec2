"""Description of the JSON interface by OpenAPI, from which the client's types are made.

FastAPI writes it from the schemas; it serves no request, and is imported when the document is
asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from fastapi import FastAPI
from starlette.responses import Response

from hamstrong.app.record.incoming_facts import MOST_FACTS
from hamstrong.engine.facts.bounds import Day, lowest_and_highest
from hamstrong.web.api import routes, schemas
from hamstrong.web.shell.problems import PROBLEM

_PROBLEM: Mapping[str, Any] = {
    "model": schemas.Problem,
    "description": "A refusal, with its reason",
}


@cache
def openapi() -> dict[str, Any]:
    """The document, with the bodies that our own readers read."""
    told = _described().openapi()
    parts = told["components"]["schemas"]
    for model in (schemas.fact_schema(), schemas.WhatIfIn):
        made = model.model_json_schema(ref_template="#/components/schemas/{model}")
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
    return told


def _described() -> FastAPI:
    api = FastAPI(
        title="Hamstrong",
        version="1",
        description="Facts in; plan, script, reasons and archive out. For your own diary.",
        separate_input_output_schemas=False,
    )
    for path, (summary, options) in _OPERATIONS.items():
        (route,) = (route for route in routes.ROUTES if route.path == path)
        methods = sorted((route.methods or set()) - {"HEAD"})
        # FastAPI would read the parameters of the handler itself, which reads its request alone.
        api.add_api_route(
            path,
            _described_only,
            methods=methods,
            summary=summary,
            name=route.name,
            **options,
        )
    return api


def _described_only() -> Response:
    return Response(status_code=500)


def _refusals(*codes: int) -> dict[int | str, dict[str, Any]]:
    return {code: dict(_PROBLEM) for code in (401, 403, 409, *codes, 503)}


def _body(name: str, *, many: bool = False) -> dict[str, Any]:
    ref: dict[str, Any] = {"$ref": f"#/components/schemas/{name}"}
    schema = {"type": "array", "items": ref, "maxItems": MOST_FACTS} if many else ref
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def _day() -> dict[str, Any]:
    low, high = lowest_and_highest(Day)
    schema = {"type": "integer", "minimum": low, "maximum": high}
    return {"parameters": [{"name": "day", "in": "query", "required": False, "schema": schema}]}


_OPERATIONS: Mapping[str, tuple[str, dict[str, Any]]] = {
    "/facts": (
        "Store facts, each client id once",
        {
            "response_model": schemas.FactsOut,
            "responses": _refusals(404, 413, 415, 422),
            "openapi_extra": _body("FactIn", many=True),
        },
    ),
    "/plan": (
        "Today's decision",
        {"response_model": schemas.PlanOut, "responses": _refusals()},
    ),
    "/script": (
        "Today's plan laid out for a player",
        {"response_model": schemas.Script, "responses": _refusals(404)},
    ),
    "/why": (
        "Every rule and fact behind a day's decision",
        {
            "response_model": schemas.WhyOut,
            "responses": _refusals(404, 422),
            "openapi_extra": _day(),
        },
    ),
    "/report": (
        "The report for a clinician",
        {"response_model": schemas.Report, "responses": _refusals()},
    ),
    "/what-if": (
        "Today and tomorrow under answers that are not saved",
        {
            "response_model": schemas.WhatIfOut,
            "responses": _refusals(413, 415, 422),
            "openapi_extra": _body("WhatIfIn"),
        },
    ),
    "/archive": (
        "The whole diary",
        {
            "response_class": Response,
            "responses": {
                **_refusals(404),
                200: {
                    "description": "The whole diary as JSON Lines",
                    "content": {"application/x-ndjson": {"schema": {"type": "string"}}},
                },
            },
        },
    ),
}
