// Another exercise of the plan in place of the one that runs.

import { current, dropAhead, goOn, leaveOut, move } from "./moves.ts";
import type { State } from "./state.ts";

/** Whether an exercise waits to take another's place. */
export function canSwap(state: State): boolean {
  const segment = current(state);
  return !state.swapped && state.script.swaps.length > 0 && segment.exercise !== "";
}

export function swap(state: State, now: number): State {
  const segment = current(state);
  if (segment.exercise === "") return goOn(state, now);
  const instead = canSwap(state) ? state.script.swaps.map((s) => s.id) : [];
  const next = { ...state, swapped: state.swapped || instead.length > 0 };
  const gone = (other: { exercise: string }): boolean => other.exercise === segment.exercise;
  // Stopped while pain was asked: the set is logged, so the question is closed with it.
  if (segment.kind === "ask_pain" && state.mode === "stopping") {
    const { line, index } = dropAhead(next, gone);
    const swapped = [...line.slice(0, index + 1), ...instead, ...line.slice(index + 1)];
    return move({ ...next, line: swapped }, now);
  }
  return leaveOut(next, gone, now, instead);
}
