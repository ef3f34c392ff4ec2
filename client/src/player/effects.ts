// What a step of the reducer asks of the world: words, tones, facts, light. Pure as well.

import { clientId, type Fact } from "./facts.ts";
import { moment, type Moment } from "./moment.ts";
import { isMoving, isStretch, type Mark } from "./script.ts";
import type { State } from "./state.ts";
import { certain, type Tap } from "./tap.ts";

export type Tone = "tick" | "lift" | "pause" | "lower" | "hold" | "end" | "ask" | "stop" | "walk" | "run" | "faster" | "run_done";

/** One thing to say, a tone, or a buzz. `withinMs` is how long there is to say it. */
export type Cue =
  | { readonly type: "reply"; readonly tap: Tap; readonly withinMs: number }
  | { readonly type: "say"; readonly key: string; readonly n?: number; readonly withinMs: number }
  | { readonly type: "tone"; readonly tone: Tone }
  | { readonly type: "buzz"; readonly pattern: readonly number[] }
  | { readonly type: "hush" };

export interface NamedFact {
  readonly client_id: string;
  readonly fact: Fact;
}

export interface Effects {
  readonly cues: readonly Cue[];
  readonly facts: readonly NamedFact[];
  /** The screen stays on while something runs or is awaited. */
  readonly wakeful: boolean;
  /** What a reload needs has changed. */
  readonly save: boolean;
}

const LONG_MS = 3_000;
const REPLY_MS = 6_000;
const COUNTDOWN_S = 3;

/** What follows from a step. Nothing follows twice: only what changed is asked for. */
export function effects(before: State, after: State): Effects {
  const first = certain(before);
  return {
    cues: before === after ? [] : cues(before, after),
    facts: after.facts.slice(first, certain(after)).map((fact, i) => ({
      client_id: clientId(after.session, first + i),
      fact,
    })),
    wakeful: after.mode === "running" || after.mode === "waiting" || after.mode === "cramp",
    save: differs(before, after),
  };
}

/** All certain facts of a state, to put in the outbox again after a reload; there they count once. */
export const allFacts = (state: State): readonly NamedFact[] =>
  state.facts.slice(0, certain(state)).map((fact, i) => ({ client_id: clientId(state.session, i), fact }));

function differs(before: State, after: State): boolean {
  const keys = Object.keys(after) as (keyof State)[];
  return keys.some((key) => key !== "seen" && before[key] !== after[key]);
}

function cues(before: State, after: State): readonly Cue[] {
  if (after.tap === null || before.tap !== null) return steps(before, after);
  // The reply to an answer is what there is to say; what comes next is on the screen.
  const quiet = steps(before, after).filter((cue) => cue.type !== "say");
  return [...quiet, { type: "reply", tap: after.tap, withinMs: REPLY_MS }];
}

const isTakenBack = (before: State, after: State): boolean =>
  before.tap !== null &&
  after.tap === null &&
  (after.index < before.index || (before.mode === "over" && after.mode !== "over"));

function steps(before: State, after: State): readonly Cue[] {
  if (isTakenBack(before, after)) return [{ type: "hush" }];
  if (after.mode === "over") return before.mode === "over" ? [] : over(after);
  if (after.mode === "stopping") return before.mode === "stopping" ? [] : stopping;
  if (after.slept !== null && before.slept === null) return caughtUp(after, moment(after, after.seen));
  if (after.mode === "paused") return before.mode === "paused" ? [] : [{ type: "hush" }];
  const was = moment(before, before.seen);
  const is = moment(after, after.seen);
  const arrived = before.index !== after.index || before.mode !== after.mode;
  return arrived ? arrival(after, is) : along(was, is);
}

const say = (key: string, withinMs: number, n?: number): Cue =>
  n === undefined ? { type: "say", key, withinMs } : { type: "say", key, withinMs, n };
const tone = (name: Tone): Cue => ({ type: "tone", tone: name });
const buzz = (...pattern: number[]): Cue => ({ type: "buzz", pattern });

const stopping: Cue[] = [{ type: "hush" }, tone("stop"), buzz(200), say("stop", LONG_MS)];

function over(after: State): Cue[] {
  const why = after.ended?.why;
  if (why === "expired") return [];
  return [{ type: "hush" }, tone("end"), say(why === "done" ? "done" : "over", LONG_MS)];
}

/** A runner who cannot see the screen hears what the pace is now. */
function caughtUp(after: State, is: Moment): Cue[] {
  const { kind } = is.segment;
  if (kind === "ask_pain" && after.undecided.at(-1)?.interval !== undefined) {
    return [...runDone.slice(0, 2), say("caught_up_done", LONG_MS)];
  }
  if (!isStretch(is.segment) || is.leadMs > 0) return [say("caught_up", LONG_MS)];
  return [...stretch(is).slice(0, 2), say(`caught_up_${kind}`, LONG_MS)];
}

function arrival(after: State, is: Moment): Cue[] {
  if (is.mode === "cramp") return [say("cramp", LONG_MS)];
  switch (is.segment.kind) {
    case "warm_up":
      return [say("warm_up", LONG_MS)];
    case "set_up":
      return [buzz(100), say("set_up", LONG_MS)];
    case "switch":
      return [tone("ask"), buzz(100, 80, 100), say("switch", LONG_MS)];
    case "walk":
    case "run":
    case "sprint":
      if (is.leadMs > 0) return [say("ready", is.leadMs - 1000 * COUNTDOWN_S)];
      return is.segment.tones.length > 0 ? paced : stretch(is);
    case "ask_pain":
      if (after.undecided.at(-1)?.interval !== undefined) return runDone;
      return [tone("end"), buzz(150), say("ask_pain", LONG_MS)];
    case "rest":
      return rest(after, is);
    case "easy":
    case "work":
    case "hold":
      return is.leadMs > 0 ? [say("ready", is.leadMs - 1000 * COUNTDOWN_S)] : phaseCues(is);
    case "done":
      return [];
  }
}

/** What a runner hears with the phone in a pocket: a tone and a buzz of its own for each pace. */
function stretch(is: Moment): Cue[] {
  const seconds = Math.round((is.leftMs ?? 0) / 1000);
  if (is.segment.kind === "walk") return [tone("walk"), buzz(600), say("walk", LONG_MS, seconds)];
  if (is.segment.kind === "run") return [tone("run"), buzz(150, 100, 150), say("run", LONG_MS, seconds)];
  return [tone("faster"), buzz(100, 60, 100, 60, 100), say("faster", LONG_MS)];
}

/** A run that tones lead is called first: there is time to put the phone away. */
const paced: Cue[] = [tone("ask"), buzz(100), say("ready", 1500)];

/** What is heard at each mark of such a run; a runner tells them apart by ear alone. */
const MARKS: Readonly<Record<Mark, readonly Cue[]>> = {
  tick: [tone("tick")],
  start: [tone("run"), buzz(150, 100, 150)],
  steady: [tone("faster"), buzz(100, 60, 100, 60, 100)],
  slow: [tone("faster"), buzz(100, 60, 100, 60, 100)],
  end: [tone("walk"), buzz(600)],
};

/** The last mark that was passed: after a moment without the page no row of old tones sounds. */
function atMarks(was: Moment, is: Moment): readonly Cue[] {
  const passed = ({ at_s }: { readonly at_s: number }): boolean =>
    was.usedMs < at_s * 1000 && at_s * 1000 <= is.usedMs;
  const last = is.segment.tones.findLast(passed);
  return last === undefined ? [] : MARKS[last.mark];
}

const runDone: Cue[] = [tone("run_done"), buzz(600, 200, 600), say("run_done", LONG_MS)];

function rest(after: State, is: Moment): Cue[] {
  const left = Math.round((is.leftMs ?? 0) / 1000);
  const heard = after.said === null ? [tone("end"), buzz(150)] : [];
  return [...heard, say("rest", LONG_MS, left)];
}

/** Cues on the way through one segment: phase edges, counts, and the last three seconds. */
function along(was: Moment, is: Moment): readonly Cue[] {
  if (is.mode === "cramp") return crossed(was.leftMs, is.leftMs, 0) ? [say("go_on", LONG_MS)] : [];
  if (is.mode !== "running") return [];
  if (is.leadMs > 0) return ticks(was.leadMs, is.leadMs);
  if (isMoving(is.segment)) {
    const begun = was.leadMs > 0;
    const edge = was.phase !== is.phase || was.count !== is.count;
    if (begun || edge) return phaseCues(is);
    return is.phase === "hold" ? ticks(was.phaseLeftMs, is.phaseLeftMs) : [];
  }
  if (isStretch(is.segment)) {
    if (is.segment.tones.length > 0) return was.leadMs > 0 ? paced : atMarks(was, is);
    return was.leadMs > 0 ? stretch(is) : ticks(was.leftMs ?? 0, is.leftMs ?? 0);
  }
  if (is.segment.kind !== "rest") return [];
  if (crossed(was.leftMs, is.leftMs, 6000)) return [say("ready", 2500)];
  return ticks(was.leftMs ?? 0, is.leftMs ?? 0);
}

function phaseCues(is: Moment): Cue[] {
  switch (is.phase) {
    case "lift":
      return [tone("lift"), say("count", is.phaseLeftMs, is.count)];
    case "pause":
      return [tone("pause")];
    case "lower":
      return is.count <= 2 ? [tone("lower"), say("lower", is.phaseLeftMs)] : [tone("lower")];
    case "hold":
      return is.of > 1
        ? [tone("hold"), say("count", is.phaseLeftMs, is.count)]
        : [tone("hold"), say("hold", is.phaseLeftMs)];
    case "let_go":
      return [tone("end"), say("let_go", is.phaseLeftMs)];
    case null:
      return [];
  }
}

const crossed = (was: number | null, is: number | null, at: number): boolean =>
  was !== null && is !== null && was > at && is <= at;

function ticks(was: number, is: number): Cue[] {
  for (let s = 1; s <= COUNTDOWN_S; s += 1) if (crossed(was, is, s * 1000)) return [tone("tick")];
  return [];
}
