"""Second start of `hamstrong serve` on a diary whose server runs: open that one instead."""

from __future__ import annotations

import time
import webbrowser
from pathlib import Path

import click

from hamstrong.web.listeners.running_server import RunningServer, ServerLock
from hamstrong.web.listeners.sockets import CannotListen
from hamstrong.web.shell.invitations import Invitations
from hamstrong.web.shell.state_db import StateDb


def open_running(
    lock: ServerLock, state: Path, wanted: RunningServer, port: int | None, *, browser: bool
) -> None:
    """Open the server that holds the lock, by a fresh link of its own.

    The link is made in the shell's database, which only the diary's owner can write. So nothing
    has to be asked of the running server, and no secret has to lie in a file.

    Raises:
        CannotListen: it was started with other options, or does not come to listen.
    """
    running = lock.read()
    if running is None:
        raise CannotListen(
            "Another Hamstrong has this diary but does not answer yet."
            " Wait a moment and run this again."
        )
    where = f"process {running.pid}, {running.origin}"
    difference = running.difference(wanted, port)
    if difference is not None:
        raise CannotListen(
            f"Hamstrong already runs on this diary ({where}), {difference}."
            " Close it with Ctrl+C in its window, then run this again."
        )
    if running.public_origin is not None:
        click.echo(f"Hamstrong already serves {running.public_origin} ({where}).")
        return
    click.echo(f"Hamstrong already runs on this diary ({where}).")
    opened = browser and webbrowser.open(_link(state, running))
    click.echo("It opens in your browser. If no page opened, use this:" if opened else
        "Open this address; it works once:")  # fmt: skip
    click.echo(f"\n  {_link(state, running)}\n")
    click.echo("It ends where it was started, with Ctrl+C.")


def _link(state: Path, running: RunningServer) -> str:
    database = StateDb(state)
    try:
        return f"{running.origin}/start?token={Invitations(database, time.time).start()}"
    finally:
        database.close()
