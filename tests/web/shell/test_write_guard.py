"""Bodies: whose are read at all, how much of them, how long, and where their token is."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path
from uuid import uuid4

import pytest
from starlette.applications import Starlette

from hamstrong.app.record.incoming_facts import BATCH_LIMITS
from hamstrong.exchange.runs import MOST_BYTES as MOST_RUN_BYTES
from hamstrong.web.data import MOST_ARCHIVE_BYTES
from hamstrong.web.features import FEATURES
from hamstrong.web.listeners.bounded_http import HEAD_S, MOST_CONNECTIONS, MOST_HEAD_BYTES
from hamstrong.web.shell import Feature, Settings, create_app
from hamstrong.web.shell import body_limits as limits
from hamstrong.web.shell.body_limits import BodyLimit
from hamstrong.web.shell.form_bodies import _SLICE
from hamstrong.web.shell.passwords import write_password
from hamstrong.web.shell.sessions import csrf_of
from hamstrong.web.shell.settings import Entrance
from hamstrong.web.shell.write_guard import _STRANGERS_AT_ONCE, _UPLOADS_AT_ONCE
from tests.loops import run_alone
from tests.web.people import ORIGIN, csrf, owner
from tests.web.shell.conftest import UPLOAD_BYTES
from tests.web.shell.raw_request import RawRequest

KIB = 1024
PLAIN = "application/x-www-form-urlencoded"
VISITOR = "hamstrong-visitor-8765=a-visitor"
VISITORS_TOKEN = csrf_of("a-visitor")
BOUNDARY = "a-line-between"
MULTIPART = f"multipart/form-data; boundary={BOUNDARY}"
PRIVATE = "where it hurts"


def _shell(entrance: Entrance, folder: Path | None = None) -> Starlette:
    return create_app(
        None, Settings(origins=frozenset({ORIGIN}), entrance=entrance, state_dir=folder)
    )


@pytest.mark.parametrize(
    ("entrance", "path", "cookie", "kind", "status"),
    [
        (Entrance.START_LINK, "/start", VISITOR, PLAIN, 404),
        (Entrance.START_LINK, "/login", VISITOR, PLAIN, 404),
        (Entrance.START_LINK, "/pair", VISITOR, PLAIN, 404),
        (Entrance.PAIRING, "/login", VISITOR, PLAIN, 404),
        (Entrance.PASSWORD, "/pair", VISITOR, PLAIN, 404),
        (Entrance.PASSWORD, "/start", VISITOR, PLAIN, 404),
        (Entrance.PASSWORD, "/static/shell/mark.svg", VISITOR, PLAIN, 404),
        (Entrance.PASSWORD, "/theme", VISITOR, PLAIN, 401),
        (Entrance.PASSWORD, "/nowhere", VISITOR, PLAIN, 401),
        (Entrance.PASSWORD, "/login", "", PLAIN, 403),
        (Entrance.PAIRING, "/pair", "", PLAIN, 403),
        (Entrance.PASSWORD, "/login", VISITOR, MULTIPART, 415),
        (Entrance.PAIRING, "/pair", VISITOR, "application/json", 415),
    ],
)
def test_a_strangers_body_is_refused_unread(
    entrance: Entrance, path: str, cookie: str, kind: str, status: int
) -> None:
    headers = {"cookie": cookie, "content-type": kind}
    sent = RawRequest(path, headers, [b"csrf=x", b"&a=b"]).ask(_shell(entrance))
    assert (sent.status, sent.taken) == (status, 0)


def _login(body: bytes, **headers: str) -> RawRequest:
    sent = {"cookie": VISITOR, "content-type": PLAIN} | headers
    half = len(body) // 2
    return RawRequest("/login", sent, [body[:half], body[half:]])


def _strangers_form(size: int, fields: int = 3) -> bytes:
    """A login form of exactly this size with exactly this many fields."""
    start = f"csrf={VISITORS_TOKEN}&form_id={uuid4()}" + "".join(
        f"&a{n}=" for n in range(fields - 3)
    )
    start += "&password="
    return start.encode() + b"x" * (size - len(start))


@pytest.mark.parametrize(
    ("size", "fields", "status"),
    [(4 * KIB, 8, 422), (4 * KIB + 1, 8, 413), (4 * KIB, 9, 400)],
)
def test_a_stranger_may_send_four_kib_in_eight_fields(
    tmp_path: Path, size: int, fields: int, status: int
) -> None:
    write_password(tmp_path, "a calm green hill")
    web = _shell(Entrance.PASSWORD, tmp_path)
    assert _login(_strangers_form(size, fields)).ask(web).status == status


def test_a_body_announced_as_too_large_is_not_read(tmp_path: Path) -> None:
    web = _shell(Entrance.PASSWORD, tmp_path)
    sent = _login(_strangers_form(4 * KIB + 1), **{"content-length": str(4 * KIB + 1)}).ask(web)
    assert (sent.status, sent.taken) == (413, 0)


@pytest.mark.parametrize("announced", ["10", "", "-1", "9" * 40, "ten"])
def test_what_is_announced_is_not_believed(tmp_path: Path, announced: str) -> None:
    web = _shell(Entrance.PASSWORD, tmp_path)
    sent = _login(_strangers_form(4 * KIB + 1), **{"content-length": announced}).ask(web)
    assert sent.status == 413


def _headers(web: Starlette, kind: str, *, token: bool = False) -> tuple[dict[str, str], str]:
    """What a browser that was let in sends along, and its token."""
    client = owner(web)
    secret, given = client.cookies["hamstrong-session-8765"], csrf(client)
    headers = {"cookie": f"hamstrong-session-8765={secret}", "content-type": kind}
    return headers | ({"x-csrf-token": given} if token else {}), given


@pytest.mark.parametrize(
    ("size", "fields", "status"),
    [(64 * KIB, 200, 200), (64 * KIB + 1, 200, 413), (64 * KIB, 201, 400)],
)
def test_a_form_has_at_most_64_kib_in_200_fields(
    workshop: Starlette, size: int, fields: int, status: int
) -> None:
    headers, token = _headers(workshop, PLAIN)
    body = f"csrf={token}&form_id={uuid4()}&pain=3".encode()
    body += b"".join(b"&a=" for _ in range(fields - 3))
    body += b"x" * (size - len(body))
    assert RawRequest("/keep", headers, [body[:100], body[100:]]).ask(workshop).status == status


def _part(name: str, value: bytes, filename: str | None = None) -> bytes:
    more = f'; filename="{filename}"' if filename is not None else ""
    head = f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\n'
    return head.encode() + value + b"\r\n"


END = f"--{BOUNDARY}--\r\n".encode()


def _upload(web: Starlette, *, size: int = 500, order: str = "csrf form_id file") -> RawRequest:
    headers, token = _headers(web, MULTIPART, token="csrf" not in order)
    parts = {
        "csrf": [_part("csrf", token.encode())],
        "form_id": [_part("form_id", str(uuid4()).encode())],
        "file": [_part("file", b"", "a")[:-2], b"x" * size, b"\r\n"],
    }
    pieces = [piece for name in order.split() for piece in parts[name]]
    return RawRequest("/upload", headers, [*pieces, END])


def test_a_token_before_the_file_or_in_a_header_opens_the_file(workshop: Starlette) -> None:
    for order in ("csrf form_id file", "file form_id"):
        sent = _upload(workshop, order=order).ask(workshop)
        assert (sent.status, sent.body) == (200, b"500 memory")


def test_a_file_before_its_token_is_not_read(workshop: Starlette) -> None:
    sent = _upload(workshop, order="file form_id csrf").ask(workshop)
    assert (sent.status, sent.taken) == (403, 1)


def test_a_file_behind_a_wrong_token_is_not_read(workshop: Starlette) -> None:
    sent = _upload(workshop)
    sent.pieces = [_part("csrf", b"0" * 64), *sent.pieces[1:]]
    assert (sent.ask(workshop).status, sent.taken) == (403, 2)
    sent = _upload(workshop, order="form_id file")
    sent.headers = {**sent.headers, "x-csrf-token": "0" * 64}
    assert (sent.ask(workshop).status, sent.taken) == (403, 0)


def test_a_large_file_lies_on_the_disk_and_leaves_nothing_behind(
    workshop: Starlette, tmp_path: Path
) -> None:
    sent = _upload(workshop, size=UPLOAD_BYTES).ask(workshop)
    assert (sent.status, sent.body) == (200, f"{UPLOAD_BYTES} disk".encode())
    kept = {path.name.partition("-")[0] for path in (tmp_path / "state").iterdir()}
    assert kept <= {"sessions.db"}


def test_a_file_has_a_limit_of_its_own(workshop: Starlette) -> None:
    assert _upload(workshop, size=UPLOAD_BYTES + 64 * KIB + 1).ask(workshop).status == 413


def test_a_full_disk_is_said_and_nothing_is_saved(
    workshop: Starlette, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def write(_file: object, _content: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("starlette.datastructures.UploadFile.write", write)
    sent = _upload(workshop).ask(workshop)
    assert sent.status == 503
    assert b"full" in sent.body


def test_every_form_with_a_file_names_its_limit() -> None:
    bodies = {path: limit for feature in FEATURES for path, limit in feature.bodies.items()}
    uploads = {path for path, limit in bodies.items() if limit.most_files}
    assert uploads == {"/data/bring-back", "/data/import", "/data/import/look", "/runs/file"}
    assert bodies["/api/v1/facts"].most_bytes == 2 * KIB * KIB


def test_the_page_on_safety_names_every_limit(root: Path) -> None:
    page = (root / "docs/explanation/local-server-safety.md").read_text(encoding="utf-8")
    stranger, form = limits.STRANGERS_FORM, limits.FORM
    told = (
        (
            f"| {stranger.most_bytes // KIB} KiB, {stranger.most_fields} fields, url-encoded,"
            f" {stranger.most_s} s, {_STRANGERS_AT_ONCE} at once |"
        ),
        f"| {form.most_bytes // KIB} KiB, {form.most_fields} fields, {form.most_s} s |",
        (
            f"| {MOST_RUN_BYTES // KIB // KIB} MiB for a run,"
            f" {MOST_ARCHIVE_BYTES // KIB // KIB} MiB for an archive,"
            f" {limits.upload_limit(0).most_s // 60} min, {_UPLOADS_AT_ONCE} at once;"
        ),
        f"| {BATCH_LIMITS.size // KIB // KIB} MiB, 500 facts, 60 s |",
        f"| {MOST_HEAD_BYTES // KIB} KiB, {HEAD_S:.0f} s; {MOST_CONNECTIONS} connections |",
        f"sends nothing for {limits._IDLE_S} s",
    )
    assert [words for words in told if words not in page] == []


MALFORMED = {
    "no boundary": ("multipart/form-data", b"x"),
    "a boundary that is too long": (f"multipart/form-data; boundary={'b' * 71}", b"x"),
    "another charset": (f"{MULTIPART}; charset=utf-16", END),
    "no parts at all": (MULTIPART, b"hello"),
    "nothing": (MULTIPART, b""),
    "no end": (MULTIPART, _part("pain", b"3")),
    "a part without a name": (MULTIPART, b"--" + BOUNDARY.encode() + b"\r\nA: b\r\n\r\n\r\n" + END),
    "a broken header": (MULTIPART, b"--" + BOUNDARY.encode() + b"\r\n: b\r\n\r\n\r\n" + END),
    "201 parts": (MULTIPART, _part("a", b"") * 201 + END),
    "a file where none belongs": (MULTIPART, _part("a", b"", "a.txt") + END),
    "a name that is not UTF-8": (MULTIPART, _part("a", b"").replace(b'"a"', b'"\xff"') + END),
    "a value that is not UTF-8": (MULTIPART, _part("a", b"\xff") + END),
    "a plain value that is not UTF-8": (PLAIN, b"a=%ff"),
    "a plain byte that is not UTF-8": (PLAIN, b"a=\xff"),
    "201 fields": (PLAIN, b"a&" * 200 + b"a"),
}


@pytest.mark.parametrize("name", MALFORMED)
def test_a_malformed_form_gets_a_sentence_and_one_line_in_the_log(
    workshop: Starlette, caplog: pytest.LogCaptureFixture, name: str
) -> None:
    kind, body = MALFORMED[name]
    headers, _ = _headers(workshop, kind, token=True)
    with caplog.at_level(logging.INFO):
        sent = RawRequest("/keep", headers, [body + PRIVATE.encode() * (kind == PLAIN)]).ask(
            workshop
        )
    assert sent.status == 400
    assert b"could not be read" in sent.body
    assert [record.name for record in caplog.records] == ["hamstrong.web"]
    assert "\n" not in caplog.records[0].getMessage()
    assert PRIVATE not in caplog.text


def test_a_browser_that_goes_away_gets_no_answer_and_no_line(
    workshop: Starlette, caplog: pytest.LogCaptureFixture
) -> None:
    plain, _ = _headers(workshop, PLAIN)
    json, _ = _headers(workshop, "application/json", token=True)
    with caplog.at_level(logging.INFO):
        for path, headers in (("/keep", plain), ("/api/v0/facts", json)):
            sent = RawRequest(path, headers, [b"a=b"], breaks_off=True).ask(workshop)
            assert sent.status == 0
    assert [record for record in caplog.records if record.name == "hamstrong.web"] == []


@pytest.mark.parametrize("kind", [PLAIN, MULTIPART, "application/json"])
def test_a_body_that_stalls_is_ended(
    workshop: Starlette, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setattr(limits, "_IDLE_S", 0.01)
    headers, _ = _headers(workshop, kind, token=True)
    path = "/api/v0/facts" if kind.endswith("json") else "/keep"
    assert RawRequest(path, headers, [b""], stalls=True).ask(workshop).status == 408


def test_a_body_that_trickles_is_ended(tmp_path: Path) -> None:
    """However often a byte comes, the whole has its time."""
    feature = Feature(
        name="trial",
        folder=tmp_path,
        routes=[],
        bodies={"/theme": BodyLimit(most_bytes=KIB, most_s=0, most_fields=1)},
    )
    web = create_app(None, Settings(origins=frozenset({ORIGIN})), [feature])
    headers, _ = _headers(web, PLAIN)
    sent = RawRequest("/theme", headers, [b"a"] * 100, stalls=True).ask(web)
    assert sent.status == 408
    assert sent.taken < 100


def test_more_bodies_at_once_than_there_are_places_are_refused(
    workshop: Starlette, tmp_path: Path
) -> None:
    async def crowd(web: Starlette, waiting: list[RawRequest], late: RawRequest) -> None:
        tasks = [asyncio.create_task(sent.send_to(web)) for sent in waiting]
        while not all(sent.taken for sent in waiting):
            await asyncio.sleep(0)
        await late.send_to(web)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    strangers = [_login(b"") for _ in range(_STRANGERS_AT_ONCE + 1)]
    uploads = [_upload(workshop) for _ in range(_UPLOADS_AT_ONCE + 1)]
    for sent in (*strangers, *uploads):
        sent.pieces, sent.stalls = sent.pieces[:1], True
    for web, crew in (
        (_shell(Entrance.PASSWORD, tmp_path / "b"), strangers),
        (workshop, uploads),
    ):
        *waiting, late = crew
        run_alone(crowd(web, waiting, late))
        assert (late.status, late.answer_headers["retry-after"]) == (503, "5")
        again = _login(_strangers_form(100)) if web is not workshop else _upload(workshop)
        assert again.ask(web).status != 503


@pytest.mark.parametrize("kind", [PLAIN, MULTIPART])
def test_others_get_their_turn_while_a_form_is_read(workshop: Starlette, kind: str) -> None:
    """A form of 64 KiB is read in slices, and the loop turns between any two of them."""
    headers, _ = _headers(workshop, kind, token=True)
    body = b"&".join([b"a=" + b"%41" * 150] * 140)
    if kind == MULTIPART:
        body = _part("a", b"x" * 300) * 150 + END

    async def turns_while_reading() -> int:
        turns = 0
        sending = asyncio.create_task(RawRequest("/keep", headers, [body]).send_to(workshop))
        while not sending.done():
            await asyncio.sleep(0)
            turns += 1
        assert (await sending).status == 422  # read whole; it lacks the id of a form
        return turns

    assert run_alone(turns_while_reading()) >= len(body) // _SLICE
