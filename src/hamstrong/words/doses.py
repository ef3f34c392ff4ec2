"""A dose as it is said: two sets of ten, three times thirty seconds, half of the usual."""

from __future__ import annotations

from hamstrong.engine.decide.decisions import Item
from hamstrong.engine.facts import PlannedItem
from hamstrong.engine.state.load import Amount
from hamstrong.protocol.model import Pack
from hamstrong.words.texts import Value, WordTexts

MINUTE_S = 60
TENTHS = 10


def dose(texts: WordTexts, pack: Pack, item: Item | PlannedItem) -> str:
    """The dose of one line of a plan, and whether it is half of the usual."""
    said = _work(texts, item)
    if item.load_kg:
        kind = "load_first" if item.first_load else "load"
        times = pack.rules.load.first_repetitions
        said = texts.say("doses", kind, load=said, kg=f"{item.load_kg:g}", times=times)
    elif item.band is not None:
        band = texts.say("doses", f"band_{item.band}")
        said = texts.say("doses", "load_band", load=said, band=band)
    if item.bouts > 1:
        said = texts.say("doses", "bouts", n=item.bouts, dose=said)
    return texts.say("doses", "half", dose=said) if item.half else said


def amount_text(texts: WordTexts, amount: Amount) -> str:
    """A load by itself: kilograms, a class of band, or none."""
    if amount.band is not None:
        return texts.say("doses", "amount_band", band=texts.say("doses", f"band_{amount.band}"))
    return texts.say("doses", "amount" if amount.kg else "amount_none", kg=f"{amount.kg:g}")


def set_work(texts: WordTexts, item: Item | PlannedItem) -> str:
    """What one set holds."""
    return _work(texts, item._replace(sets=1))


def _run(texts: WordTexts, item: Item | PlannedItem) -> str:
    """A run as it is said: in one go, or how often which walk and which run."""
    values: dict[str, Value] = {
        "run": _length(texts, item.run_s or 0),
        "walk": _length(texts, item.walk_s),
        "run_m": item.run_m,
        "walk_m": item.walk_m,
    }
    if item.steady_m is not None:
        return _timed_run(texts, item, item.steady_m)
    return texts.say("doses", _easy_kind(item), n=item.sets, **values)


def _timed_run(texts: WordTexts, item: Item | PlannedItem, steady_m: int) -> str:
    """A timed run as it is said: its metres, and the time of the steady ones."""
    metres = f"{item.speed_up_m}-{steady_m}-{item.slow_down_m}"
    if item.steady_tenths is not None:
        time = seconds_text(item.steady_tenths)
        return texts.say(
            "doses", "timed_run", n=item.sets, metres=metres, steady=steady_m, time=time
        )
    kind = "free_run" if item.effort_percent is not None else "measured_run"
    return texts.say("doses", kind, n=item.sets, metres=metres, steady=steady_m)


def seconds_text(tenths: int) -> str:
    """Seconds with one decimal place."""
    return f"{tenths / TENTHS:.1f}"


def _easy_kind(item: Item | PlannedItem) -> str:
    """How an easy run is said: by metres, in turns with walking, or in one go."""
    if item.run_m is not None:
        return "easy_run_metres"
    return "easy_run_turns" if item.walk_s else "easy_run_whole"


def _length(texts: WordTexts, seconds: int) -> str:
    minutes, left = divmod(seconds, MINUTE_S)
    return (
        texts.say("doses", "seconds", n=seconds)
        if left
        else texts.say("doses", "minutes", n=minutes)
    )


def _work(texts: WordTexts, item: Item | PlannedItem) -> str:
    if item.run_s is not None:
        return _run(texts, item)
    if item.hold_s is None:
        return texts.say("doses", "repetitions", n=item.sets, repetitions=item.repetitions)
    if item.holds is None or item.holds == 1:
        return texts.say("doses", "hold", n=item.sets, seconds=item.hold_s)
    return texts.say("doses", "holds", n=item.sets, holds=item.holds, seconds=item.hold_s)
