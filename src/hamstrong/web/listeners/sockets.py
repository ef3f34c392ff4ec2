"""Sockets: finding an address and a port to listen on, and a plain error when there is none."""

from __future__ import annotations

import errno
import ipaddress
import socket
from dataclasses import dataclass

LOOPBACK = "127.0.0.1"
FIRST_PORT = 8765
PORTS_TRIED = 20
HOUSE_NETWORKS = (
    "10.0.0.0/8",
    "172.16.0.0/12",
    "192.168.0.0/16",
    "169.254.0.0/16",
    "100.64.0.0/10",
    "fc00::/7",
    "fe80::/10",
)
_DOCUMENTATION_ADDRESS = "192.0.2.1"  # RFC 5737; nothing is sent to it


class CannotListen(Exception):
    """No socket; the message says why and what to do."""


@dataclass(frozen=True)
class Listener:
    """A bound socket and its address."""

    socket: socket.socket
    host: str
    port: int


def listen(host: str, port: int | None, first: int = FIRST_PORT) -> Listener:
    """Bind a port: the wanted one, or the first free one.

    Args:
        port: the wanted one; None tries `first` and the ones after it.

    Raises:
        CannotListen: the port is taken, or may not be used.
    """
    candidates = range(first, first + PORTS_TRIED) if port is None else (port,)
    for candidate in candidates:
        try:
            return _bind(host, candidate)
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE:
                raise CannotListen(_other_reason(host, candidate, fault)) from fault
    if port is not None:
        raise CannotListen(
            f"Port {port} is in use, perhaps by another Hamstrong window."
            " Close that one, or choose another port with --port, or leave --port away."
        )
    last = first + PORTS_TRIED - 1
    raise CannotListen(f"All ports from {first} to {last} are in use. Choose one with --port.")


def lan_address() -> str:
    """Return this machine's address on the home network.

    Raises:
        CannotListen: it has none, or one that the whole world can reach.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((_DOCUMENTATION_ADDRESS, 9))
            address = str(probe.getsockname()[0])
        except OSError as fault:
            raise CannotListen(
                "This computer is in no network, so a phone cannot reach it."
                " Connect it to the same Wi-Fi as the phone and start again."
            ) from fault
    networks = (ipaddress.ip_network(network) for network in HOUSE_NETWORKS)
    if not any(ipaddress.ip_address(address) in network for network in networks):
        raise CannotListen(
            f"This computer's address, {address}, is not one of a private network."
            " --lan is for the network at home; docs/how-to/self-host.md names another way."
        )
    return address


def lan_names() -> tuple[str, ...]:
    """Return the names of this machine on the home network."""
    name = socket.gethostname().split(".")[0].lower()
    return (f"{name}.local",) if name and name != "localhost" else ()


def _bind(host: str, port: int) -> Listener:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # on Windows the other one would share the port
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
        bound.listen(128)
    except OSError:
        bound.close()
        raise
    return Listener(bound, host, int(bound.getsockname()[1]))


def _other_reason(host: str, port: int, fault: OSError) -> str:
    if fault.errno == errno.EACCES:
        return f"Port {port} needs an administrator. Choose one above 1023 with --port."
    return f"Cannot listen on {host}:{port}: {fault.strerror}. Choose another port with --port."
