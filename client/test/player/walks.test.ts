// Thousands of people who press anything at any time.

import { describe, expect, test } from "vitest";
import { allFacts, effects } from "../../src/player/effects.ts";
import { clientId } from "../../src/player/facts.ts";
import { moment } from "../../src/player/moment.ts";
import { restore, save, type Shelf } from "../../src/player/saved.ts";
import { isSet, isStretch } from "../../src/player/script.ts";
import type { State } from "../../src/player/state.ts";
import { anything, anythingAtAll, asWritten, dice, pick, scripts, start, step, type Dice, type Step } from "./index.ts";

const WALKS = 150;
const STEPS = 120;

function shelf(): Shelf {
  const kept = new Map<string, string>();
  return {
    get: (key) => kept.get(key) ?? null,
    set: (key, text) => void kept.set(key, text),
    remove: (key) => void kept.delete(key),
  };
}

interface Walked {
  readonly what: Step;
  readonly at: number;
}

/** A walk: mostly sensible, sometimes not, with gaps from a moment to a night. */
function walk(
  roll: Dice,
  state: State,
  any: (roll: Dice, state: State) => Step = anything,
): { over: State; steps: Walked[] } {
  const steps: Walked[] = [];
  let next = state;
  let at = state.seen;
  for (let n = 0; n < STEPS && next.mode !== "over"; n += 1) {
    at += Math.floor(pick(roll, [300, 4_000, 20_000, 90_000, 900_000]) * roll());
    const what = roll() < 0.6 ? asWritten(next) : any(roll, next);
    steps.push({ what, at });
    next = step(next, what, at);
  }
  return { over: next, steps };
}

/** What must be equal however the clock was looked at: sleep may only add its notice. */
function essence({ tap, ...state }: Omit<State, "script">): unknown {
  const undecided = state.undecided.map((set) => ({ ...set, unseen: false }));
  const before = tap === null ? null : essence({ ...tap.before, tap: null });
  return { ...state, undecided, seen: 0, slept: null, tap: tap === null ? null : { ...tap, before } };
}

const seeds = Array.from({ length: WALKS }, (_, n) => n + 1);

describe.each(scripts)("%s", (_name, plan) => {
  test("no set is logged twice, and nothing is logged that was not on the line", () => {
    for (const seed of seeds) {
      const { over } = walk(dice(seed), start(plan), anythingAtAll);
      expect(new Set(over.logged).size, `seed ${seed}`).toBe(over.logged.length);
      const all = [...plan.segments, ...plan.swaps];
      const sets = new Set(all.filter(isSet).map((s) => s.id));
      const stretches = new Set(all.filter(isStretch).map((s) => s.id));
      expect(over.logged.every((id) => sets.has(id) || stretches.has(id))).toBe(true);
      const told = over.facts.filter((f) => f.name === "SetLogged").length;
      expect(told).toBe(over.logged.filter((id) => sets.has(id)).length);
      const ran = over.facts.flatMap((f) => (f.name === "RunLogged" ? f.payload.intervals : []));
      expect(ran.length).toBe(over.logged.filter((id) => stretches.has(id)).length);
    }
  });

  test("a run that was left at its questions is mended once at the most, and then asked no more", () => {
    for (const seed of seeds) {
      const { over } = walk(dice(seed), start(plan), anythingAtAll);
      const mended = over.facts.flatMap((f) => (f.name === "FactCorrected" ? [f.payload.corrects] : []));
      expect(new Set(mended).size, `seed ${seed}`).toBe(mended.length);
      const open = over.open.map((run) => clientId(over.session, run.nth));
      expect(open.filter((id) => mended.includes(id))).toEqual([]);
      const runs = over.facts.flatMap((f, i) => (f.name === "RunLogged" ? [clientId(over.session, i)] : []));
      expect([...mended, ...open].every((id) => runs.includes(id)), `seed ${seed}`).toBe(true);
    }
  });

  test("nothing follows the end", () => {
    for (const seed of seeds) {
      const roll = dice(seed);
      let { over } = walk(roll, start(plan));
      over = step(over, { type: "stop" }, over.seen + 10);
      over = step(over, { type: "reason", reason: null }, over.seen + 10);
      expect(over.mode).toBe("over");
      expect(over.facts.at(-1)?.name).toBe("SessionFinished");
      const after = walk(roll, over).over;
      expect(after).toBe(over);
      for (let n = 0; n < 20; n += 1) {
        expect(step(over, anything(roll, over), over.seen + n * 10_000)).toBe(over);
      }
    }
  });

  test("the session starts once, before everything, and finishes once, after everything", () => {
    for (const seed of seeds) {
      const { over } = walk(dice(seed), start(plan));
      const names = over.facts.map((f) => f.name);
      expect(names.indexOf("SessionStarted")).toBe(0);
      expect(names.lastIndexOf("SessionStarted")).toBe(0);
      const last = names.indexOf("SessionFinished");
      expect(last === -1 || last === names.length - 1).toBe(true);
      const times = over.facts.map((f) => f.at);
      expect(times).toEqual([...times].sort((a, b) => a - b));
    }
  });

  test("sleeping at any time equals being awake", () => {
    for (const seed of seeds.slice(0, 60)) {
      const { over, steps } = walk(dice(seed), start(plan));
      let awake = start(plan);
      for (const { what, at } of steps) {
        const gap = at - awake.seen;
        const tick = Math.max(250, gap / 40);
        for (let t = awake.seen + tick; t < at; t += tick) {
          awake = step(awake, { type: "tick" }, Math.round(t));
        }
        awake = step(awake, what, at);
      }
      expect(essence(awake), `seed ${seed}`).toEqual(essence(over));
    }
  });

  test("reloading at any time equals not reloading", () => {
    for (const seed of seeds.slice(0, 40)) {
      const roll = dice(seed + 10_000);
      const { over, steps } = walk(dice(seed), start(plan));
      const kept = shelf();
      let next = start(plan);
      for (const { what, at } of steps) {
        if (roll() < 0.5) {
          save(kept, next);
          const back = restore(kept);
          if (back === null) throw new Error("the session was lost");
          next = back;
        }
        next = step(next, what, at);
      }
      expect(next, `seed ${seed}`).toEqual(over);
    }
  });

  test("every fact is handed over once, in order, with the id that it keeps", () => {
    for (const seed of seeds.slice(0, 40)) {
      const { steps } = walk(dice(seed), start(plan));
      let state = start(plan);
      const handed = [...allFacts(state)];
      for (const { what, at } of steps) {
        const next = step(state, what, at);
        handed.push(...effects(state, next).facts);
        state = next;
      }
      expect(handed).toEqual(allFacts(state));
      expect(new Set(handed.map((f) => f.client_id)).size).toBe(handed.length);
    }
  });

  test("practice emits nothing", () => {
    for (const seed of seeds.slice(0, 40)) {
      expect(walk(dice(seed), start(plan, true)).over.facts).toEqual([]);
    }
  });

  test("every moment can be shown: counts and times stay within bounds", () => {
    for (const seed of seeds.slice(0, 40)) {
      const { steps } = walk(dice(seed), start(plan));
      let state = start(plan);
      for (const { what, at } of steps) {
        state = step(state, what, at);
        const seen = moment(state, at);
        expect(seen.count).toBeLessThanOrEqual(seen.of);
        expect(seen.t).toBeGreaterThanOrEqual(0);
        expect(seen.t).toBeLessThanOrEqual(1);
        expect(seen.leftMs === null || seen.leftMs >= 0).toBe(true);
      }
    }
  });

  test("what is said fits the time there is", () => {
    let state = start(plan);
    for (let at = state.seen; state.mode !== "over"; at += 100) {
      const next = step(state, asWritten(state), at);
      for (const cue of effects(state, next).cues) {
        if (cue.type === "say") expect(cue.withinMs).toBeGreaterThan(0);
      }
      state = next;
    }
  });
});
