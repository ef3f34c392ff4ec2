"""`hamstrong serve`: the web app on this machine, and in the house when asked to."""

from __future__ import annotations

import os
import webbrowser
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click
import segno
from starlette.types import ASGIApp

from hamstrong.app import open_app
from hamstrong.diary.errors import DiaryError
from hamstrong.diary.places import DATA_DIR_VARIABLE, default_data_dir, make_private_folder
from hamstrong.protocol.faults import PackError
from hamstrong.web.features import FEATURES
from hamstrong.web.serving.certificates import Authority, open_authority, write_leaf
from hamstrong.web.serving.doorstep import doorstep
from hamstrong.web.serving.listening import (
    LOOPBACK,
    CannotListen,
    Listener,
    house_address,
    house_names,
    listen,
)
from hamstrong.web.serving.running import Stand, run
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.context import Shell
from hamstrong.web.shell.passwords import read_password
from hamstrong.web.shell.settings import Entrance

STATE_FOLDER = "web"
DATABASE_VARIABLE = "HAMSTRONG_DATABASE_URL"
AUTHORITY_FOLDER = "authority"


@dataclass(frozen=True, kw_only=True)
class _House:
    """What the house can reach: the diary over TLS, and the doorstep without."""

    address: str
    safe: Listener
    plain: Listener
    authority: Authority

    @property
    def origin(self) -> str:
        return f"https://{self.address}:{self.safe.port}"

    @property
    def doorstep(self) -> str:
        return f"http://{self.address}:{self.plain.port}"


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
def serve_command(
    port: int | None,
    lan: bool,
    public_origin: str | None,
    no_browser: bool,
    data_dir: Path | None,
    today: datetime | None,
) -> None:
    """Open the app in the browser. Nothing listens beyond this machine without --lan."""
    if lan and public_origin:
        message = "--lan and --public-origin are two different ways in: choose one"
        raise click.UsageError(message)
    where = default_data_dir(os.environ) if data_dir is None else data_dir.expanduser().absolute()
    database = os.environ.get(DATABASE_VARIABLE, "") if data_dir is None else ""
    day = None if today is None else today.date()
    try:
        _serve(where, database, port, lan, public_origin, no_browser, day)
    except (CannotListen, DiaryError, PackError) as fault:
        raise click.ClickException(str(fault)) from fault


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
        if house is not None:
            stands += _house_stands(web, shell, house, state)
        if public_origin is None:
            _say_local(shell, local_origin, day, browser=not no_browser)
        else:
            click.echo(f"Hamstrong serves {public_origin} from {local_origin}.")
        if house is not None:
            _say_house(shell, house)
        run(stands)


def _origins(local: Listener, house: _House | None, public: str | None) -> frozenset[str]:
    if public is not None:
        return frozenset({public})
    own = {f"http://{LOOPBACK}:{local.port}", f"http://localhost:{local.port}"}
    if house is not None:
        names = (house.address, *house_names())
        own |= {f"https://{name}:{house.safe.port}" for name in names}
    return frozenset(own)


def _entrance(house: _House | None, public: str | None) -> Entrance:
    if public is not None:
        return Entrance.PASSWORD
    return Entrance.START_LINK if house is None else Entrance.PAIRING


def _open_house(state: Path, near: int) -> _House:
    address = house_address()
    safe = listen(address, None, first=near + 1)
    plain = listen(address, None, first=safe.port + 1)
    authority = open_authority(state / AUTHORITY_FOLDER)
    return _House(address=address, safe=safe, plain=plain, authority=authority)


def _house_stands(web: ASGIApp, shell: Shell, house: _House, state: Path) -> list[Stand]:
    leaf = write_leaf(
        house.authority, state / AUTHORITY_FOLDER, [house.address], list(house_names())
    )
    step = doorstep(shell, house.authority, house.address, house.origin)
    return [
        Stand(app=web, listener=house.safe, certificate=leaf),
        Stand(app=step, listener=house.plain),
    ]


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


def _say_house(shell: Shell, house: _House) -> None:
    token, pin = shell.invitations.pairing()
    click.echo("\nOn a phone in the same network:")
    click.echo(f"\n1. The first time only, open {house.doorstep} and follow its two steps.\n")
    _draw(house.doorstep)
    click.echo(f"   Its certificate should show {house.authority.fingerprint[:23]} …")
    link = f"{house.origin}/pair?code={token}"
    click.echo(f"\n2. Then scan this, or open {link}\n")
    _draw(link)
    click.echo(f"   PIN: {pin[:3]} {pin[3:]}   (good for ten minutes and one phone)")


def _draw(link: str) -> None:
    segno.make(link, error="l", micro=False).terminal(compact=True, border=2)
