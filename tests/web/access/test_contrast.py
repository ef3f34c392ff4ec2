"""What was judged once is not judged again, and what was not is."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.web.access.contrast import MEDIA, pale
from tests.web.browsers import PHONE, opened

pytestmark = pytest.mark.browser
PAGE = """<!doctype html><html lang=en><title>x</title><style>
body { background: #fff; color: #000 } nav { position: fixed; bottom: 0; background: #eee }
@media (prefers-color-scheme: dark) {
  body { background: #000; color: #fff } nav { background: #111 }
  .pale { color: #333 } .dark { background: #ddd }
}</style><body><main>%s</main><nav>Menu</nav>"""
FINE = "<h1>One</h1><p>Two</p>"


@pytest.mark.parametrize(
    "new", ['<p class="pale">Three</p>', '<div class="dark"><p>Three</p></div>']
)
def test_pale_text_is_found_after_pages_that_were_fine(browser: Browser, new: str) -> None:
    with opened(browser, PHONE, reduced_motion="reduce") as page:
        for body in (FINE, FINE + "<p>Three</p>"):
            page.set_content(PAGE % body)
            assert [pale(page, medium) for medium in MEDIA] == [[], []]
        for _ in range(2):
            page.set_content(PAGE % (FINE + new))
            assert len(pale(page, "dark")) == 1, "and found anew each time"
            assert pale(page, "forced colours") == []
