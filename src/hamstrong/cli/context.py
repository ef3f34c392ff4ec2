"""Context of every command: the diary's place, the person, the day, the words, the terminal.

The only place that reads the clock, the environment and the machine's zone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import click

from hamstrong.cli.exits import Ended, Exit
from hamstrong.cli.zones import local_zone

if TYPE_CHECKING:
    from rich.console import Console

    from hamstrong.app import App, Moment, Person
    from hamstrong.diary.places import Begin
    from hamstrong.engine.facts import Fact
    from hamstrong.words import Words

NEW_PERSON = "new"
_NOON = time(12)


@dataclass
class Terminal:
    """One run of the command line. Everything heavy is made when it is first asked for.

    `unshown`: a fact was recorded, and what the decision says since then was not shown yet.
    """

    data_dir: Path | None = None
    person_option: str | None = None
    today_option: date | None = None
    zone_option: str | None = None
    timers: bool = False
    unsaved: str = "paused"
    pack_option: Path | None = None
    new_diary: bool = False
    unshown: bool = False

    @cached_property
    def console(self) -> Console:
        """Writes to standard output; colours only on a terminal."""
        from rich.console import Console  # noqa: PLC0415

        return Console(markup=False, highlight=False, emoji=False, soft_wrap=False)

    @property
    def where(self) -> str:
        """The data folder, or a PostgreSQL URL from the environment."""
        from hamstrong.diary.places import default_data_dir  # noqa: PLC0415

        if self.data_dir is not None:
            return str(self.data_dir.expanduser().absolute())
        url = os.environ.get("HAMSTRONG_DATABASE_URL", "")
        return url or str(default_data_dir(os.environ))

    @property
    def place(self) -> str:
        """Where the diary is, as it may be shown: a server's address without a password."""
        parts = urlsplit(self.where)
        return f"{parts.scheme}://{parts.hostname}{parts.path}" if parts.hostname else self.where

    @property
    def pack_folder(self) -> Path:
        """The folder of the pack that is asked for, whatever is in it."""
        from hamstrong.protocol.loader import DEFAULT_PACK  # noqa: PLC0415

        named = self.pack_option or os.environ.get("HAMSTRONG_PACK", "")
        return Path(named).expanduser().absolute() if named else DEFAULT_PACK

    @cached_property
    def pack_path(self) -> Path:
        """The folder of the pack in force: as asked for, else the one that ships.

        Raises:
            PackError: it is another one and has faults, those that only the linter finds included.
        """
        from hamstrong.protocol.loader import DEFAULT_PACK  # noqa: PLC0415

        folder = self.pack_folder
        if folder.resolve() != DEFAULT_PACK.resolve():
            from hamstrong.lint.all_faults import require_faultless  # noqa: PLC0415

            require_faultless(folder)
        return folder

    @property
    def begin(self) -> Begin:
        """Whether a diary may be begun where there was one."""
        from hamstrong.diary.places import Begin  # noqa: PLC0415

        return Begin.ANEW if self.new_diary else Begin.WHERE_NONE_WAS

    @cached_property
    def app(self) -> App:
        """The opened diary under the pack in force; closed when the command ends."""
        from hamstrong.app import open_app  # noqa: PLC0415

        app = open_app(self.where, self.pack_path, self.folder, self.begin)
        click.get_current_context().find_root().call_on_close(app.close)
        return app

    @cached_property
    def words(self) -> Words:
        """The words of the pack."""
        from hamstrong.words import Words  # noqa: PLC0415

        return Words(self.app.pack, self.app.texts())

    def words_without_diary(self) -> Words:
        """The words of the pack for a command that leaves the diary closed."""
        from hamstrong.protocol.loader import load_pack  # noqa: PLC0415
        from hamstrong.protocol.texts import load_texts  # noqa: PLC0415
        from hamstrong.words import Words  # noqa: PLC0415

        return Words(load_pack(self.pack_path), load_texts(self.pack_path, "en"))

    @cached_property
    def zone(self) -> str:
        """The time zone: as asked for, else the machine's."""
        local = datetime.now(UTC).astimezone()
        return self.zone_option or local_zone(os.environ, local)

    def at(self) -> Moment:
        """Now, in the zone, on this device; noon of the day that `--today` names."""
        from hamstrong.app import Moment  # noqa: PLC0415
        from hamstrong.app.diary_view.days import zone_of  # noqa: PLC0415

        zone: ZoneInfo = zone_of(self.zone)
        now = datetime.now(UTC)
        if self.today_option is not None:
            # Not in UTC: at the edges of the calendar that leads out of it.
            now = datetime.combine(self.today_option, _NOON, tzinfo=zone)
        return Moment(now, self.zone, self.device)

    @cached_property
    def device(self) -> str:
        """The id of this device, made once and kept beside the diary."""
        return _device_id(self.folder / "device")

    @property
    def folder(self) -> Path:
        """Where what belongs beside the diary lies."""
        from hamstrong.diary.places import default_data_dir, folder_of  # noqa: PLC0415

        place = self.where
        return default_data_dir(os.environ) if "://" in place else folder_of(place)

    @cached_property
    def me(self) -> Person:
        """The person meant: by `--person`, else the only one, else somebody new."""
        return self.app.person(self._person_id())

    def _person_id(self) -> str:
        known, wanted = self.app.persons(), self.person_option
        if wanted == NEW_PERSON or (wanted is None and not known):
            return str(uuid4())
        found = [p for p in known if wanted is None or p.startswith(wanted.lower())]
        if len(found) == 1:
            return found[0]
        rule = "Several people have a diary here" if len(found) > 1 else "Nobody has that diary"
        names = "\n".join(f"  --person {person[:8]}" for person in known)
        raise Ended(Exit.USAGE, f"{rule}. Name one of them:\n{names}\n  --person {NEW_PERSON}")

    def say(self, path: str, n: int | None = None, **values: Any) -> str:
        """A sentence of the terminal's own."""
        return self.words.say(f"terminal.{path}", n=n, **values)

    def print(self, text: object = "", style: str | None = None) -> None:
        """Write one paragraph."""
        self.console.print(text, style=style)

    def warn_of_example(self) -> None:
        """Say that the pack is an example for authors, where it is one."""
        if self.app.pack.example:
            self.print(self.words.say("example"), style="yellow")

    @contextmanager
    def keeping_back(self, message: str) -> Iterator[None]:
        """While answers are collected that are stored only together; what to say if it stops."""
        before, self.unsaved = self.unsaved, message
        yield
        self.unsaved = before

    def tell(self, fact: Fact, day: int | None = None) -> None:
        """Store one fact of the person."""
        self.me.tell(self.at(), str(uuid4()), fact, day)
        self.unshown = True

    def known_person(self) -> Person:
        """The person, who must have a diary here."""
        if not self.me.exists():
            raise Ended(Exit.REFUSED, "There is no diary yet. Next step: hamstrong start")
        return self.me


def _device_id(path: Path) -> str:
    """Read the id, or make one that only its owner reads; two first starts agree on one."""
    from hamstrong.diary import DiaryError  # noqa: PLC0415
    from hamstrong.diary.places import make_private_folder  # noqa: PLC0415

    try:
        make_private_folder(path.parent)  # the first command asks before the diary makes it
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        return _read_device(path)
    except (OSError, DiaryError):
        return "cli"  # a folder that cannot be written will be refused by the diary
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(str(uuid4()))
    return _read_device(path)


def _read_device(path: Path) -> str:
    try:
        return str(UUID(path.read_text(encoding="ascii").strip()))
    except (OSError, ValueError):
        return "cli"


def terminal(run: Callable[..., Any]) -> Callable[..., Any]:
    """Hand the `Terminal` to a command as its first argument."""
    return click.pass_obj(run)
