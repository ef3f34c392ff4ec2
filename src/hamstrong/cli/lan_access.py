"""`hamstrong serve --lan`: LAN access of a household's phones to the diary, over TLS."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
import segno
from starlette.types import ASGIApp

from hamstrong.web.listeners.authority_page import doorstep
from hamstrong.web.listeners.certificates import Authority, open_authority, write_leaf
from hamstrong.web.listeners.servers import Stand
from hamstrong.web.listeners.sockets import Listener, house_address, house_names, listen
from hamstrong.web.shell.context import Shell

AUTHORITY_FOLDER = "authority"


@dataclass(frozen=True, kw_only=True)
class House:
    """What the home network can reach: the diary over TLS, the authority page without."""

    address: str
    safe: Listener
    plain: Listener
    authority: Authority

    @property
    def origin(self) -> str:
        """Where the diary is."""
        return f"https://{self.address}:{self.safe.port}"

    @property
    def origins(self) -> frozenset[str]:
        """Every name under which this machine is known on the home network."""
        names = (self.address, *house_names())
        return frozenset(f"https://{name}:{self.safe.port}" for name in names)

    @property
    def doorstep_origins(self) -> frozenset[str]:
        """The same names for the page with the certificate."""
        names = (self.address, *house_names())
        return frozenset(f"http://{name}:{self.plain.port}" for name in names)

    @property
    def doorstep(self) -> str:
        """Where a phone gets the certificate."""
        return f"http://{self.address}:{self.plain.port}"


def open_house(state: Path, near: int) -> House:
    """Listen on the home network, on free ports after `near`, and open the authority or make it.

    Raises:
        CannotListen: this machine is in no private network, or no port is free.
    """
    address = house_address()
    safe = listen(address, None, first=near + 1)
    plain = listen(address, None, first=safe.port + 1)
    authority = open_authority(state / AUTHORITY_FOLDER)
    return House(address=address, safe=safe, plain=plain, authority=authority)


def house_stands(web: ASGIApp, shell: Shell, house: House, state: Path) -> list[Stand]:
    """The diary with a fresh certificate, and the authority page."""
    leaf = write_leaf(
        house.authority, state / AUTHORITY_FOLDER, [house.address], list(house_names())
    )
    step = doorstep(shell, house.authority, house.doorstep_origins, house.origin)
    return [
        Stand(app=web, listener=house.safe, origins=house.origins, certificate=leaf),
        Stand(app=step, listener=house.plain, origins=house.doorstep_origins),
    ]


def say_house(shell: Shell, house: House) -> None:
    """How a phone comes in: two pictures and a PIN."""
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
