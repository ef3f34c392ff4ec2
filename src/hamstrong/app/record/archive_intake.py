"""Archive intake: what an archive would bring into a diary, and bringing it in.

Looking and importing give the same answer, for both check every line before anything is written.
Lines that are left out go to a file that only its owner reads, so that nothing is lost; where the
diary has no folder they stay in the archive.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from hamstrong.app.errors import Fault
from hamstrong.app.record.at_home import is_a_copy
from hamstrong.app.record.imported_facts import check_facts, line_of
from hamstrong.diary import Diary
from hamstrong.diary.places import make_private_file, make_private_folder, sync_to_disk
from hamstrong.engine.engine import Engine
from hamstrong.exchange.archive import Archive, line_text
from hamstrong.exchange.archive_import import (
    ImportRefused,
    ImportReport,
    conflict,
    import_archive,
    plan_import,
)

FOLDER = "left-out"


_MOST_NAMED = 100


class CopyRefused(ImportRefused):
    """The archive is a copy of a diary that is at home elsewhere."""


class LeaveOut(Enum):
    """What of an archive an import may leave out."""

    NOTHING = "nothing"
    REFUSED = "refused"


@dataclass(frozen=True)
class RefusedLine:
    """A line that is not taken, with its own text. Line 1 is the header."""

    line: int
    text: bytes
    faults: tuple[Fault, ...]
    place: int | None = None


@dataclass(frozen=True)
class Intake:
    """What an import does or did.

    Args:
        report: of the facts that are taken.
        refused: lines that are not; one refuses the import unless they are left out.
        left_out: the file with the refused lines, once they were.
    """

    report: ImportReport
    refused: tuple[RefusedLine, ...]
    left_out: Path | None = None


def look(engine: Engine, diary: Diary, archive: Archive, now: datetime) -> Intake:
    """Say what an import would do, and do nothing.

    Raises:
        ImportRefused: the diary holds facts of another person than the archive's.
        CopyRefused: the diary moved away, and this is no file of a move back.
    """
    report = plan_import(diary, archive)
    held = diary.read(report.person)
    if is_a_copy(held, archive.facts):
        raise CopyRefused(_copy())
    refused = tuple(sorted(_refused(engine, diary, archive, report, now), key=lambda r: r.line))
    places = {line.place for line in refused}
    taken = [fact for fact in archive.facts if fact.seq not in places]
    new = frozenset(report.new)
    return Intake(
        ImportReport(
            person=report.person,
            last_seq=len(held),
            new=tuple(fact.client_id for fact in taken if fact.client_id in new),
            known=report.known,
            conflicting=report.conflicting,
            moved=report.moved,
        ),
        refused,
    )


def take_in(
    engine: Engine,
    diary: Diary,
    archive: Archive,
    now: datetime,
    *,
    leave_out: LeaveOut = LeaveOut.NOTHING,
    folder: Path | None = None,
) -> Intake:
    """Add what the diary lacks, in one step.

    Args:
        folder: where a file of the lines that are left out goes; None keeps them in the archive
            alone.

    Raises:
        ImportRefused: see `look`; or a line is not taken and must not be left out. Each is named.
        VersionConflict: somebody wrote meanwhile; import again.
    """
    looked = look(engine, diary, archive, now)
    if looked.refused and leave_out is LeaveOut.NOTHING:
        raise ImportRefused(*_named(looked.refused))
    written = None
    if looked.refused and folder is not None:
        # Before the diary changes: with a full disk neither is written.
        written = _write(folder, looked, now)
    without = frozenset(line.place for line in looked.refused if line.place is not None)
    report = import_archive(diary, archive, without=without)
    return Intake(report, looked.refused, written)


def erase_left_out(folder: Path, person: str) -> int:
    """Remove the files of lines that were left out of a person's diary; count them."""
    found = sorted((folder / FOLDER).glob(f"{person}-*.jsonl"))
    for path in found:
        path.unlink()
    return len(found)


def _refused(
    engine: Engine, diary: Diary, archive: Archive, report: ImportReport, now: datetime
) -> Iterator[RefusedLine]:
    for broken in archive.broken:
        yield RefusedLine(broken.line, broken.text, broken.faults)
    others = frozenset(report.conflicting)
    for fact in archive.facts:
        if fact.client_id in others:
            fault = conflict(fact.client_id)
            placed = Fault(fault.value, f"line {line_of(fact)}, {fault.place}", fault.rule,
                           fault.next_step)  # fmt: skip
            yield RefusedLine(line_of(fact), line_text(fact), (placed,), fact.seq)
    for line in check_facts(engine, diary.read(report.person), archive.facts, now).refused:
        yield RefusedLine(line.line, line_text(line.fact), line.faults, line.fact.seq)


def _copy() -> Fault:
    rule = "a diary that moved away comes back with the file of a move"
    step = "move it back where it is now; if it is lost there, first go on here: hamstrong stay"
    return Fault("a copy", "archive", rule, step)


def _named(refused: tuple[RefusedLine, ...]) -> list[Fault]:
    faults = [fault for line in refused for fault in line.faults]
    if len(faults) <= _MOST_NAMED:
        return faults
    more = f"{len(faults) - _MOST_NAMED} more faults"
    rule, step = "every line must be one that can be", "look at all with --dry-run"
    return [*faults[:_MOST_NAMED], Fault(more, "archive", rule, step)]


def _write(folder: Path, looked: Intake, now: datetime) -> Path:
    """Write the refused lines, each as it was in the archive, for their owner alone."""
    inner = folder / FOLDER
    make_private_folder(inner)
    stem = f"{looked.report.person}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    path, count = inner / f"{stem}.jsonl", 1
    while path.exists():
        count += 1
        path = inner / f"{stem}-{count}.jsonl"
    make_private_file(path)
    path.write_bytes(b"".join(line.text for line in looked.refused))
    sync_to_disk(path)
    return path
