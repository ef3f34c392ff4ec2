"""Form bodies: url-encoded or multipart, within their limit, files on the disk.

The token is judged as soon as it is there, and always before a file is read. Text is UTF-8 or the
form is refused; what a field means is for `forms`.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.types import Receive

from hamstrong.web.shell.body_limits import BodyLimit, BodyRefused

CSRF_FIELD = "csrf"
URL_ENCODED = b"application/x-www-form-urlencoded"
MULTIPART = b"multipart/form-data"
_SLICE = 8 * 1024  # of a few milliseconds of parsing at the very most
IN_MEMORY = 64 * 1024
_LONGEST_VALUE = 64 * 1024
_LONGEST_BOUNDARY = 70  # RFC 2046, 5.1.1

# It logs pieces of a body that it cannot read; we log one line that holds none.
logging.getLogger("python_multipart").setLevel(logging.CRITICAL)

if TYPE_CHECKING:
    from python_multipart.multipart import MultipartCallbacks

JudgeToken = Callable[[str], bool]


class MalformedForm(BodyRefused):
    """A form that cannot be read. `reason` is for the log; it holds nothing that was sent."""

    def __init__(self, reason: str) -> None:
        super().__init__(400, "malformed")
        self.reason = reason


class TokenRefused(BodyRefused):
    """The form's token is missing, wrong, or comes after a file."""

    def __init__(self) -> None:
        super().__init__(403, "token")


class NoSpace(BodyRefused):
    """The disk does not take the file."""

    def __init__(self) -> None:
        super().__init__(503, "no_space")


class ClientGone(Exception):
    """The browser went away before the form had come."""


@dataclass(frozen=True, kw_only=True)
class FormRules:
    """What a form must keep to.

    Args:
        judge: says whether a token is right; None where a header has shown it.
        folder: for files while they are read; None leaves it to the system.
        in_memory: bytes of a file that stay in memory; None keeps it there whole, since the disk is
            written to in a thread.
    """

    limit: BodyLimit
    judge: JudgeToken | None
    folder: Path | None = None
    in_memory: int | None = IN_MEMORY


def form_type(headers: Headers) -> bytes | None:
    """Return which kind of form a request holds, None if it is none."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower().encode("latin-1")
    return kind if kind in (URL_ENCODED, MULTIPART) else None


async def read_form_body(headers: Headers, receive: Receive, rules: FormRules) -> FormData:
    """Read a form to its end.

    Raises:
        MalformedForm, TokenRefused, NoSpace: as they say; so may `receive`.
        ClientGone: the browser went away.
    """
    if form_type(headers) == MULTIPART:
        return await _Multipart(headers, rules).read(receive)
    return await _read_url_encoded(receive, rules)


async def _chunks(receive: Receive) -> AsyncIterator[bytes]:
    more = True
    while more:
        message = await receive()
        if message["type"] != "http.request":
            raise ClientGone
        yield message.get("body", b"")
        more = message.get("more_body", False)


async def _read_url_encoded(receive: Receive, rules: FormRules) -> FormData:
    body = b"".join([chunk async for chunk in _chunks(receive)])
    if body.count(b"&") >= rules.limit.most_fields:
        raise MalformedForm("too many fields")
    pairs: list[tuple[str, str | UploadFile]] = []
    since = 0
    for one in body.split(b"&"):
        if one:
            name, _, value = one.partition(b"=")
            pairs.append((_unquoted(name), _unquoted(value)))
        since += len(one)
        if since > _SLICE:
            since = 0
            await asyncio.sleep(0)
    if rules.judge is not None:
        tokens = [value for name, value in pairs if name == CSRF_FIELD]
        if len(tokens) != 1 or not rules.judge(str(tokens[0])):
            raise TokenRefused
    return FormData(pairs)


def _unquoted(raw: bytes) -> str:
    return _text(unquote_to_bytes(raw.replace(b"+", b" ")))


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise MalformedForm("text that is not UTF-8") from None


@dataclass
class _FormPart:
    """One part of a multipart form while it arrives."""

    headers: list[tuple[bytes, bytes]] = field(default_factory=list)
    header_name: bytes = b""
    header_value: bytes = b""
    name: str = ""
    value: bytearray = field(default_factory=bytearray)
    file: UploadFile | None = None


class _Multipart:
    """Takes a multipart form apart; python-multipart calls it back."""

    def __init__(self, headers: Headers, rules: FormRules) -> None:
        self._rules = rules
        self._token_is_right = rules.judge is None
        self._part = _FormPart()
        self._fields = 0
        self._items: list[tuple[str, str | UploadFile]] = []
        self._files: list[UploadFile] = []
        self._to_write: list[tuple[UploadFile, bytes]] = []
        self._ended = False
        self._parser = MultipartParser(_boundary(headers), self._callbacks())

    def _callbacks(self) -> MultipartCallbacks:
        return {
            "on_part_begin": self._begin_part,
            "on_header_field": self._add_header_name,
            "on_header_value": self._add_header_value,
            "on_header_end": self._end_header,
            "on_headers_finished": self._begin_content,
            "on_part_data": self._add_content,
            "on_part_end": self._end_part,
            "on_end": self._end,
        }

    async def read(self, receive: Receive) -> FormData:
        try:
            async for chunk in _chunks(receive):
                await self._feed(chunk)
            self._require_whole()
            for file in self._files:
                await file.seek(0)
        except BaseException as fault:
            for file in self._files:
                file.file.close()
            if isinstance(fault, FormParserError):
                raise MalformedForm("broken multipart") from None
            if isinstance(fault, OSError):
                raise NoSpace from None
            raise
        return FormData(self._items)

    async def _feed(self, chunk: bytes) -> None:
        for begin in range(0, len(chunk), _SLICE):
            self._parser.write(chunk[begin : begin + _SLICE])
            await asyncio.sleep(0)
        for file in self._files:
            content = b"".join(part for owner, part in self._to_write if owner is file)
            await file.write(content)  # in a thread once it is on the disk
        self._to_write.clear()

    def _require_whole(self) -> None:
        self._parser.finalize()
        if not self._ended:
            raise MalformedForm("multipart without its end")
        if not self._token_is_right:
            raise TokenRefused

    def _begin_part(self) -> None:
        self._part = _FormPart()

    def _add_header_name(self, data: bytes, start: int, end: int) -> None:
        self._part.header_name += data[start:end]

    def _add_header_value(self, data: bytes, start: int, end: int) -> None:
        self._part.header_value += data[start:end]

    def _end_header(self) -> None:
        part = self._part
        part.headers.append((part.header_name.lower(), part.header_value))
        part.header_name = part.header_value = b""

    def _begin_content(self) -> None:
        disposition = dict(self._part.headers).get(b"content-disposition", b"")
        _, options = parse_options_header(disposition)
        if b"name" not in options:
            raise MalformedForm("a part without a name")
        self._part.name = _text(options[b"name"])
        if b"filename" in options:
            self._begin_file(_text(options[b"filename"]))
            return
        self._fields += 1
        if self._fields > self._rules.limit.most_fields:
            raise MalformedForm("too many fields")

    def _begin_file(self, filename: str) -> None:
        if not self._token_is_right:
            raise TokenRefused
        if len(self._files) >= self._rules.limit.most_files:
            raise MalformedForm("more files than this form takes")
        folder = None if self._rules.folder is None else str(self._rules.folder)
        most = self._rules.in_memory or 0  # which means: all of it
        stored = SpooledTemporaryFile(max_size=most, dir=folder)  # noqa: SIM115 - by the guard
        self._part.file = UploadFile(
            stored,  # type: ignore[arg-type]  # Starlette's own parser hands it the same
            size=0,
            filename=filename,
            headers=Headers(raw=self._part.headers),
        )
        self._files.append(self._part.file)

    def _add_content(self, data: bytes, start: int, end: int) -> None:
        part, content = self._part, data[start:end]
        if part.file is not None:
            self._to_write.append((part.file, content))
            return
        part.value += content
        if len(part.value) > _LONGEST_VALUE:
            raise MalformedForm("a field that is too long")

    def _end_part(self) -> None:
        part = self._part
        if part.file is not None:
            self._items.append((part.name, part.file))
            return
        value = _text(bytes(part.value))
        self._items.append((part.name, value))
        if part.name == CSRF_FIELD and self._rules.judge is not None:
            self._judge(value)

    def _judge(self, token: str) -> None:
        if self._rules.judge is None or self._token_is_right or not self._rules.judge(token):
            raise TokenRefused  # wrong, or there are two
        self._token_is_right = True

    def _end(self) -> None:
        self._ended = True


def _boundary(headers: Headers) -> bytes:
    _, options = parse_options_header(headers.get("content-type"))
    charset = options.get(b"charset", b"utf-8").lower()
    if charset not in (b"utf-8", b"utf8"):
        raise MalformedForm("text that is not UTF-8")
    boundary = options.get(b"boundary", b"")
    if not 1 <= len(boundary) <= _LONGEST_BOUNDARY:
        raise MalformedForm("multipart without a boundary")
    return boundary
