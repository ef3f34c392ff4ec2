"""Web server on this machine, and on the home network if asked: what `hamstrong serve` does."""

from __future__ import annotations

import os
import webbrowser
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

import click

from hamstrong.app import App, open_app
from hamstrong.cli.garbage_collection import collecting_as_usual
from hamstrong.cli.second_start import open_running
from hamstrong.diary.places import STATE_FOLDER, Begin, folder_of, make_private_folder
from hamstrong.phone.build.static_app import PATH, is_there, with_phone_edition
from hamstrong.web.features import FEATURES
from hamstrong.web.listeners.running_server import RunningServer, ServerLock
from hamstrong.web.listeners.servers import Stand, run
from hamstrong.web.listeners.sockets import LOOPBACK, CannotListen, Listener, listen
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app
from hamstrong.web.shell.context import Shell
from hamstrong.web.shell.pages import compile_templates
from hamstrong.web.shell.passwords import read_password
from hamstrong.web.shell.settings import Entrance

if TYPE_CHECKING:
    from starlette.types import ASGIApp

    from hamstrong.cli.lan_access import LanAccess


_FIRST_PAGE_S = 3.0  # the first page comes first


@dataclass(frozen=True, kw_only=True)
class ServeOptions:
    """What to serve and to whom.

    Args:
        where: the data folder or the diary's file; `database` a server's URL instead, or empty.
        pack: the folder of the pack in force.
        day: to pretend, for trying out.
        begin: whether a diary may be begun where there was one.
    """

    where: Path
    database: str
    pack: Path
    port: int | None
    lan: bool
    public_origin: str | None
    no_browser: bool
    day: date | None
    begin: Begin = Begin.WHERE_NONE_WAS

    @property
    def state(self) -> Path:
        """Where sessions, password and lock are."""
        return folder_of(self.where) / STATE_FOLDER


def serve(options: ServeOptions) -> None:
    """Serve until asked to stop; on a diary whose server runs already, open that one.

    Raises:
        CannotListen: a port is taken, the home has no private network, a password is missing, or
            a server with other options runs on this diary.
    """
    make_private_folder(folder_of(options.where))
    make_private_folder(options.state)
    with ServerLock(options.state) as lock:
        if not lock.take():
            browser = not options.no_browser
            wanted = _note(options, "")
            open_running(lock, options.state, wanted, options.port, browser=browser)
            return
        if options.public_origin and read_password(options.state) is None:
            message = (
                "No password is set yet. Run `hamstrong password` as the same user, then this."
            )
            raise CannotListen(message)
        _serve_here(options, lock)


def _note(options: ServeOptions, origin: str) -> RunningServer:
    """What the lock says of a server with these options."""
    return RunningServer(
        pid=os.getpid(),
        origin=origin,
        lan=options.lan,
        public_origin=options.public_origin,
        today=None if options.day is None else options.day.isoformat(),
        pack=str(options.pack.resolve()),
    )


def _serve_here(options: ServeOptions, lock: ServerLock) -> None:
    """Open the diary before anything listens: what is wrong with it leaves no port taken."""
    where, beside = options.database or options.where, folder_of(options.where)
    with open_app(where, options.pack, beside, options.begin) as app:
        _listen_and_serve(options, lock, app)


def _listen_and_serve(options: ServeOptions, lock: ServerLock, app: App) -> None:
    public_origin, state = options.public_origin, options.state
    local = listen(LOOPBACK, options.port)
    lan = _open_lan(state, local.port) if options.lan else None
    local_origin = f"http://{LOOPBACK}:{local.port}"
    settings = Settings(
        origins=_local_origins(local, public_origin) | (lan.origins if lan else frozenset()),
        entrance=_entrance(lan, public_origin),
        pairing_origin=None if lan is None else lan.origin,
        state_dir=state,
        today=options.day,
        phone_edition=PATH if is_there() else None,
    )
    web = create_app(app, settings, FEATURES)
    shell = shell_of_app(web)
    shell.invitations.forget_starts()
    lock.write(_note(options, local_origin))
    served = with_phone_edition(web, settings.origins)
    stands = [
        Stand(
            app=served,
            listener=local,
            origins=_local_origins(local, public_origin),
            behind_proxy=public_origin is not None,
        )
    ]
    if public_origin is None:
        _say_local(shell, local_origin, options.day, browser=not options.no_browser)
    else:
        click.echo(f"Hamstrong serves {public_origin} from {local_origin}.")
    if lan is not None:
        stands += _let_in(served, shell, lan, state)
    run_as_command(shell, stands)


def run_as_command(shell: Shell, stands: Sequence[Stand]) -> None:
    """Serve until a stop is asked for; this command and its benches both use it."""
    compiling = Timer(_FIRST_PAGE_S, compile_templates, [shell.templates])
    compiling.daemon = True
    compiling.start()
    with collecting_as_usual():
        run(stands)


def _open_lan(state: Path, near: int) -> LanAccess:
    # Certificates and pictures cost a tenth of the start, and only --lan needs them.
    from hamstrong.cli.lan_access import open_lan  # noqa: PLC0415

    return open_lan(state, near)


def _let_in(web: ASGIApp, shell: Shell, lan: LanAccess, state: Path) -> list[Stand]:
    from hamstrong.cli.lan_access import lan_stands, say_lan_access  # noqa: PLC0415  as above

    say_lan_access(shell, lan)
    return lan_stands(web, shell, lan, state)


def _local_origins(local: Listener, public: str | None) -> frozenset[str]:
    """The names of the listener on this machine, which a reverse proxy may have to itself."""
    if public is not None:
        return frozenset({public})
    return frozenset(f"http://{name}:{local.port}" for name in (LOOPBACK, "localhost"))


def _entrance(lan: LanAccess | None, public: str | None) -> Entrance:
    if public is not None:
        return Entrance.PASSWORD
    return Entrance.START_LINK if lan is None else Entrance.PAIRING


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
