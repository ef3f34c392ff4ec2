// The session script as Python compiles it (engine/decide/script.py). Times are seconds.

import type { components } from "../api.ts";

export const SCRIPT_VERSION = 5;

export type Kind =
  | "warm_up"
  | "easy"
  | "set_up"
  | "work"
  | "hold"
  | "walk"
  | "run"
  | "sprint"
  | "rest"
  | "switch"
  | "ask_pain"
  | "done";

type Schemas = components["schemas"];

export type Mark = "tick" | "start" | "steady" | "slow" | "end";

export interface PaceTone extends Omit<Schemas["PaceTone"], "mark"> {
  readonly mark: Mark;
}

export interface Segment extends Omit<Required<Schemas["Segment"]>, "kind" | "tones"> {
  readonly kind: Kind;
  readonly tones: readonly PaceTone[];
}

export type PainAction = "go_on" | "walk_home" | "finish" | "stop_exercise" | "end_session";
export type StopAction = "end_flag" | "end_triage" | "cramp" | "end_run" | "swap" | "end_session";

export interface PainTable extends Omit<Schemas["PainTable"], "actions" | "sharp"> {
  readonly actions: readonly PainAction[];
  readonly sharp: PainAction;
}

type Plain = "version" | "plan_id" | "day" | "unanswered_end" | "cramp_rest_s" | "cramps_end";

/** What the player reads of a script; check-in and triage tables belong to other pages. */
export interface Script extends Pick<Schemas["SessionScript"], Plain> {
  readonly segments: readonly Segment[];
  readonly swaps: readonly Segment[];
  readonly pain: readonly PainTable[];
  readonly stops: readonly (readonly [string, StopAction])[];
  /** Rungs whose repetition begins by lowering: a squat does, a bridge does not. */
  readonly lowers_first: readonly string[];
}

/** Take what the player needs, or refuse a script of another version. */
export function readScript(value: unknown): Script {
  const found = value as Script;
  if (found?.version !== SCRIPT_VERSION) {
    throw new Error(`script version ${found?.version} is not ${SCRIPT_VERSION}: reload the page`);
  }
  const { version, plan_id, day, segments, swaps, pain, unanswered_end, stops } = found;
  const { cramp_rest_s, cramps_end } = found;
  const lowers_first = found.lowers_first ?? [];
  return {
    version, plan_id, day, segments, swaps, pain, unanswered_end, stops, cramp_rest_s, cramps_end,
    lowers_first,
  };
}

/** The action for an answer. What the table does not know ends the session. */
export function painAction(script: Script, exercise: string, nprs: number): PainAction {
  const table = script.pain.find((t) => t.exercise === exercise);
  return table?.actions[nprs] ?? "end_session";
}

export function sharpAction(script: Script, exercise: string): PainAction {
  return script.pain.find((t) => t.exercise === exercise)?.sharp ?? "end_session";
}

/** What a stop does; no reason and a reason that nobody knows are looked up as "". */
export function stopAction(script: Script, reason: string | null): StopAction {
  const stops = new Map(script.stops);
  return stops.get(reason ?? "") ?? stops.get("") ?? "end_session";
}

/** A set that is logged. */
export const isSet = (segment: Segment): boolean =>
  segment.kind === "work" || segment.kind === "hold";

/** A stretch of a run: its stretches are logged together, as one run. */
export const isStretch = (segment: Segment): boolean =>
  segment.kind === "walk" || segment.kind === "run" || segment.kind === "sprint";

/** Before all that is logged: the walk, and the easy set with getting in place for it. */
export const isWarmUp = (segment: Segment): boolean =>
  segment.kind === "warm_up" || segment.bout === 0;

/** A set that one moves or holds in: those that are logged, and the easy one of the warm-up. */
export const isMoving = (segment: Segment): boolean => isSet(segment) || segment.kind === "easy";

/** Whether one counts repetitions in it; else holds. */
export const repeats = (segment: Segment): boolean =>
  isMoving(segment) && segment.kind !== "hold" && segment.hold_s === null;

/** Milliseconds of a segment that ends by itself; null for one that waits for the person. */
export const lengthMs = (segment: Segment): number | null =>
  segment.seconds === null || segment.seconds <= 0 ? null : Math.round(segment.seconds * 1000);
