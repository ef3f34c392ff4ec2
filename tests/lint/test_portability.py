"""The linter refuses a file that only libyaml reads, since the pack must load without it too."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from hamstrong.lint.all_faults import lint_pack
from hamstrong.protocol.yaml_pack import check_pack

Break = Callable[..., Path]


def test_question_mark_before_a_brace_is_a_fault_where_it_is_plain(broken: Break) -> None:
    folder = broken(
        "text/en/programme.yaml",
        'ask: "Do you walk normally today?"}',
        "ask: Do you walk normally today?}",
    )
    assert check_pack(folder) == ()  # libyaml reads it
    (fault,) = lint_pack(folder)
    assert (fault.file, fault.rule) == ("text/en/programme.yaml", "yaml-portable")
    assert "normal_walking" in (folder / fault.file).read_text().splitlines()[fault.line - 1]
    assert "quote" in fault.expected


def test_file_that_no_loader_reads_is_named_once(broken: Break) -> None:
    faults = lint_pack(broken("rules.yaml", "ladder:", "ladder: ["))
    assert [fault.rule for fault in faults if fault.file == "rules.yaml"] == ["not-yaml"]
