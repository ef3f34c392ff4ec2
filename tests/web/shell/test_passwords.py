"""What is a password: long enough, visible, not a common one, the same on every keyboard."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from hamstrong.cli import main
from hamstrong.cli.exits import Exit
from hamstrong.web.shell.passwords import (
    LONGEST,
    PasswordRefused,
    matches,
    read_password,
    require_good,
    write_password,
)

GOOD = "a calm green hill"


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("", "blank"),
        (" " * 20, "blank"),
        ("\u3000\u00a0\u2003\t" * 5, "blank"),
        ("\u3164" * 20, "blank"),
        ("\u200b" * 20, "blank"),
        ("short", "has 5 characters; use 12 or more"),
        ("ﬃﬃﬃ", "has 9 characters"),
        (GOOD + "x" * LONGEST, "or fewer"),
        ("passwordpassword", "common"),
        ("123456789012", "common"),
        ("qwertyuiop123", "common"),
        ("P@ssw0rd1234", "common"),
        ("iloveyou1234", "common"),
        ("aaaaaaaaaaaa", "common"),
        ("Hamstrong2026", "common"),
        ("ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ", "common"),
    ],
)
def test_a_password_that_is_soon_guessed_is_refused(
    tmp_path: Path, password: str, why: str
) -> None:
    with pytest.raises(PasswordRefused, match=why) as refused:
        write_password(tmp_path, password)
    assert not password.strip() or password not in str(refused.value)
    assert read_password(tmp_path) is None


@pytest.mark.parametrize(
    "password",
    [GOOD, "correct horse battery staple", "xkVh3!q9Lmpo", "мой зелёный холм", GOOD + "y" * 200],
)
def test_other_passwords_are_taken(password: str) -> None:
    require_good(password)


def test_a_password_is_the_same_however_its_letters_were_composed(tmp_path: Path) -> None:
    write_password(tmp_path, "Grüner Hügel am Fluß")
    stored = read_password(tmp_path)
    assert matches(stored, "Gru\u0308ner Hu\u0308gel am Fluß")
    assert not matches(stored, "Gruner Hugel am Fluß")


def test_without_a_password_none_is_right() -> None:
    assert not matches(None, "")
    assert not matches("no hash", GOOD)


def test_the_command_says_why_and_keeps_nothing(tmp_path: Path) -> None:
    environ = {"HAMSTRONG_DATA_DIR": str(tmp_path)}
    typed = "passwordpassword\n" * 2
    answer = CliRunner().invoke(main, ["password"], input=typed, env=environ)
    assert answer.exit_code == Exit.WRONG_INPUT
    assert "common" in answer.output
    assert not (tmp_path / "web" / "password").exists()
