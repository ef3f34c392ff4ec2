"""Every kind of fault is found in a pack that differs from the shipped one by that fault."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from hamstrong.protocol.faults import PackError
from hamstrong.protocol.loader import load_pack
from hamstrong.protocol.yaml_pack import check_pack

Break = Callable[..., Path]


class Case(NamedTuple):
    """What is broken, and the rule and key under which it must be found."""

    name: str
    file: str
    old: str
    new: str
    rule: str
    key: str


CASES = (
    # --- shape
    Case("not YAML", "rules.yaml", "ladder:", "ladder: [", "not-yaml", ""),
    Case("a tag", "pack.yaml", "id: hamstring", "id: !!str hamstring", "not-yaml", ""),
    Case("a key twice", "pack.yaml", "goals:\n", "goals: {}\ngoals:\n", "duplicate-key", "goals"),
    Case("unknown key", "pack.yaml", "goals:\n", "gaols: {}\ngoals:\n", "unknown-key", "gaols"),
    # --- courses
    Case(
        "a milestone of an unknown rung",
        "courses.yaml",
        "    rung: sprint-100",
        "    rung: sprint-300",
        "unresolved",
        "milestones.full_sprint.rung",
    ),
    Case(
        "a milestone that nothing reaches",
        "courses.yaml",
        "    exercises: [nordic, slider_one_leg, long_lever_lowering_one_leg]",
        "    exercises: []",
        "asks-nothing",
        "milestones.first_one_leg",
    ),
    Case(
        "expected days in the wrong order",
        "courses.yaml",
        "      maintain: [84, 105]",
        "      maintain: [105, 84]",
        "wrong-value",
        "expected.tendinopathy_running.days.maintain",
    ),
    Case(
        "an unknown training week",
        "courses.yaml",
        "    week: twice",
        "    week: daily",
        "unresolved",
        "expected.tightness_daily_life.week",
    ),
    Case(
        "days of an exempt milestone",
        "courses.yaml",
        "    exempt: {first_jog: goes_on}",
        "    exempt: {maintain: goes_on}",
        "wrong-value",
        "expected.tendinopathy_running.exempt.maintain",
    ),
    Case(
        "a training week out of order",
        "courses.yaml",
        "    twice: [0, 3]",
        "    twice: [3, 0]",
        "wrong-value",
        "people.weeks.twice",
    ),
    Case(
        "minutes that nobody may choose",
        "courses.yaml",
        "  minutes: 30",
        "  minutes: 31",
        "wrong-value",
        "people.minutes",
    ),
    Case(
        "kit that the pack lacks",
        "courses.yaml",
        "  kit: [chair,",
        "  kit: [throne,",
        "unresolved",
        "people.kit",
    ),
    Case(
        "missing key",
        "rules.yaml",
        "  lock_days: {value: 7, sources: [expert], confirmed: false}\n",
        "",
        "missing-key",
        "stretch",
    ),
    Case(
        "text for a number",
        "rules.yaml",
        "pass_max: {value: 2,",
        'pass_max: {value: "2",',
        "wrong-value",
        "morning.pass_max",
    ),
    Case(
        "true for a number",
        "rules.yaml",
        "pass_max: {value: 2,",
        "pass_max: {value: true,",
        "wrong-value",
        "morning.pass_max",
    ),
    Case(
        "half a day",
        "rules.yaml",
        "lock_days: {value: 7,",
        "lock_days: {value: 7.5,",
        "wrong-value",
        "stretch.lock_days",
    ),
    Case(
        "unknown kind of criterion",
        "gates.yaml",
        "kind: no_fail_in_days",
        "kind: not_failed",
        "wrong-value",
        "criteria.no_fail_in_14_days.kind",
    ),
    # --- actions
    Case(
        "unknown action",
        "exercises/bridge.yaml",
        "action: bridge",
        "action: brigde",
        "unresolved",
        "action",
    ),
    Case("no action", "exercises/bridge.yaml", "action: bridge\n", "", "missing-key", ""),
    Case(
        "an action without words",
        "text/en/programme.yaml",
        "  brace: {name: Press, plain: You press and nothing moves.}\n",
        "",
        "no-words",
        "actions.brace",
    ),
    # --- the order of rungs
    Case(
        "fewer repetitions on the next rung",
        "exercises/bridge.yaml",
        "repetitions: 12,",
        "repetitions: 9,",
        "reversed-rung",
        "ladder.1",
    ),
    Case(
        "fewer sets on the next rung",
        "exercises/slider_one_leg.yaml",
        "sets: 3, repetitions: 8, rest_s: 60, tempo: {lift_s: 2, pause_s: 0, lower_s: 4}",
        "sets: 1, repetitions: 8, rest_s: 60, tempo: {lift_s: 2, pause_s: 0, lower_s: 4}",
        "reversed-rung",
        "ladder.4",
    ),
    Case(
        "a shorter hold on the next rung",
        "exercises/heel_dig.yaml",
        "hold_s: 40,",
        "hold_s: 20,",
        "reversed-rung",
        "ladder.3",
    ),
    Case(
        "less effort on the next rung",
        "exercises/heel_drag.yaml",
        "effort_percent: 50",
        "effort_percent: 20",
        "reversed-rung",
        "ladder.1",
    ),
    Case(
        "effort after longer holds",
        "exercises/heel_drag.yaml",
        "    changes: effort\n    dosage: {sets: 1, holds: 10, hold_s: 5, rest_s: 5}\n"
        "    effort_percent: 50\n",
        "    changes: hold\n    dosage: {sets: 1, holds: 10, hold_s: 6, rest_s: 5}\n"
        "    effort_percent: 30\n",
        "late-rung",
        "ladder.2",
    ),
    Case(
        "less load on the next rung",
        "exercises/rdl.yaml",
        "own_percent: 100",
        "own_percent: 70",
        "reversed-rung",
        "ladder.4",
    ),
    Case(
        "a faster lowering where slower is harder",
        "exercises/slider_one_leg.yaml",
        "lower_s: 6",
        "lower_s: 3",
        "reversed-rung",
        "ladder.5",
    ),
    Case(
        "a range that is shorter than the one before",
        "exercises/slider_one_leg.yaml",
        "{phase: lower, loaded: true, trunk_deg: -93, hip_deg: 0, knee_deg: 12,",
        "{phase: lower, loaded: true, trunk_deg: -106, hip_deg: 0, knee_deg: 58,",
        "reversed-rung",
        "ladder.1",
    ),
    Case(
        "a lever that is shorter than the one before",
        "exercises/long_lever_hold_one_leg.yaml",
        "hip_deg: 0, knee_deg: 33,",
        "hip_deg: 0, knee_deg: 60,",
        "reversed-rung",
        "ladder.1",
    ),
    Case(
        "range after volume in a curl",
        "exercises/slider_one_leg.yaml",
        "    changes: repetitions\n    dosage: {sets: 2, repetitions: 6,",
        "    changes: range\n    dosage: {sets: 2, repetitions: 6,",
        "reversed-rung",
        "ladder.2",
    ),
    # --- sources
    Case(
        "a bare number",
        "rules.yaml",
        "pass_max: {value: 2, sources: [C9], grade: E}",
        "pass_max: 2",
        "bare-number",
        "morning.pass_max",
    ),
    Case(
        "a bare number of a stage",
        "pack.yaml",
        "max_exercises: {value: 3, sources: [C25], grade: E}",
        "max_exercises: 3",
        "bare-number",
        "stages.1.max_exercises",
    ),
    Case(
        "a number without sources",
        "rules.yaml",
        "pass_max: {value: 2, sources: [C9], grade: E}",
        "pass_max: {value: 2, grade: E}",
        "no-sources",
        "morning.pass_max",
    ),
    Case(
        "an empty list of sources",
        "rules.yaml",
        "pass_max: {value: 2, sources: [C9]",
        "pass_max: {value: 2, sources: []",
        "no-sources",
        "morning.pass_max.sources",
    ),
    Case(
        "an unknown source",
        "rules.yaml",
        "pass_max: {value: 2, sources: [C9]",
        "pass_max: {value: 2, sources: [C99]",
        "unresolved",
        "morning.pass_max.sources",
    ),
    Case(
        "expert opinion with a letter above E",
        "rules.yaml",
        "lock_days: {value: 7, sources: [expert], confirmed: false}",
        "lock_days: {value: 7, sources: [expert], grade: C}",
        "overclaimed",
        "stretch.lock_days.grade",
    ),
    Case(
        "a recalled fact with a letter above E",
        "rules.yaml",
        "lock_days: {value: 7, sources: [expert], confirmed: false}",
        "lock_days: {value: 7, sources: [E60], grade: C}",
        "overclaimed",
        "stretch.lock_days.grade",
    ),
    Case(
        "a better letter than the fact bears",
        "rules.yaml",
        "nprs_change: {value: 2, sources: [C23, E77], grade: B}",
        "nprs_change: {value: 2, sources: [C23, E77], grade: A}",
        "overclaimed",
        "referral.nprs_change.grade",
    ),
    Case(
        "the article is no guideline",
        "pack.yaml",
        "first_stage: {value: 1, sources: [R-B1, R-D0], grade: D}",
        "first_stage: {value: 1, sources: [R-B1, R-D0], grade: C}",
        "overclaimed",
        "tracks.strain.first_stage.grade",
    ),
    Case(
        "a letter that there is not",
        "rules.yaml",
        "pass_max: {value: 2, sources: [C9], grade: E}",
        "pass_max: {value: 2, sources: [C9], grade: F}",
        "unknown-grade",
        "morning.pass_max.grade",
    ),
    Case(
        "a published dose that was only recalled",
        "exercises/nordic.yaml",
        "published: [E114, E179]",
        "published: [E178, E179]",
        "not-seen",
        "published",
    ),
    Case(
        "a published dose without words",
        "exercises/nordic.yaml",
        "published: [E114, E179]",
        "published: [E114, E179, E181]",
        "no-words",
        "exercises.nordic.published.E181",
    ),
    Case(
        "an unknown work",
        "evidence.yaml",
        "works: [hu2023]",
        "works: [hu2032]",
        "unresolved",
        "facts.E1.works",
    ),
    # --- names
    Case(
        "an unknown exercise",
        "pack.yaml",
        "strain: [heel_drag,",
        "strain: [heel_drug,",
        "unresolved",
        "stages.1.pools.strain",
    ),
    Case(
        "an exercise before its stage",
        "pack.yaml",
        "strain: [heel_drag,",
        "strain: [bridge,",
        "too-early",
        "stages.1.pools.strain",
    ),
    Case(
        "an unknown rung",
        "gates.yaml",
        "rung: bridge-2x12",
        "rung: bridge-2x21",
        "unresolved",
        "criteria.bridge_clean.rung",
    ),
    Case(
        "an unknown option",
        "exercises/deep_bend.yaml",
        "options: [end_range_bends]",
        "options: [end_range_bend]",
        "unresolved",
        "options",
    ),
    Case(
        "an unknown trait",
        "gates.yaml",
        "{when: [age_65, falls]",
        "{when: [age_56, falls]",
        "unresolved",
        "criteria.balance_clean.substitutes.0.when",
    ),
    Case(
        "an unknown substitute",
        "gates.yaml",
        "criterion: balance_fingertips_clean}",
        "criterion: balance_fingers}",
        "unresolved",
        "criteria.balance_clean.substitutes.0.criterion",
    ),
    Case(
        "an unknown criterion",
        "gates.yaml",
        "criteria: [two_clean_power_sessions]",
        "criteria: [two_power_sessions]",
        "unresolved",
        "gates.4-5.criteria",
    ),
    Case(
        "an unknown flag",
        "pack.yaml",
        "flag: stop_emergency",
        "flag: emergency_stop",
        "unresolved",
        "stop_reasons.chest_breath_or_faint.flag",
    ),
    Case(
        "an unknown kit",
        "exercises/heel_drag.yaml",
        "equipment: [chair]",
        "equipment: [throne]",
        "unresolved",
        "equipment",
    ),
    Case(
        "a file with another id",
        "exercises/heel_drag.yaml",
        "id: heel_drag\n",
        "id: heel_drug\n",
        "wrong-id",
        "id",
    ),
    Case(
        "an unknown pose",
        "exercises/single_leg_balance.yaml",
        "pose: fingertips",
        "pose: fingerless",
        "unresolved",
        "ladder.0.pose",
    ),
    # --- ladders
    Case(
        "another start",
        "exercises/bridge.yaml",
        "changes: start",
        "changes: sets",
        "wrong-start",
        "ladder.0.changes",
    ),
    Case(
        "a rung id of another exercise",
        "exercises/bridge.yaml",
        "id: bridge-2x12",
        "id: arch-2x12",
        "foreign-rung-id",
        "ladder.1.id",
    ),
    Case(
        "a rung id twice",
        "exercises/bridge.yaml",
        "id: bridge-2x12",
        "id: bridge-2x10",
        "shared-rung-id",
        "ladder.1.id",
    ),
    Case(
        "a rung's key that does not exist",
        "exercises/hip_hinge.yaml",
        "requires_tracks: {strain: [long_length]}",
        "requires_tracks: {strain: [long_lenght]}",
        "unresolved",
        "ladder.3.requires_tracks.strain",
    ),
    Case(
        "a rung's key for a track that does not exist",
        "exercises/hip_hinge.yaml",
        "requires_tracks: {strain: [long_length]}",
        "requires_tracks: {sprain: [long_length]}",
        "unresolved",
        "ladder.3.requires_tracks",
    ),
    Case(
        "a lowest rung of which there is no half",
        "exercises/heel_drag.yaml",
        "{sets: 1, holds: 10, hold_s: 5, rest_s: 5}",
        "{sets: 1, holds: 1, hold_s: 1, rest_s: 5}",
        "cannot-halve",
        "ladder.0.dosage",
    ),
    Case(
        "two variables at once",
        "exercises/bridge.yaml",
        "sets: 2, repetitions: 12",
        "sets: 3, repetitions: 12",
        "two-variables",
        "ladder.1",
    ),
    Case(
        "a rung that changes nothing",
        "exercises/bridge.yaml",
        "sets: 2, repetitions: 12",
        "sets: 2, repetitions: 10",
        "no-change",
        "ladder.1",
    ),
    Case(
        "an exercise that no stage of a track chooses from",
        "pack.yaml",
        "        - standing_hip_extension\n",
        "",
        "in-no-pool",
        "stages.strain",
    ),
    Case(
        "a first choice that the stage does not hold",
        "pack.yaml",
        "first_choice: {value: [nordic],",
        "first_choice: {value: [heel_drag],",
        "in-no-pool",
        "stages.6.first_choice",
    ),
    # --- numbers
    Case(
        "a number that code cannot work with",
        "rules.yaml",
        "reduced_sets_divisor: {value: 2,",
        "reduced_sets_divisor: {value: 0,",
        "out-of-range",
        "ladder.reduced_sets_divisor",
    ),
    Case(
        "bands of missed days out of order",
        "rules.yaml",
        "{from_days: 10,",
        "{from_days: 4,",
        "wrong-order",
        "gap.bands.1.from_days",
    ),
    Case(
        "a wait that is longer than days are counted",
        "rules.yaml",
        "last_day: {value: 7,",
        "last_day: {value: 1,",
        "wrong-order",
        "walking.first_day",
    ),
    # --- criteria, gates, keys, paths
    Case(
        "a criterion without what it counts",
        "gates.yaml",
        "    exercise: bridge\n    rung: bridge-2x12\n",
        "    exercise: bridge\n",
        "missing-key",
        "criteria.bridge_clean",
    ),
    Case(
        "a criterion with what it does not use",
        "gates.yaml",
        "    rung: bridge-2x12\n",
        "    rung: bridge-2x12\n    minutes: 5\n",
        "unknown-key",
        "criteria.bridge_clean.minutes",
    ),
    Case(
        "a criterion that asks for nothing",
        "gates.yaml",
        "    load_class: power\n    count: 2\n",
        "    load_class: power\n    count: 0\n",
        "asks-nothing",
        "criteria.two_clean_power_sessions.count",
    ),
    Case(
        "a criterion without a kind",
        "gates.yaml",
        "    kind: no_fail_in_days\n",
        "",
        "missing-key",
        "criteria.no_fail_in_14_days",
    ),
    Case(
        "a line of the readiness card that asks for nothing",
        "way_back.yaml",
        "count: {value: 3, sources: [C9, E39, expert], confirmed: false}",
        "count: {value: 0, sources: [C9, E39, expert], confirmed: false}",
        "asks-nothing",
        "readiness.pain_free_mornings.count",
    ),
    Case(
        "a line of the readiness card with what it does not use",
        "way_back.yaml",
        "    criterion: rdl_below_knee_clean\n",
        "    criterion: rdl_below_knee_clean\n    valid_days: 3\n",
        "unknown-key",
        "readiness.long_muscle_strong.valid_days",
    ),
    Case(
        "substitutes in a circle",
        "gates.yaml",
        "    rung: single_leg_balance-30s-fingertips\n",
        "    rung: single_leg_balance-30s-fingertips\n"
        "    substitutes: [{when: [falls], criterion: balance_clean}]\n",
        "circular",
        "criteria.balance_clean.substitutes",
    ),
    Case(
        "a key that waits for itself",
        "exercises/slider_lowering.yaml",
        "sources: [E97, E110, C15, C19]\n",
        "requires: [nordic_entry]\nsources: [E97, E110, C15, C19]\n",
        "circular",
        "keys.nordic_entry.criteria",
    ),
    Case(
        "a gate that nothing guards",
        "gates.yaml",
        "criteria: [two_clean_power_sessions]",
        "criteria: []",
        "empty-gate",
        "gates.4-5.criteria",
    ),
    Case(
        "a step without a gate",
        "gates.yaml",
        "    source: 4\n    target: 5\n",
        "    source: 3\n    target: 5\n",
        "no-gate",
        "paths.strain.field_sport",
    ),
    Case(
        "a gate without least days for a track",
        "gates.yaml",
        "      tendinopathy: {value: 7, sources: [expert], confirmed: false}\n",
        "",
        "no-gate",
        "gates.1-2.min_days",
    ),
    Case(
        "a path that goes back",
        "pack.yaml",
        "gym: [3, 4, 6]",
        "gym: [3, 6, 4]",
        "wrong-path",
        "paths.prevention.gym",
    ),
    Case(
        "a goal without a path",
        "pack.yaml",
        "    daily_life: [3, 6]\n",
        "",
        "missing-path",
        "paths.prevention.daily_life",
    ),
    # --- triage
    Case(
        "an unknown symptom",
        "triage.yaml",
        "any: [[chest_breath,",
        "any: [[chest_breth,",
        "unresolved",
        "flags.0.when.0.any.0",
    ),
    Case(
        "an unknown answer",
        "triage.yaml",
        "all: [onset=sudden, gap_dent]",
        "all: [onset=suddenly, gap_dent]",
        "wrong-term",
        "flags.13.when.0.all",
    ),
    Case(
        "a negation",
        "triage.yaml",
        "all: [onset=sudden, gap_dent]",
        "all: [onset!=gradual, gap_dent]",
        "wrong-term",
        "flags.13.when.0.all",
    ),
    Case(
        "a symptom that no screen offers",
        "triage.yaml",
        "[chest_breath, foot_cold_pale, thigh_hard,",
        "[chest_breath, thigh_hard,",
        "never-asked",
        "symptoms",
    ),
    Case(
        "unknown advice",
        "triage.yaml",
        "advice: [next_emergency]",
        "advice: [next_emergence]",
        "unresolved",
        "flags.0.advice",
    ),
    # --- words
    Case(
        "an id without words",
        "text/en/programme.yaml",
        "  running: {name: Running, plain: Run again.}\n",
        "",
        "no-words",
        "goals.running",
    ),
    Case(
        "words without an id",
        "text/en/programme.yaml",
        "  running: {name: Running, plain: Run again.}\n",
        "  running: {name: Running, plain: Run again.}\n  diving: {name: Diving}\n",
        "stray-words",
        "goals.diving",
    ),
    Case(
        "a drawn mistake that no line tells",
        "text/en/exercises.yaml",
        "        figure: fault_hips_bend\n",
        "",
        "no-words",
        "exercises.nordic.faults",
    ),
    Case(
        "a line whose mistake is not drawn",
        "text/en/exercises.yaml",
        "        figure: fault_hips_bend\n",
        "        figure: fault_hips_bend\n      - {see: A., do: B., figure: fault_unicorn}\n",
        "stray-words",
        "exercises.nordic.faults",
    ),
    Case(
        "a mistake of a sequence that does not exist",
        "exercises/lunge.yaml",
        "    instead_of: shallow\n",
        "    instead_of: deepest\n",
        "unresolved",
        "instead_of",
    ),
    Case(
        "one group in two files",
        "text/en/programme.yaml",
        "stages:\n",
        "exercises: {}\nstages:\n",
        "duplicate-key",
        "exercises",
    ),
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_fault_is_named_with_its_place_and_the_pack_does_not_load(
    case: Case, broken: Break
) -> None:
    folder = broken(case.file, case.old, case.new)
    faults = check_pack(folder)
    hits = [fault for fault in faults if fault.rule == case.rule and case.key in fault.key]
    assert hits, f"wanted {case.rule} at {case.key}, found {[str(fault) for fault in faults]}"
    assert all(fault.line >= 1 and fault.expected for fault in hits)
    with pytest.raises(PackError) as error:
        load_pack(folder)
    assert error.value.faults == faults


def test_line_is_that_of_the_value(broken: Break) -> None:
    folder = broken("rules.yaml", "pass_max: {value: 2,", 'pass_max: {value: "2",')
    lines = (folder / "rules.yaml").read_text(encoding="utf-8").splitlines()
    (fault,) = check_pack(folder)
    assert lines[fault.line - 1].strip().startswith("pass_max:")
    assert fault.value_repr == "'2'"


def test_faults_of_several_files_come_all_at_once(broken: Break) -> None:
    broken("rules.yaml", "pass_max: {value: 2,", 'pass_max: {value: "2",')
    broken("gates.yaml", "rung: bridge-2x12", "rung: bridge-2x21")
    broken("triage.yaml", "advice: [next_emergency]", "advice: [next_emergence]")
    folder = broken("exercises/heel_drag.yaml", "equipment: [chair]", "equipment: [throne]")
    files = {fault.file for fault in check_pack(folder)}
    assert files == {"rules.yaml", "gates.yaml", "triage.yaml", "exercises/heel_drag.yaml"}


def test_missing_file_is_one_fault_and_hides_no_other(broken: Break) -> None:
    folder = broken("rules.yaml", "pass_max: {value: 2,", 'pass_max: {value: "2",')
    (folder / "works.yaml").unlink()
    rules = sorted(fault.rule for fault in check_pack(folder))
    assert rules == ["missing-file", "wrong-value"]


def test_strange_file_and_broken_encoding_are_faults(broken: Break) -> None:
    folder = broken("pack.yaml", "id: hamstring", "id: hamstring")
    (folder / "notes.yaml").write_text("a: 1\n", encoding="utf-8")
    (folder / "works.yaml").write_bytes(b"works: \xff\xfe\n")
    rules = {(fault.file, fault.rule) for fault in check_pack(folder)}
    assert ("notes.yaml", "unknown-file") in rules
    assert ("works.yaml", "unreadable-file") in rules


def test_empty_folder_names_every_file_that_a_pack_needs(tmp_path: Path) -> None:
    faults = check_pack(tmp_path)
    assert {fault.rule for fault in faults} == {"missing-file"}
    assert len(faults) == 7


def test_ladder_of_two_rungs_is_too_short(broken: Break) -> None:
    folder = broken("exercises/calf_stretch.yaml", "ladder:", "ladder:")
    path = folder / "exercises" / "calf_stretch.yaml"
    text = path.read_text(encoding="utf-8")
    head, _, rest = text.partition("ladder:\n")
    ladder, _, poses = rest.partition("\nsequences:")
    two = "  - id:".join(ladder.split("  - id:")[:3])
    path.write_text(f"{head}ladder:\n{two}\nsequences:{poses}", encoding="utf-8")
    assert "short-ladder" in {fault.rule for fault in check_pack(folder)}


def test_error_prints_every_fault_with_file_and_line(broken: Break) -> None:
    folder = broken("rules.yaml", "pass_max: {value: 2,", "pass_max: {value: no,")
    with pytest.raises(PackError, match=r"rules\.yaml:\d+: morning\.pass_max = 'no'"):
        load_pack(folder)
