// What there is to see at an instant. Derived from the state, never stored.

import { current, letGoMs } from "./moves.ts";
import { isMoving, lengthMs, repeats, type Segment } from "./script.ts";
import { elapsed, type State } from "./state.ts";

export type Phase = "lift" | "pause" | "lower" | "hold" | "let_go";

export interface Moment {
  readonly segment: Segment;
  readonly mode: State["mode"];
  /** Milliseconds until a set that was started begins; 0 once it runs. */
  readonly leadMs: number;
  /** Milliseconds of the segment that have passed. */
  readonly usedMs: number;
  /** Milliseconds left and in all, of the segment or of a cramp's rest; null without a clock. */
  readonly leftMs: number | null;
  readonly wholeMs: number | null;
  readonly phase: Phase | null;
  /** How far the phase is, from 0 to 1, and how long it still takes. */
  readonly t: number;
  readonly phaseLeftMs: number;
  readonly phaseMs: number;
  /** The repetition or hold that runs, from 1. */
  readonly count: number;
  readonly of: number;
}

/** The moment of a state at `now`, which is at or after the last action. */
export function moment(state: State, now: number): Moment {
  const segment = current(state);
  const lead = state.mode === "running" ? Math.max(0, (state.clock.since ?? now) - now) : 0;
  const used = elapsed(state.clock, now);
  const whole = lengthMs(segment);
  const still = {
    segment,
    mode: state.mode,
    leadMs: lead,
    usedMs: used,
    leftMs: whole === null ? null : Math.max(0, whole - used),
    wholeMs: whole,
    phase: null,
    t: 0,
    phaseLeftMs: 0,
    phaseMs: 0,
    count: 0,
    of: 0,
  };
  if (state.mode === "cramp" && state.crampUntil !== null) {
    const leftMs = Math.max(0, state.crampUntil - now);
    return { ...still, leftMs, wholeMs: state.script.cramp_rest_s * 1000 };
  }
  if (!isMoving(segment)) return still;
  return { ...still, ...(repeats(segment) ? inWork(state, used) : inHolds(segment, used)) };
}

type Part = Pick<Moment, "phase" | "t" | "phaseLeftMs" | "phaseMs" | "count" | "of">;

function inWork(state: State, used: number): Part {
  const segment = current(state);
  const of = segment.repetitions ?? 1;
  const [lift, pause, lower] = segment.tempo ?? [0, 0, 0];
  const one = (lift + pause + lower) * 1000;
  if (one <= 0) return { phase: null, t: 0, phaseLeftMs: 0, phaseMs: 0, count: 0, of };
  const count = Math.min(of, Math.floor(used / one) + 1);
  const at = used >= one * of ? one : used % one;
  const ways: [Phase, number][] = [["lift", lift], ["pause", pause], ["lower", lower]];
  if (state.script.lowers_first.includes(segment.rung)) ways.reverse();
  return { ...inPhases(at, ways), count, of };
}

function inHolds(segment: Segment, used: number): Part {
  const of = segment.holds ?? 1;
  const hold = segment.hold_s ?? 0;
  const gap = letGoMs(segment) / 1000;
  const one = (hold + gap) * 1000;
  const count = Math.min(of, Math.floor(used / one) + 1);
  const at = used - (count - 1) * one;
  return { ...inPhases(at, [["hold", hold], ["let_go", gap]]), count, of };
}

function inPhases(at: number, phases: readonly (readonly [Phase, number])[]): Omit<Part, "count" | "of"> {
  let begins = 0;
  let found: { phase: Phase; begins: number; lasts: number } | null = null;
  for (const [phase, seconds] of phases) {
    const lasts = seconds * 1000;
    if (lasts > 0 && (found === null || at >= begins)) found = { phase, begins, lasts };
    begins += lasts;
  }
  if (found === null) return { phase: null, t: 0, phaseLeftMs: 0, phaseMs: 0 };
  const t = Math.min(1, Math.max(0, (at - found.begins) / found.lasts));
  return { phase: found.phase, t, phaseLeftMs: (1 - t) * found.lasts, phaseMs: found.lasts };
}

/** What comes after this, questions aside: a rest, a set, the other side, an exercise, the end. */
export function nextUp(state: State): Segment | null {
  const { segments, swaps } = state.script;
  const known = new Map([...segments, ...swaps].map((s) => [s.id, s]));
  const starts = current(state).kind === "set_up" || current(state).kind === "switch";
  for (const id of state.line.slice(state.index + 1)) {
    const segment = known.get(id);
    const own = starts && segment !== undefined && isMoving(segment);
    if (segment !== undefined && segment.kind !== "ask_pain" && !own) return segment;
  }
  return null;
}

/** Which exercise of how many, each side counted with its other. */
export function progress(state: State): { readonly at: number; readonly of: number } {
  const { segments, swaps } = state.script;
  const known = new Map([...segments, ...swaps].map((s) => [s.id, s.exercise]));
  const names = (ids: readonly string[]): Set<string> =>
    new Set(ids.map((id) => known.get(id) ?? "").filter((name) => name !== ""));
  const of = names(state.line).size;
  return { at: Math.max(1, names(state.line.slice(0, state.index + 1)).size), of };
}
