// A run in the player: its clock, its cues, and the one fact that it leaves.

import { describe, expect, test } from "vitest";
import { effects } from "../../src/player/effects.ts";
import { isStretch, type Script, type Segment } from "../../src/player/script.ts";
import type { State } from "../../src/player/state.ts";
import { askedStretch, current } from "../../src/player/moves.ts";
import { clientId } from "../../src/player/facts.ts";
import { restore, save } from "../../src/player/saved.ts";
import { script, start, START, step } from "./index.ts";

const BASE = script("strain_stage_2");
const like = BASE.segments.find((s) => s.kind === "work") as Segment;
const of = (id: string, kind: Segment["kind"], seconds: number | null, n = 0): Segment => ({
  ...like, id, kind, seconds, exercise: "walk_run", side: "both", rung: "walk_run.1",
  set_number: n, sets: 2, repetitions: null, holds: null, hold_s: null, tempo: null, load_kg: null,
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

/** The same session after the page was closed and opened. */
function reopened(state: State): State {
  const kept = new Map<string, string>();
  const shelf = {
    get: (key: string) => kept.get(key) ?? null,
    set: (key: string, text: string) => void kept.set(key, text),
    remove: (key: string) => void kept.delete(key),
  };
  save(shelf, state);
  const back = restore(shelf);
  if (back === null) throw new Error("the session was lost");
  return back;
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
    const answer = { type: "pain", nprs: 0, talking: true, level: true } as const;
    const after = step(asked, answer, asked.seen + 1_000);
    const runs = after.facts.filter((f) => f.name === "RunLogged");
    expect(runs.map((f) => f.payload)).toEqual([
      expect.objectContaining({
        exercise: "walk_run", rung: "walk_run.1", nprs: 0, talking: true, percent: null, level: true, source: "player",
        intervals: [["walk", 60], ["run", 30], ["walk", 60], ["sprint", 10]].map(([kind, seconds]) => ({
          kind, seconds, metres: null,
        })),
      }),
    ]);
    expect(after.facts.some((f) => f.name === "SetLogged")).toBe(false);
  });

  test("left at its questions, it is kept at once and asked about again", () => {
    const [asked] = played();
    const left = step(asked, { type: "leave" }, asked.seen + 1_000);
    const at = left.facts.findIndex((f) => f.name === "RunLogged");
    expect(left.facts[at]?.payload).toMatchObject({ nprs: null, talking: null, level: null });
    expect(current(left).kind).toBe("ask_pain");
    const back = reopened(left);
    expect(askedStretch(back)?.kind).toBe("sprint");
    const after = step(back, { type: "pain", nprs: 1, talking: true, level: true }, left.seen + 9_000);
    const mended = after.facts.filter((f) => f.name === "FactCorrected");
    expect(mended.map((f) => f.payload)).toEqual([
      {
        corrects: clientId(left.session, at), name: "RunLogged", version: 2,
        payload: { ...left.facts[at]?.payload, nprs: 1, talking: true, level: true },
      },
    ]);
    expect(after.facts.some((f) => f.name === "PainReported")).toBe(false);
    expect(after.open).toEqual([]);
  });

  test("left on the way, both parts get the answers", () => {
    const begun = step(start(RUN), { type: "go" }, START);
    let state = begun;
    for (let at = 500; at <= 70_000; at += 500) state = tick(state, at);
    state = reopened(step(state, { type: "leave" }, START + 70_500));
    for (let at = 71_000; current(state).kind !== "ask_pain"; at += 500) state = tick(state, at);
    const after = step(state, { type: "pain", nprs: 0, talking: true, level: true }, state.seen + 1_000);
    const parts = after.facts.flatMap((f) => {
      if (f.name === "FactCorrected") return [f.payload.payload];
      return f.name === "RunLogged" && f.payload.talking !== null ? [f.payload] : [];
    });
    expect(parts.map((part) => (part["intervals"] as unknown[]).length)).toEqual([1, 3]);
    expect(parts.map((part) => part["talking"])).toEqual([true, true]);
  });

  test("nothing said again leaves the kept run as it is", () => {
    const [asked] = played();
    const left = step(asked, { type: "leave" }, asked.seen + 1_000);
    const after = step(reopened(left), { type: "pain", nprs: null }, left.seen + 2_000);
    expect(after.facts).toHaveLength(left.facts.length + (after.mode === "over" ? 1 : 0));
  });

  test("a phone that slept says so and what the pace is now", () => {
    const begun = tick(tick(step(start(RUN), { type: "go" }, START), 3_000), 6_000);
    const woken = tick(begun, 75_000);
    expect([tones(begun, woken), says(begun, woken)]).toEqual([["run"], ["caught_up_run"]]);
    const ended = tick(begun, 600_000);
    expect([tones(begun, ended), says(begun, ended)]).toEqual([["run_done"], ["caught_up_done"]]);
  });

  test("a stretch of metres waits until the person is there, and keeps the metres", () => {
    const metres = { ...of("m", "run", null, 1), metres: 30 };
    const marked: Script = { ...RUN, segments: [of("u", "set_up", null), metres, ...RUN.segments.slice(5)] };
    const running = step(start(marked), { type: "go" }, START);
    const waiting = tick(running, 60_000);
    expect(current(waiting).id).toBe("m");
    const asked = step(waiting, { type: "done" }, START + 61_000);
    const after = step(asked, { type: "pain", nprs: 0, talking: true, level: true }, START + 62_000);
    const run = after.facts.find((f) => f.name === "RunLogged");
    expect(run?.payload.intervals).toEqual([{ kind: "run", seconds: 56, metres: 30 }]);
  });

  test("left half way, a stretch of metres has no metres", () => {
    const metres = { ...of("m", "run", null, 1), metres: 30 };
    const marked: Script = { ...RUN, segments: [of("u", "set_up", null), metres, ...RUN.segments.slice(5)] };
    const waiting = tick(step(start(marked), { type: "go" }, START), 13_000);
    const left = step(step(waiting, { type: "stop" }, START + 13_000), { type: "reason", reason: null }, START + 14_000);
    const run = left.facts.find((f) => f.name === "RunLogged");
    expect(run?.payload.intervals).toEqual([{ kind: "run", seconds: 8, metres: null }]);
  });

  test("when it tightens the run ends and what comes after it goes on", () => {
    const also = { ...like, id: "x", exercise: "bridge" };
    const more: Script = { ...RUN, segments: [...RUN.segments.slice(0, 6), also, ...RUN.segments.slice(6)], stops: [["tightening", "end_run"]] };
    const running = tick(step(start(more), { type: "go" }, START), 70_000);
    const after = step(step(running, { type: "stop" }, START + 71_000), { type: "reason", reason: "tightening" }, START + 72_000);
    expect(after.facts.at(-1)?.payload).toEqual({ reason: "tightening", exercise: "walk_run", side: "both" });
    expect([current(after).id, after.mode]).toEqual(["x", "running"]);
  });

  test("what nobody answers stays open", () => {
    const [asked] = played();
    const after = step(asked, { type: "pain", nprs: null }, asked.seen + 1_000);
    const run = after.facts.find((f) => f.name === "RunLogged");
    expect(run?.payload).toMatchObject({ nprs: null, talking: null, level: null, percent: null });
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

describe("a run that tones lead", () => {
  const led: Script = {
    ...RUN,
    segments: RUN.segments.map((s) => ({
      ...s,
      ...(isStretch(s) ? { seconds: null, metres: 100 } : {}),
      ...(s.id === "r1"
        ? {
            tones: [
              { at_s: 4, mark: "tick" as const }, { at_s: 5, mark: "start" as const },
              { at_s: 21, mark: "steady" as const }, { at_s: 27, mark: "slow" as const },
              { at_s: 43, mark: "end" as const },
            ],
          }
        : {}),
    })),
  };
  const there = (state: State, at: number): State => step(state, { type: "done" }, START + at);
  const called = (): readonly [State, State] => {
    const walking = tick(step(start(led), { type: "go" }, START), 6_000);
    return [walking, there(walking, 60_000)];
  };

  test("is called first, and then each mark sounds at its time", () => {
    const [walking, before] = called();
    expect(current(before).id).toBe("r1");
    expect([tones(walking, before), says(walking, before)]).toEqual([["ask"], ["ready"]]);
    let state = before;
    const heard: [number, string][] = [];
    for (let at = 60_250; at <= 110_000; at += 250) {
      const next = tick(state, at);
      heard.push(...tones(state, next).map((t): [number, string] => [at - 60_000, t]));
      state = next;
    }
    expect(heard).toEqual([
      [4_000, "tick"], [5_000, "run"], [21_000, "faster"], [27_000, "faster"], [43_000, "walk"],
    ]);
    expect(current(state).id).toBe("r1");
  });

  test("sounds only the last mark after a moment without the page", () => {
    const [, before] = called();
    const looked = tick(before, 61_000);
    expect(tones(looked, tick(looked, 61_000 + 4_500))).toEqual(["run"]);
  });
});
