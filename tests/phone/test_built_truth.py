"""The built edition in a browser decides as CPython does: old diaries brought to both."""

from __future__ import annotations

import gzip
import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.phone.device import Device
from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost
from tests.phone.test_kept_diary import sent
from tests.phone.worker_page import WorkerPage

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ASKED = ("/api/v1/plan", "/api/v1/script", "/api/v1/why")
LIVES = ("strain_running", "tendinopathy_gym_two_limbs", "strain_field_sport_stopped")
HIDDEN = re.compile('<input type="hidden" name="([^"]+)" value="([^"]*)"')


@pytest.mark.parametrize("life", LIVES)
def test_an_old_diary_is_decided_alike(
    visitor: PhoneVisitor, host: StaticHost, page: Page, root: Path, tmp_path: Path, life: str
) -> None:
    golden = root / "tests" / "golden" / "old_diaries"
    file = gzip.decompress((golden / f"{life}.jsonl.gz").read_bytes())
    day = json.loads((golden / "decided.json").read_text(encoding="utf-8"))[life]["day"]
    now = datetime(1, 1, 1, 8, tzinfo=UTC) + timedelta(days=day - 1)

    device = Device.in_folder(tmp_path / "cpython", now=now, zone="Europe/Berlin")
    assert sent(device, "/data/bring-back", "/data/bring-back", file).status == 303
    there = [device.ask("GET", path, []) for path in ASKED]

    page.clock.set_fixed_time(now)
    visitor.opens_the_link()
    worker = WorkerPage(host, page)
    worker.start()
    assert bring(worker, file) == 303
    here = [worker.ask("GET", path) for path in ASKED]
    for path, mine, theirs in zip(ASKED, here, there, strict=True):
        assert (mine.status, mine.text) == (theirs.status, theirs.body.decode()), path
    assert json.loads(here[0].text)["kind"] in ("prescription", "refusal")


def bring(worker: WorkerPage, file: bytes) -> int:
    """Send a diary from the form of the page that takes one; give the status."""
    shown = worker.ask("GET", "/data/bring-back").text
    parts = [(f'name="{name}"', value) for name, value in HIDDEN.findall(shown)]
    parts.append(('name="archive"; filename="d.jsonl"', file.decode()))
    body = "".join(
        f"--edge\r\ncontent-disposition: form-data; {head}\r\n\r\n{value}\r\n"
        for head, value in parts
    )
    kind = [["content-type", "multipart/form-data; boundary=edge"]]
    return worker.ask("POST", "/data/bring-back", kind, f"{body}--edge--\r\n").status
