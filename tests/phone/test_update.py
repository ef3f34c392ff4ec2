"""A newer edition: fetched beside the one in use, and taken at the next start, never in between."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.phone.diary_files import bring_back, diary_file, kept_facts
from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost
from tests.web.room.playing import SETS, Playing

pytestmark = pytest.mark.browser

WAITING = """async () => {
    const registration = await navigator.serviceWorker.ready;
    await registration.update().catch(() => undefined);
    return registration.waiting !== null;
}"""
IS_INSTALLING = "(await navigator.serviceWorker.ready).installing !== null"
EDITION = "async () => (await (await fetch('contents.json')).json()).edition"


def newer(edition: Path, folder: Path) -> str:
    """Write an edition whose first page says something else; give its name."""
    shutil.copytree(edition, folder)
    page = folder / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("sore or strained", "sore"))
    (folder / "index.html.gz").unlink()
    listed = folder / "contents.json"
    told = json.loads(listed.read_text(encoding="utf-8"))
    old = str(told["edition"])
    told["edition"] = "newer"
    entry = next(file for file in told["files"] if file["path"] == "index.html")
    entry |= {"bytes": page.stat().st_size, "sha256": _sha256(page)}
    del entry["gzip_bytes"]
    listed.write_text(json.dumps(told), encoding="utf-8")
    worker = folder / "sw.js"
    worker.write_text(worker.read_text(encoding="utf-8").replace(old, "newer"))
    return old


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_a_newer_edition_waits_for_the_next_start_and_keeps_the_diary(
    visitor: PhoneVisitor, host: StaticHost, edition: Path, page: Page, tmp_path: Path
) -> None:
    visitor.opens_the_link()
    visitor.consents()
    old = newer(edition, tmp_path / "newer")
    host.folder = tmp_path / "newer"
    visitor.waits_until(WAITING)
    # In the middle of the questions nothing changes.
    assert page.evaluate(EDITION) == old
    visitor.goes_to("/more")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.reload()
    visitor.waits_for_the_start()
    assert page.evaluate(EDITION) == "newer"
    visitor.goes_to("/")
    assert "Your consent" not in visitor.words


def test_a_newer_edition_waits_while_a_session_runs_and_nothing_of_it_is_lost(
    visitor: PhoneVisitor, host: StaticHost, edition: Path, page: Page, tmp_path: Path
) -> None:
    page.clock.install()
    visitor.opens_the_link()
    bring_back(visitor, diary_file(tmp_path))
    visitor.checks_in()
    playing = Playing(visitor)
    visitor.goes_to("/session")
    playing.starts()
    does_a_set(playing)
    old = newer(edition, tmp_path / "newer")
    host.folder = tmp_path / "newer"
    visitor.waits_until(WAITING)
    # In the middle of the session nothing changes, and it goes on.
    assert page.evaluate(EDITION) == old
    playing.until(*SETS)
    page.reload()
    visitor.waits_for_the_start()
    assert page.evaluate(EDITION) == "newer"
    expect(playing.element).to_be_visible()
    playing.to_the_end()
    playing.is_saved()
    visitor.goes_to("/")
    visitor.goes_to("/session")
    visitor.sees("Sets: 4 of 4")
    names = [fact["name"] for fact in kept_facts(visitor)]
    assert [names.count(name) for name in ("SessionStarted", "SetLogged", "SessionFinished")] == [
        1,
        4,
        1,
    ]


def does_a_set(playing: Playing) -> None:
    """Do one more set, answer its pain, and see that it is in the diary."""
    playing.until("ask_pain")
    playing.feels(0)
    playing.is_saved()


def test_an_edition_that_was_changed_on_the_way_is_not_taken(
    visitor: PhoneVisitor, host: StaticHost, edition: Path, page: Page, tmp_path: Path
) -> None:
    visitor.opens_the_link()
    old = newer(edition, tmp_path / "newer")
    changed = tmp_path / "newer" / "index.html"
    changed.write_text(changed.read_text(encoding="utf-8").replace("Hamstrong", "Hamster"))
    host.folder = tmp_path / "newer"
    host.asked.clear()
    page.evaluate(WAITING)
    while "index.html" not in host.asked:
        page.wait_for_timeout(50)  # fetched by the service worker, which no page can wait for
    visitor.waits_until(f"async () => !({IS_INSTALLING})")
    page.reload()
    visitor.waits_for_the_start()
    assert page.evaluate(EDITION) == old
