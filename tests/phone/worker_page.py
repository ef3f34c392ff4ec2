"""The edition's own worker without its shell page: real Python on a real private storage."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import NAMESPACE_URL, uuid5

from playwright.sync_api import Page

from tests.phone.static_host import StaticHost

FORM = [["content-type", "application/x-www-form-urlencoded"]]
_DRIVER = """
address => {
  const waiting = new Map();
  let next = 0, begun;
  const started = new Promise(resolve => (begun = resolve));
  const worker = new Worker(address, { type: "module" });
  worker.addEventListener("message", ({ data }) => {
    if (data.kind === "ready") begun("ready");
    if (data.kind === "failed") begun(window.state = data.reason);
    if (data.kind !== "answer") return;
    waiting.get(data.id)(data.answer);
    waiting.delete(data.id);
  });
  const moment = () => ({ at: Date.now(), zone: "Europe/Berlin" });
  window.begin = takeOver => {
    worker.postMessage({ kind: "begin", takeOver, ...moment() });
    return started;
  };
  window.ask = async (method, path, headers, text) => {
    const id = (next += 1);
    const body = new TextEncoder().encode(text);
    const answered = new Promise(resolve => waiting.set(id, resolve));
    worker.postMessage({ kind: "call", id, method, path, headers, body, ...moment() });
    const { status, body: found } = await answered;
    return { status, text: new TextDecoder().decode(found) };
  };
  window.stop = () => worker.terminate();
}
"""


@dataclass(frozen=True)
class Heard:
    """An answer of the worker."""

    status: int
    text: str


class WorkerPage:
    """A page of the edition's origin with a worker of the edition."""

    def __init__(self, host: StaticHost, page: Page) -> None:
        self.host, self.page = host, page

    def load(self) -> None:
        """Open a document that has no scripts of its own, and make the worker."""
        self.page.goto(f"{self.host.address}contents.json")
        worker = worker_of(self.host.folder).relative_to(self.host.folder)
        self.page.evaluate(_DRIVER, f"{self.host.address}{worker}")

    def begin(self, *, take_over: bool = False) -> str:
        """Start Python on the diary; "ready", or the reason why not."""
        state: str = self.page.evaluate("takeOver => begin(takeOver)", take_over)
        return state

    def start(self) -> None:
        """Load and begin, and be ready."""
        self.load()
        assert self.begin() == "ready"

    def ask(self, method: str, path: str, headers: Any = (), text: str = "") -> Heard:
        given = [method, path, list(headers), text]
        return Heard(**self.page.evaluate("given => ask(...given)", given))

    def stop(self) -> None:
        """End the worker as a system that needs its memory does: without a word."""
        self.page.evaluate("stop()")

    # --- what a person does

    def consents(self) -> Heard:
        """Send the form of the welcome page."""
        shown = self.ask("GET", "/welcome").text
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', shown)
        return self.ask("POST", "/welcome", FORM, urlencode([*hidden, ("consent", "yes")]))

    def token(self) -> str:
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.ask("GET", "/more").text)
        assert found is not None
        return found[1]

    def walks(self, token: str, *numbers: int) -> Heard:
        """Log walks in one batch; the same number is the same fact, however often it is sent."""
        headers = [["content-type", "application/json"], ["x-csrf-token", token]]
        return self.ask("POST", "/api/v1/facts", headers, json.dumps([walk(n) for n in numbers]))

    def kept_ids(self) -> list[str]:
        """The client id of every fact in the diary, as it would leave the device."""
        lines = self.ask("GET", "/api/v1/archive").text.splitlines()[1:-1]
        return [json.loads(line)["client_id"] for line in lines]


def walk(number: int) -> dict[str, Any]:
    return {"client_id": walk_id(number), "name": "WalkLogged", "payload": {"minutes": 20}}


def walk_id(number: int) -> str:
    return str(uuid5(NAMESPACE_URL, f"walk {number}"))


def worker_of(folder: Path) -> Path:
    """The worker's file in an edition."""
    (found,) = (folder / "static/dist/assets").glob("worker-*.js")
    return found
