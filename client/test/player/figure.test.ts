// Figure, tempo and voice have one clock: whatever the second, they are at the same place.

import { describe, expect, test } from "vitest";
import { effects } from "../../src/player/effects.ts";
import { at, Figures, type Phases } from "../../src/player/figure.ts";
import { moment, type Phase } from "../../src/player/moment.ts";
import { current } from "../../src/player/moves.ts";
import type { Script } from "../../src/player/script.ts";
import { LEAD_MS, type State } from "../../src/player/state.ts";
import { script, start, START, step } from "./index.ts";

const HOLD: Phases = [["hold", 0, 1.5], ["hold", 1.5, 3], ["end", 4.5, 1.5]];

/** A plan whose first set begins by lowering, or not. */
function plan(lowersFirst: boolean): Script {
  const known = script("strain_stage_2");
  const rung = known.segments.find((s) => s.kind === "work")?.rung ?? "";
  return { ...known, lowers_first: lowersFirst ? [rung] : [] };
}

/** A picture with one animation that remembers its time, and where its phases lie. */
function picture(state: State, phases: Phases): { figures: Figures; animation: { currentTime: number } } {
  const animation = { currentTime: -1, playState: "running", pause: () => {}, play: () => {} };
  const element = document.createElement("div");
  Object.assign(element.dataset, { exercise: current(state).exercise, phases: JSON.stringify(phases) });
  Object.assign(element, { getAnimations: () => [animation] });
  const figures = new Figures([element]);
  figures.show(current(state));
  return { figures, animation };
}

function phasesOf(order: readonly (readonly [Phase, number])[]): Phases {
  let begins = 0;
  return order.map(([name, lasts]) => {
    const found = [name, begins, lasts] as const;
    begins += lasts;
    return found;
  });
}

describe.each([false, true])("one repetition, lowering first: %s", (lowersFirst) => {
  test("figure, tempo and tone agree to a tenth of a second, for two repetitions", () => {
    let state = step(start(plan(lowersFirst)), { type: "go" }, START);
    const [lift = 0, pause = 0, lower = 0] = current(state).tempo ?? [];
    const order: [Phase, number][] = [["lift", lift], ["pause", pause], ["lower", lower]];
    if (lowersFirst) order.reverse();
    const phases = phasesOf(order);
    const { figures, animation } = picture(state, phases);
    const one = lift + pause + lower;
    const tones: [string, number][] = [];
    for (let ms = 0; ms < 2000 * one; ms += 100) {
      const now = START + LEAD_MS + ms;
      const next = step(state, { type: "tick" }, now);
      for (const cue of effects(state, next).cues) {
        if (cue.type === "tone" && cue.tone !== "tick") tones.push([cue.tone, ms / 1000]);
      }
      state = next;
      const is = moment(state, now);
      figures.setTime(is.phase, is.t);
      expect(animation.currentTime / 1000).toBeCloseTo((ms / 1000) % one, 6);
    }
    const edges = [0, one].flatMap((shift) =>
      phases.filter(([, , lasts]) => lasts > 0).map(([name, begins]) => [name, begins + shift] as const),
    );
    expect(tones.map(([name]) => name)).toEqual(edges.map(([name]) => name));
    tones.forEach(([, second], k) => expect(Math.abs(second - (edges[k]?.[1] ?? 99))).toBeLessThanOrEqual(0.1));
  });
});

describe("a hold", () => {
  test("stays in the hold for as long as it is counted", () => {
    expect([0, 0.5, 1].map((t) => at(HOLD, "hold", t))).toEqual([1.5, 1.5, 1.5]);
  });

  test("gets into it in the last seconds before it is counted", () => {
    expect([-5, -1.5, -1, -0.5].map((t) => at(HOLD, "hold", t))).toEqual([0, 0, 0.5, 1]);
  });

  test("goes back and comes again between two holds", () => {
    expect([0, 0.25, 0.5, 1].map((t) => at(HOLD, "let_go", t))).toEqual([1.5, 0.75, 0, 1.5]);
  });

  test("stands still where nothing moves", () => {
    expect(at([], "hold", 0.5)).toBe(0);
    expect(at([["lift", 0, 2]], "lift", -3)).toBe(0);
  });
});
