"""The picture that opens the README: three real pages, in light and in dark. `make pictures`.

python -m tests.web.picture docs/images
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

from hamstrong.app import App, open_app
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.system_zone import system_zone
from tests.app.person import Someone
from tests.web.browsers import Scheme, Served, chromium, opened, serving

PATHS = ("/", "/library/bridge", "/progress")
PHONE: ViewportSize = {"width": 390, "height": 760}
SHEET: ViewportSize = {"width": 1000, "height": 640}
DAYS_BEFORE = 24
SCHEMES: tuple[Scheme, ...] = ("light", "dark")
_PAGE = """<!doctype html><style>
  body {{ margin: 0; display: flex; justify-content: center; gap: 26px; padding: 20px;
    background: transparent }}
  img {{ width: 300px; border-radius: 26px; border: 1px solid #8b8172 }}
</style>{images}"""


def somebody(app: App) -> Someone:
    """A person some weeks into the plan, before a session, with mornings as they are."""
    person = Someone(app, zone=system_zone()).begin()
    for turn in range(DAYS_BEFORE):
        person.morning = person.pain = (1, 0, 1, 0, 0, 2, 1)[turn % 7]
        person.answer_all()
        if person.today().plan_id is not None:
            person.work()
        person.day += 1
    person.morning = 0
    person.answer_all()
    while person.today().plan_id is None or len(person.today().decision.items) < 3:  # type: ignore[union-attr]  # a plan has items
        person.day += 1
        person.answer_all()
    return person


def draw(browser: Browser, served: Served, scheme: Scheme) -> bytes:
    """One sheet with the pages side by side."""
    with opened(browser, PHONE, scheme, reduced_motion="reduce") as page:
        served.let_in(page)
        shots = []
        for path in PATHS:
            page.goto(served.origin + path, wait_until="networkidle")
            shots.append(base64.b64encode(page.screenshot()).decode())
    images = "".join(f'<img src="data:image/png;base64,{shot}">' for shot in shots)
    with opened(browser, SHEET, scheme) as sheet:
        sheet.set_content(_PAGE.format(images=images), wait_until="load")
        return sheet.screenshot(omit_background=True)


def main(out: Path) -> None:
    """Write `app-light.png` and `app-dark.png`."""
    with tempfile.TemporaryDirectory() as folder, open_app(Path(folder)) as app:
        day = somebody(app).at.now.date()

        def make(origin: str) -> object:
            settings = Settings(origins=frozenset({origin}), today=day)
            return create_app(app, settings, FEATURES)

        with serving(make) as served, chromium() as browser:  # type: ignore[arg-type]  # a Starlette
            for scheme in SCHEMES:
                picture = draw(browser, served, scheme)
                (out / f"app-{scheme}.png").write_bytes(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
