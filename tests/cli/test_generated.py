"""The pages made from the code are those of the code, and the picture is that of a real run."""

from pathlib import Path

from tests.cli.picture import draw

from hamstrong.cli.reference import commands_page, events_page
from hamstrong.engine.facts import SCHEMAS


def test_the_reference_of_the_commands_is_up_to_date(root: Path) -> None:
    page = (root / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert page == commands_page(), "a command has changed: run `make docs`"


def test_the_reference_of_the_events_is_up_to_date(root: Path) -> None:
    page = (root / "docs" / "reference" / "events.md").read_text(encoding="utf-8")
    assert page == events_page(), "an event has changed: run `make docs`"


def test_every_event_is_described_with_all_its_fields() -> None:
    page = events_page()
    for name, _, kind in SCHEMAS:
        _, _, section = page.partition(f"\n## {name}\n")
        section = section.partition("\n## ")[0]
        assert all(f"| `{field}` |" in section for field in kind._fields)


def test_the_picture_is_of_a_real_run_and_fetches_nothing(root: Path) -> None:
    drawn = draw()
    shown = (root / "docs" / "images" / "terminal.svg").read_text(encoding="utf-8")
    for svg in (drawn, shown):
        assert "Strengthen" in svg
        assert "url(&quot;http" not in svg
        assert "@font-face" not in svg
        assert "https://cdn" not in svg
