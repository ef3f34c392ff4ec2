"""A run that is entered by a plain form: how many intervals, whether one could talk, what ground.

What is not answered stays open; nothing is filled in from the plan but the length of what was
run, which is what the person says they ran.
"""

from __future__ import annotations

from hamstrong.engine.day.run_work import intervals_of
from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import RunLogged
from hamstrong.web.shell import Form

YES_NO = ("yes", "no")


def run_fact(form: Form, item: Item, plan_id: str) -> RunLogged | None:
    """The run as it was really done; None with the faults noted in the form."""
    how = form.choice("how", ("whole", "less"))
    done = form.integer("count", least=0, most=item.sets) if how == "less" else item.sets
    nprs = form.nprs("pain")
    talking, level = felt(form, timed=item.steady_m is not None)
    if form.faults or done is None:
        return None
    if done == 0:
        form.faults["count"] = "player.run.none"
        return None
    return RunLogged(
        exercise=item.exercise,
        intervals=intervals_of(item) * done,
        rung=item.rung,
        plan_id=plan_id,
        nprs=nprs,
        sharp="sharp" in form.data,
        level=level,
        talking=talking,
    )


def felt(form: Form, *, timed: bool) -> tuple[bool | None, bool | None]:
    """Whether one could talk, which a timed run does not ask, and whether the ground was level."""
    talking = None if timed else form.choice("talking", YES_NO)
    level = form.choice("level", YES_NO)
    return (
        None if talking is None else talking == "yes",
        None if level is None else level == "yes",
    )
