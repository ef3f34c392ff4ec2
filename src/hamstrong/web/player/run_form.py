"""A run that is entered by a plain form: how many intervals, how hard or how fast, what ground.

What is not answered stays open; nothing is filled in from the plan but the length of what was
run, which is what the person says they ran.
"""

from __future__ import annotations

from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import RunInterval, RunLogged
from hamstrong.web.shell import Form

PERCENTS = ("50", "60", "70", "80", "90", "95", "100")
EFFORTS = tuple(str(n) for n in range(11))


def run_fact(form: Form, item: Item, plan_id: str) -> RunLogged | None:
    """The run as it was really done; None with the faults noted in the form."""
    how = form.choice("how", ("whole", "less"))
    done = form.integer("count", least=0, most=item.sets) if how == "less" else item.sets
    nprs = form.nprs("pain")
    effort, percent, level = felt(form, by_percent=by_percent(item))
    if form.faults or done is None:
        return None
    if done == 0:
        form.faults["count"] = "player.run.none"
        return None
    walk = (RunInterval("walk", item.walk_s),) if item.walk_s else ()
    return RunLogged(
        exercise=item.exercise,
        intervals=(*walk, RunInterval(item.pace, item.run_s or 0)) * done,
        rung=item.rung,
        plan_id=plan_id,
        effort=effort,
        percent=percent,
        nprs=nprs,
        sharp="sharp" in form.data,
        level=level,
    )


def by_percent(item: Item) -> bool:
    """Walking and running is rated by how hard it was, a run in one go and a sprint by how fast."""
    return item.pace == "sprint" or not item.walk_s


def felt(form: Form, *, by_percent: bool) -> tuple[int | None, int | None, bool | None]:
    """Effort 0-10 or percent of one's full speed, and whether the ground was level."""
    effort = None if by_percent else form.choice("effort", EFFORTS)
    percent = form.choice("percent", PERCENTS) if by_percent else None
    level = form.choice("level", ("yes", "no"))
    return (
        None if effort is None else int(effort),
        None if percent is None else int(percent),
        None if level is None else level == "yes",
    )
