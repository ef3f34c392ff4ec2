// Steps along the line of segments, each a pure function of the state. No rule lives here.

import { NO_ANSWER, runLogged, sessionFinished, setLogged, type Fact, type Pain } from "./facts.ts";
import { isMoving, isSet, isStretch, lengthMs, type Segment } from "./script.ts";
import { elapsed, LEAD_MS, type DoneSet, type Interval, type OpenRun, type State, type Why } from "./state.ts";

export function find(state: State, id: string | undefined): Segment {
  const { segments, swaps } = state.script;
  const found = segments.find((s) => s.id === id) ?? swaps.find((s) => s.id === id);
  if (found === undefined) throw new Error(`the script has no segment ${String(id)}`);
  return found;
}

export const current = (state: State): Segment => find(state, state.line[state.index]);

/** Practice leaves no fact. */
export const emit = (state: State, ...facts: readonly Fact[]): State =>
  state.practice || facts.length === 0 ? state : { ...state, facts: [...state.facts, ...facts] };

/** Step to a place on the line at time `t`; `carried` is how long the person rested already. */
export function enter(state: State, index: number, t: number, carried = 0): State {
  const next = { ...state, index, reply: null };
  const segment = current(next);
  if (segment.kind === "done") return end(next, "done", null, t);
  if (segment.kind === "set_up" || segment.kind === "switch") {
    return { ...next, mode: "waiting", clock: { base: 0, since: null } };
  }
  if (segment.kind === "ask_pain") {
    return { ...next, mode: "waiting", clock: { base: 0, since: t } };
  }
  return { ...next, mode: "running", clock: { base: restUsed(segment, carried), since: t } };
}

/** Rest begins when the set ends, also while pain is asked, but leaves time to get in place. */
function restUsed(segment: Segment, carried: number): number {
  const length = segment.kind === "rest" ? lengthMs(segment) : null;
  return length === null ? 0 : Math.min(carried, Math.max(0, length - LEAD_MS));
}

export const move = (state: State, t: number, carried = 0): State =>
  enter(state, state.index + 1, t, carried);

/** Start what follows by hand: first there is time to get in place. */
export const startNext = (state: State, t: number): State => move(state, t + LEAD_MS);

/** End the session. */
export function end(state: State, why: Why, reason: string | null, t: number): State {
  const flushed = flush(state, t);
  const told = emit(flushed, sessionFinished(state.script, t));
  return {
    ...told,
    mode: "over",
    clock: { base: 0, since: null },
    crampUntil: null,
    stoppedIn: null,
    stoppedAt: null,
    slept: null,
    ended: { why, reason },
  };
}

/** What was done of a set after `ms` of it. */
export function doneAfter(segment: Segment, ms: number, unseen: boolean): DoneSet {
  const whole = lengthMs(segment);
  const all = whole === null || ms >= whole;
  const rest = { id: segment.id, half_range: false, unseen };
  if (isStretch(segment)) {
    const seconds = Math.floor((all && whole !== null ? whole : ms) / 1000);
    const interval = { kind: segment.kind as Interval["kind"], seconds, metres: null };
    return { ...rest, repetitions: null, holds: null, hold_s: null, interval };
  }
  if (segment.kind === "work") {
    const one = whole === null ? 0 : whole / Math.max(1, segment.repetitions ?? 1);
    const repetitions = all ? segment.repetitions : Math.floor(ms / one);
    return { ...rest, repetitions, holds: null, hold_s: null };
  }
  const holds = segment.holds ?? 1;
  if (all) return { ...rest, repetitions: null, holds, hold_s: segment.hold_s };
  const hold = (segment.hold_s ?? 0) * 1000;
  const full = Math.floor((ms + letGoMs(segment)) / (hold + letGoMs(segment)));
  if (full > 0) return { ...rest, repetitions: null, holds: full, hold_s: segment.hold_s };
  return { ...rest, repetitions: null, holds: 1, hold_s: Math.floor(ms / 1000) };
}

/** A stretch of so many metres, once the person says that they are there. */
export function arrived(segment: Segment, done: DoneSet): DoneSet {
  if (segment.metres === null || done.interval === undefined) return done;
  return { ...done, interval: { ...done.interval, metres: segment.metres } };
}

/** The breath between two holds, which the script's total contains. */
export function letGoMs(segment: Segment): number {
  const holds = segment.holds ?? 1;
  const whole = lengthMs(segment) ?? 0;
  return holds > 1 ? (whole - holds * (segment.hold_s ?? 0) * 1000) / (holds - 1) : 0;
}

/** Whether anything at all was done. */
const counts = (done: DoneSet): boolean =>
  (done.interval?.seconds ?? 0) > 0 || (done.interval?.metres ?? 0) > 0 ||
  (done.repetitions ?? 0) > 0 || (done.holds ?? 0) * (done.hold_s ?? 0) > 0;

/** Remember the set that runs, as far as it came. */
export function keepPart(state: State, t: number): State {
  const segment = current(state);
  if (!isSet(segment) && !isStretch(segment)) return state;
  const done = doneAfter(segment, elapsed(state.clock, t), false);
  return counts(done) ? decideLater(state, done) : state;
}

export function decideLater(state: State, done: DoneSet): State {
  const known = state.logged.includes(done.id) || state.undecided.some((d) => d.id === done.id);
  return known ? state : { ...state, undecided: [...state.undecided, done] };
}

/** Log the sets that wait. The last one carries the answer, the earlier ones were not asked. */
export function log(state: State, sets: readonly DoneSet[], pain: Pain, t: number): State {
  const answerOf = (done: DoneSet): Pain => (done === sets.at(-1) ? pain : NO_ANSWER);
  const facts = sets
    .filter((done) => done.interval === undefined)
    .map((done) => setLogged(state.script, find(state, done.id), done, answerOf(done), t));
  const stretches = sets.filter((done) => done.interval !== undefined);
  const last = stretches.at(-1);
  if (last !== undefined) {
    const intervals = stretches.flatMap((done) => done.interval ?? []);
    facts.push(runLogged(state.script, find(state, last.id), intervals, answerOf(last), t));
  }
  const ids = sets.map((done) => done.id);
  return {
    ...emit(state, ...facts),
    undecided: state.undecided.filter((done) => !ids.includes(done.id)),
    logged: [...state.logged, ...ids],
  };
}

/** Log what is sure without an answer; about a run among it is asked again. */
export function logUnasked(state: State, sets: readonly DoneSet[], t: number): State {
  const logged = log(state, sets, NO_ANSWER, t);
  const stretches = sets.filter((done) => done.interval !== undefined);
  const last = stretches.at(-1);
  if (last === undefined || state.practice) return logged;
  const intervals = stretches.flatMap((done) => done.interval ?? []);
  const run = { nth: logged.facts.length - 1, id: last.id, intervals }; // a run is logged last
  return { ...logged, open: [...state.open, run] };
}

/** The runs of this exercise whose answers are missing. */
export const openHere = (state: State): readonly OpenRun[] =>
  state.open.filter((run) => find(state, run.id).exercise === current(state).exercise);

/** The last stretch of the run that is asked about now; null when a set is. */
export function askedStretch(state: State): Segment | null {
  const id = state.undecided.filter((done) => done.interval !== undefined).at(-1)?.id ?? openHere(state).at(-1)?.id;
  return id === undefined ? null : find(state, id);
}

export const flush = (state: State, t: number): State => log(state, state.undecided, NO_ANSWER, t);

/** Take away what is still to come of an exercise. */
export function dropAhead(state: State, gone: (segment: Segment) => boolean): State {
  const passed = state.line.slice(0, state.index + 1);
  const ahead = state.line.slice(state.index + 1).filter((id) => !gone(find(state, id)));
  return { ...state, line: [...passed, ...ahead] };
}

export const sameSide =
  (segment: Segment) =>
  (other: Segment): boolean =>
    other.exercise === segment.exercise && other.side === segment.side;

/** Leave the rest of an exercise out; pain of sets that were done is still asked. */
export function leaveOut(
  state: State,
  gone: (segment: Segment) => boolean,
  t: number,
  instead: readonly string[] = [],
): State {
  const segment = current(state);
  if (segment.kind === "ask_pain") return insert(dropAhead(state, gone), instead);
  const ahead = state.line.slice(state.index + 1).map((id) => find(state, id));
  const ask = ahead.find((s) => s.kind === "ask_pain" && sameSide(segment)(s));
  const owed = (state.undecided.length > 0 || openHere(state).length > 0) && ask !== undefined;
  const shorter = insert(dropAhead(state, gone), owed ? [ask.id, ...instead] : instead);
  return move(shorter, t);
}

function insert(state: State, ids: readonly string[]): State {
  const { line, index } = state;
  return { ...state, line: [...line.slice(0, index + 1), ...ids, ...line.slice(index + 1)] };
}

/** The person is here: what ran out meanwhile counts as done unless they said otherwise. */
export function awake(state: State): State {
  if (state.slept === null) return state;
  const undecided = state.undecided.map((set) => ({ ...set, unseen: false }));
  return { ...state, slept: null, undecided };
}

export const freeze = (state: State, mode: State["mode"], now: number): State => ({
  ...state,
  mode,
  before: state.mode,
  clock: { base: elapsed(state.clock, now), since: null },
});

/** Go on where a pause, a stop or a cramp began, to the second; a set gets its lead-in again. */
export function goOn(state: State, now: number): State {
  const segment = current(state);
  const runs = state.before === "running" || segment.kind === "ask_pain";
  const since = runs ? now + (isMoving(segment) ? LEAD_MS : 0) : null;
  const clock = { base: state.clock.base, since };
  const mode = state.before === "running" ? "running" : "waiting";
  return { ...state, mode, clock, stoppedIn: null, stoppedAt: null, crampUntil: null };
}
