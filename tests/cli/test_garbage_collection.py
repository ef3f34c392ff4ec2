"""A command spends no time on looking for garbage that it never makes."""

import gc

import pytest

from hamstrong.cli.garbage_collection import collecting_rarely


@pytest.fixture
def _usual_thresholds() -> None:
    """What Python begins with; another test may have ended a command before."""
    gc.collect()


def _collections() -> list[int]:
    return [generation["collections"] for generation in gc.get_stats()]


@pytest.mark.usefixtures("_usual_thresholds")
def test_neither_a_command_nor_its_end_looks_through_all_that_it_made() -> None:
    usual, before = gc.get_threshold(), _collections()
    with collecting_rarely():
        made = [[number] for number in range(50 * usual[0])]
    made.append([0])  # the first object under the old threshold
    after = _collections()
    assert gc.get_threshold() == usual
    assert after == before


@pytest.mark.usefixtures("_usual_thresholds")
def test_garbage_of_a_command_that_ended_is_found_later() -> None:
    with collecting_rarely():
        ring: list[object] = []
        ring.append(ring)
        number = id(ring)
        del ring
    assert gc.get_freeze_count() == 0
    gc.collect()
    assert number not in {id(found) for found in gc.get_objects()}
