"""The bounds of a pack and those of a fact are never taken for each other."""

from hamstrong.engine.facts import bounds as of_facts
from hamstrong.protocol import bounds as of_packs


def test_a_range_of_a_pack_is_no_range_of_a_fact() -> None:
    """Equal ones are one to `typing`, which keeps `Annotated` types by equality."""
    both: set[object] = {of_packs.Range(0, 10), of_facts.FactRange(0, 10)}
    assert len(both) == 2
