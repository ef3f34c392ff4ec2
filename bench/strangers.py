"""What somebody without a session can do to everybody else's waiting time and to memory.

    .venv/bin/python -m bench.strangers [ATTACK...]
    HAMSTRONG_BASE=/path/to/an/earlier/checkout .venv/bin/python -m bench.strangers

Each attack meets a server of its own, in a process of its own, on a diary of its own. While it
runs, another client asks for a small answer over and over; the longest wait of that client and the
server's highest memory are printed, beside those of the earlier checkout if one is named (it needs
an environment of its own in `.venv`). An attack sends at most 32 MiB or 60 requests and is given up
after three minutes.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MIB = 1024 * 1024
GIVEN_UP_S = 180.0
NAME = "ham.example.org"
PASSWORD = "a calm green hill behind the house"  # noqa: S105 - of a server that lives for seconds
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Server:
    """A server that runs: its process, port and the Host that it answers to."""

    pid: int
    port: int
    host: str

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=GIVEN_UP_S)

    def head(self, method: str, path: str, *headers: str) -> bytes:
        scheme = "https" if self.host == NAME else "http"
        lines = [f"{method} {path} HTTP/1.1", f"host: {self.host}"]
        lines += [f"origin: {scheme}://{self.host}"] if method == "POST" else []
        return "\r\n".join([*lines, *headers, "", ""]).encode()

    def ask(self, message: bytes) -> bytes:
        """Send a whole request on a connection of its own and give what comes first."""
        with self.connect() as connection:
            connection.sendall(message)
            return connection.recv(64 * 1024)


@dataclass(frozen=True)
class Result:
    """The longest wait of another request, and the memory beyond that of an idle server."""

    wait_s: float
    peak_mib: float


def _visitor(server: Server) -> tuple[str, str]:
    """The cookie and token of the login page."""
    page = server.ask(server.head("GET", "/login", "connection: close"))
    while b'name="csrf" value="' not in page:
        with server.connect() as connection:
            connection.sendall(server.head("GET", "/login", "connection: close"))
            page = b"".join(iter(lambda: connection.recv(64 * 1024), b""))
    cookie = re.search(rb"set-cookie: ([^;]+)", page, re.IGNORECASE)
    token = re.search(rb'name="csrf" value="([0-9a-f]+)"', page)
    if cookie is None or token is None:
        raise SystemExit("the login page has no form")
    return cookie[1].decode(), token[1].decode()


def _send_all(server: Server, head: bytes, body: bytes) -> None:
    """Send as much as the server takes, and wait for its answer."""
    with server.connect() as connection, contextlib.suppress(OSError):
        connection.sendall(head)
        for begin in range(0, len(body), 256 * 1024):
            connection.sendall(body[begin : begin + 256 * 1024])
        connection.recv(1024)


def large_form(server: Server) -> None:
    body = b"a=%41&" * (32 * MIB // 6)
    head = server.head("POST", "/start", f"content-type: {FORM}", f"content-length: {len(body)}")
    _send_all(server, head, body)


def large_form_without_length(server: Server) -> None:
    piece = b"a=%41&" * 10_000
    chunk = b"%x\r\n%s\r\n" % (len(piece), piece)
    body = chunk * (32 * MIB // len(piece)) + b"0\r\n\r\n"
    head = server.head("POST", "/start", f"content-type: {FORM}", "transfer-encoding: chunked")
    _send_all(server, head, body)


def large_login(server: Server) -> None:
    cookie, token = _visitor(server)
    body = f"csrf={token}&password=".encode() + b"a=%41&" * (32 * MIB // 6 - 100)
    head = server.head(
        "POST",
        "/login",
        f"cookie: {cookie}",
        f"content-type: {FORM}",
        f"content-length: {len(body)}",
    )
    _send_all(server, head, body)


def large_multipart(server: Server) -> None:
    cookie, _ = _visitor(server)
    part = b'--b\r\ncontent-disposition: form-data; name="a"\r\n\r\n\r\n'
    body = part * (4 * MIB // len(part))
    kind = "content-type: multipart/form-data; boundary=b"
    head = server.head("POST", "/login", f"cookie: {cookie}", kind, f"content-length: {len(body)}")
    _send_all(server, head, body)


def sixty_passwords(server: Server) -> None:
    """From sixty addresses, as the proxy on this machine names them."""
    cookie, token = _visitor(server)
    body = f"csrf={token}&form_id=00000000-0000-4000-8000-000000000000&password=wrong".encode()

    def guess(number: int) -> None:
        head = server.head(
            "POST", "/login", f"cookie: {cookie}", f"content-type: {FORM}",
            f"content-length: {len(body)}", f"x-forwarded-for: 203.0.113.{number}",
            "x-forwarded-proto: https",
        )  # fmt: skip
        with contextlib.suppress(OSError):
            server.ask(head + body)

    with ThreadPoolExecutor(60) as crowd:
        list(crowd.map(guess, range(1, 61)))


def long_header(server: Server) -> None:
    with server.connect() as connection, contextlib.suppress(OSError):
        connection.sendall(b"GET / HTTP/1.1\r\nhost: x\r\nx: ")
        for _ in range(32 * 4):
            connection.sendall(b"a" * (MIB // 4))
        connection.sendall(b"\r\n\r\n")
        connection.recv(1024)


def tiny_chunks(server: Server) -> None:
    head = server.head("POST", "/start", f"content-type: {FORM}", "transfer-encoding: chunked")
    _send_all(server, head, b"1\r\na\r\n" * (4 * MIB // 6) + b"0\r\n\r\n")


def many_requests_in_one(server: Server) -> None:
    one = server.head("GET", "/favicon.ico")
    _send_all(server, b"", one * (2 * MIB // len(one)))


@dataclass(frozen=True)
class Attack:
    """What is sent, and whether to a server behind a proxy (with a password) or a local one."""

    run: Callable[[Server], None]
    proxied: bool = False


ATTACKS = {
    "nobody, for three seconds": Attack(lambda _server: time.sleep(3)),
    "form of 32 MiB to /start": Attack(large_form),
    "the same without a length": Attack(large_form_without_length),
    "form of 32 MiB to /login": Attack(large_login, proxied=True),
    "100,000 parts to /login": Attack(large_multipart, proxied=True),
    "60 passwords at once": Attack(sixty_passwords, proxied=True),
    "header of 32 MiB": Attack(long_header),
    "700,000 chunks of a byte": Attack(tiny_chunks),
    "30,000 requests in a row": Attack(many_requests_in_one),
}


@contextlib.contextmanager
def serving(checkout: Path, *, proxied: bool) -> Iterator[Server]:
    """Start the command of a checkout on a new diary."""
    program = str(checkout / ".venv" / "bin" / "hamstrong")
    with tempfile.TemporaryDirectory(prefix="strangers-") as folder:
        environ = {**os.environ, "PYTHONUNBUFFERED": "1", "HAMSTRONG_DATA_DIR": folder}
        command = [program, "serve", "--no-browser"]
        if proxied:
            command += ["--public-origin", f"https://{NAME}"]
            setting = [program, "password", "--password", PASSWORD]
            subprocess.run(setting, env=environ, check=True, stdout=subprocess.DEVNULL)
        with subprocess.Popen(
            command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
        ) as process:
            if process.stdout is None:
                raise SystemExit("the server's output is not ours to read")
            port = next(
                int(found[1])
                for line in process.stdout
                if (found := re.search(r"http://127\.0\.0\.1:(\d+)", line))
            )
            host = NAME if proxied else f"127.0.0.1:{port}"
            try:
                yield Server(process.pid, port, host)
            finally:
                process.kill()


def _memory_mib(pid: int, name: str) -> float:
    text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    return int(re.findall(rf"{name}:\s+(\d+)", text)[0]) / 1024


def _longest_wait(server: Server, until: threading.Event) -> float:
    """Ask for a small answer over and over; the longest time that one took."""
    longest = 0.0
    message = server.head("GET", "/favicon.ico", "connection: close")
    while not until.is_set():
        begun = time.perf_counter()
        with contextlib.suppress(OSError):
            server.ask(message)
        longest = max(longest, time.perf_counter() - begun)
        time.sleep(0.005)
    return longest


def measure(checkout: Path, attack: Attack) -> Result:
    """Run one attack on a fresh server."""
    with serving(checkout, proxied=attack.proxied) as server, ThreadPoolExecutor(2) as pool:
        until = threading.Event()
        time.sleep(0.5)
        # The template of refusals is compiled once, whoever comes first.
        server.ask(server.head("GET", "/nowhere", "connection: close"))
        before = _memory_mib(server.pid, "VmRSS")
        Path(f"/proc/{server.pid}/clear_refs").write_text("5", encoding="ascii")
        asking = pool.submit(_longest_wait, server, until)
        time.sleep(0.2)
        attacking = pool.submit(attack.run, server)
        with contextlib.suppress(TimeoutError):
            attacking.result(timeout=GIVEN_UP_S)
        time.sleep(0.5)
        until.set()
        peak = _memory_mib(server.pid, "VmHWM") - before
        if not attacking.done():
            os.kill(server.pid, signal.SIGKILL)  # so that both clients come to their ends
        return Result(asking.result(), peak)


def main() -> None:
    chosen = {name: ATTACKS[name] for name in sys.argv[1:]} or ATTACKS
    base = os.environ.get("HAMSTRONG_BASE")
    checkouts = {"now": ROOT} | ({"before": Path(base)} if base else {})
    print(f"{'':28}" + "".join(f"{name + ': wait':>16}{'memory':>12}" for name in checkouts))
    for name, attack in chosen.items():
        row = f"{name:28}"
        for checkout in checkouts.values():
            found = measure(checkout, attack)
            row += f"{found.wait_s * 1e3:13.0f} ms{found.peak_mib:8.0f} MiB"
        print(row, flush=True)


if __name__ == "__main__":
    main()
