"""A house for tests: one diary, one web app, and browsers that were let in or not."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import uuid4

from starlette.applications import Starlette
from starlette.testclient import TestClient

from hamstrong.app import App
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from tests.app.person import FIRST_MONDAY, PERSON, Someone

ORIGIN = "http://127.0.0.1:8765"
DAY = FIRST_MONDAY


@dataclass
class House:
    """A web app around a diary, on a fixed day."""

    app: App
    day: date = DAY
    language: str = "en"

    def __post_init__(self) -> None:
        self.web = self._make()

    def _make(self) -> Starlette:
        settings = Settings(origins=frozenset({ORIGIN}), today=self.day, language=self.language)
        return create_app(self.app, settings, FEATURES)

    def restart(self, day: date | None = None) -> Browser:
        """Start the server anew, on another day if one is named; give a fresh browser."""
        self.day = day or self.day
        self.web = self._make()
        return self.browser()

    def browser(self) -> Browser:
        """A browser that followed the start link."""
        browser = self.stranger()
        token = shell_of_app(self.web).invitations.start()
        assert browser.client.get(f"/start?token={token}").status_code == 200
        return browser

    def stranger(self) -> Browser:
        """A browser that nobody let in."""
        client = TestClient(
            self.web, base_url=ORIGIN, follow_redirects=False, raise_server_exceptions=True
        )
        return Browser(client)

    def someone(self) -> Someone:
        """A person with a plan, at 08:00 of the house's day, who looks from here."""
        from hamstrong.web.shell.system_zone import system_zone  # noqa: PLC0415

        return Someone(self.app, id=PERSON, day=self.day.toordinal(), zone=system_zone())


@dataclass
class Browser:
    """What a person does in a browser, without scripts."""

    client: TestClient

    def get(self, path: str, status: int = 200) -> str:
        answer = self.client.get(path)
        assert answer.status_code == status, f"GET {path}: {answer.status_code}\n{answer.text}"
        return answer.text

    def goes_to(self, path: str) -> str:
        """Where a page leads at once."""
        answer = self.client.get(path)
        assert answer.status_code == 303, f"GET {path}: {answer.status_code}"
        return answer.headers["location"]

    def csrf(self) -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.client.get("/more").text)
        assert found
        return found.group(1)

    def post(
        self,
        path: str,
        fields: Mapping[str, str | Sequence[str]],
        status: int = 303,
        form_id: str | None = None,
        files: Any = None,
    ) -> Any:
        """Send a form as its page would."""
        whole = {"csrf": self.csrf(), "form_id": form_id or str(uuid4()), **fields}
        answer = self.client.post(path, data=whole, files=files, headers={"origin": ORIGIN})
        assert answer.status_code == status, f"POST {path}: {answer.status_code}\n{answer.text}"
        return answer

    def send(self, path: str, value: Any, status: int = 200) -> Any:
        """Send JSON to the interface."""
        headers = {"origin": ORIGIN, "x-csrf-token": self.csrf()}
        answer = self.client.post(f"/api/v1{path}", json=value, headers=headers)
        assert answer.status_code == status, f"{path}: {answer.status_code}\n{answer.text}"
        return answer.json()

    def ask(self, path: str, status: int = 200) -> Any:
        answer = self.client.get(f"/api/v1{path}")
        assert answer.status_code == status, f"{path}: {answer.status_code}\n{answer.text}"
        return answer.json()


def fact(name: str, payload: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """A fact on its way in."""
    return {"client_id": str(uuid4()), "name": name, "payload": dict(payload), **more}
