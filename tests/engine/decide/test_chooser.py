"""S20, S21: the chooser serves what is owed, then what the gate names, in places and time."""

from hamstrong.engine.decide.chooser import Admitted, Chosen, Cost, Need, choose

LONG = 100


def one(name: str, action: str, need: Need = Need.TURN, idle: int = 1, **more: bool) -> Admitted:
    return Admitted(name, action, need, idle, **more)


def costs(**seconds: int | tuple[int, ...]) -> dict[str, Cost]:
    return {n: Cost(s if isinstance(s, tuple) else (s,)) for n, s in seconds.items()}


def names(chosen: tuple[Chosen, ...]) -> list[str]:
    return [each.exercise for each in chosen]


def test_owed_work_is_served_by_its_key_exercise_else_by_the_one_not_seen_longest() -> None:
    admitted = [
        one("slider", "curl", idle=9),
        one("nordic", "curl", Need.NAMED, idle=2),
        one("rdl", "hinge", idle=3),
        one("arabesque", "hinge", idle=5),
    ]
    found = choose(
        ("curl", "hinge"), admitted, costs(slider=1, nordic=1, rdl=1, arabesque=1), 2, LONG
    )
    assert names(found.chosen) == ["nordic", "arabesque"]
    assert found.missing == ()


def test_of_equals_the_first_of_the_pool_comes() -> None:
    admitted = [one("squat", "squat", idle=4), one("lunge", "squat", idle=4)]
    found = choose(("squat",), admitted, costs(squat=1, lunge=1), 1, LONG)
    assert names(found.chosen) == ["squat"]
    assert found.spare == "lunge"


def test_key_exercises_come_next_and_of_a_kind_that_is_not_there_first() -> None:
    admitted = [
        one("slider", "curl", Need.OPEN, idle=3),
        one("nordic", "curl", Need.OPEN, idle=7),
        one("bridge", "bridge", Need.OPEN, idle=1),
        one("squat", "squat", idle=9),
    ]
    found = choose(("curl",), admitted, costs(slider=1, nordic=1, bridge=1, squat=1), 3, LONG)
    assert names(found.chosen) == ["nordic", "bridge", "slider"]


def test_what_is_neither_owed_nor_named_goes_before_any_set_is_cut() -> None:
    admitted = [one("rdl", "hinge"), one("squat", "squat", idle=9)]
    found = choose(("hinge",), admitted, costs(rdl=(90, 60), squat=20), 4, LONG)
    assert found.chosen == (Chosen("rdl"),)


def test_sets_are_cut_for_a_key_exercise_and_no_more_than_needed() -> None:
    admitted = [one("squat", "squat"), one("bridge", "bridge", Need.OPEN)]
    found = choose(("squat",), admitted, costs(squat=(60, 50, 40, 30), bridge=50), 4, LONG)
    assert found.chosen == (Chosen("squat", 1), Chosen("bridge"))


def test_an_exercise_that_no_gate_names_loses_sets_before_one_that_is_named() -> None:
    admitted = [one("rdl", "hinge", Need.NAMED), one("squat", "squat")]
    found = choose(("hinge", "squat"), admitted, costs(rdl=(60, 40), squat=(60, 40)), 4, LONG)
    assert found.chosen == (Chosen("rdl"), Chosen("squat", 1))


def test_a_shorter_exercise_serves_where_the_key_exercise_takes_too_long() -> None:
    admitted = [one("slider", "curl", Need.NAMED), one("curl", "curl"), one("rdl", "hinge")]
    found = choose(("curl", "hinge"), admitted, costs(slider=80, curl=40, rdl=50), 4, LONG)
    assert names(found.chosen) == ["curl", "rdl"]


def test_the_last_owed_action_is_given_up_where_not_one_of_each_fits() -> None:
    admitted = [one("curl", "curl"), one("squat", "squat")]
    found = choose(("curl", "squat"), admitted, costs(curl=80, squat=80), 4, LONG)
    assert names(found.chosen) == ["curl"]
    assert found.missing == ("squat",)


def test_owed_work_that_nothing_admitted_serves_is_named() -> None:
    found = choose(("curl", "hinge"), [one("rdl", "hinge")], costs(rdl=1), 4, LONG)
    assert found.missing == ("curl",)


def test_the_easy_set_of_the_first_exercise_takes_its_time() -> None:
    admitted = [one("curl", "curl"), one("squat", "squat")]
    known = {"curl": Cost((50,), first_s=10), "squat": Cost((45,), first_s=30)}
    assert names(choose(("curl",), admitted, known, 4, LONG).chosen) == ["curl"]
    assert names(choose(("curl",), admitted, known, 4, LONG + 5).chosen) == ["curl", "squat"]


def test_an_alternating_action_fills_no_place() -> None:
    admitted = [one("curl", "curl"), one("swing", "power", idle=9, fills=False)]
    assert names(choose(("curl",), admitted, costs(curl=1, swing=1), 4, LONG).chosen) == ["curl"]
    found = choose(("curl", "power"), admitted, costs(curl=1, swing=1), 4, LONG)
    assert names(found.chosen) == ["curl", "swing"]
