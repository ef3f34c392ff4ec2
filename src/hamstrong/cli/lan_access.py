"""`hamstrong serve --lan`: LAN access of a household's phones to the diary, over TLS."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import click
import segno
from starlette.types import ASGIApp

from hamstrong.phone.build.static_app import PATH, is_there
from hamstrong.web.listeners.authority_page import authority_page
from hamstrong.web.listeners.certificates import Authority, open_authority, write_leaf
from hamstrong.web.listeners.servers import Stand
from hamstrong.web.listeners.sockets import Listener, lan_address, lan_names, listen
from hamstrong.web.shell.context import Shell

AUTHORITY_FOLDER = "authority"


@dataclass(frozen=True, kw_only=True)
class LanAccess:
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
        names = (self.address, *lan_names())
        return frozenset(f"https://{name}:{self.safe.port}" for name in names)

    @property
    def page_origins(self) -> frozenset[str]:
        """The same names for the page with the certificate."""
        names = (self.address, *lan_names())
        return frozenset(f"http://{name}:{self.plain.port}" for name in names)

    @property
    def authority_page(self) -> str:
        """Where a phone gets the certificate."""
        return f"http://{self.address}:{self.plain.port}"


def open_lan(state: Path, near: int) -> LanAccess:
    """Listen on the home network, on free ports after `near`, and open the authority or make it.

    Raises:
        CannotListen: this machine is in no private network, or no port is free.
    """
    address = lan_address()
    safe = listen(address, None, first=near + 1)
    plain = listen(address, None, first=safe.port + 1)
    authority = open_authority(state / AUTHORITY_FOLDER)
    return LanAccess(address=address, safe=safe, plain=plain, authority=authority)


def lan_stands(web: ASGIApp, shell: Shell, lan: LanAccess, state: Path) -> list[Stand]:
    """The diary with a fresh certificate, and the authority page."""
    leaf = write_leaf(lan.authority, state / AUTHORITY_FOLDER, [lan.address], list(lan_names()))
    step = authority_page(shell, lan.authority, lan.page_origins, lan.origin)
    return [
        Stand(app=web, listener=lan.safe, origins=lan.origins, certificate=leaf),
        Stand(app=step, listener=lan.plain, origins=lan.page_origins),
    ]


def say_lan_access(shell: Shell, lan: LanAccess) -> None:
    """How a phone comes in: two pictures and a PIN."""
    token, pin = shell.invitations.pairing()
    click.echo("\nOn a phone in the same network:")
    click.echo(f"\n1. The first time only, open {lan.authority_page} and follow its two steps.\n")
    _draw(lan.authority_page)
    click.echo(f"   Its certificate should show {lan.authority.fingerprint[:23]} …")
    link = f"{lan.origin}/pair?code={token}"
    click.echo(f"\n2. Then scan this, or open {link}\n")
    _draw(link)
    click.echo(f"   PIN: {pin[:3]} {pin[3:]}   (good for ten minutes and one phone)")
    if is_there():
        click.echo(
            "\nTo take Hamstrong along on the phone itself, with a diary of its own and without"
        )
        click.echo(f"this computer, open {lan.origin}{PATH}/ there after step 1.")


def _draw(link: str) -> None:
    segno.make(link, error="l", micro=False).terminal(compact=True, border=2)
