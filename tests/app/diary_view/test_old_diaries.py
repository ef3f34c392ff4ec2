"""Diaries begun under an earlier programme: whole archives, written by the program itself."""

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from hamstrong.exchange.archive import Archive, read_archive

GOLDEN = Path(__file__).parents[2] / "golden" / "old_diaries"
DECIDED: dict[str, Any] = json.loads((GOLDEN / "decided.json").read_text(encoding="utf-8"))


def archive(life: str) -> Archive:
    return read_archive(io.BytesIO(gzip.decompress((GOLDEN / f"{life}.jsonl.gz").read_bytes())))


@pytest.mark.parametrize("life", DECIDED)
def test_an_old_diary_is_a_whole_archive_of_the_programme_that_it_names(life: str) -> None:
    diary = archive(life)
    diary.require_facts()
    assert diary.header.logic_hash == DECIDED[life]["logic_hash"]
    assert diary.facts[-1].recorded_day <= DECIDED[life]["day"]


def test_there_is_an_old_diary_of_every_track_one_stopped_one_frozen_and_one_cleared() -> None:
    limbs = [limb for life in DECIDED.values() for limb in life["limbs"].values()]
    assert {limb["track"] for limb in limbs} == {
        "strain",
        "tendinopathy",
        "tightness",
        "prevention",
    }
    assert {limb["frozen"] for limb in limbs} == {"", "stall", "no_change"}
    flags = {
        flag: standing for life in DECIDED.values() for flag, standing in life["flags"].items()
    }
    assert flags == {"limp:left": "STANDING", "pull:": "STANDING", "surgery:": "COVERED"}
