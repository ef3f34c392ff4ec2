"""Whole ways through the app in a real browser: with scripts, without them, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page

from hamstrong.app import App
from hamstrong.web.features import FEATURES
from hamstrong.web.shell import Settings, create_app
from tests.app.person import FIRST_MONDAY, STRAIN, Someone
from tests.web.browsers import (
    DESK,
    PHONE,
    Served,
    barriers,
    opened,
    overflows,
    serving,
    small_targets,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def serve(app: App, day: date) -> object:
    return serving(
        lambda origin: create_app(app, Settings(origins=frozenset({origin}), today=day), FEATURES)
    )


@pytest.fixture
def served(app: App) -> Iterator[Served]:
    with serve(app, FIRST_MONDAY) as found:  # type: ignore[attr-defined]
        yield found


@pytest.fixture
def with_session(app: App, ready: Someone) -> Iterator[Served]:
    with serve(app, ready.at.now.date()) as found:  # type: ignore[attr-defined]
        yield found


def send(page: Page) -> None:
    page.locator("main button[type=submit].button-primary").click()
    page.wait_for_load_state()


def fill_triage(page: Page, app: App, tick: str | None = None) -> None:
    for _ in range(15):
        if "/triage/" not in page.url:
            return
        taps = page.locator("main button[name^=q_]")
        if taps.count():
            taps.first.click()
            page.wait_for_load_state()
            continue
        fields = "inputs => [...new Set(inputs.map(input => input.name))]"
        for field in page.eval_on_selector_all("main input[name^=q_]", fields):
            answer_question(page, app, field, tick)
        send(page)


def answer_question(page: Page, app: App, field: str, tick: str | None) -> None:
    screen = next(s for s in app.pack.triage.screens if s.id == field.removeprefix("q_"))
    if screen.kind in ("days", "years"):
        page.locator(f"input[name={field}]").fill(str(STRAIN[screen.id]))
        return
    value = "none" if screen.kind == "list" else str(STRAIN[screen.id])
    value = str(tick) if tick in screen.symptoms else value
    page.locator(f"input[name={field}][value='{value}']").check(force=True)


def begin(page: Page, served: Served) -> None:
    served.let_in(page)
    page.goto(served.origin)
    assert page.url.endswith("/welcome")
    send(page)


def enrol(page: Page) -> None:
    page.get_by_role("link", name="Make my plan").click()
    page.locator("input[value=daily_life]").check(force=True)
    send(page)
    page.locator("input[name=preset][value=flat]").check(force=True)
    send(page)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_strain_from_consent_to_the_first_plan(
    browser: Browser, served: Served, app: App, *, scripts: bool
) -> None:
    with opened(browser, PHONE, java_script_enabled=scripts) as page:
        begin(page, served)
        fill_triage(page, app)
        assert page.url.endswith("/outcome")
        enrol(page)
        page.get_by_role("link", name="Only check in").click()
        for _ in range(4):
            if page.locator("input[name=ask]").count() == 0:
                break
            page.locator("input[name=pain][value='1']").check(force=True)
            if page.locator("input[name=limp]").count():
                page.locator("input[name=limp][value=no]").check(force=True)
            if page.locator("input[name=q_short_check]").count():
                page.locator("input[name=q_short_check][value=none]").check(force=True)
            send(page)
        assert page.locator("article h1").inner_text() == "Your session"


def test_a_red_flag_at_triage_ends_in_help_now(browser: Browser, served: Served, app: App) -> None:
    with opened(browser, PHONE) as page:
        begin(page, served)
        fill_triage(page, app, "chest_breath")
        assert page.locator("h1").inner_text() == "Get help now"
        assert barriers(page) == []


def test_a_form_goes_by_keyboard_alone(browser: Browser, served: Served) -> None:
    with opened(browser, DESK) as page:
        begin(page, served)
        page.wait_for_selector("button[name=q_fork]")
        for _ in range(30):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.name") == "q_fork":
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**screen=2")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_are_clear_to_everybody(
    browser: Browser, with_session: Served, viewport: object, scheme: object
) -> None:
    with opened(browser, viewport, scheme) as page:  # type: ignore[arg-type]
        with_session.let_in(page)
        for path in ("/", "/check-in/answers", "/warning-signs"):
            page.goto(with_session.origin + path)
            page.eval_on_selector_all("details", "all => all.forEach(one => { one.open = true })")
            assert barriers(page) == [], path
            assert small_targets(page) == [], path
            assert not overflows(page), path


def test_the_slider_shows_tomorrow_without_saving_or_posting(
    browser: Browser, with_session: Served, ready: Someone
) -> None:
    before = ready.me.tip()
    with opened(browser, PHONE) as page:
        with_session.let_in(page)
        sent: list[str] = []
        page.goto(f"{with_session.origin}/")
        page.on("request", lambda request: sent.append(request.method))
        page.wait_for_load_state("networkidle")
        sent.clear()
        page.get_by_text("What would change it?").click()
        slider = page.get_by_role("slider")
        slider.wait_for()
        assert page.get_by_text("Move it and look. Nothing is saved.").is_visible()
        assert not page.locator(".asked").is_visible()
        slider.press("End")
        assert page.get_by_text("With pain of 10 out of 10", exact=True).is_visible()
        slider.press("Home")
        assert page.get_by_text("With pain of 0 out of 10", exact=True).is_visible()
        assert barriers(page) == []
        assert small_targets(page) == []
        assert sent == ["GET"]
    assert ready.me.tip() == before


@pytest.mark.parametrize("path", ["/", "/session"])
def test_a_first_visit_is_light(browser: Browser, with_session: Served, path: str) -> None:
    """150 kB in 12 requests: a phone on a bad network is a patient too."""
    with opened(browser, PHONE) as page:
        with_session.let_in(page)
        page.context.new_cdp_session(page).send("Network.clearBrowserCache")
        loaded: list[int] = []
        page.on(
            "requestfinished",
            lambda request: loaded.append(request.sizes()["responseBodySize"]),
        )
        page.goto(with_session.origin + path, wait_until="networkidle")
        page.wait_for_timeout(200)
        assert 2 < len(loaded) <= 12
        assert 20_000 < sum(loaded) < 150_000
