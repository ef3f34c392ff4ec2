// The end of a session: a date for the next one is said only after a session done as planned.

import { describe, expect, test } from "vitest";
import { isAsPlanned } from "../../src/player/recap.ts";
import { current } from "../../src/player/moves.ts";
import type { State } from "../../src/player/state.ts";
import { asWritten, playThrough, script, start, type Step } from "./index.ts";

const PLAN = script("strain_stage_2");

/** As written, but for one answer about pain, or one exercise that is left out. */
function but(other: (state: State) => Step | null): (state: State) => Step {
  let said = false;
  return (state) => {
    const step = said ? null : other(state);
    said ||= step !== null;
    return step ?? asWritten(state);
  };
}

const asked = (state: State): boolean => state.mode === "waiting" && current(state).kind === "ask_pain";
const answer = (nprs: number | null) => but((state) => (asked(state) ? { type: "pain", nprs } : null));

describe("a session done as planned", () => {
  test("has every set and no answer that ends anything", () => {
    expect(isAsPlanned(playThrough(start(PLAN)))).toBe(true);
  });

  test("may hold a 3, which ends nothing", () => {
    expect(isAsPlanned(playThrough(start(PLAN), answer(3)))).toBe(true);
  });

  test.each([4, 6])("is none after a %i", (nprs) => {
    expect(isAsPlanned(playThrough(start(PLAN), answer(nprs)))).toBe(false);
  });

  test("is none when an exercise was left out", () => {
    const skip = but((state) => (current(state).kind === "set_up" ? { type: "skip" } : null));
    const over = playThrough(start(PLAN), skip);
    expect(over.ended?.why).toBe("done");
    expect(isAsPlanned(over)).toBe(false);
  });
});
