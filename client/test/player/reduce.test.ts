import { describe, expect, test } from "vitest";
import { allFacts, effects } from "../../src/player/effects.ts";
import { clientId } from "../../src/player/facts.ts";
import { moment } from "../../src/player/moment.ts";
import { current } from "../../src/player/moves.ts";
import { isSet, isStretch, painAction, type Script } from "../../src/player/script.ts";
import { LEAD_MS, STOP_MS, type State } from "../../src/player/state.ts";
import { TAP_MS } from "../../src/player/tap.ts";
import { asWritten, playThrough, SESSION, START, script, scripts, start, step, type Step } from "./index.ts";

const names = (state: State): string[] => state.facts.map((f) => f.name);
const kinds = (state: State): string => current(state).kind;

/** Play until a segment of this kind is entered. */
function reach(state: State, kind: string, nth = 1): State {
  let next = state;
  let left = nth;
  let at = state.seen;
  while (next.mode !== "over") {
    const index = next.index;
    at += 250;
    next = step(next, asWritten(next), at);
    if (next.index !== index && kinds(next) === kind) left -= 1;
    if (left === 0) return next;
  }
  throw new Error(`never reached ${kind}`);
}

describe.each(scripts)("%s, done as written", (_name, plan: Script) => {
  const over = playThrough(start(plan));

  test("logs every set once, in order, between its start and its end", () => {
    const sets = plan.segments.filter(isSet);
    // A run is one fact of all its stretches, told where its pain is asked.
    const asksOf = new Set(plan.segments.filter(isStretch).map((s) => s.exercise));
    const facts = plan.segments.flatMap((s) =>
      isSet(s) ? ["SetLogged"] : s.kind === "ask_pain" && asksOf.has(s.exercise) ? ["RunLogged"] : [],
    );
    expect(names(over)).toEqual(["SessionStarted", ...facts, "SessionFinished"]);
    const logged = over.facts.filter((f) => f.name === "SetLogged").map((f) => f.payload);
    expect(logged.map((p) => [p["exercise"], p["side"], p["rung"]])).toEqual(
      sets.map((s) => [s.exercise, s.side, s.rung]),
    );
    expect(logged.map((p) => [p["repetitions"], p["holds"], p["hold_s"]])).toEqual(
      sets.map((s) => [s.repetitions, s.kind === "hold" ? (s.holds ?? 1) : null, s.hold_s]),
    );
    expect(over.ended).toEqual({ why: "done", reason: null });
  });

  test("asks pain where the script does and nowhere else", () => {
    const asked = new Set(
      plan.segments
        .filter((s) => s.kind === "ask_pain")
        .map((s) => `${s.exercise}.${s.side}.${s.bout}.${s.set_number}`),
    );
    const sets = plan.segments.filter(isSet);
    const logged = over.facts.filter((f) => f.name === "SetLogged");
    sets.forEach((s, i) => {
      const key = `${s.exercise}.${s.side}.${s.bout}.${s.set_number}`;
      expect(logged[i]?.payload["nprs"]).toBe(asked.has(key) ? 0 : null);
    });
  });

  test("practice leaves nothing behind", () => {
    expect(playThrough(start(plan, true)).facts).toEqual([]);
  });

  test("looks up every answer", () => {
    for (const table of plan.pain) {
      for (let nprs = 0; nprs <= 10; nprs += 1) {
        expect(painAction(plan, table.exercise, nprs)).toBe(table.actions[nprs]);
      }
    }
  });
});

describe("time", () => {
  const plan = script("strain_stage_2");

  test("a started set gives time to get in place, then lasts its length", () => {
    const ready = start(plan);
    const going = step(ready, { type: "go" }, START + 1000);
    expect(moment(going, START + 1000).leadMs).toBe(LEAD_MS);
    const length = (current(going).seconds ?? 0) * 1000;
    const begins = START + 1000 + LEAD_MS;
    expect(kinds(step(going, { type: "tick" }, begins + length - 1))).toBe("work");
    expect(kinds(step(going, { type: "tick" }, begins + length))).toBe("ask_pain");
  });

  test("rest begins when the set ends, also while pain is asked", () => {
    const asked = reach(start(plan), "ask_pain");
    const at = asked.clock.since ?? 0;
    const resting = step(asked, { type: "pain", nprs: 1 }, at + 7_000);
    expect(kinds(resting)).toBe("rest");
    const rest = (current(resting).seconds ?? 0) * 1000;
    expect(kinds(step(resting, { type: "tick" }, at + rest - 1))).toBe("rest");
    expect(kinds(step(resting, { type: "tick" }, at + rest))).toBe("work");
  });

  test("a late answer still leaves time to get in place", () => {
    const asked = reach(start(plan), "ask_pain");
    const late = (asked.clock.since ?? 0) + 600_000;
    const resting = step(asked, { type: "pain", nprs: 1 }, late);
    expect(moment(resting, late).leftMs).toBe(LEAD_MS);
  });

  test("rest without a question is exact", () => {
    const resting = reach(start(script("strain_day_1")), "rest");
    const begins = resting.clock.since ?? 0;
    const length = (current(resting).seconds ?? 0) * 1000;
    const next = step(resting, { type: "tick" }, begins + length + 90);
    expect([kinds(next), next.clock.since]).toEqual(["hold", begins + length]);
  });

  test("a pause keeps the second", () => {
    const going = step(start(plan), { type: "go" }, START);
    const at = START + LEAD_MS + 12_345;
    const paused = step(going, { type: "pause" }, at);
    const later = step(step(paused, { type: "tick" }, at + 99_000), { type: "resume" }, at + 100_000);
    const before = moment(paused, at);
    const after = moment(later, at + 100_000 + LEAD_MS);
    expect([after.leftMs, after.phase, after.count]).toEqual([before.leftMs, before.phase, before.count]);
    expect(moment(later, at + 100_000 + LEAD_MS - 1).leftMs).toBe(before.leftMs);
  });

  test("the tempo runs lift, pause, lower", () => {
    const going = step(start(plan), { type: "go" }, START);
    const [lift = 0, pause = 0, lower = 0] = current(going).tempo ?? [];
    const at = (seconds: number) => moment(going, START + LEAD_MS + seconds * 1000);
    const one = lift + pause + lower;
    expect(at(lift / 2)).toMatchObject({ phase: "lift", t: 0.5, count: 1 });
    expect(at(lift + pause + lower / 2)).toMatchObject({ phase: "lower", t: 0.5, count: 1 });
    expect(at(one + 0.001)).toMatchObject({ phase: "lift", count: 2 });
  });

  test("a clock that goes backward changes nothing", () => {
    const going = step(start(plan), { type: "go" }, START + 5_000);
    expect(step(going, { type: "tick" }, START - 3_600_000)).toEqual(going);
  });
});

describe("pain", () => {
  const plan = script("strain_stage_2");
  const asked = reach(start(plan), "ask_pain");
  const at = asked.seen + 100;

  test.each(Array.from({ length: 11 }, (_, n) => n))("%i does what the table says", (nprs) => {
    const here = current(asked);
    const next = step(asked, { type: "pain", nprs }, at);
    const action = painAction(plan, here.exercise, nprs);
    expect(next.facts.at(action === "end_session" ? -2 : -1)?.payload).toMatchObject({ nprs });
    expect(next.said).toBe(action);
    expect(next.mode === "over").toBe(action === "end_session");
    const ahead = next.line.slice(next.index).map((id) => id.split(".").slice(0, 2).join("."));
    const mine = `${here.exercise}.${here.side}`;
    expect(ahead.includes(mine)).toBe(action === "go_on" || action === "finish" || next.mode === "over");
  });

  test("sharp pain ends the session whatever the number", () => {
    const next = step(asked, { type: "pain", nprs: 0, sharp: true }, at);
    expect(next.ended).toEqual({ why: "pain", reason: null });
    expect(next.facts.at(-2)?.payload).toMatchObject({ nprs: 0, sharp: true });
  });

  test("too many without an answer end the session", () => {
    let next = start(plan);
    let answers = 0;
    while (next.mode !== "over") {
      next = reach(next, "ask_pain");
      next = step(next, { type: "pain", nprs: null }, next.seen + 1);
      answers += 1;
    }
    expect(answers).toBe(plan.unanswered_end);
    expect(next.ended?.why).toBe("unanswered");
    expect(next.reply?.ends).toBe(true);
  });

  test("one without an answer ends nothing, and is replied so", () => {
    const next = step(asked, { type: "pain", nprs: null }, at);
    expect(next.reply?.ends).toBe(false);
  });

  test("a number that is none is not taken", () => {
    for (const nprs of [-1, 11, 1.5, Number.NaN]) {
      expect(step(asked, { type: "pain", nprs }, at).index).toBe(asked.index);
    }
  });

  test("answered after the page was left it is reported on its own", () => {
    const left = step(asked, { type: "leave" }, at);
    expect(left.facts.at(-1)).toMatchObject({ name: "SetLogged", payload: { nprs: null } });
    const next = step(left, { type: "pain", nprs: 2 }, at + 1000);
    expect(next.facts.at(-1)).toMatchObject({ name: "PainReported", payload: { nprs: 2 } });
  });

  test("what was really done can be said first", () => {
    const set = asked.undecided[0]?.id ?? "";
    const fewer = step(asked, { type: "adjust", set, repetitions: 7, half_range: true }, at);
    const next = step(fewer, { type: "pain", nprs: 1 }, at + 1);
    expect(next.facts.at(-1)?.payload).toMatchObject({ repetitions: 7, half_range: true });
  });
});

describe("a tap on a pain number", () => {
  const asked = reach(start(script("strain_stage_2")), "ask_pain");
  const at = asked.seen + 1_000;
  const tap = (nprs: number, unhurried = false): State => step(asked, { type: "pain", nprs, unhurried }, at);
  const handedOn = (before: State, after: State): string[] => effects(before, after).facts.map(({ fact }) => fact.name);

  test("hands nothing on while it can be taken back", () => {
    expect(handedOn(asked, tap(2))).toEqual([]);
    expect(allFacts(tap(2)).map(({ fact }) => fact.name)).toEqual(["SessionStarted"]);
  });

  test.each<[string, Step, number]>([
    ["the next touch", { type: "settle" }, 1_000],
    ["what is pressed next", { type: "go" }, 1_000],
    ["STOP", { type: "stop" }, 1_000],
    ["ten seconds", { type: "tick" }, TAP_MS],
    ["leaving the page", { type: "leave" }, 1_000],
  ])("is a fact with %s", (_, what, ms) => {
    const tapped = tap(2);
    expect(handedOn(tapped, step(tapped, { type: "tick" }, at + TAP_MS - 1))).toEqual([]);
    expect(handedOn(tapped, step(tapped, what, at + ms))).toEqual(["SetLogged"]);
  });

  test("waits for a touch however long it takes, for whoever takes their time", () => {
    const later = step(tap(2, true), { type: "tick" }, at + 100 * TAP_MS);
    expect(later.tap).not.toBeNull();
    expect(handedOn(later, step(later, { type: "settle" }, at + 100 * TAP_MS))).toEqual(["SetLogged"]);
  });

  test.each([0, 3, 4, 7])("of %i is taken back as if it had not been", (nprs) => {
    const back = step(tap(nprs), { type: "take_back" }, at + 2_000);
    expect({ ...back, seen: 0 }).toEqual({ ...asked, seen: 0 });
  });

  test("cannot be taken back once it is a fact", () => {
    const late = step(tap(2), { type: "take_back" }, at + TAP_MS);
    expect(late.index).toBe(tap(2).index);
    expect(late.tap).toBeNull();
  });
});

describe("STOP", () => {
  const plan = script("strain_stage_2");
  const going = step(start(plan), { type: "go" }, START);
  const mid = START + LEAD_MS + 17_000;

  test.each(plan.stops)("%s leads to %s on every kind of segment", (reason, action) => {
    for (const kind of ["set_up", "work", "ask_pain", "rest", "switch", "hold"]) {
      const there = kind === "set_up" ? start(plan) : reach(start(plan), kind);
      const at = there.seen + 1000;
      const stopping = step(there, { type: "stop" }, at);
      expect(stopping.mode).toBe("stopping");
      const next = step(stopping, { type: "reason", reason: reason || null }, at + 2000);
      const told = next.facts.filter((f) => f.name === "Stopped");
      const { exercise, side } = current(there);
      expect(told.map((f) => f.payload)).toEqual([{ reason: reason || null, exercise, side }]);
      if (action === "cramp") expect(next.mode).toBe("cramp");
      else if (action === "end_run") {
        const here = current(next);
        expect([here.exercise, here.side]).not.toEqual([exercise, side]);
      }
      else if (action === "swap") expect(next.line.join()).toContain(plan.swaps[0]?.id);
      else expect(next.ended).toEqual({ why: action, reason: reason || null });
    }
  });

  test("a reason that nobody knows counts as none", () => {
    const next = step(step(going, { type: "stop" }, mid), { type: "reason", reason: "?" }, mid + 1);
    expect(next.mode).toBe("over");
  });

  test("keeps what was done of the set", () => {
    const next = step(step(going, { type: "stop" }, mid), { type: "reason", reason: "tired" }, mid + 9_000);
    const one = current(going).tempo?.reduce((a, b) => a + b, 0) ?? 1;
    expect(next.facts.map((f) => f.name)).toEqual([
      "SessionStarted", "SetLogged", "Stopped", "SessionFinished",
    ]);
    expect(next.facts[1]?.payload).toMatchObject({ repetitions: Math.floor(17 / one) });
  });

  test("nothing runs behind its reasons, and a wrong press costs nothing", () => {
    const stopping = step(going, { type: "stop" }, mid);
    const later = step(step(stopping, { type: "tick" }, mid + 50_000), { type: "back" }, mid + 50_000);
    expect(moment(later, mid + 50_000 + LEAD_MS).leftMs).toBe(moment(stopping, mid).leftMs);
    expect(names(later)).toEqual(["SessionStarted"]);
  });

  test.each<[string, Step, number]>([
    ["a minute has passed", { type: "tick" }, STOP_MS],
    ["the screen is left", { type: "leave" }, 1_000],
  ])("without a reason is a fact once %s, and a reason given later changes nothing", (_, what, ms) => {
    const stopping = step(going, { type: "stop" }, mid);
    expect(names(step(stopping, { type: "tick" }, mid + STOP_MS - 1))).toEqual(["SessionStarted"]);
    const over = step(stopping, what, mid + ms);
    expect(over.mode).toBe("over");
    const told = over.facts.filter((fact) => fact.name === "Stopped");
    expect(told.map(({ payload, at }) => [payload.reason, at])).toEqual([[null, mid + ms]]);
    expect(step(over, { type: "reason", reason: "tired" }, mid + ms + 1).facts).toEqual(over.facts);
  });

  test("of a phone that slept at its reasons is a fact of the minute's end", () => {
    const woken = step(step(going, { type: "stop" }, mid), { type: "reason", reason: "tired" }, mid + 3_600_000);
    expect(woken.facts.find((fact) => fact.name === "Stopped")).toMatchObject({ at: mid + STOP_MS, payload: { reason: null } });
  });

  test("pressed in a pause by mistake it stays paused", () => {
    const paused = step(going, { type: "pause" }, mid);
    const again = step(step(paused, { type: "stop" }, mid + 1), { type: "back" }, mid + 2);
    expect(again.mode).toBe("paused");
    expect(kinds(step(again, { type: "resume" }, mid + 3))).toBe("work");
  });
});

describe("cramp", () => {
  const plan = script("strain_stage_2");
  const cramp = (state: State, at: number): State =>
    step(step(state, { type: "stop" }, at), { type: "reason", reason: "cramp" }, at);

  test("rests its time, then goes on where it was", () => {
    const going = step(start(plan), { type: "go" }, START);
    const at = START + LEAD_MS + 10_000;
    const resting = cramp(going, at);
    const rest = plan.cramp_rest_s * 1000;
    expect(step(resting, { type: "go" }, at + rest - 1).mode).toBe("cramp");
    expect(step(resting, { type: "tick" }, at + rest + 99_000).mode).toBe("cramp");
    const on = step(resting, { type: "go" }, at + rest);
    expect(moment(on, at + rest + LEAD_MS).leftMs).toBe(moment(going, at).leftMs);
  });

  test("once more ends that exercise on that side", () => {
    let next = step(start(plan), { type: "go" }, START);
    let at = START + LEAD_MS + 10_000;
    for (let n = 1; n < plan.cramps_end; n += 1) {
      next = cramp(next, at);
      at += plan.cramp_rest_s * 1000;
      next = step(next, { type: "go" }, at);
      at += LEAD_MS + 1000;
    }
    const { exercise } = current(next);
    next = cramp(next, at);
    expect(next.mode).toBe("waiting");
    expect(current(next).exercise).not.toBe(exercise);
    expect(names(next).filter((n) => n === "Stopped")).toHaveLength(plan.cramps_end);
  });
});

test("a rest is ended by hand, with time to get in place", () => {
  const asked = reach(start(script("strain_stage_2")), "ask_pain");
  const resting = step(asked, { type: "pain", nprs: 1 }, asked.seen + 1_000);
  expect(kinds(resting)).toBe("rest");
  const next = step(resting, { type: "go" }, asked.seen + 2_000);
  expect(kinds(next)).toBe("work");
  expect(moment(next, asked.seen + 2_000).leadMs).toBe(LEAD_MS);
});

describe("skip and swap", () => {
  const plan = script("strain_stage_2");

  test("a skipped exercise asks pain of what was done, then goes on", () => {
    const once = script("half_sets");
    const balance = reach(start(once), "rest", 2);
    const asked = step(balance, { type: "skip" }, balance.seen + 1);
    expect(kinds(asked)).toBe("ask_pain");
    const next = step(asked, { type: "pain", nprs: 1 }, asked.seen + 1);
    expect(next.facts.at(-1)?.name).toMatch(/SetLogged|SessionFinished/);
  });

  test("a swap plays the other exercise in its place, once", () => {
    const swapped = step(start(plan), { type: "swap" }, START + 1);
    expect(current(swapped).id).toBe(plan.swaps[0]?.id);
    const ahead = swapped.line.slice(swapped.index);
    const first = current(start(plan)).id.split(".1.")[0] ?? "";
    expect(ahead.some((id) => id.startsWith(first))).toBe(false);
    const again = step(swapped, { type: "swap" }, START + 2);
    expect(again.line).toEqual(swapped.line);
    const over = playThrough(swapped);
    const other = plan.swaps[0]?.exercise;
    const done = over.facts.filter((f) => "exercise" in f.payload && f.payload.exercise === other);
    expect(done).toHaveLength(plan.swaps.filter(isSet).length);
  });

  test("a warm-up that was walked already can be skipped", () => {
    const walking = start(script("maintenance"));
    expect(kinds(walking)).toBe("warm_up");
    expect(kinds(step(walking, { type: "skip" }, START + 10))).toBe("set_up");
  });

  test("the easy set runs by itself, leaves no fact, and the first set follows", () => {
    const walked = step(start(script("maintenance")), { type: "skip" }, START + 10);
    const easy = step(walked, { type: "go" }, START + 20);
    expect(kinds(easy)).toBe("easy");
    const length = 1000 * (current(easy).seconds ?? 0);
    const warm = step(easy, { type: "tick" }, START + 60_000 + length);
    expect(["set_up", "switch"]).toContain(kinds(warm));
    expect(warm.facts).toEqual(easy.facts);
    expect(warm.undecided).toEqual([]);
  });

  test("skipping the easy set skips nothing of the exercise itself", () => {
    const plan = script("maintenance");
    const walked = step(start(plan), { type: "skip" }, START + 10);
    const { exercise, side } = current(walked);
    const ahead = (state: State): number =>
      state.line
        .slice(state.index + 1)
        .map((id) => plan.segments.find((s) => s.id === id))
        .filter((s) => s !== undefined && isSet(s) && s.exercise === exercise && s.side === side)
        .length;
    expect(ahead(walked)).toBeGreaterThan(0);
    const skipped = step(walked, { type: "skip" }, START + 20);
    const during = step(step(walked, { type: "go" }, START + 20), { type: "skip" }, START + 9000);
    expect(ahead(skipped)).toBe(ahead(walked));
    expect(ahead(during)).toBe(ahead(walked));
  });
});

describe("sleep", () => {
  const plan = script("strain_day_1");
  const balance = reach(start(plan), "rest");

  test("never passes what a person starts, and says so", () => {
    const woken = step(balance, { type: "tick" }, balance.seen + 86_400_000);
    expect(kinds(woken)).toBe("ask_pain");
    expect(woken.slept).toMatchObject({ index: balance.index });
    expect(woken.facts).toEqual(balance.facts);
  });

  test("what nobody did can be taken back to the second", () => {
    const woken = step(balance, { type: "tick" }, balance.seen + 3_600_000);
    const undone = step(woken, { type: "undo" }, woken.seen + 1000);
    expect([undone.index, undone.mode]).toEqual([balance.index, "paused"]);
    expect(moment(undone, undone.seen).leftMs).toBe(moment(balance, balance.seen).leftMs);
    const over = playThrough(undone);
    expect(over.facts.map((f) => f.name)).toEqual(playThrough(balance).facts.map((f) => f.name));
  });

  test("a set that was logged on the way is not logged again after going back", () => {
    let next = step(balance, { type: "tick" }, balance.seen + 6_000);
    expect(next.slept).not.toBeNull();
    while (next.undecided.length < 2) next = step(next, { type: "tick" }, next.seen + 500);
    next = step(step(next, { type: "leave" }, next.seen), { type: "undo" }, next.seen);
    expect(next.index).toBe(balance.index);
    const over = playThrough(next);
    expect(new Set(over.logged).size).toBe(over.logged.length);
    expect(over.logged).toHaveLength(plan.segments.filter(isSet).length);
  });

  test("what nobody saw is not logged when the page is left", () => {
    const woken = step(balance, { type: "tick" }, balance.seen + 3_600_000);
    const left = step(woken, { type: "leave" }, woken.seen + 10);
    const logged = names(left).filter((n) => n === "SetLogged").length;
    expect(logged).toBe(names(balance).filter((n) => n === "SetLogged").length + 1);
  });
});

describe("another day", () => {
  test("logs what is sure for its own day and ends", () => {
    const asked = reach(start(script("strain_stage_2")), "ask_pain");
    const over = step(asked, { type: "expire" }, asked.seen + 86_400_000);
    expect(names(over)).toEqual(["SessionStarted", "SetLogged"]);
    expect(over.ended?.why).toBe("expired");
  });
});

test("ids of facts follow from the session, one each, in the form of a UUID", () => {
  const ids = Array.from({ length: 300 }, (_, n) => clientId(SESSION, n));
  expect(new Set(ids).size).toBe(300);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(clientId("0b0e7c1c-9a44-4c77-8d0f-ffffffffffff", 2)).toMatch(/-000000000001$/);
});
