// STOP and its reasons.

import { stopped } from "./facts.ts";
import { awake, current, dropAhead, emit, end, flush, freeze, goOn, keepPart, move, sameSide } from "./moves.ts";
import { stopAction } from "./script.ts";
import { STOP_MS, type State } from "./state.ts";
import { swap } from "./swap.ts";

export function stop(state: State, now: number): State {
  const still = state.mode === "paused" || state.mode === "cramp";
  const frozen = { ...freeze(state, "stopping", now), stoppedIn: state.mode, stoppedAt: now };
  return still ? { ...frozen, before: state.before } : frozen;
}

/** A stop that nobody gave a reason for within a minute ends the session without one. */
export function stopLate(state: State, now: number): State {
  const due = state.stoppedAt === null ? Number.POSITIVE_INFINITY : state.stoppedAt + STOP_MS;
  return now >= due ? leaveStop(state, due) : state;
}

/** The screen of STOP is left: it was a stop. */
export const leaveStop = (state: State, now: number): State => reason(state, null, now);

export function back(state: State, now: number): State {
  const { stoppedIn } = state;
  if (stoppedIn === "paused" || stoppedIn === "cramp") {
    return { ...state, mode: stoppedIn, stoppedIn: null, stoppedAt: null };
  }
  return goOn(awake(state), now);
}

export function reason(state: State, why: string | null, now: number): State {
  const action = stopAction(state.script, why);
  if (action === "cramp") return cramp(awake(state), why, now);
  const logged = flush(awake(keepPart(state, now)), now);
  const told = emit(logged, stopped(current(state), why, now));
  const here = current(state);
  if (action === "end_run") {
    if (here.exercise === "") return end(told, "end_session", why, now);
    return move(dropAhead({ ...told, said: "stop_exercise", stoppedIn: null }, sameSide(here)), now);
  }
  return action === "swap" ? swap(told, now) : end(told, action, why, now);
}

function cramp(state: State, why: string | null, now: number): State {
  const segment = current(state);
  const key = `${segment.exercise}:${segment.side}`;
  const count = (state.cramps[key] ?? 0) + 1;
  const cramps = { ...state.cramps, [key]: count };
  const rested = { ...state, cramps };
  if (segment.exercise !== "" && count >= state.script.cramps_end) {
    const logged = flush(keepPart(rested, now), now);
    const told = emit(logged, stopped(segment, why, now));
    return move(dropAhead({ ...told, said: "stop_exercise" }, sameSide(segment)), now);
  }
  const told = emit(rested, stopped(segment, why, now));
  const crampUntil = now + state.script.cramp_rest_s * 1000;
  return { ...told, mode: "cramp", stoppedIn: null, stoppedAt: null, crampUntil };
}
