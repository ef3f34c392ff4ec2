"""The shipped pack's triage, read alone: a fault in another file hides nothing here."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pytest

from hamstrong.protocol.faults import PackPlace
from hamstrong.protocol.loader import DEFAULT_PACK
from hamstrong.protocol.model import Triage
from hamstrong.protocol.notation import unwrap
from hamstrong.protocol.schema import parse_file
from hamstrong.protocol.texts import load_texts
from hamstrong.protocol.yaml_files import read_files


class TriageOnly(NamedTuple):
    """The part of a pack that triage needs."""

    triage: Triage


@pytest.fixture(scope="session")
def pack() -> TriageOnly:
    tree = read_files(DEFAULT_PACK).trees["triage.yaml"]
    place = PackPlace("triage.yaml")
    plain = unwrap(tree, place=place, rule="", needs_source=lambda _: False).tree
    shape, faults = parse_file("triage.yaml", plain)
    assert faults == []
    return TriageOnly(shape)


@pytest.fixture(scope="session")
def words() -> Mapping[str, Any]:
    return load_texts(DEFAULT_PACK, "en")
