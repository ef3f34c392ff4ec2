"""Who can reach the server at all: ports, certificates, and the command as a process."""

from __future__ import annotations

import os
import re
import signal
import socket
import ssl
import subprocess
import sys
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import HTTPError

import pytest
from click.testing import CliRunner
from starlette.testclient import TestClient

from hamstrong.cli import main
from hamstrong.cli.exits import Exit
from hamstrong.web.listeners.authority_page import authority_page
from hamstrong.web.listeners.certificates import Authority, LeafFiles, open_authority, write_leaf
from hamstrong.web.listeners.sockets import CannotListen, lan_address, listen
from hamstrong.web.shell import Settings, create_app
from hamstrong.web.shell.application import shell_of_app

ADDRESS = "192.168.1.5"
COMMAND = "from hamstrong.cli import main; main()"


def test_a_taken_port_is_said_plainly_and_the_next_free_one_is_found() -> None:
    first = listen("127.0.0.1", None)
    try:
        with pytest.raises(CannotListen, match=f"Port {first.port} is in use.*--port"):
            listen("127.0.0.1", first.port)
        second = listen("127.0.0.1", None)
        second.socket.close()
        assert second.port != first.port
    finally:
        first.socket.close()


def test_the_lan_is_a_private_network_only(monkeypatch: pytest.MonkeyPatch) -> None:
    class Probe(socket.socket):
        def connect(self, address: object) -> None:
            del address

        def getsockname(self) -> tuple[str, int]:
            return "203.0.113.9", 1

    monkeypatch.setattr(socket, "socket", Probe)
    with pytest.raises(CannotListen, match="not one of a private network"):
        lan_address()


def _shake_hands(authority: Authority, leaf: LeafFiles, name: str) -> None:
    """A phone that trusts the authority opens a connection, all in memory."""
    server_context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    server_context.load_cert_chain(leaf.certificate, leaf.key)
    client_context = ssl.create_default_context(cadata=authority.pem.decode())
    to_server, to_client = ssl.MemoryBIO(), ssl.MemoryBIO()
    server = server_context.wrap_bio(to_server, to_client, server_side=True)
    client = client_context.wrap_bio(to_client, to_server, server_hostname=name)
    waiting = {client, server}
    while waiting:
        for side in tuple(waiting):
            try:
                side.do_handshake()
                waiting.discard(side)
            except ssl.SSLWantReadError:
                pass


def test_a_phone_that_trusts_the_authority_trusts_the_lan(tmp_path: Path) -> None:
    authority = open_authority(tmp_path / "authority")
    leaf = write_leaf(authority, tmp_path / "authority", [ADDRESS], ["desk.local"])
    _shake_hands(authority, leaf, ADDRESS)
    _shake_hands(authority, leaf, "desk.local")
    with pytest.raises(ssl.SSLCertVerificationError):
        _shake_hands(authority, leaf, "192.168.1.6")


@pytest.mark.parametrize(
    ("addresses", "names"), [(["8.8.8.8"], []), ([], ["bank.example"])], ids=["address", "name"]
)
def test_a_stolen_authority_impersonates_nothing_outside_the_lan(
    tmp_path: Path, addresses: list[str], names: list[str]
) -> None:
    authority = open_authority(tmp_path)
    leaf = write_leaf(authority, tmp_path, addresses, names)
    with pytest.raises(ssl.SSLCertVerificationError, match="subtree"):
        _shake_hands(authority, leaf, (addresses + names)[0])


def test_keys_are_for_the_owner_alone_and_leaves_are_short_lived(tmp_path: Path) -> None:
    from cryptography import x509  # noqa: PLC0415

    folder = tmp_path / "authority"
    authority = open_authority(folder)
    leaf = write_leaf(authority, folder, [ADDRESS], [])
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}
    assert set(modes.values()) == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700
    read = x509.load_pem_x509_certificate(leaf.certificate.read_bytes())
    assert read.not_valid_after_utc - read.not_valid_before_utc <= timedelta(days=398)


def test_the_authority_stays_until_it_could_die_before_its_leaf(tmp_path: Path) -> None:
    now = datetime.now(UTC)
    first = open_authority(tmp_path, now)
    assert open_authority(tmp_path, now + timedelta(days=300)).fingerprint == first.fingerprint
    later = now + timedelta(days=9 * 365)
    assert open_authority(tmp_path, later).fingerprint != first.fingerprint


def test_the_authority_page_gives_the_certificate_and_nothing_else(tmp_path: Path) -> None:
    web = create_app(None, Settings(origins=frozenset({f"https://{ADDRESS}:8766"})))
    authority = open_authority(tmp_path)
    step = authority_page(
        shell_of_app(web),
        authority,
        frozenset({f"http://{ADDRESS}:8767"}),
        f"https://{ADDRESS}:8766",
    )
    client = TestClient(step, base_url=f"http://{ADDRESS}:8767")
    shown = client.get("/")
    assert authority.fingerprint in shown.text
    assert "set-cookie" not in shown.headers
    handed = client.get("/hamstrong.crt")
    assert handed.content == authority.der
    assert handed.headers["content-type"] == "application/x-x509-ca-cert"
    assert client.get("/more").status_code == 404
    assert client.post("/").status_code == 405
    for elsewhere in ("http://evil.example", f"http://{ADDRESS}:8766"):
        assert TestClient(step, base_url=elsewhere).get("/").status_code == 421


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("HAMSTRONG_")}
    return kept | {"HAMSTRONG_DATA_DIR": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}


def test_the_command_serves_this_machine_and_stops_when_told(environ: dict[str, str]) -> None:
    run = subprocess.Popen(
        [sys.executable, "-c", COMMAND, "--today", "2026-03-02", "serve", "--no-browser"],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert run.stdout is not None
    try:
        link = ""
        while not link:
            found = re.search(r"http://127\.0\.0\.1:\d+/start\?token=\S+", run.stdout.readline())
            link = found[0] if found else ""
        port = int(link.split(":")[2].split("/", maxsplit=1)[0])
        listening_on = {host for host, found in _listening(run.pid) if found == port}
        assert listening_on == {"127.0.0.1"}
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        assert b"refresh" in opener.open(link).read()
        assert opener.open(f"http://127.0.0.1:{port}/more").status == 200
        with pytest.raises(HTTPError, match="401"):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/more")
    finally:
        run.send_signal(signal.SIGTERM)
        said = run.communicate(timeout=20)[0]
    assert run.returncode == 0
    assert "token" not in said.replace(link, "")
    assert "GET" not in said


def _listening(pid: int) -> set[tuple[str, int]]:
    """Every TCP address that the process listens on (Linux)."""
    inodes = set()
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        target = str(handle.readlink())
        if target.startswith("socket:["):
            inodes.add(target[8:-1])
    found = set()
    for line in Path(f"/proc/{pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]:
        fields = line.split()
        if fields[3] == "0A" and fields[9] in inodes:
            host, port = fields[1].split(":")
            raw = bytes.fromhex(host)[::-1]
            found.add((socket.inet_ntoa(raw), int(port, 16)))
    return found


def test_a_proxy_needs_a_password_first(environ: dict[str, str]) -> None:
    arguments = ["serve", "--public-origin", "https://ham.example.org"]
    answer = CliRunner().invoke(main, arguments, env=environ)
    assert answer.exit_code == Exit.WRONG_INPUT
    assert "hamstrong password" in answer.output


@pytest.mark.parametrize(
    "origin", ["http://ham.example.org", "ham.example.org", "https://a.example/path"]
)
def test_a_proxys_address_is_https_and_nothing_more(environ: dict[str, str], origin: str) -> None:
    answer = CliRunner().invoke(main, ["serve", "--public-origin", origin], env=environ)
    assert answer.exit_code == 2
    assert "not https" in answer.output or "no address" in answer.output or "path" in answer.output


def test_the_password_command_keeps_a_hash(environ: dict[str, str]) -> None:
    typed = "a calm green hill\n" * 2
    answer = CliRunner().invoke(main, ["password"], input=typed, env=environ)
    assert answer.exit_code == 0
    kept = Path(environ["HAMSTRONG_DATA_DIR"]) / "web" / "password"
    assert kept.read_text(encoding="ascii").startswith("$argon2id$")
    assert "calm" not in answer.output
