"""The notation of a story's diary: which phrases there are and who reads them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hamstrong.engine.facts import (
    ActivitiesRated,
    ApprovalRecorded,
    HowIsItAnswered,
    MorningAnswered,
    OutcomeAnswered,
    ReturnedToSport,
    SessionRequested,
    SportLogged,
    StepBackChosen,
    ZoneChanged,
)
from hamstrong.proof import readers
from hamstrong.proof.lived_day import StoryDay
from hamstrong.proof.readers import Reader, limb_of, tells
from hamstrong.proof.stories import StoryError

if TYPE_CHECKING:
    from hamstrong.proof.story_run import Life

_L = r"(?: (?P<limb>left|right))?"
_W = r"(?: in (?P<where>\w+(?: left| right| both)?))?"
_A = r"(?P<after>after )?"
NOTATION: tuple[tuple[str, Reader], ...] = (
    (r"good", lambda *_: None),
    (r"quiet", readers.sets_field("quiet", True)),
    (r"loads unanswered", readers.sets_field("loads_open", True)),
    (
        r"owns (?P<kit>\w+)(?: (?P<kg>[\d.+]+) kg)?(?: bands (?P<bands>[a-z+]+))?",
        readers.read_owned,
    ),
    (
        r"lifts (?:(?P<kg>[\d.]+) kg|band (?P<band>\w+)|(?P<none>unnamed)) in (?P<where>\w+)",
        readers.read_lifted,
    ),
    (r"leaves (?P<left>0-1|2-3|4\+|none) in (?P<where>\w+)", readers.read_left),
    (r"no session", readers.sets_field("session", False)),
    (r"started only", readers.sets_field("only_started", True)),
    (
        rf"morning{_L} (?P<n>\d+|none)(?P<limp> new limp)?(?P<sore> sore in both)?",
        readers.read_morning,
    ),
    (rf"usual{_L} (?P<n>\d+|none)", readers.read_usual),
    (rf"walking{_L} (?P<said>normal|not normal|none)", readers.read_walking),
    (rf"pain now{_L} (?P<n>\d+|none)(?P<limp> new limp)?", readers.read_pain_now),
    (
        (
            rf"(?P<sharp>sharp )?pain (?P<n>\d+|none)(?P<elsewhere> elsewhere)?{_W}"
            r"(?: at set (?P<at>\d+))?"
        ),
        readers.read_pain,
    ),
    (r"sets (?P<n>\d+)" + _W, readers.read_sets),
    (r"repetitions (?P<n>\d+) in (?P<where>\w+)", readers.read_reps),
    (r"half range in (?P<where>\w+)", readers.read_half_range),
    (
        (
            r"runs(?: in (?P<times>[\d.]+(?: [\d.]+)*)| (?P<untimed>untimed))?"
            r"(?P<slope> on a slope)?(?: for (?P<seconds>\d+) seconds)?"
            r"(?P<talking> out of breath| with talking unsaid)?"
        ),
        readers.read_run,
    ),
    (
        (
            _A + r"(?P<kind>ran|sprinted) (?P<minutes>\d+) minutes?(?: at effort (?P<effort>\d+))?"
            r"(?: with pain (?P<n>\d+|none))?"
        ),
        tells(readers.own_run),
    ),
    (_A + r"timed (?P<where>\w+) in (?P<times>[\d.]+(?: [\d.]+)*)", tells(readers.own_times)),
    (r"also did (?P<where>\w+)(?: at (?P<rung>[\w-]+))?", readers.read_raw),
    (r"reports pain (?P<n>\d+) in (?P<where>\w+)", readers.read_report),
    (rf"stop(?: (?P<why>[a-z_]+))?{_W}", readers.read_stop),
    (r"no (?P<form>short|signs|long|weekly) form", readers.read_unanswered),
    (r"leaves open the facts that stand", readers.sets_field("facts_open", True)),
    (
        (
            rf"{_A}(?P<takes>takes back with )?(?P<asked>when asked )?"
            r"(?P<form>short|signs|long|weekly) form(?: (?P<ticked>[\w=, ]+))?"
        ),
        readers.read_form,
    ),
    (
        (
            rf"{_A}clearance of (?P<flags>[\w+]+){_L}(?: by (?P<who>\w+))?"
            r"(?: dated (?P<dated>-?\d+))?(?: until (?P<until>\d+))?"
            r"(?: up to stage (?P<stage>\d))?(?P<safe> told safe)?"
        ),
        readers.read_clearance,
    ),
    (r"asked again (?P<flag>\w+) (?P<said>yes|no)", readers.read_flag),
    (
        (
            rf"{_A}correct day (?P<day>\d+) (?P<what>morning|usual|pain now|pain|walking)"
            r"(?: (?:of|in) (?P<where>\w+))? to (?P<value>[\w ]+)"
        ),
        readers.read_correct,
    ),
    (r"late about day (?P<day>\d+) (?P<what>[\w= ]+)", readers.read_late),
    (
        r"cap(?: stage (?P<stage>\d))?(?: sets (?P<sets>\d))?(?: without (?P<without>\w+))?",
        readers.read_cap,
    ),
    (r"set (?P<what>\w+) (?P<value>[\w+]+)", readers.read_settings),
    (r"answers (?P<question>\w+) (?P<value>\w+)", readers.read_question),
    (r"counts (?P<left>\d+) and (?P<right>\d+)", readers.read_counts),
    (
        r"(?P<how>pain|uncomfortable)(?: (?P<n>\d+|none))? in test (?P<test>\w+)",
        readers.read_tested,
    ),
    (r"no test(?: (?P<test>\w+))?", readers.read_untested),
    (r"watch (?:(?P<none>none)|sign (?P<sign>\w+))", readers.read_watch),
    (
        r"returns to sport(?: on the (?P<limb>left|right))?",
        tells(lambda life, m: ReturnedToSport(m["limb"] or life.limbs[0])),
    ),
    (
        r"tests (?P<test>\w+) (?P<side>\w+) (?P<n>\d+)(?: pain (?P<pain>\w+))?(?P<un> badly)?",
        tells(readers.own_test),
    ),
    (
        r"activities (?P<scores>\d+(?:, \d+)*)",
        tells(
            lambda life, m: ActivitiesRated(
                life.limbs[0],
                tuple((f"a{i}", int(n)) for i, n in enumerate(m["scores"].split(", "))),
            )
        ),
    ),
    (
        (
            r"outcome(?P<none> none)?(?: (?P<change>better|same|worse))?(?: worst (?P<worst>\d+))?"
            r"(?: (?P<limits>limits|no limits))?"
        ),
        readers.read_outcome,
    ),
    (
        _A + r"tells outcome (?P<change>better|same|worse)",
        tells(lambda life, m: OutcomeAnswered(life.limbs[0], m["change"], None, None)),
    ),
    (_A + r"sport", tells(lambda *_: SportLogged())),
    (
        rf"how is it{_L} (?P<n>\d+)",
        tells(lambda life, m: HowIsItAnswered(limb_of(m) or life.limbs[0], int(m["n"]))),
    ),
    (
        (
            r"walk (?:(?P<times>\d) times )?(?P<minutes>\d+)(?: minutes)?(?: pain (?P<n>\d+|none))?"
            r"(?P<flat> on the flat)?(?: and (?P<steps>\d+) step-ups)?"
        ),
        readers.read_walk,
    ),
    (
        rf"{_A}back{_L}(?: in (?P<exercise>\w+))?",
        tells(lambda life, m: StepBackChosen(limb_of(m) or life.limbs[0], m["exercise"])),
    ),
    (
        rf"approval{_L} for stage (?P<stage>\d)",
        tells(
            lambda life, m: ApprovalRecorded(
                limb_of(m) or life.limbs[0], int(m["stage"]), "physio", life.fold.live.day
            )
        ),
    ),
    (
        r"wants a session(?: in (?P<n>\d+) days)?",
        tells(lambda life, m: SessionRequested(life.fold.live.day + int(m["n"] or 0))),
    ),
    (r"zone (?P<zone>[\w/]+)", tells(lambda _life, m: ZoneChanged(m["zone"]))),
    (
        rf"answers again morning{_L} (?P<n>\d+)(?P<again>)",
        tells(
            lambda life, m: MorningAnswered(
                limb_of(m) or life.limbs[0], int(m["n"]), new_limp=False
            )
        ),
    ),
    (
        rf"{_A}unasked morning{_L} (?P<n>\d+)",
        tells(
            lambda life, m: MorningAnswered(
                limb_of(m) or life.limbs[0], int(m["n"]), new_limp=False
            )
        ),
    ),
)
_COMPILED = tuple((re.compile(pattern), reader) for pattern, reader in NOTATION)


def read_day(life: Life, words: tuple[str, ...]) -> StoryDay:
    """Read what the diary says of a day.

    Raises:
        StoryError: naming the story and the words that mean nothing.
    """
    day = StoryDay()
    for word in words:
        for pattern, reader in _COMPILED:
            match = pattern.fullmatch(word)
            if match is not None:
                reader(life, day, match)
                break
        else:
            raise StoryError(f"{life.story.place}: {life.story.title}: {word!r} means nothing")
    return day
