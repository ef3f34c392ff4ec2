"""Archive of one person's diary: a header, one line per fact, a trailer that proves wholeness.

Every line is canonical JSON, so the same diary always gives the same bytes. Putting the facts into
a diary is `importing`'s concern.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from hamstrong.diary import Diary, DiaryError, Fault, StoredFact, canonical_json
from hamstrong.diary.canonical import instant_text, is_canonical_uuid, parse_instant
from hamstrong.diary.forms import MAX_PAYLOAD_CHARS, fact_faults
from hamstrong.diary.port import COUNTED_BY

FORMAT = "hamstrong-diary"
VERSION = 1
_LONGEST_LINE = 4 * MAX_PAYLOAD_CHARS + 4096
_MOST_FAULTS = 100
_KEYS = frozenset(StoredFact.__dataclass_fields__) - {"person"}
_HEADER_KEYS = frozenset({"format", "version", "person", "app_version", "logic_hash", "count"})
_AGAIN = "export it again from the original diary"


class ArchiveError(DiaryError):
    """The file is no whole archive; every fault is named with its line."""


class ArchiveOfAnotherVersion(ArchiveError):
    """The archive was written by a version whose form this program does not read."""


@dataclass(frozen=True)
class ArchiveHeader:
    """Whose diary it is, how many facts it has, and what wrote it.

    Args:
        app_version: the version of Hamstrong that wrote the archive.
        logic_hash: the pack in force then, if any.
    """

    person: str
    count: int
    app_version: str
    logic_hash: str | None


@dataclass(frozen=True)
class BrokenLine:
    """A line that holds no fact, though the sum over all lines is right. Line 1 is the header."""

    line: int
    text: bytes = field(repr=False)
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Archive:
    """An archive whose sum was right: its facts, and lines that are none.

    Nothing says yet that a fact can be true; see `app.record.imported_facts`.
    """

    header: ArchiveHeader
    facts: tuple[StoredFact, ...]
    broken: tuple[BrokenLine, ...] = ()

    def require_facts(self) -> None:
        """Refuse an archive of which a line is no fact.

        Raises:
            ArchiveError: with every fault, by line; at most the first hundred.
        """
        if self.broken:
            faults = [fault for line in self.broken for fault in line.faults]
            raise ArchiveError(*_first(faults))


def export_archive(
    diary: Diary,
    person: str,
    stream: BinaryIO,
    *,
    app_version: str,
    logic_hash: str | None = None,
) -> ArchiveHeader:
    """Write every fact of the person; snapshots are left out, being no truth."""
    facts = diary.read(person)
    header = ArchiveHeader(person, len(facts), app_version, logic_hash)
    total = hashlib.sha256()
    head = canonical_json({"format": FORMAT, "version": VERSION, **vars(header)})
    for line in (head.encode() + b"\n", *map(line_text, facts)):
        total.update(line)
        stream.write(line)
    stream.write(canonical_json(_trailer(len(facts), total.hexdigest())).encode() + b"\n")
    return header


def read_archive(stream: BinaryIO) -> Archive:
    """Read an archive to its end and believe none of it before.

    Raises:
        ArchiveOfAnotherVersion: it has to be read by another version of Hamstrong.
        ArchiveError: it was cut or changed; with every fault, by line, at most the first hundred.
    """
    lines = list(_lines(stream))
    header = _read_header(lines[0] if lines else b"")
    body, trailer = lines[1:], lines[-1] if len(lines) > 1 else b""
    faults = _trailer_faults(trailer, lines[:-1], header.count)
    facts, broken = [], []
    # What is left of a truncated archive is looked through, too: all faults at once.
    for number, line in enumerate(body if _is_no_trailer(trailer) else body[:-1], start=2):
        found = _read_fact(line, f"line {number}", header.person, number - 1)
        if isinstance(found, StoredFact):
            facts.append(found)
        else:
            broken.append(BrokenLine(number, line, tuple(found)))
    if faults:
        raise ArchiveError(*_first([*faults, *(f for line in broken for f in line.faults)]))
    return Archive(header, tuple(facts), tuple(broken))


def line_text(fact: StoredFact) -> bytes:
    """Return a fact as its line of an archive."""
    return canonical_json(_to_json(fact)).encode() + b"\n"


def _to_json(fact: StoredFact) -> dict[str, Any]:
    value = {name: getattr(fact, name) for name in _KEYS}
    value["instant"] = instant_text(fact.instant)
    value["payload"] = json.loads(fact.payload)
    return value


def _trailer(count: int, digest: str) -> dict[str, Any]:
    return {"count": count, "end": FORMAT, "sha256": digest}


def _lines(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(_LONGEST_LINE + 1):
        yield line


def _parse(line: bytes) -> Any:
    """Give the line's value if the line is exactly the canonical form of an object, else None."""
    try:
        value = json.loads(line)
        whole = isinstance(value, dict) and canonical_json(value).encode() + b"\n" == line
    except (ValueError, RecursionError):
        return None
    return value if whole else None


def _read_header(line: bytes) -> ArchiveHeader:
    value = _parse(line)
    if value is None or value.get("format") != FORMAT:
        rule = f"an archive begins with a line of the format {FORMAT!r}"
        step = "choose a file that was made by: hamstrong export"
        raise ArchiveError(Fault(_size(line), "line 1", rule, step))
    if value.get("version") != VERSION:
        rule = f"this version of Hamstrong reads archives of version {VERSION}"
        step = "install the version of Hamstrong that wrote it, or a newer one"
        found = f"version {value.get('version')!r:.20}, written by {value.get('app_version')!r:.40}"
        raise ArchiveOfAnotherVersion(Fault(found, "line 1", rule, step))
    faults = _header_faults(value)
    if faults:
        raise ArchiveError(*faults)
    return ArchiveHeader(value["person"], value["count"], value["app_version"], value["logic_hash"])


def _header_faults(value: dict[str, Any]) -> list[Fault]:
    if value.keys() != _HEADER_KEYS:
        return [_keys_fault(value, _HEADER_KEYS, "line 1")]
    forms = {
        "person": (is_canonical_uuid(value["person"]), "a UUID in lower case"),
        "count": (type(value["count"]) is int and value["count"] >= 0, "a whole number from 0"),
        "app_version": (isinstance(value["app_version"], str), "a text"),
        "logic_hash": (isinstance(value["logic_hash"], str | None), "a text or null"),
    }
    return [
        Fault(f"{value[name]!r:.60}", "line 1", f"{name} must be {rule}", _AGAIN)
        for name, (holds, rule) in forms.items()
        if not holds
    ]


def _read_fact(line: bytes, place: str, person: str, seq: int) -> StoredFact | list[Fault]:
    value = _parse(line)
    if value is None:
        return [Fault(_size(line), place, "a fact is one line of canonical JSON", _AGAIN)]
    if value.keys() != _KEYS:
        return [_keys_fault(value, _KEYS, place)]
    faults = []
    if value["seq"] != seq or type(value["seq"]) is not int:
        faults.append(Fault(f"{value['seq']!r:.60}", place, f"seq must be {seq}", _AGAIN))
    value |= {"person": person, "payload": canonical_json(value["payload"])}
    value["instant"] = _instant_or_text(value["instant"])
    faults += fact_faults(value, COUNTED_BY, place)
    return faults or StoredFact(**value)


def _instant_or_text(value: Any) -> Any:
    try:
        return parse_instant(value)
    except (ValueError, TypeError):
        return value  # no instant, so that its form is named as a fault


def _is_no_trailer(line: bytes) -> bool:
    value = _parse(line)
    return value is None or value.get("end") != FORMAT


def _trailer_faults(trailer: bytes, before: list[bytes], count: int) -> list[Fault]:
    place = f"line {len(before) + 1}"
    if _is_no_trailer(trailer):
        rule = "an archive ends with its count and sum: this one was cut off"
        step = "copy or export it again; nothing was imported"
        return [Fault(f"{len(before)} whole lines", place, rule, step)]
    digest = hashlib.sha256(b"".join(before)).hexdigest()
    if _parse(trailer) == _trailer(count, digest) and count == len(before) - 1:
        return []
    rule = f"count and sum must be those of the {len(before)} lines before"
    return [Fault("another count or sum", place, rule, "the file was changed: " + _AGAIN)]


def _keys_fault(value: dict[str, Any], keys: frozenset[str], place: str) -> Fault:
    # The names only, and none that the format does not know: they might hold anything.
    missing, strange = sorted(keys - value.keys()), len(value.keys() - keys)
    found = f"without {', '.join(missing) or 'nothing'}, with {strange} unknown"
    return Fault(found, place, f"the keys must be {', '.join(sorted(keys))}", _AGAIN)


def _size(line: bytes) -> str:
    return f"a line of {len(line)} bytes" if line else "no line"


def _first(faults: list[Fault]) -> list[Fault]:
    if len(faults) <= _MOST_FAULTS:
        return faults
    more = f"{len(faults) - _MOST_FAULTS} more faults"
    return [*faults[:_MOST_FAULTS], Fault(more, "archive", "every line must be whole", _AGAIN)]
