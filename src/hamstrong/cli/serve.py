"""`hamstrong serve`: the web app in the browser."""

from __future__ import annotations

import os
from datetime import UTC, datetime, time
from pathlib import Path

import click

from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit

DATABASE_VARIABLE = "HAMSTRONG_DATABASE_URL"

_NOON = time(12)


def _public_origin(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    from hamstrong.web.shell.origins import BadOrigin, parse_public_origin  # noqa: PLC0415

    try:
        return parse_public_origin(value)
    except BadOrigin as fault:
        raise click.BadParameter(str(fault)) from None


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; otherwise a free one.")
@click.option("--lan", is_flag=True, help="Admit a phone on the home network, after pairing.")
@click.option(
    "--public-origin",
    callback=_public_origin,
    metavar="URL",
    help="The https address of a reverse proxy in front; asks for a password.",
)
@click.option("--no-browser", is_flag=True, help="Only print the address.")
@click.option(
    "--data-dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the diary is; the same as before the command.",
)
@click.option(
    "--pack",
    type=click.Path(path_type=Path),
    help="Folder of another protocol pack; the same as before the command.",
)
@click.option(
    "--today",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="Pretend that it is this day, for trying out.",
)
@click.pass_obj
def serve_command(
    terminal: Terminal,
    *,
    port: int | None,
    lan: bool,
    public_origin: str | None,
    no_browser: bool,
    data_dir: Path | None,
    pack: Path | None,
    today: datetime | None,
) -> None:
    """Open the app in the browser. Nothing listens beyond this machine without --lan.

    \b
    Examples:
      hamstrong serve
      hamstrong serve --lan                let your phone in, too
      hamstrong serve --pack my-pack       under another protocol pack
      hamstrong serve --public-origin https://hamstrong.example.org --no-browser
    """  # noqa: D301  click wants the backspace itself
    from hamstrong.app import Moment  # noqa: PLC0415
    from hamstrong.cli.web_server import ServeOptions, serve  # noqa: PLC0415
    from hamstrong.diary.places import default_data_dir  # noqa: PLC0415
    from hamstrong.web.listeners.sockets import CannotListen  # noqa: PLC0415

    if lan and public_origin:
        message = "--lan and --public-origin are two different ways in: choose one"
        raise click.UsageError(message)
    folder = data_dir or terminal.data_dir
    where = default_data_dir(os.environ) if folder is None else folder.expanduser().absolute()
    database = os.environ.get(DATABASE_VARIABLE, "") if folder is None else ""
    day = terminal.today_option if today is None else today.date()
    if day is not None:
        # Refuse a day of no diary before anything is opened.
        Moment(datetime.combine(day, _NOON, tzinfo=UTC), "UTC", "serve")
    terminal.pack_option = pack or terminal.pack_option
    try:
        serve(
            ServeOptions(
                where=where,
                database=database,
                pack=terminal.pack_path,
                port=port,
                lan=lan,
                public_origin=public_origin,
                no_browser=no_browser,
                day=day,
                begin=terminal.begin,
            )
        )
    except CannotListen as fault:
        raise Ended(Exit.WRONG_INPUT, str(fault)) from None
