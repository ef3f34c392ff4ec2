"""The whole state: a product of small components plus the facts of the open day.

`State` is what a fold passes from fact to fact. Start-of-day components change only when a day
closes; the open day's facts lie beside them in order, so that asking again within the day is a
fresh reading and never an undo.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from hamstrong.engine.facts import Fact
from hamstrong.engine.state.action_gaps import NO_GAPS, ActionGaps, meet_action_gaps
from hamstrong.engine.state.alternation import Alternation, meet_alternations
from hamstrong.engine.state.calendar import Calendar, Gap, meet_calendars, meet_gaps
from hamstrong.engine.state.causes import Causes
from hamstrong.engine.state.easy_running import Easy, meet_easy
from hamstrong.engine.state.episode_time import NOTHING_PASSED
from hamstrong.engine.state.flare import Flare, meet_flares
from hamstrong.engine.state.gate import GatePosition, Latches, meet_gates, meet_latches
from hamstrong.engine.state.ladder import Ladder, meet_ladders
from hamstrong.engine.state.load import Load, meet_loads
from hamstrong.engine.state.lock import Lock, meet_locks
from hamstrong.engine.state.monitors import Monitors, meet_monitors
from hamstrong.engine.state.morning import Baseline, Morning, meet_baselines, meet_mornings
from hamstrong.engine.state.pending_work import Work, meet_pending
from hamstrong.engine.state.return_watch import SportWatch, meet_watches
from hamstrong.engine.state.run_days import RunDays, meet_run_days
from hamstrong.engine.state.run_times import NO_TIMES, RunTimes, meet_run_times
from hamstrong.engine.state.self_test_results import Results, meet_results
from hamstrong.engine.state.stretch import Stretch, meet_stretches
from hamstrong.engine.state.walking import Walking, meet_walkings


class OwnedLoads(NamedTuple):
    """Weights by kit and classes of bands; None in the settings until it was asked."""

    weights: tuple[tuple[str, float], ...] = ()
    bands: tuple[str, ...] = ()


class PersonSettings(NamedTuple):
    """Settings of the person and a clinician's cap; nothing here changes by itself."""

    goal: str = ""
    training_days: tuple[int, ...] = ()
    minutes: int = 0
    kit: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    options: frozenset[str] = frozenset()
    ask_clinician: bool = False
    cap_stage: int | None = None
    cap_excluded: frozenset[str] = frozenset()
    cap_sets: int | None = None
    owned: OwnedLoads | None = None


class EpisodeKind(NamedTuple):
    """What fixes an episode's course: limb, track, and the strictest rules where they hold."""

    limb: str
    track: str
    strictest: bool = False
    compression: bool = False
    alone: bool = True


class Episode(NamedTuple):
    """One injury (or none yet) of one limb: its components and what waits for a morning.

    `age` is how many days old the episode is, `fail_free` for how many no morning has failed.
    `times` are the clean times of its timed runs. `gap` is that of all strength and runs, `gaps`
    those of each action and leg.
    `flare_because` says which answers began the flare-up path, or wait for it to begin;
    `morning_because` those of the morning after which hard work waits for a good one.
    `session_age` counts the days since the last session, `soreness` the mornings left on which new
    work, a match or hard training may explain sore thighs.
    """

    kind: EpisodeKind
    gate: GatePosition = GatePosition()
    latches: Latches = ()
    morning: Morning = Morning()
    baseline: Baseline = Baseline()
    flare: Flare = Flare()
    flare_due: bool = False
    stretch: Stretch = Stretch()
    gap: Gap = Gap()
    gaps: ActionGaps = NO_GAPS
    walking: Walking = Walking()
    monitors: Monitors = Monitors()
    ladders: Mapping[str, Ladder] = {}
    loads: Mapping[str, Load] = {}
    times: RunTimes = NO_TIMES
    pending: tuple[Work, ...] = ()
    asked: int = 0
    last_session: tuple[tuple[str, int], ...] = ()
    session_age: int = 0
    soreness: int = 0
    exercise_days: int = 0
    closed: bool = False
    watch: SportWatch = SportWatch()
    age: int = 0
    fail_free: int = NOTHING_PASSED
    easy: Easy = Easy()
    flare_because: Causes = ()
    morning_because: Causes = ()


class Moves(NamedTuple):
    """Days from today on to which the person moved a training day, and those freed by it."""

    asked: tuple[int, ...] = ()
    freed: tuple[int, ...] = ()


class State(NamedTuple):
    """Everything the next decision needs. `day` is the open day's ordinal."""

    day: int = 0
    person: PersonSettings = PersonSettings()
    episodes: tuple[Episode, ...] = ()
    lock: Lock = Lock()
    calendar: Calendar = Calendar()
    facts: tuple[Fact, ...] = ()
    sport_blocked: int = 0
    tests: Results = ()
    moves: Moves = Moves()
    run_days: RunDays = RunDays()
    alternation: Alternation = Alternation()


def ladder_key(exercise: str, side: str) -> str:
    """Key of a ladder in `Episode.ladders`."""
    return f"{exercise}:{side}"


def split_key(key: str) -> tuple[str, str]:
    """Exercise and side of a ladder key."""
    exercise, _, side = key.partition(":")
    return exercise, side


def meet_episodes(a: Episode, b: Episode) -> Episode:
    """The more careful of two states of one episode, component by component."""
    fresh = Ladder()
    ladders = {
        key: meet_ladders(a.ladders.get(key, fresh), b.ladders.get(key, fresh))
        for key in sorted({*a.ladders, *b.ladders})
    }
    return a._replace(
        gate=meet_gates(a.gate, b.gate),
        latches=meet_latches(a.latches, b.latches),
        morning=meet_mornings(a.morning, b.morning),
        baseline=meet_baselines(a.baseline, b.baseline),
        flare=meet_flares(a.flare, b.flare),
        flare_due=a.flare_due or b.flare_due,
        stretch=meet_stretches(a.stretch, b.stretch),
        gap=meet_gaps(a.gap, b.gap),
        gaps=meet_action_gaps(a.gaps, b.gaps),
        walking=meet_walkings(a.walking, b.walking),
        monitors=meet_monitors(a.monitors, b.monitors),
        ladders=ladders,
        loads={
            key: meet_loads(a.loads.get(key, Load()), b.loads.get(key, Load()))
            for key in sorted({*a.loads, *b.loads})
        },
        times=meet_run_times(a.times, b.times),
        pending=meet_pending(a.pending, b.pending),
        asked=max(a.asked, b.asked),
        session_age=min(a.session_age, b.session_age),
        soreness=min(a.soreness, b.soreness),
        exercise_days=min(a.exercise_days, b.exercise_days),
        closed=a.closed or b.closed,
        watch=meet_watches(a.watch, b.watch),
        age=min(a.age, b.age),
        fail_free=min(a.fail_free, b.fail_free),
        easy=meet_easy(a.easy, b.easy),
        flare_because=a.flare_because or b.flare_because,
        morning_because=a.morning_because or b.morning_because,
    )


def meet_states(live: State, refolded: State) -> State:
    """What a correction leaves: never above the live state, never above the refolded one.

    Settings, the open day and its facts are the live ones. Episodes are matched by limb and
    track; one that only one side knows is kept as it is.
    """
    others = {e.kind: e for e in refolded.episodes}
    return live._replace(
        episodes=tuple(
            meet_episodes(e, others[e.kind]) if e.kind in others else e for e in live.episodes
        ),
        lock=meet_locks(live.lock, refolded.lock),
        calendar=meet_calendars(live.calendar, refolded.calendar)
        if len(live.calendar.days) == len(refolded.calendar.days)
        else live.calendar,
        sport_blocked=max(live.sport_blocked, refolded.sport_blocked),
        tests=meet_results(live.tests, refolded.tests),
        run_days=meet_run_days(live.run_days, refolded.run_days),
        alternation=meet_alternations(live.alternation, refolded.alternation),
    )
