"""Report of faults: for a person line by line, for a program as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from itertools import groupby

from hamstrong.protocol.faults import PackFault


def lint_report(faults: Sequence[PackFault], *, as_json: bool) -> str:
    """Return the faults as text, grouped by file, or as JSON with every field by name."""
    if as_json:
        report = {"faults": [asdict(fault) for fault in faults], "count": len(faults)}
        return json.dumps(report, indent=2, ensure_ascii=False)
    if not faults:
        return "No faults: this pack loads."
    lines: list[str] = []
    for name, group in groupby(faults, key=lambda fault: fault.file):
        lines.append(name)
        lines += [_line(fault) for fault in group]
    plural = "fault" if len(faults) == 1 else "faults"
    lines.append(f"{len(faults)} {plural}: this pack does not load until they are mended.")
    return "\n".join(lines)


def _line(fault: PackFault) -> str:
    value = f" = {fault.value_repr}" if fault.value_repr else ""
    key = fault.key or "the whole file"
    return f"  line {fault.line}: {key}{value}\n    should be: {fault.expected} [{fault.rule}]"
