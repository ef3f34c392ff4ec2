// People at random: seeded, so that a walk that fails can be walked again.

import type { Action } from "../../src/player/actions.ts";
import { current } from "../../src/player/moves.ts";
import { begin, reduce } from "../../src/player/reduce.ts";
import { isSet, isStretch, type Script } from "../../src/player/script.ts";
import type { State } from "../../src/player/state.ts";

export const SESSION = "0b0e7c1c-9a44-4c77-8d0f-0d6cbb21a001";
export const START = 1_760_000_000_000;

export type Dice = () => number;

/** mulberry32: small, seeded, good enough for walks. */
export function dice(seed: number): Dice {
  let a = seed >>> 0;
  return () => {
    a = (a + 0x6d2b79f5) >>> 0;
    let t = a;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const pick = <T>(roll: Dice, from: readonly T[]): T => {
  const found = from[Math.floor(roll() * from.length)];
  if (found === undefined) throw new Error("nothing to pick from");
  return found;
};

export const start = (script: Script, practice = false): State =>
  begin(script, { at: START, session: SESSION, practice });

export type Step = Action extends infer A ? (A extends { at: number } ? Omit<A, "at"> : never) : never;

export const step = (state: State, what: Step, at: number): State =>
  reduce(state, { ...what, at } as Action);

/** What a person might press, sensible or not. */
export function anything(roll: Dice, state: State): Step {
  const reasons = [...state.script.stops.map(([reason]) => reason || null), "unheard_of"];
  const nprs = roll() < 0.2 ? null : Math.floor(roll() * roll() * 11);
  const set = state.undecided[0]?.id ?? "";
  const many: readonly Step[] = [
    { type: "go" }, { type: "go" }, { type: "go" },
    { type: "done" },
    { type: "pause" }, { type: "resume" }, { type: "resume" },
    { type: "pain", nprs }, { type: "pain", nprs }, { type: "pain", nprs: 0 },
    { type: "pain", nprs, sharp: roll() < 0.05, elsewhere: roll() < 0.1 },
    { type: "adjust", set, repetitions: Math.floor(roll() * 12), half_range: roll() < 0.2 },
    { type: "stop" }, { type: "back" }, { type: "back" },
    { type: "reason", reason: roll() < 0.7 ? "cramp" : pick(roll, reasons) },
    { type: "skip" }, { type: "swap" }, { type: "tick" }, { type: "settle" }, { type: "take_back" },
    { type: "pain", nprs, unhurried: true },
  ];
  return pick(roll, many);
}

/** The same with everything that a page may do to it: left, woken, taken back. */
export function anythingAtAll(roll: Dice, state: State): Step {
  if (roll() < 0.7) return anything(roll, state);
  return { type: pick(roll, ["leave", "leave", "undo", "undo", "keep"] as const) };
}

/** What a person does who does the session as written. */
export function asWritten(state: State): Step {
  const segment = current(state);
  if (state.mode === "paused") return { type: "resume" };
  if (state.mode === "waiting") {
    return segment.kind === "ask_pain" ? { type: "pain", nprs: 0 } : { type: "go" };
  }
  const ends = isSet(segment) || isStretch(segment);
  return segment.seconds === null && ends ? { type: "done" } : { type: "tick" };
}

/** Play to the end, pressing as soon as something waits. */
export function playThrough(state: State, choose = asWritten): State {
  let at = state.seen;
  let next = state;
  for (let steps = 0; next.mode !== "over"; steps += 1) {
    if (steps > 100_000) throw new Error("the session never ends");
    at += 500;
    next = step(next, choose(next), at);
  }
  return step(next, { type: "settle" }, at);
}
