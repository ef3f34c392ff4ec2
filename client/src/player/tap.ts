// A tap on a pain number: answered at once, a fact only once nothing takes it back any more.
//
// The next touch, a hidden page, or ten seconds make it a fact. Undo before that leaves nothing
// behind. For whoever takes their time no clock runs.

import type { Answered, State } from "./state.ts";

export const TAP_MS = 10_000;

/** The answer that was tapped, and all that the state was before. */
export interface Tap extends Answered {
  /** When it becomes a fact by itself; null without a clock. */
  readonly until: number | null;
  readonly before: Omit<State, "script" | "tap">;
}

/** Remember what was before an answer, so that it can be taken back. */
export function tapped(before: State, after: State, tap: Omit<Tap, "before" | "ends">): State {
  if (after === before) return before;
  const { script: _script, tap: _tap, ...rest } = before;
  const ends = after.ended !== null;
  const reply = { exercise: tap.exercise, said: tap.said, ends };
  return { ...after, reply, tap: { ...tap, ends, before: rest } };
}

/** Make the answer a fact. */
export const settle = (state: State): State => (state.tap === null ? state : { ...state, tap: null });

/** Settle an answer whose ten seconds have passed. */
export function settleLate(state: State, now: number): State {
  const until = state.tap?.until ?? null;
  return until !== null && now >= until ? settle(state) : state;
}

/** Take the answer back: the question is open again, and nothing was answered. */
export const takeBack = (state: State, now: number): State =>
  state.tap === null ? state : { ...state.tap.before, script: state.script, tap: null, seen: now };

/** How many of the facts are certain, and may be handed on. */
export const certain = (state: State): number => (state.tap?.before ?? state).facts.length;
