"""Forms as a page offers them: read from its HTML, filled in rightly or oddly, and written out."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode

from bench import odd_values

Fields = list[tuple[str, str]]
_KEPT = {"csrf", "form_id"}


@dataclass
class Control:
    """A named field: its type, and the values that the page offers for it."""

    name: str
    type: str
    values: list[str] = field(default_factory=list)


@dataclass
class PageForm:
    """A form of a page: where it goes and its fields, in the page's order."""

    method: str
    action: str
    upload: bool
    controls: dict[str, Control] = field(default_factory=dict)

    @property
    def key(self) -> tuple[str, str, tuple[str, ...]]:
        return self.method, self.action, tuple(self.controls)

    def filled(self, draw: random.Random) -> Fields:
        """An answer that the page would let somebody give."""
        fields: Fields = []
        for control in self.controls.values():
            fields += [(control.name, value) for value in _right(control, draw)]
        return fields


class _Reader(HTMLParser):
    """Collects forms and the paths that a page leads to."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[PageForm] = []
        self.links: list[str] = []
        self._form: PageForm | None = None
        self._select: Control | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            upload = given.get("enctype") == "multipart/form-data"
            method = given.get("method", "get").upper()
            self._form = PageForm(method, given.get("action") or self.path, upload)
            self.forms.append(self._form)
        elif tag == "a":
            self.links.append(given.get("href", ""))
        elif tag == "option" and self._select is not None:
            self._select.values.append(given.get("value", ""))
        elif tag in ("input", "select", "textarea", "button"):
            self._control(tag, given)

    def _control(self, tag: str, given: dict[str, str]) -> None:
        name = given.get("name", "")
        if self._form is None or not name:
            return
        kind = given.get("type", "text") if tag == "input" else tag
        control = self._form.controls.setdefault(name, Control(name, kind))
        if tag == "select":
            self._select = control
        elif "value" in given or kind in ("radio", "checkbox"):
            control.values.append(given.get("value", "on"))
        for bound in ("min", "max"):
            if bound in given:
                control.values.append(given[bound])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None
        elif tag == "select":
            self._select = None


def read_page(text: str, path: str) -> tuple[list[PageForm], list[str]]:
    """Give the forms of a page and the links to pages of ours."""
    reader = _Reader(path)
    reader.feed(text)
    links = [link.split("#")[0] for link in reader.links]
    return reader.forms, [link for link in links if link.startswith("/") and link[1:2] != "/"]


def _right(control: Control, draw: random.Random) -> Sequence[str]:
    values = control.values
    if control.type == "hidden" or control.name in _KEPT:
        return values[:1] or [""]
    if control.type == "checkbox":
        return [value for value in values if draw.random() < 0.5]
    if control.type in ("radio", "select", "button", "submit"):
        return [draw.choice(values)] if values else []
    if control.type == "file":
        return [""]  # its content is made with the body
    if control.type == "date":
        return [draw.choice(odd_values.DATES)]
    return [draw.choice([*values, str(draw.randrange(12))])]


def made_odd(form: PageForm, fields: Fields, draw: random.Random) -> Fields:
    """The same answer with one to three things that no page would send."""
    changed = list(fields)
    for _ in range(draw.randint(1, 3)):
        open_to_change = [n for n, (name, _) in enumerate(changed) if name not in _KEPT]
        if not open_to_change:
            name = draw.choice([n for n in form.controls if n not in _KEPT] or ["more"])
            changed.append((name, odd_values.text(draw)))
            continue
        at = draw.choice(open_to_change)
        name, value = changed[at]
        kind = draw.randrange(8)
        if kind == 0:
            del changed[at]
        elif kind == 1:
            changed.append((name, odd_values.text(draw)))
        elif kind == 2:
            changed += [(name, value)] * draw.choice((1, 2, 20))
        elif kind == 3:
            changed.append((odd_values.text(draw)[:60], odd_values.text(draw)))
        elif kind == 4:
            changed[at] = (name, draw.choice([v for _, v in changed]))
        else:
            changed[at] = (name, odd_values.text(draw))
    return changed


def with_own_id(fields: Fields, draw: random.Random) -> Fields:
    """A form id that no request had yet, now and then the page's own: pressed twice."""
    if draw.random() < 0.1:
        return fields
    fresh = str(uuid.UUID(int=draw.getrandbits(128), version=4))
    return [(name, fresh if name == "form_id" else value) for name, value in fields]


def body_of(form: PageForm, fields: Fields, files: Callable[[], bytes]) -> tuple[str, bytes]:
    """The content type and the body, as a browser writes them; files get contents from `files`."""
    if not form.upload:
        return "application/x-www-form-urlencoded", urlencode(fields).encode()
    edge = b"edge-of-a-part"
    whole = b""
    for name, value in fields:
        control = form.controls.get(name)
        named = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        head, content = f'content-disposition: form-data; name="{named}"', value.encode()
        if control is not None and control.type == "file":
            head += '; filename="chosen"'
            content = content or files()
        whole += b"--" + edge + b"\r\n" + head.encode() + b"\r\n\r\n" + content + b"\r\n"
    return f"multipart/form-data; boundary={edge.decode()}", whole + b"--" + edge + b"--\r\n"
