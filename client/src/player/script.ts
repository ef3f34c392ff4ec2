// The session script as Python compiles it (engine/script.py). Times are seconds.

export const SCRIPT_VERSION = 2;

export type Kind =
  | "warm_up"
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

export interface Segment {
  readonly id: string;
  readonly kind: Kind;
  readonly exercise: string;
  readonly side: string;
  readonly rung: string;
  readonly set_number: number;
  readonly sets: number;
  readonly seconds: number | null;
  readonly repetitions: number | null;
  readonly holds: number | null;
  readonly hold_s: number | null;
  readonly tempo: readonly [number, number, number] | null;
  readonly load_kg: number | null;
  readonly bout: number;
  readonly effort_percent: number | null;
}

export type PainAction = "go_on" | "finish" | "stop_exercise" | "end_session";
export type StopAction = "end_flag" | "end_triage" | "cramp" | "swap" | "end_session";

export interface PainTable {
  readonly exercise: string;
  readonly actions: readonly PainAction[];
  readonly sharp: PainAction;
}

/** What the player reads of a script; check-in and triage tables belong to other pages. */
export interface Script {
  readonly version: number;
  readonly plan_id: string;
  readonly day: number;
  readonly segments: readonly Segment[];
  readonly swaps: readonly Segment[];
  readonly pain: readonly PainTable[];
  readonly unanswered_end: number;
  readonly stops: readonly (readonly [string, StopAction])[];
  readonly cramp_rest_s: number;
  readonly cramps_end: number;
}

/** Take what the player needs, or refuse a script of another version. */
export function readScript(value: unknown): Script {
  const found = value as Script;
  if (found?.version !== SCRIPT_VERSION) {
    throw new Error(`script version ${found?.version} is not ${SCRIPT_VERSION}: reload the page`);
  }
  const { version, plan_id, day, segments, swaps, pain, unanswered_end, stops } = found;
  const { cramp_rest_s, cramps_end } = found;
  return {
    version, plan_id, day, segments, swaps, pain, unanswered_end, stops, cramp_rest_s, cramps_end,
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

export const isSet = (segment: Segment): boolean =>
  segment.kind === "work" || segment.kind === "hold";

/** Milliseconds of a segment that ends by itself; null for one that waits for the person. */
export const lengthMs = (segment: Segment): number | null =>
  segment.seconds === null || segment.seconds <= 0 ? null : Math.round(segment.seconds * 1000);
