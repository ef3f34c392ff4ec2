"""Local peer: whether a request comes from a program of the same user of this computer.

Linux names the owner of each end of a connection on the loopback address. Other systems do not
tell without special rights; there the answer is no.
"""

from __future__ import annotations

import os
import socket
import struct
import sys
from pathlib import Path

from starlette.requests import HTTPConnection

_CONNECTIONS = Path("/proc/self/net/tcp")
_ADDRESS, _PEER, _USER = 1, 2, 7  # fields of a line


def is_own_user(connection: HTTPConnection) -> bool:
    """Say whether the other end certainly belongs to the user who runs this server."""
    client, server = connection.client, connection.scope.get("server")
    if client is None or server is None or sys.platform != "linux":
        return False
    try:
        ends = (_written(client.host, client.port), _written(server[0], server[1]))
        lines = _CONNECTIONS.read_text(encoding="ascii").splitlines()[1:]
    except (OSError, ValueError):
        return False
    fields = (line.split() for line in lines)
    owners = [int(found[_USER]) for found in fields if (found[_ADDRESS], found[_PEER]) == ends]
    return owners == [own_user()]


def own_user() -> int:
    """The user who runs this process."""
    return os.getuid() if sys.platform != "win32" else -1


def _written(host: str, port: int) -> str:
    """An IPv4 address and port as the list of connections has them.

    Raises:
        OSError: it is no IPv4 address.
    """
    (number,) = struct.unpack("=I", socket.inet_aton(host))
    return f"{number:08X}:{port:04X}"
