"""What the commands say about themselves: help, reference, words, colours."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from tests.cli.sitting import Sitting

from hamstrong.app import App
from hamstrong.cli import COMMANDS, main
from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import MEANINGS
from hamstrong.words import pseudo


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_has_help_with_an_example(name: str) -> None:
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0
    assert name == "figure" or f"hamstrong {name}" in result.output or "Example" in result.output


def test_help_lists_every_command() -> None:
    result = CliRunner().invoke(main, ["--help"])
    assert [name for name in COMMANDS if f"  {name}" not in result.output] == []


def test_every_command_and_exit_code_is_in_the_reference(root: Path) -> None:
    page = (root / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"`hamstrong {name}" not in page] == []
    told = {int(c): text for c, text in re.findall(r"^\| (\d) \| (.+?) \|$", page, re.MULTILINE)}
    assert told == {int(code): text for code, text in MEANINGS.items()}


def test_every_option_is_in_the_reference(root: Path) -> None:
    page = (root / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    context = click.Context(main)
    missing = []
    for name in sorted(COMMANDS):
        command = main.get_command(context, name)
        assert command is not None
        options = [o for p in command.params for o in p.opts if o.startswith("--")]
        missing += [f"{name} {option}" for option in options if f"`{option}" not in page]
    missing += [o for p in main.params for o in p.opts if o.startswith("--") and o not in page]
    assert missing == []


def test_colours_are_for_terminals_only(home: Sitting) -> None:
    assert "\x1b[" not in home.run("today")[1]


@pytest.mark.parametrize("command", ["today", "plan", "why", "settings", "correct --list"])
def test_every_sentence_comes_from_the_words_of_the_pack(
    home: Sitting, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Under a made-up language a line of plain English is one that was written into the code."""
    plain = App.texts
    monkeypatch.setattr(App, "texts", lambda app, language="en": pseudo(plain(app, language)))
    _, said = home.run(*command.split())
    lines = [line for line in said.splitlines() if len(re.findall(r"[A-Za-z]{3,}", line)) > 2]
    assert [line for line in lines if line.isascii()] == []


def test_the_password_of_a_server_is_never_shown() -> None:
    terminal = Terminal(data_dir=None)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HAMSTRONG_DATABASE_URL", "postgresql://me:hunter2@db.example/diary")
        assert terminal.place == "postgresql://db.example/diary"
