"""`hamstrong password`: the password of the web app behind a reverse proxy."""

from __future__ import annotations

import os
from pathlib import Path

import click

from hamstrong.cli.serve import STATE_FOLDER
from hamstrong.diary.places import default_data_dir
from hamstrong.web.shell.passwords import SHORTEST, write_password
from hamstrong.web.shell.sessions import Kind, SessionBook


@click.command("password")
@click.option("--data-dir", type=click.Path(file_okay=False, path_type=Path))
@click.password_option(help=f"At least {SHORTEST} characters; asked for when left away.")
def password_command(data_dir: Path | None, password: str) -> None:
    """Set the password for `serve --public-origin`, and sign everybody out."""
    where = default_data_dir(os.environ) if data_dir is None else data_dir.expanduser().absolute()
    try:
        write_password(where / STATE_FOLDER, password)
    except ValueError as fault:
        raise click.ClickException(str(fault)) from fault
    book = SessionBook(where / STATE_FOLDER, clock=lambda: 0.0)
    ended = book.end_all(Kind.LOGIN)
    book.close()
    click.echo(f"The password is set. Browsers signed out: {ended}. Restart a running server.")
