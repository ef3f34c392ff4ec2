// Facts that a session leaves, named and shaped as the engine knows them (engine/facts/__init__.py).

import type { components } from "../api.ts";
import type { Script, Segment } from "./script.ts";
import type { DoneSet, Interval, OpenRun } from "./state.ts";

type Schemas = components["schemas"];
type Name = "SessionStarted" | "SetLogged" | "RunLogged" | "FactCorrected" | "PainReported" | "Stopped" | "SessionFinished";

/** One of the facts that the interface takes, with the payload of its name. */
export type Fact = {
  readonly [N in Name]: { readonly name: N; readonly payload: Schemas[N]; readonly at: number };
}[Name];

/** Schema versions of the facts that have more than one (engine/facts/__init__.py). */
export const VERSIONS: Readonly<Partial<Record<Name, 1 | 2>>> = { RunLogged: 2 };

export interface Pain {
  readonly nprs: number | null;
  readonly sharp: boolean;
  readonly elsewhere: boolean;
  /** Of a run: whether one could talk, and whether the ground was level. */
  readonly talking?: boolean | null;
  readonly level?: boolean | null;
}

export const NO_ANSWER: Pain = { nprs: null, sharp: false, elsewhere: false };

export const sessionStarted = (script: Script, at: number): Fact => ({
  name: "SessionStarted",
  payload: { plan_id: script.plan_id },
  at,
});

export const sessionFinished = (script: Script, at: number): Fact => ({
  name: "SessionFinished",
  payload: { plan_id: script.plan_id },
  at,
});

export function setLogged(
  script: Script,
  segment: Segment,
  done: DoneSet,
  pain: Pain,
  at: number,
): Fact {
  return {
    name: "SetLogged",
    payload: {
      exercise: segment.exercise,
      side: segment.side,
      rung: segment.rung,
      plan_id: script.plan_id,
      repetitions: done.repetitions,
      holds: done.holds,
      hold_s: done.hold_s,
      load_kg: segment.load_kg,
      nprs: pain.nprs,
      sharp: pain.sharp,
      half_range: done.half_range,
      elsewhere: pain.elsewhere,
    },
    at,
  };
}

/** One run of all its stretches. What nobody answered stays open. */
export function runLogged(
  script: Script,
  segment: Segment,
  intervals: readonly Interval[],
  pain: Pain,
  at: number,
): Fact {
  return {
    name: "RunLogged",
    payload: {
      exercise: segment.exercise,
      intervals: intervals.map(({ kind, seconds, metres }) => ({ kind, seconds, metres })),
      rung: segment.rung,
      plan_id: script.plan_id,
      effort: null,
      percent: null,
      nprs: pain.nprs,
      sharp: pain.sharp,
      elsewhere: pain.elsewhere,
      level: pain.level ?? null,
      source: "player",
      talking: pain.talking ?? null,
    },
    at,
  };
}

/** The answers of a run that was logged without them; its stretches stay as they are. */
export function runAnswered(
  script: Script,
  segment: Segment,
  run: OpenRun,
  session: string,
  pain: Pain,
  at: number,
): Fact {
  const payload = { ...runLogged(script, segment, run.intervals, pain, at).payload };
  const corrects = clientId(session, run.nth);
  return { name: "FactCorrected", payload: { corrects, name: "RunLogged", version: VERSIONS.RunLogged ?? 1, payload }, at };
}

export function painReported(segment: Segment, nprs: number, pain: Pain, at: number): Fact {
  const { exercise, side } = segment;
  const payload = { exercise, side, nprs, sharp: pain.sharp, elsewhere: pain.elsewhere };
  return { name: "PainReported", payload, at };
}

export function stopped(segment: Segment, reason: string | null, at: number): Fact {
  const exercise = segment.exercise === "" ? null : segment.exercise;
  const side = segment.exercise === "" ? null : segment.side;
  return { name: "Stopped", payload: { reason, exercise, side }, at };
}

/**
 * The client id of a session's nth fact. It follows from the session's own id, so that a fact
 * that is made again after a crash is the same fact.
 */
export function clientId(session: string, nth: number): string {
  const last = session.slice(-12);
  const sum = (BigInt(`0x${last}`) + BigInt(nth)) % (1n << 48n);
  return session.slice(0, -12) + sum.toString(16).padStart(12, "0");
}
