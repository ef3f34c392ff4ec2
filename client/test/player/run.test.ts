// A run in the player: its clock, its cues, and the one fact that it leaves.

import { describe, expect, test } from "vitest";
import { effects } from "../../src/player/effects.ts";
import { current } from "../../src/player/moves.ts";
import { type Script, type Segment } from "../../src/player/script.ts";
import type { State } from "../../src/player/state.ts";
import { script, start, START, step } from "./index.ts";

const BASE = script("strain_stage_2");
const like = BASE.segments.find((s) => s.kind === "work") as Segment;
const of = (id: string, kind: Segment["kind"], seconds: number | null, n = 0): Segment => ({
  ...like, id, kind, seconds, exercise: "walk_run", side: "both", rung: "walk_run.1",
  set_number: n, sets: 2, repetitions: null, holds: null, hold_s: null, tempo: null, load_kg: null,
  effort_percent: kind === "run" || kind === "sprint" ? 50 : null,
});
const RUN: Script = {
  ...BASE,
  segments: [
    of("u", "set_up", null), of("w1", "walk", 60, 1), of("r1", "run", 30, 1),
    of("w2", "walk", 60, 2), of("r2", "sprint", 10, 2), of("a", "ask_pain", null, 2),
    { ...of("d", "done", null), exercise: "" },
  ],
  swaps: [],
  pain: [{ exercise: "walk_run", actions: Array.from({ length: 11 }, () => "go_on" as const), sharp: "end_session" }],
};

const tick = (state: State, at: number): State => step(state, { type: "tick" }, START + at);
const tones = (before: State, after: State): string[] =>
  effects(before, after).cues.flatMap((c) => (c.type === "tone" ? [c.tone] : []));
const says = (before: State, after: State): string[] =>
  effects(before, after).cues.flatMap((c) => (c.type === "say" ? [c.key] : []));

/** Play to the question, looking every half second; the tones of the paces on the way. */
function played(): readonly [State, string[]] {
  let state = step(start(RUN), { type: "go" }, START);
  const heard: string[] = [];
  for (let at = 500; current(state).kind !== "ask_pain"; at += 500) {
    const next = tick(state, at);
    heard.push(...tones(state, next).filter((t) => t !== "tick"));
    state = next;
  }
  return [state, heard];
}

describe("a run", () => {
  test("each pace has a tone of its own, and the end has one too", () => {
    expect(played()[1]).toEqual(["walk", "run", "walk", "faster", "run_done"]);
  });

  test("is said aloud", () => {
    const begun = step(start(RUN), { type: "go" }, START);
    const walking = tick(begun, 5_000);
    expect(says(begun, walking)).toContain("walk");
    expect(says(tick(begun, 64_500), tick(begun, 65_000))).toContain("run");
  });

  test("leaves one fact of its stretches with what was answered", () => {
    const [asked] = played();
    const answer = { type: "pain", nprs: 0, effort: 4, percent: 80, level: true } as const;
    const after = step(asked, answer, asked.seen + 1_000);
    const runs = after.facts.filter((f) => f.name === "RunLogged");
    expect(runs.map((f) => f.payload)).toEqual([
      expect.objectContaining({
        exercise: "walk_run", rung: "walk_run.1", nprs: 0, effort: 4, percent: 80, level: true, source: "player",
        intervals: [["walk", 60], ["run", 30], ["walk", 60], ["sprint", 10]].map(([kind, seconds]) => ({
          kind, seconds, metres: null,
        })),
      }),
    ]);
    expect(after.facts.some((f) => f.name === "SetLogged")).toBe(false);
  });

  test("an effort outside 0 to 10 is no answer", () => {
    const [asked] = played();
    expect(step(asked, { type: "pain", nprs: 0, effort: 11 }, asked.seen).facts).toEqual(asked.facts);
  });

  test("what nobody answers stays open", () => {
    const [asked] = played();
    const after = step(asked, { type: "pain", nprs: null }, asked.seen + 1_000);
    const run = after.facts.find((f) => f.name === "RunLogged");
    expect(run?.payload).toMatchObject({ nprs: null, effort: null, level: null, percent: null });
  });

  test("stopped half way, the seconds that were run are kept", () => {
    const begun = step(start(RUN), { type: "go" }, START);
    const running = tick(tick(begun, 60_000), 77_000);
    const stopped = step(running, { type: "stop" }, START + 77_000);
    const over = step(stopped, { type: "reason", reason: null }, START + 78_000);
    const run = over.facts.find((f) => f.name === "RunLogged");
    expect(run?.payload).toMatchObject({
      intervals: [{ kind: "walk", seconds: 60 }, { kind: "run", seconds: 12 }],
    });
  });
});
