"""`hamstrong password`: the password of the web app behind a reverse proxy."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit


@click.command("password")
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the diary is; as for serve.",
)
@click.password_option(
    help="Asked for when left away, which is better: a command stays in the shell's history."
)
@click.pass_obj
def password_command(terminal: Terminal, data_dir: Path | None, password: str) -> None:
    """Set the password for `serve --public-origin`, and sign everybody out.

    \b
    Example:
      hamstrong password
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.diary.places import STATE_FOLDER, default_data_dir, folder_of  # noqa: PLC0415
    from hamstrong.web.shell.known_browsers import KnownBrowsers  # noqa: PLC0415
    from hamstrong.web.shell.passwords import PasswordRefused, write_password  # noqa: PLC0415
    from hamstrong.web.shell.sessions import Kind, SessionBook  # noqa: PLC0415
    from hamstrong.web.shell.state_db import StateDb  # noqa: PLC0415

    folder = data_dir or terminal.data_dir
    where = default_data_dir(os.environ) if folder is None else folder_of(folder)
    try:
        write_password(where / STATE_FOLDER, password)
    except PasswordRefused as fault:
        raise Ended(Exit.WRONG_INPUT, str(fault)) from None
    state = StateDb(where / STATE_FOLDER)
    ended = SessionBook(state, time.time).end_all(Kind.LOGIN)
    KnownBrowsers(state, time.time).forget_all()
    state.close()
    click.echo(f"The password is set. Browsers signed out: {ended}. Restart a running server.")
