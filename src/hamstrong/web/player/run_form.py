"""A run that is entered by a plain form: how many intervals, how hard or how fast, what ground.

What is not answered stays open; nothing is filled in from the plan but the length of what was
run, which is what the person says they ran.
"""

from __future__ import annotations

from hamstrong.engine.day.run_work import intervals_of
from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import RunLogged
from hamstrong.web.shell import Form

PERCENTS = ("50", "60", "70", "80", "90", "95", "100")
YES_NO = ("yes", "no")


def run_fact(form: Form, item: Item, plan_id: str) -> RunLogged | None:
    """The run as it was really done; None with the faults noted in the form."""
    how = form.choice("how", ("whole", "less"))
    done = form.integer("count", least=0, most=item.sets) if how == "less" else item.sets
    nprs = form.nprs("pain")
    talking, percent, level = felt(form, by_percent=by_percent(item))
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
        percent=percent,
        nprs=nprs,
        sharp="sharp" in form.data,
        level=level,
        talking=talking,
    )


def by_percent(item: Item) -> bool:
    """An easy run is told by talking, any other by how fast it was."""
    return item.effort_percent is not None


def felt(form: Form, *, by_percent: bool) -> tuple[bool | None, int | None, bool | None]:
    """Whether one could talk or percent of one's full speed, and whether the ground was level."""
    talking = None if by_percent else form.choice("talking", YES_NO)
    percent = form.choice("percent", PERCENTS) if by_percent else None
    level = form.choice("level", YES_NO)
    return (
        None if talking is None else talking == "yes",
        None if percent is None else int(percent),
        None if level is None else level == "yes",
    )
