// The player as a pure reducer: a state and an action give the next state, and nothing else happens.

import type { Action } from "./actions.ts";
import {
  NO_ANSWER,
  painReported,
  runAnswered,
  sessionStarted,
  stopped,
  type Pain,
} from "./facts.ts";
import {
  current,
  decideLater,
  doneAfter,
  dropAhead,
  emit,
  end,
  enter,
  find,
  flush,
  keepPart,
  leaveOut,
  log,
  logUnasked,
  move,
  openHere,
  sameSide,
  startNext,
} from "./moves.ts";
import {
  isMoving,
  isSet,
  isStretch,
  lengthMs,
  painAction,
  sharpAction,
  stopAction,
  type PainAction,
  type Script,
} from "./script.ts";
import { elapsed, LEAD_MS, SLEPT_MS, STATE_VERSION, type State } from "./state.ts";

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
    seen: at,
  };
  return enter(emit(fresh, sessionStarted(script, at)), 0, at);
}

/** The next state. Time passes first, then the action is taken. */
export function reduce(state: State, action: Action): State {
  if (state.mode === "over") return state;
  if (action.type === "expire") return expire(state);
  const now = Math.max(state.seen, action.at);
  return act(pass(state, now), action, now);
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
      return pain(state, action, now);
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

/** The person is here: what ran out meanwhile counts as done unless they said otherwise. */
function awake(state: State): State {
  if (state.slept === null) return state;
  const undecided = state.undecided.map((set) => ({ ...set, unseen: false }));
  return { ...state, slept: null, undecided };
}

const freeze = (state: State, mode: State["mode"], now: number): State => ({
  ...state,
  mode,
  before: state.mode,
  clock: { base: elapsed(state.clock, now), since: null },
});

/** Go on where a pause, a stop or a cramp began, to the second; a set gets its lead-in again. */
function goOn(state: State, now: number): State {
  const segment = current(state);
  const runs = state.before === "running" || segment.kind === "ask_pain";
  const since = runs ? now + (isMoving(segment) ? LEAD_MS : 0) : null;
  const clock = { base: state.clock.base, since };
  const mode = state.before === "running" ? "running" : "waiting";
  return { ...state, mode, clock, stoppedIn: null, crampUntil: null };
}

function go(state: State, now: number): State {
  if (state.mode === "cramp") {
    return state.crampUntil !== null && now < state.crampUntil ? state : goOn(state, now);
  }
  if (state.mode === "paused") return goOn(state, now);
  const { kind } = current(state);
  const ready = state.mode === "waiting" && (kind === "set_up" || kind === "switch");
  return ready ? startNext({ ...awake(state), said: null }, now) : state;
}

function done(state: State, now: number): State {
  const segment = current(state);
  if (state.mode !== "running" || !(isSet(segment) || isStretch(segment))) return state;
  const used = elapsed(state.clock, now);
  const begun = state.clock.since !== null && now >= state.clock.since;
  if (!begun) return state;
  return move(decideLater(awake(state), doneAfter(segment, used, false)), now);
}

/** Take the answer, log what it belongs to, and look up what follows. */
function pain(state: State, answer: Partial<Pain> & { nprs: number | null }, now: number): State {
  const segment = current(state);
  if (segment.kind !== "ask_pain" || state.mode !== "waiting") return state;
  if ([answer.nprs, answer.effort].some((n) => n != null && !isNprs(n))) return state;
  const said: Pain = { ...NO_ANSWER, ...pick(answer) };
  const present = awake(state);
  const told = tellPain(present, said, now);
  const unanswered = told.unanswered + (said.nprs === null && !said.sharp ? 1 : 0);
  const action = lookUp(told, said, unanswered);
  const next = { ...told, unanswered, said: action };
  if (action === "end_session") {
    return end(next, said.nprs === null && !said.sharp ? "unanswered" : "pain", null, now);
  }
  const carried = elapsed(state.clock, now);
  if (action === "stop_exercise") return move(dropAhead(next, sameSide(segment)), now);
  return move(next, now, carried);
}

const isNprs = (n: number): boolean => Number.isInteger(n) && n >= 0 && n <= 10;

const pick = (answer: Partial<Pain>): Partial<Pain> => ({
  ...(answer.nprs === undefined ? {} : { nprs: answer.nprs }),
  ...(answer.sharp === undefined ? {} : { sharp: answer.sharp }),
  ...(answer.elsewhere === undefined ? {} : { elsewhere: answer.elsewhere }),
  ...(answer.effort === undefined ? {} : { effort: answer.effort }),
  ...(answer.percent === undefined ? {} : { percent: answer.percent }),
  ...(answer.level === undefined ? {} : { level: answer.level }),
});

function tellPain(state: State, said: Pain, now: number): State {
  const mended = mend(state, said, now);
  if (state.undecided.length > 0) return log(mended, state.undecided, said, now);
  if (mended !== state) return mended;
  // The set was logged without its pain when the page was left.
  const segment = current(state);
  if (said.nprs !== null) return emit(state, painReported(segment, said.nprs, said, now));
  return said.sharp ? emit(state, stopped(segment, null, now)) : state;
}

/** Give a run that was logged when the page was left the answers that it lacks. */
function mend(state: State, said: Pain, now: number): State {
  const runs = openHere(state);
  if (runs.length === 0) return state;
  const told = [said.nprs, said.effort, said.percent, said.level].some((one) => one != null);
  const facts = runs.map((run) => runAnswered(state.script, find(state, run.id), run, state.session, said, now));
  const left = state.open.filter((run) => !runs.includes(run));
  return { ...(told || said.sharp ? emit(state, ...facts) : state), open: left };
}

function lookUp(state: State, said: Pain, unanswered: number): PainAction {
  const { script } = state;
  const { exercise } = current(state);
  if (said.sharp) return sharpAction(script, exercise);
  if (said.nprs !== null) return painAction(script, exercise, said.nprs);
  return unanswered >= script.unanswered_end ? "end_session" : "go_on";
}

function adjust(state: State, action: Extract<Action, { type: "adjust" }>): State {
  if (current(state).kind !== "ask_pain") return state;
  const undecided = state.undecided.map((set) => {
    if (set.id !== action.set) return set;
    const repetitions =
      set.repetitions === null ? null : atLeastZero(action.repetitions ?? set.repetitions);
    const holds = set.holds === null ? null : atLeastZero(action.holds ?? set.holds);
    return { ...set, repetitions, holds, half_range: action.half_range ?? set.half_range };
  });
  return { ...state, undecided };
}

const atLeastZero = (n: number): number => Math.max(0, Math.round(n));

function stop(state: State, now: number): State {
  const still = state.mode === "paused" || state.mode === "cramp";
  const frozen = { ...freeze(state, "stopping", now), stoppedIn: state.mode };
  return still ? { ...frozen, before: state.before } : frozen;
}

function back(state: State, now: number): State {
  const { stoppedIn } = state;
  if (stoppedIn === "paused" || stoppedIn === "cramp") {
    return { ...state, mode: stoppedIn, stoppedIn: null };
  }
  return goOn(awake(state), now);
}

function reason(state: State, why: string | null, now: number): State {
  const action = stopAction(state.script, why);
  if (action === "cramp") return cramp(awake(state), why, now);
  const logged = flush(awake(keepPart(state, now)), now);
  const told = emit(logged, stopped(current(state), why, now));
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
  return { ...told, mode: "cramp", stoppedIn: null, crampUntil };
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

/** Whether an exercise waits to take another's place. */
export function canSwap(state: State): boolean {
  const segment = current(state);
  return !state.swapped && state.script.swaps.length > 0 && segment.exercise !== "";
}

function swap(state: State, now: number): State {
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
  const sure = state.undecided.filter((set) => !set.unseen);
  return logUnasked(state, sure, now);
}

/** Its day is over: what is sure is logged for that day, and nothing follows. */
function expire(state: State): State {
  const logged = leave(state, state.seen);
  return { ...logged, mode: "over", ended: { why: "expired", reason: null } };
}
