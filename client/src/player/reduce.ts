// The player as a pure reducer: a state and an action give the next state, and nothing else happens.

import type { Action } from "./actions.ts";
import { NO_ANSWER, sessionStarted } from "./facts.ts";
import {
  arrived,
  awake,
  current,
  decideLater,
  doneAfter,
  emit,
  enter,
  freeze,
  goOn,
  keepPart,
  leaveOut,
  logUnasked,
  move,
  sameSide,
  startNext,
} from "./moves.ts";
import { adjust, pain } from "./pain-answer.ts";
import { isSet, isStretch, lengthMs, type Script } from "./script.ts";
import { elapsed, SLEPT_MS, STATE_VERSION, type State } from "./state.ts";
import { back, leaveStop, reason, stop, stopLate } from "./stop-answer.ts";
import { canSwap, swap } from "./swap.ts";
import { settle, settleLate, takeBack, TAP_MS, tapped } from "./tap.ts";

export interface Beginning {
  readonly at: number;
  /** A UUID of its own for this session, from which its facts' ids follow. */
  readonly session: string;
  readonly practice: boolean;
}

/** Begin a session. The person pressed start, so a warm-up runs at once. */
export function begin(script: Script, { at, session, practice }: Beginning): State {
  const fresh: State = {
    version: STATE_VERSION,
    session,
    practice,
    script,
    line: script.segments.map((s) => s.id),
    index: 0,
    mode: "waiting",
    before: "waiting",
    stoppedIn: null,
    stoppedAt: null,
    clock: { base: 0, since: null },
    crampUntil: null,
    cramps: {},
    undecided: [],
    logged: [],
    open: [],
    unanswered: 0,
    swapped: false,
    slept: null,
    ended: null,
    said: null,
    facts: [],
    tap: null,
    reply: null,
    seen: at,
  };
  return enter(emit(fresh, sessionStarted(script, at)), 0, at);
}

/** The next state. Time passes first, then the action is taken. */
export function reduce(state: State, action: Action): State {
  const now = Math.max(state.seen, action.at);
  if (action.type === "take_back") return takeBack(settleLate(state, now), now);
  const certain = action.type === "tick" ? settleLate(state, now) : settle(state);
  if (certain.mode === "over") return certain;
  if (action.type === "expire") return expire(certain);
  const passed = pass(certain, now);
  return act(passed.mode === "stopping" ? stopLate(passed, now) : passed, action, now);
}

/**
 * Let time pass: every segment that ended by itself ends when it did, not when we look. Segments
 * that wait for the person are never passed.
 */
function pass(state: State, now: number): State {
  const asleep = now - state.seen > SLEPT_MS && state.mode === "running";
  let next = state;
  for (let at = endOf(next); at !== null && at <= now; at = endOf(next)) {
    const segment = current(next);
    if (isSet(segment) || isStretch(segment)) {
      next = decideLater(next, doneAfter(segment, Number.POSITIVE_INFINITY, asleep));
    }
    next = move(next, at);
  }
  if (!asleep) return { ...next, seen: now };
  const slept = {
    index: state.index,
    elapsed: elapsed(state.clock, state.seen),
    lasted: now - state.seen,
  };
  return { ...next, seen: now, slept: state.slept ?? slept };
}

function endOf(state: State): number | null {
  if (state.mode !== "running" || state.clock.since === null) return null;
  const length = lengthMs(current(state));
  return length === null ? null : state.clock.since + length - state.clock.base;
}

function act(state: State, action: Action, now: number): State {
  switch (action.type) {
    case "tick":
    case "settle":
    case "take_back":
      return state;
    case "go":
      return go(state, now);
    case "done":
      return done(state, now);
    case "pause":
      return state.mode === "running" || state.mode === "waiting"
        ? freeze(awake(state), "paused", now)
        : state;
    case "resume":
      return state.mode === "paused" ? goOn(state, now) : state;
    case "pain":
      return answer(state, action, now);
    case "adjust":
      return adjust(state, action);
    case "stop":
      return state.mode === "stopping" ? state : stop(state, now);
    case "back":
      return state.mode === "stopping" ? back(state, now) : state;
    case "reason":
      return state.mode === "stopping" ? reason(state, action.reason, now) : state;
    case "skip":
      return skip(state, now);
    case "swap":
      return canSwap(state) && isFree(state) ? swap(awake(keepPart(state, now)), now) : state;
    case "keep":
      return awake(state);
    case "undo":
      return undo(state);
    case "leave":
      return leave(state, now);
    case "expire":
      return expire(state);
  }
}

/** Answer at once, and keep what was before for whoever takes it back. */
function answer(state: State, action: Extract<Action, { type: "pain" }>, now: number): State {
  const { at: _at, type: _type, unhurried = false, ...rest } = action;
  const until = unhurried ? null : now + TAP_MS;
  const said = { ...NO_ANSWER, ...rest };
  return tapped(state, pain(state, rest, now), { exercise: current(state).exercise, said, until });
}

function go(state: State, now: number): State {
  if (state.mode === "cramp") {
    return state.crampUntil !== null && now < state.crampUntil ? state : goOn(state, now);
  }
  if (state.mode === "paused") return goOn(state, now);
  const { kind } = current(state);
  if (kind === "rest" && state.mode === "running") return startNext(awake(state), now);
  const ready = state.mode === "waiting" && (kind === "set_up" || kind === "switch");
  return ready ? startNext({ ...awake(state), said: null }, now) : state;
}

function done(state: State, now: number): State {
  const segment = current(state);
  if (state.mode !== "running" || !(isSet(segment) || isStretch(segment))) return state;
  const used = elapsed(state.clock, now);
  const begun = state.clock.since !== null && now >= state.clock.since;
  if (!begun) return state;
  return move(decideLater(awake(state), arrived(segment, doneAfter(segment, used, false))), now);
}

/** Neither asked for a reason nor resting a cramp. */
const isFree = (state: State): boolean =>
  state.mode === "running" || state.mode === "waiting" || state.mode === "paused";

function skip(state: State, now: number): State {
  if (!isFree(state)) return state;
  const segment = current(state);
  if (segment.kind === "warm_up" || segment.kind === "easy") return move(awake(state), now);
  if (segment.exercise === "") return state;
  const part = awake(keepPart(state, now));
  const gone = sameSide(segment);
  return leaveOut(part, (other) => gone(other) && other.bout === segment.bout, now);
}

function undo(state: State): State {
  if (state.slept === null || !isFree(state)) return state;
  const { index, elapsed: base } = state.slept;
  const earlier = state.line.slice(0, index);
  return {
    ...state,
    index,
    mode: "paused",
    before: "running",
    clock: { base, since: null },
    undecided: state.undecided.filter((set) => earlier.includes(set.id)),
    slept: null,
  };
}

function leave(state: State, now: number): State {
  if (state.mode === "stopping") return leaveStop(state, now);
  const sure = state.undecided.filter((set) => !set.unseen);
  return logUnasked(state, sure, now);
}

/** Its day is over: what is sure is logged for that day, and nothing follows. */
function expire(state: State): State {
  const logged = leave(state, state.seen);
  if (logged.mode === "over") return logged;
  return { ...logged, mode: "over", ended: { why: "expired", reason: null } };
}
