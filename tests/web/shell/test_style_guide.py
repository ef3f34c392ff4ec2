"""The parts of the pages in a real browser: no barriers, by keyboard, without scripts, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Route

from hamstrong.web.shell import Feature, NavEntry, Settings, create_app
from hamstrong.web.shell.assets import DIST
from hamstrong.web.shell.settings import Style
from tests.web.browsers import (
    DESK,
    PHONE,
    SCHEMES,
    VIEWPORTS,
    Scheme,
    Served,
    barriers,
    opened,
    overflows,
    serving,
    small_targets,
)

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("shell browser")]
MOST_BYTES, MOST_REQUESTS = 150_000, 12


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("trial")
    with serving(lambda origin: create_app(None, workshop(origin), [trial(folder)])) as found:
        yield found


def workshop(origin: str) -> Settings:
    return Settings(origins=frozenset({origin}), style=Style.WORKSHOP)


def trial(folder: Path) -> Feature:
    """A menu such as the product has."""
    names = {
        "today": "sun",
        "plan": "calendar-days",
        "progress": "chart-line",
        "library": "library",
    }
    (folder / "texts").mkdir(exist_ok=True)
    words = "".join(f"{name}: {name.title()}\n" for name in names)
    (folder / "texts" / "en.yaml").write_text(words, encoding="utf-8")
    hrefs = {"today": "/styleguide"}
    nav = [
        NavEntry(
            label=f"trial.{name}",
            href=hrefs.get(name, f"/{name}"),
            icon=icon,
            place="bar",
            order=order,
        )
        for order, (name, icon) in enumerate(names.items())
    ]
    return Feature(name="trial", folder=folder, routes=[], nav=nav)


@pytest.fixture
def page(browser: Browser, served: Served) -> Iterator[Page]:
    with opened(browser) as found:
        served.let_in(found)
        found.goto(f"{served.origin}/styleguide")
        yield found


def test_the_client_is_built() -> None:
    assert (DIST / "manifest.json").is_file(), "run `make setup`"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("viewport", VIEWPORTS)
def test_no_part_has_a_barrier(
    browser: Browser, served: Served, viewport: str, scheme: Scheme
) -> None:
    with opened(browser, VIEWPORTS[viewport], scheme) as page:
        served.let_in(page)
        for path in ("/styleguide", "/more", "/nowhere"):
            page.goto(served.origin + path)
            assert barriers(page) == []
            assert not overflows(page)
            assert small_targets(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_chosen_theme_has_no_barrier_against_the_devices_wish(
    browser: Browser, served: Served, theme: str
) -> None:
    against: Scheme = "dark" if theme == "light" else "light"
    with opened(browser, PHONE, against) as page:
        served.let_in(page)
        page.goto(f"{served.origin}/more")
        page.get_by_label("Light" if theme == "light" else "Dark", exact=True).check(force=True)
        assert page.locator("html").get_attribute("data-theme") == theme
        page.goto(f"{served.origin}/styleguide")
        assert page.locator("html").get_attribute("data-theme") == theme
        assert barriers(page) == []


def test_pain_is_empty_until_touched_and_named_when_chosen(page: Page) -> None:
    scale = page.locator("#pain")
    expect(scale.locator("input:checked")).to_have_count(0)
    expect(scale.get_by_text("0 none, 10 worst possible")).to_be_visible()
    scale.locator("label").nth(4).tap()
    expect(scale.get_by_text("moderate").nth(0)).to_be_visible()
    expect(scale.get_by_text("0 none, 10 worst possible")).to_be_hidden()


def test_pain_by_keyboard(page: Page) -> None:
    scale = page.locator("#pain")
    scale.locator("input").first.focus()
    page.keyboard.type("10")
    expect(scale.locator("input:checked")).to_have_value("10")
    page.keyboard.press("ArrowLeft")
    expect(scale.locator("input:checked")).to_have_value("9")


def test_a_form_with_a_fault_leads_to_it_and_then_saves(page: Page) -> None:
    page.get_by_role("button", name="Save").click()
    alert = page.get_by_role("alert")
    expect(alert).to_be_focused()
    alert.get_by_role("link").click()
    page.locator("#pain label").nth(0).tap()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")


def test_a_doubled_tap_sends_one_request(page: Page) -> None:
    posts: list[str] = []
    page.on("request", lambda sent: posts.append(sent.url) if sent.method == "POST" else None)
    page.locator("#pain label").nth(2).tap()
    page.get_by_role("button", name="Save").dblclick()
    expect(page.get_by_role("status")).to_be_visible()
    assert len(posts) == 1


def test_none_of_these_excludes_the_rest(page: Page) -> None:
    signs = page.locator("#signs")
    signs.get_by_label("A hot, swollen calf").check()
    signs.get_by_label("None of these").check()
    expect(signs.get_by_label("A hot, swollen calf")).not_to_be_checked()


def test_the_slider_sends_nothing_until_touched(page: Page) -> None:
    minutes = page.locator("#minutes")
    expect(minutes.locator("input[name=minutes]")).to_have_value("")
    minutes.get_by_role("button", name="More").click()
    minutes.get_by_role("button", name="More").click()
    expect(minutes.locator(".slider-value")).to_have_text("40 min")
    minutes.get_by_role("slider").press("ArrowRight")
    expect(minutes.locator("input[name=minutes]")).to_have_value("45")


def test_tabbing_never_hides_the_focus_behind_the_menu(page: Page) -> None:
    hidden = []
    for _ in range(60):
        page.keyboard.press("Tab")
        covered = page.evaluate(
            """() => { const e = document.activeElement, bar = document.querySelector('.bar');
              if (!e || e === document.body || bar.contains(e)) return '';
              const a = e.getBoundingClientRect(), b = bar.getBoundingClientRect();
              return a.top >= b.top || a.bottom <= 0 ? e.outerHTML : ''; }"""
        )
        hidden += [covered] if covered else []
    assert hidden == []


def test_every_page_works_without_scripts(browser: Browser, served: Served) -> None:
    with opened(browser, java_script_enabled=False) as page:
        served.let_in(page)
        page.goto(f"{served.origin}/styleguide")
        page.locator("#pain label").nth(3).click()
        expect(page.locator("#pain").get_by_text("mild").nth(2)).to_be_visible()
        page.locator("#minutes input").fill("20")
        page.get_by_role("button", name="Save").click()
        expect(page.get_by_role("status")).to_contain_text("Saved")
        page.goto(f"{served.origin}/more")
        page.get_by_label("Dark", exact=True).check(force=True)
        page.get_by_role("button", name="Use this").click()
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")


@pytest.mark.parametrize(
    "options",
    [
        {"forced_colors": "active"},
        {"reduced_motion": "reduce"},
        {"viewport": {"width": 320, "height": 640}},  # 1280 px at 400 %
        {"viewport": {"width": 844, "height": 390}},
    ],
    ids=["forced colours", "reduced motion", "400 % zoom", "lying down"],
)
def test_other_eyes_and_screens(
    browser: Browser, served: Served, options: dict[str, object]
) -> None:
    wanted = dict(options)
    viewport = wanted.pop("viewport", PHONE)
    with opened(browser, viewport, **wanted) as page:  # type: ignore[arg-type]
        served.let_in(page)
        page.goto(f"{served.origin}/styleguide")
        assert not overflows(page)
        assert barriers(page) == []


def test_right_to_left_turns_the_page(page: Page) -> None:
    page.evaluate("document.documentElement.dir = 'rtl'")
    brand = page.locator(".brand").bounding_box()
    signs = page.locator(".signs").bounding_box()
    assert brand is not None
    assert signs is not None
    assert brand["x"] > signs["x"]
    assert not overflows(page)


def test_a_first_visit_is_light(browser: Browser, served: Served) -> None:
    with opened(browser, DESK) as page:
        served.let_in(page)
        page.context.clear_cookies(name="nothing")
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.clearBrowserCache")
        sizes: list[float] = []
        session.on(
            "Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"])
        )
        page.goto(f"{served.origin}/styleguide", wait_until="networkidle")
        assert len(sizes) <= MOST_REQUESTS
        assert sum(sizes) < MOST_BYTES


def test_nothing_is_asked_of_anybody_else(browser: Browser, served: Served) -> None:
    asked: set[str] = set()
    with opened(browser) as page:
        page.on("request", lambda sent: asked.add(sent.url))
        served.let_in(page)
        page.goto(f"{served.origin}/styleguide", wait_until="networkidle")
    assert {url for url in asked if not url.startswith(served.origin)} == set()


def test_a_page_elsewhere_can_neither_read_nor_write(browser: Browser, served: Served) -> None:
    """Another server on this machine: the same site to a browser, and still not ours."""

    def elsewhere(_origin: str) -> Starlette:
        return Starlette(routes=[Route("/", lambda _request: HTMLResponse("<h1>Hello</h1>"))])

    with serving(elsewhere) as other, opened(browser, complaints=[]) as page:
        served.let_in(page)
        page.goto(other.origin)
        target = f"{served.origin}/more"
        tries = page.evaluate(
            """async target => {
              const ask = more => fetch(target, {credentials: 'include', ...more});
              const read = await ask({}).then(answer => answer.status, () => 'no');
              const blind = await ask({mode: 'no-cors'}).then(answer => answer.type, () => 'no');
              const image = await new Promise(done => { const i = new Image();
                i.onload = () => done('shown'); i.onerror = () => done('no');
                i.src = target.replace('/more', '/static/shell/mark.svg'); });
              return [read, blind, image]; }""",
            target,
        )
        assert tries == ["no", "no", "no"]
        with page.expect_response(lambda answer: answer.url.endswith("/theme")) as answer:
            page.evaluate(
                """origin => { const form = document.createElement('form'); form.method = 'post';
                  form.action = origin + '/theme'; document.body.append(form); form.submit(); }""",
                served.origin,
            )
        assert answer.value.status == 403


def test_paper_has_neither_menu_nor_colour(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator("body")).to_have_css("color", "rgb(0, 0, 0)")
