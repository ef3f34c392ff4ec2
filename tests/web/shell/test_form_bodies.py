"""Forms are read as Starlette's own parsers read them, however their bytes come in pieces.

The oracle takes everything; what is refused is in `test_write_guard`.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Coroutine, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar
from urllib.parse import urlencode

from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import FormParser, MultiPartParser
from starlette.types import Message

from hamstrong.web.shell.body_limits import upload_limit
from hamstrong.web.shell.form_bodies import FormRules, read_form_body

T = TypeVar("T")
BOUNDARY = "a-line-between"
RULES = FormRules(limit=upload_limit(100_000), judge=None)
# Names and file names stand in quotes in a header, so they hold none and no line.
NAMES = st.text("abcäß☃ .;=&%+-", min_size=1, max_size=12)
VALUES = st.text(max_size=80)
PAIRS = st.lists(st.tuples(NAMES, VALUES), max_size=8)
CUTS = st.lists(st.integers(1, 40), min_size=1, max_size=6)


def _pieces(body: bytes, cuts: Sequence[int]) -> list[bytes]:
    """The body in pieces of these lengths, over and over."""
    found, begin, turn = [], 0, 0
    while begin < len(body):
        length = cuts[turn % len(cuts)]
        found.append(body[begin : begin + length])
        begin, turn = begin + length, turn + 1
    return found or [b""]


def _run(work: Coroutine[Any, Any, T]) -> T:
    """Run in a thread of its own: a browser's test leaves its event loop running in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, work).result()


def _ours(headers: Headers, pieces: Sequence[bytes]) -> list[tuple[str, str | bytes]]:
    left = list(pieces)

    async def receive() -> Message:
        body = left.pop(0)
        return {"type": "http.request", "body": body, "more_body": bool(left)}

    async def read() -> list[tuple[str, str | bytes]]:
        return await _plain(await read_form_body(headers, receive, RULES))

    return _run(read())


async def _plain(form: FormData) -> list[tuple[str, str | bytes]]:
    plain: list[tuple[str, str | bytes]] = []
    for name, value in form.multi_items():
        if isinstance(value, UploadFile):
            plain.append((f"{name} {value.filename}", await value.read()))
        else:
            plain.append((name, value))
    await form.close()
    return plain


async def _stream(body: bytes) -> AsyncGenerator[bytes, None]:
    yield body


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(PAIRS, CUTS)
def test_plain_forms_are_read_alike(pairs: list[tuple[str, str]], cuts: list[int]) -> None:
    body = urlencode(pairs).encode()
    headers = Headers({"content-type": "application/x-www-form-urlencoded"})

    async def theirs() -> list[tuple[str, str | bytes]]:
        return await _plain(await FormParser(headers, _stream(body)).parse())

    assert _ours(headers, _pieces(body, cuts)) == _run(theirs()) == pairs


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(PAIRS, st.none() | st.binary(max_size=200), CUTS)
def test_forms_with_a_file_are_read_alike(
    pairs: list[tuple[str, str]], file: bytes | None, cuts: list[int]
) -> None:
    parts = [(f'name="{name}"', value.encode()) for name, value in pairs]
    parts += [] if file is None else [('name="file"; filename="ä b.gpx"', file)]
    body = b"".join(
        f"--{BOUNDARY}\r\nContent-Disposition: form-data; {head}\r\n\r\n".encode() + value + b"\r\n"
        for head, value in parts
    )
    body += f"--{BOUNDARY}--\r\n".encode()
    headers = Headers({"content-type": f"multipart/form-data; boundary={BOUNDARY}"})

    async def theirs() -> list[tuple[str, str | bytes]]:
        return await _plain(await MultiPartParser(headers, _stream(body)).parse())

    assert _ours(headers, _pieces(body, cuts)) == _run(theirs())
