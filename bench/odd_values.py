"""Values that a form or a fact might hold and hardly ever should, drawn by a seeded generator.

Long ones stay far below what a server has to refuse, and nothing nests deep: this looks for
handlers that fail, not for what a stranger could send to stop a machine.
"""

from __future__ import annotations

import random
from typing import Any

LONG = 5_000
NUMBERS = (
    -1, 0, 1, 2, 9, 10, 11, 12, 13, 59, 60, 61, 99, 100, 101, 180, 181, 255, 256, 300, 301, 999,
    1_000, 1_001, 9_999, 86_400, 100_000, 2**31 - 1, 2**31, 2**53, 2**63 - 1, 2**63, 10**12, 10**30,
    -(2**31), -(2**63) - 1, 1, 693_961, 739_000, 739_313, 3_652_059, 3_652_060,
)  # fmt: skip
DATES = (
    "0001-01-01", "0000-00-00", "1899-12-31", "2024-02-29", "2025-02-29", "2025-03-03",
    "2025-03-02", "2025-03-04", "2026-12-31", "9999-12-31", "9999-12-32", "10000-01-01",
    "2025-3-3", "03/03/2025", "-0001-01-01", "2025-W10-1", "20250303",
)  # fmt: skip
INSTANTS = (
    "2025-03-03T08:00:00Z", "2025-03-03T08:00:00+00:00", "2025-03-03T08:00:00",
    "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59Z",
    "9999-12-31T23:59:59-12:00", "2025-03-03T24:00:00Z", "2025-03-03T08:00:60Z",
    "2025-03-30T02:30:00+01:00", "1970-01-01T00:00:00Z", "2025-03-03T08:00:00+99:99",
    "2025-03-03T08:00", "08:00", "24:00", "0:0",
)  # fmt: skip
TEXTS = (
    "", " ", "0", "00", "-0", "+1", "1.5", "1,5", "1e3", "0x10", "NaN", "Infinity", "-inf", "null",
    "None", "true", "false", "on", "yes", "no", "none", "left", "right", "both", "left,right", "١٢",
    "１２", "½", "ß", "İ", "é", "e\u0301", "\u202eabc", "\u200b", "\ufeff", "😀", "👩‍👩‍👧", "\x00",
    "a\x00b", "\r\n", "\t", "a\r\nset-cookie: a=b", "<script>alert(1)</script>", "{{ 7*7 }}", "%00",
    "%s%n", "../../etc/passwd", "'; drop table facts; --", "[]", "{}", "\\", '"', "__proto__",
    "constructor", "Europe/Berlin", "../UTC", "Etc/GMT+12", "posixrules",
)  # fmt: skip
MARK = "marked-by-the-person"
"""In every long text, so that a log that repeats what a person wrote gives itself away."""


def text(draw: random.Random) -> str:
    """A string as a form field could hold it."""
    kind = draw.randrange(8)
    if kind < 3:
        return draw.choice(TEXTS)
    if kind == 3:
        return str(draw.choice(NUMBERS))
    if kind == 4:
        return draw.choice(DATES)
    if kind == 5:
        return draw.choice(INSTANTS)
    if kind == 6:
        return f"{MARK} {draw.choice(TEXTS)} {draw.random()}"
    return f"{MARK} " + draw.choice("a 9\u00e9\U0001f600") * draw.choice((60, 61, 201, 4_001, LONG))


def json_value(draw: random.Random, depth: int = 0) -> Any:
    """A value of any JSON type."""
    kind = draw.randrange(9 if depth < 3 else 6)
    if kind == 0:
        return draw.choice(NUMBERS)
    if kind == 1:
        return draw.choice((0.5, -0.5, 1.0, 10.5, 1e308, -1e308, 5e-324, 60.0))
    if kind == 2:
        return draw.choice((True, False, None))
    if kind in (3, 4, 5):
        return text(draw)
    if kind == 6:
        return [json_value(draw, depth + 1) for _ in range(draw.randrange(4))]
    if kind == 7:
        return {text(draw)[:40]: json_value(draw, depth + 1) for _ in range(draw.randrange(3))}
    return [json_value(draw, depth + 1)] * draw.choice((2, 51, 201))
