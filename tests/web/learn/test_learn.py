"""Learn answers before and after the first day, and says what could not be confirmed."""

from __future__ import annotations

from hamstrong.app import App
from tests.web.house import House


def test_every_card_has_a_page_with_its_sources(house: House, app: App) -> None:
    browser = house.browser()
    listed = browser.get("/learn")
    for name, card in app.pack.cards.items():
        assert f'href="/learn/{name}"' in listed
        text = browser.get(f"/learn/{name}")
        assert "What we could not confirm" in text
        assert all(ident in text for ident in (*card.facts, *card.unconfirmed))
        assert "<svg" in text or "<img" in text


def test_the_three_hamstrings_are_named(house: House) -> None:
    text = house.browser().get("/learn/anatomy")
    for name in ("biceps femoris", "semitendinosus", "semimembranosus", "sitting bone"):
        assert f">{name}</text>" in text


def test_the_early_tendon_stages_sit_left_of_the_limit(house: House, app: App) -> None:
    text = house.browser().get("/learn/map")
    limit = app.pack.tracks["tendinopathy"].compression
    assert limit is not None
    assert "first stages for a sore tendon" in text
    assert all(f'href="/library/{name}"' in text for name in app.pack.exercises)


def test_what_does_not_exist_is_not_found(house: House) -> None:
    house.browser().get("/learn/miracles", 404)
