"""`hamstrong serve`: the web app on this machine, and in the house when asked to."""

from __future__ import annotations

import os
import webbrowser
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import click

from hamstrong.app import open_app
from hamstrong.cli.collecting import collecting_as_usual
from hamstrong.cli.context import Terminal
from hamstrong.cli.exits import Ended, Exit
from hamstrong.diary.places import DATA_DIR_VARIABLE, default_data_dir, make_private_folder
from hamstrong.web.features import FEATURES
from hamstrong.web.serving.listening import LOOPBACK, CannotListen, Listener, listen
from hamstrong.web.serving.running import Stand, run
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.context import Shell
from hamstrong.web.shell.passwords import read_password
from hamstrong.web.shell.settings import Entrance

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from hamstrong.cli.house import House

STATE_FOLDER = "web"
DATABASE_VARIABLE = "HAMSTRONG_DATABASE_URL"


def _public_origin(_ctx: click.Context, _param: click.Parameter, value: str | None) -> str | None:
    if value is None:
        return None
    parts = urlsplit(value)
    if parts.scheme != "https" or not parts.hostname or parts.path.strip("/") or parts.query:
        message = f"{value!r} is not an address such as https://hamstrong.example.org"
        raise click.BadParameter(message)
    return f"https://{parts.netloc.lower()}"


@click.command("serve")
@click.option("--port", type=click.IntRange(1, 65535), help="Port; otherwise a free one.")
@click.option("--lan", is_flag=True, help="Let a phone in this house in, after pairing.")
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
    help=f"Where the diary is; otherwise {DATA_DIR_VARIABLE} or your own data folder.",
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
    port: int | None,
    lan: bool,
    public_origin: str | None,
    no_browser: bool,
    data_dir: Path | None,
    today: datetime | None,
) -> None:
    """Open the app in the browser. Nothing listens beyond this machine without --lan.

    \b
    Examples:
      hamstrong serve
      hamstrong serve --lan                let your phone in, too
      hamstrong serve --public-origin https://hamstrong.example.org --no-browser
    """  # noqa: D301  click wants the backspace itself
    if lan and public_origin:
        message = "--lan and --public-origin are two different ways in: choose one"
        raise click.UsageError(message)
    folder = data_dir or terminal.data_dir
    where = default_data_dir(os.environ) if folder is None else folder.expanduser().absolute()
    database = os.environ.get(DATABASE_VARIABLE, "") if folder is None else ""
    day = terminal.today_option if today is None else today.date()
    try:
        _serve(where, database, port, lan, public_origin, no_browser, day)
    except CannotListen as fault:
        raise Ended(Exit.WRONG_INPUT, str(fault)) from None


def _serve(
    where: Path,
    database: str,
    port: int | None,
    lan: bool,
    public_origin: str | None,
    no_browser: bool,
    day: date | None,
) -> None:
    state = where / STATE_FOLDER
    make_private_folder(where)
    make_private_folder(state)
    if public_origin and read_password(state) is None:
        message = "No password is set yet. Run `hamstrong password` as the same user, then this."
        raise CannotListen(message)
    local = listen(LOOPBACK, port)
    house = _open_house(state, local.port) if lan else None
    local_origin = f"http://{LOOPBACK}:{local.port}"
    settings = Settings(
        origins=_origins(local, house, public_origin),
        entrance=_entrance(house, public_origin),
        pairing_origin=None if house is None else house.origin,
        state_dir=state,
        today=day,
    )
    with open_app(database or where) as app:
        web = create_app(app, settings, FEATURES)
        shell = shell_of_app(web)
        stands = [Stand(app=web, listener=local, behind_proxy=public_origin is not None)]
        if public_origin is None:
            _say_local(shell, local_origin, day, browser=not no_browser)
        else:
            click.echo(f"Hamstrong serves {public_origin} from {local_origin}.")
        if house is not None:
            stands += _let_in(web, shell, house, state)
        with collecting_as_usual():
            run(stands)


def _open_house(state: Path, near: int) -> House:
    # Certificates and pictures cost a tenth of the start, and only --lan needs them.
    from hamstrong.cli.house import open_house  # noqa: PLC0415

    return open_house(state, near)


def _let_in(web: ASGIApp, shell: Shell, house: House, state: Path) -> list[Stand]:
    from hamstrong.cli.house import house_stands, say_house  # noqa: PLC0415  as above

    say_house(shell, house)
    return house_stands(web, shell, house, state)


def _origins(local: Listener, house: House | None, public: str | None) -> frozenset[str]:
    if public is not None:
        return frozenset({public})
    own = {f"http://{LOOPBACK}:{local.port}", f"http://localhost:{local.port}"}
    return frozenset(own if house is None else own | house.origins)


def _entrance(house: House | None, public: str | None) -> Entrance:
    if public is not None:
        return Entrance.PASSWORD
    return Entrance.START_LINK if house is None else Entrance.PAIRING


def _say_local(shell: Shell, origin: str, day: date | None, *, browser: bool) -> None:
    def link() -> str:
        return f"{origin}/start?token={shell.invitations.start()}"

    opened = browser and webbrowser.open(link())
    click.echo("Hamstrong is running on this computer only." if opened else "Hamstrong is running.")
    click.echo(
        "Open this address; it works once:" if not opened else "If no page opened, use this:"
    )
    click.echo(f"\n  {link()}\n")
    if day is not None:
        click.echo(f"For trying out, it is {day.isoformat()}. Do not mix this with your own diary.")
    click.echo("Close with Ctrl+C. What you saved stays.")
