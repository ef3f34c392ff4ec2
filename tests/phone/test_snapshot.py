"""Later starts wake from a snapshot of the memory; one that is damaged is thrown away."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.phone.phone_visitor import PhoneVisitor
from tests.phone.static_host import StaticHost

pytestmark = pytest.mark.browser

IS_KEPT = "async () => (await (await caches.open('hamstrong-snapshot')).keys()).length === 1"
SIZE = """async () => {
    const cache = await caches.open('hamstrong-snapshot');
    const [kept] = await cache.matchAll();
    return (await kept.blob()).size;
}"""
DAMAGE = """async at => {
    const cache = await caches.open('hamstrong-snapshot');
    const [request] = await cache.keys();
    const kept = await cache.match(request);
    const content = new Uint8Array(await kept.arrayBuffer());
    content[content.length >> 1] ^= 1;
    await cache.put(request, new Response(content, { headers: kept.headers }));
}"""
MARK = """async () => {
    const [kept] = await (await caches.open('hamstrong-snapshot')).matchAll();
    return kept.headers.get('mark');
}"""
PUT_MARK = """async () => {
    const cache = await caches.open('hamstrong-snapshot');
    const [request] = await cache.keys();
    const kept = await cache.match(request);
    const headers = new Headers(kept.headers);
    headers.set('mark', 'this one');
    await cache.put(request, new Response(await kept.blob(), { headers }));
}"""


@pytest.fixture
def started(visitor: PhoneVisitor) -> PhoneVisitor:
    """Somebody who consented, and whose phone has kept a snapshot."""
    visitor.opens_the_link()
    visitor.consents()
    visitor.waits_until(IS_KEPT)
    return visitor


def test_a_later_start_wakes_from_the_snapshot_and_has_the_diary(
    started: PhoneVisitor, host: StaticHost, page: Page
) -> None:
    page.evaluate(PUT_MARK)
    host.is_online = False
    page.reload()
    started.waits_for_the_start()
    started.goes_to("/")
    assert "Your consent" not in started.words
    # A start that cannot wake throws the snapshot away.
    assert page.evaluate(MARK) == "this one"


def test_a_damaged_snapshot_is_made_anew_and_nothing_is_lost(
    started: PhoneVisitor, page: Page
) -> None:
    page.evaluate(PUT_MARK)
    page.evaluate(DAMAGE)
    page.reload()
    started.waits_for_the_start()
    started.goes_to("/")
    assert "Your consent" not in started.words
    started.waits_until(IS_KEPT)
    assert page.evaluate(MARK) is None
    assert 5_000_000 < page.evaluate(SIZE) < 15_000_000
