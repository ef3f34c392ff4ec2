"""References within a pack: exercises, kit, traits, tracks, goals, stages and flags exist in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from hamstrong.protocol.draft import PackDraft, unresolved
from hamstrong.protocol.faults import PackPlace, UnplacedFault
from hamstrong.protocol.model import Exercise, Rung, Stage, Track

_PACK = PackPlace("pack.yaml")
_GATES = PackPlace("gates.yaml")


def check_references(draft: PackDraft) -> Iterator[UnplacedFault]:
    """Every name that leads nowhere in exercises, stages, tracks, paths, gates and keys."""
    for place, exercise in draft.exercises():
        yield from _exercise(place, exercise, draft)
    yield from _stages(draft)
    yield from _tracks(draft)
    yield from _stop_reasons(draft)
    yield from _gates(draft)
    yield from _keys(draft)
    yield from _cards(draft)


def _exercise(place: PackPlace, exercise: Exercise, draft: PackDraft) -> Iterator[UnplacedFault]:
    if exercise.id != PurePosixPath(place.file).stem:
        expected = f"{PurePosixPath(place.file).stem}, the name of its file"
        yield UnplacedFault(place.at("id"), "wrong-id", expected, exercise.id)
    names = {
        "action": (exercise.action, "pack/actions", "actions"),
        "load_class": (exercise.load_class, "pack/load_classes", "load classes"),
        "stages": (tuple(exercise.stages), "pack/tracks", "tracks"),
        "last_stage": (tuple(exercise.last_stage), "pack/tracks", "tracks"),
        "equipment": (exercise.equipment, "pack/kits", "kits"),
        "equal_kit": (sum(exercise.equal_kit, ()), "pack/kits", "kits"),
        "without_kit": (exercise.without_kit, "pack/kits", "kits"),
        "excluded_by": (exercise.excluded_by, "pack/traits", "traits"),
        "later_for": (tuple(exercise.later_for), "pack/traits", "traits"),
        "goals": (exercise.goals, "pack/goals", "goals"),
        "excluded_goals": (exercise.excluded_goals, "pack/goals", "goals"),
        "optional_goals": (exercise.optional_goals, "pack/goals", "goals"),
        "requires": (exercise.requires, "gates/keys", "keys"),
    }
    for key, (values, kind, what) in names.items():
        yield from unresolved(place.at(key), values, draft.ids(kind), what=what)
    wishes = draft.wishes()
    yield from unresolved(place.at("options"), exercise.options, wishes, what="options of goals")
    yield from _required(place.at("requires_tracks"), exercise.requires_tracks, draft)
    for track, traits in exercise.excluded_on.items():
        here, known = place.at("excluded_on", track), draft.ids("pack/tracks")
        yield from unresolved(here, (track,), known, what="tracks")
        yield from unresolved(here, traits, draft.ids("pack/traits"), what="traits")
    yield from _pooled(place, exercise, draft)
    for key in ("stages", "last_stage"):
        for track, stage in getattr(exercise, key).items():
            yield from _stage(place.at(key, track), stage, draft)
    rungs = frozenset(draft.rung_ids(exercise.id))
    what = f"rungs of {exercise.id}"
    yield from unresolved(place.at("easy_entry"), exercise.easy_entry, rungs, what=what)
    paced_by, known = exercise.paced_by, draft.ids("exercises")
    yield from unresolved(place.at("paced_by"), paced_by, known, what="exercises")
    for index, sequence in enumerate(exercise.sequences):
        if sequence.instead_of is not None:
            right = frozenset(s.id for s in exercise.sequences if not s.is_fault)
            here, what = place.at("sequences", index, "instead_of"), f"sequences of {exercise.id}"
            yield from unresolved(here, sequence.instead_of, right, what=what)
    for index, rung in enumerate(exercise.ladder):
        yield from _rung(place.at("ladder", index), rung, exercise, draft)


def _pooled(place: PackPlace, exercise: Exercise, draft: PackDraft) -> Iterator[UnplacedFault]:
    """An exercise that no stage of a track chooses from would be read and never given."""
    if draft.pack is None:
        return
    for track in exercise.stages:
        if not any(exercise.id in s.pools.get(track, ()) for s in draft.pack.stages.values()):
            expected = f"a pool of {track} that names it, in a stage of pack.yaml"
            yield UnplacedFault(place.at("stages", track), "in-no-pool", expected)


def _rung(
    place: PackPlace, rung: Rung, exercise: Exercise, draft: PackDraft
) -> Iterator[UnplacedFault]:
    poses = frozenset(sequence.id for sequence in exercise.sequences)
    yield from unresolved(place.at("pose"), rung.pose, poses, what=f"sequences of {exercise.id}")
    kits, traits = draft.ids("pack/kits"), draft.ids("pack/traits")
    yield from unresolved(place.at("equipment"), rung.equipment, kits, what="kits")
    yield from unresolved(place.at("load_kits"), rung.load_kits, kits, what="kits")
    yield from unresolved(place.at("excluded_by"), rung.excluded_by, traits, what="traits")
    tracks = draft.ids("pack/tracks")
    yield from unresolved(place.at("skipped_on"), rung.skipped_on, tracks, what="tracks")
    yield from unresolved(place.at("clean_tracks"), tuple(rung.clean_tracks), tracks, what="tracks")
    yield from _required(place.at("requires_tracks"), rung.requires_tracks, draft)
    asked, known = rung.requires_today, draft.ids("gates/criteria")
    yield from unresolved(place.at("requires_today"), asked, known, what="criteria")


def _required(
    place: PackPlace, keys: Mapping[str, tuple[str, ...]], draft: PackDraft
) -> Iterator[UnplacedFault]:
    """Keys that are asked for on some tracks only."""
    yield from unresolved(place, tuple(keys), draft.ids("pack/tracks"), what="tracks")
    for track, needed in keys.items():
        yield from unresolved(place.at(track), needed, draft.ids("gates/keys"), what="keys")


def _stage(place: PackPlace, number: int, draft: PackDraft) -> Iterator[UnplacedFault]:
    yield from unresolved(place, number, draft.ids("pack/stages"), what="stages")


def _stages(draft: PackDraft) -> Iterator[UnplacedFault]:
    earliest = {exercise.id: exercise.stages for _, exercise in draft.exercises()}
    for stage in draft.pack.stages.values() if draft.pack else ():
        yield from _owed(stage, draft)
        yield from _first_choice(stage)
        place = _PACK.at("stages", stage.number, "pools")
        yield from unresolved(place, tuple(stage.pools), draft.ids("pack/tracks"), what="tracks")
        for track, pool in stage.pools.items():
            here = place.at(track)
            yield from unresolved(here, pool, draft.ids("exercises"), what="exercises")
            for name in pool:
                opens = earliest.get(name, {track: 1}).get(track)
                if opens is None or opens > stage.number:
                    expected = f"only exercises that stage {stage.number} of {track} allows"
                    yield UnplacedFault(here, "too-early", expected, name)


def _owed(stage: Stage, draft: PackDraft) -> Iterator[UnplacedFault]:
    """What a stage owes is an action once, and a daily stage owes nothing."""
    place, actions = _PACK.at("stages", stage.number), draft.ids("pack/actions")
    yield from unresolved(place.at("owed"), stage.owed, actions, what="actions")
    yield from unresolved(place.at("alternating"), stage.alternating, actions, what="actions")
    keys, key = draft.ids("gates/keys"), stage.fast_runs_serve_after
    yield from unresolved(place.at("fast_runs_serve_after"), key, keys, what="keys")
    if stage.daily and (stage.owed or stage.alternating):
        yield UnplacedFault(place.at("owed"), "wrong-value", "nothing owed in a daily stage")
    if stage.alternating in stage.owed or len(set(stage.owed)) < len(stage.owed):
        expected = "each action owed once, the alternating one not with the others"
        yield UnplacedFault(place.at("owed"), "wrong-value", expected, list(stage.owed))


def _first_choice(stage: Stage) -> Iterator[UnplacedFault]:
    """What a stage prefers stands in a pool of it; elsewhere it could never be chosen."""
    pooled = {name for pool in stage.pools.values() for name in pool}
    for name in stage.first_choice:
        if name not in pooled:
            place = _PACK.at("stages", stage.number, "first_choice")
            yield UnplacedFault(place, "in-no-pool", "an exercise of the stage's pools", name)


def _tracks(draft: PackDraft) -> Iterator[UnplacedFault]:
    if draft.pack is None:
        return
    strictest, tracks = draft.pack.strictest_track, draft.ids("pack/tracks")
    yield from unresolved(_PACK.at("strictest_track"), strictest, tracks, what="tracks")
    for track in draft.pack.tracks.values():
        place = _PACK.at("tracks", track.id)
        yield from _stage(place.at("first_stage"), track.first_stage, draft)
        passes = track.usual_passes_until_stage
        named = (*((passes,) if passes is not None else ()), *_compressed(track))
        for number in named:
            yield from _stage(place, number, draft)
    for question in draft.pack.questions.values():
        place = _PACK.at("questions", question.id, "tracks")
        yield from unresolved(place, question.tracks, draft.ids("pack/tracks"), what="tracks")
    for kit in draft.pack.kits.values():
        place = _PACK.at("kits", kit.id, "equal")
        yield from unresolved(place, kit.equal, draft.ids("pack/kits"), what="kits")
    for name, kits in draft.pack.kit_presets.items():
        place = _PACK.at("kit_presets", name)
        yield from unresolved(place, kits, draft.ids("pack/kits"), what="kits")


def _compressed(track: Track) -> tuple[int, ...]:
    return track.compression.stages if track.compression else ()


def _stop_reasons(draft: PackDraft) -> Iterator[UnplacedFault]:
    flags = draft.ids("triage/flags")
    for reason in draft.pack.stop_reasons.values() if draft.pack else ():
        place = _PACK.at("stop_reasons", reason.id, "flag")
        yield from unresolved(place, reason.flag, flags, what="flags in triage.yaml")
        if (reason.does == "flag") != (reason.flag is not None):
            yield UnplacedFault(
                place, "wrong-value", "a flag exactly where does: flag", reason.flag
            )


def _gates(draft: PackDraft) -> Iterator[UnplacedFault]:
    criteria, tracks = draft.ids("gates/criteria"), draft.ids("pack/tracks")
    for gate in draft.gates.gates.values() if draft.gates else ():
        place = _GATES.at("gates", gate.id)
        yield from unresolved(place.at("criteria"), gate.criteria, criteria, what="criteria")
        yield from unresolved(place.at("min_days"), tuple(gate.min_days), tracks, what="tracks")
        named, goals = tuple(gate.usual_days), draft.ids("pack/goals")
        yield from unresolved(place.at("usual_days"), named, goals, what="goals")
        yield from unresolved(place.at("keys"), gate.keys, draft.ids("gates/keys"), what="keys")
        yield from _stage(place.at("target"), gate.target, draft)
        if gate.source is not None:
            yield from _stage(place.at("source"), gate.source, draft)


def _cards(draft: PackDraft) -> Iterator[UnplacedFault]:
    for name, card in draft.advice.cards.items() if draft.advice else ():
        place = PackPlace("advice.yaml").at("cards", name, "figure")
        yield from unresolved(place, card.figure, draft.ids("exercises"), what="exercises")


def _keys(draft: PackDraft) -> Iterator[UnplacedFault]:
    criteria, tracks = draft.ids("gates/criteria"), draft.ids("pack/tracks")
    for key in draft.gates.keys.values() if draft.gates else ():
        place = _GATES.at("keys", key.id)
        yield from unresolved(place.at("criteria"), key.criteria, criteria, what="criteria")
        yield from unresolved(place.at("tracks"), key.tracks, tracks, what="tracks")
        goals, named = draft.ids("pack/goals"), (*key.goals, *key.by_goal)
        yield from unresolved(place.at("goals"), named, goals, what="goals")
        for goal, others in key.by_goal.items():
            yield from unresolved(place.at("by_goal", goal), others, criteria, what="criteria")
        yield from _stage(place.at("from_stage"), key.from_stage, draft)
        if key.cleared_at is not None:
            yield from _stage(place.at("cleared_at"), key.cleared_at, draft)
