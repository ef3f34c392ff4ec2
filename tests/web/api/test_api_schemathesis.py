"""Whatever is sent, the server never fails: thrown by schemathesis from our own description."""

from __future__ import annotations

from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.core import NotSet
from starlette.testclient import TestClient

from hamstrong.web.api.routes import api
from tests.app.person import Someone
from tests.web.house import ORIGIN, House

SCHEMA = schemathesis.openapi.from_dict(api.openapi())


@pytest.fixture
def door(house: House, ready: Someone) -> tuple[House, dict[str, str]]:
    assert ready.me.exists()
    browser = house.browser()
    cookie = "; ".join(f"{name}={value}" for name, value in browser.client.cookies.items())
    return house, {"origin": ORIGIN, "x-csrf-token": browser.csrf(), "cookie": cookie}


@SCHEMA.parametrize()
@settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
def test_no_request_makes_the_server_fail(
    case: schemathesis.Case[Any], door: tuple[House, dict[str, str]]
) -> None:
    house, headers = door
    kept = {k: v for k, v in (case.headers or {}).items() if k.lower() not in headers}
    client = TestClient(house.web, base_url="http://127.0.0.1:8765")
    answer = client.request(
        case.method,
        "/api/v1" + case.formatted_path.removeprefix("/api/v1"),
        params=case.query,
        headers={**kept, **headers},
        **_body(case.body),
    )
    assert answer.status_code < 500


def _body(body: Any) -> dict[str, Any]:
    if isinstance(body, NotSet):
        return {}
    return {"content": body} if isinstance(body, bytes) else {"json": body}
