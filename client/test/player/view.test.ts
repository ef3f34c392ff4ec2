// The page in a document: what is there to press, what is said, where the focus is.

import axe from "axe-core";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { mount } from "../../src/player/mount.ts";
import type { OutFact } from "../../src/player/outbox.ts";
import english from "../../src/player/words.en.json";
import { fakeAudio, FakeContext, fakeVoice } from "./audio.ts";
import { script, START } from "./index.ts";

const PLAN = script("strain_stage_2");
const [FIRST, SECOND] = [...new Set(PLAN.segments.map((one) => one.exercise))];
const GRAVE = ["pop_or_pull", "chest_breath_or_faint", "numbness_or_swelling", "sharp_pain"];

let now = START;
let frames: FrameRequestCallback[] = [];
let posted: OutFact[] = [];
const startInterval = globalThis.setInterval;
let intervals: ReturnType<typeof setInterval>[] = [];

function page(plan = PLAN, words: object = english): HTMLElement {
  frames = []; // whatever the page before still wanted went with it
  const names = [...plan.segments, ...plan.swaps].map((s) => s.exercise).filter((e) => e !== "");
  const exercises = Object.fromEntries(
    names.map((e) => [e, { name: `Name of ${e}`, start: "Lie down.", steps: ["One.", "Two."], cues: [], not_feel: "No sharp pain." }]),
  );
  const stops = Object.fromEntries(plan.stops.filter(([id]) => id).map(([id]) => [id, { name: `Stop ${id}`, plain: "Why." }]));
  const here = Array.from({ length: 11 }, (_, n) => ({ text: `Because you said ${n}.`, spoken: `${n}.` }));
  const other = { text: "Sharp.", spoken: "Sharp." };
  const replies = Object.fromEntries(
    names.map((e) => [e, { here, elsewhere: here, sharp: other, unanswered: { text: "No answer.", spoken: "None." }, unanswered_end: { text: "It ends here.", spoken: "Ends." } }]),
  );
  const minor = plan.stops.map(([id]) => id).filter((id) => id !== "" && !GRAVE.includes(id));
  const data = {
    replies, stop_groups: [GRAVE, minor],
    script: plan, person: "p1", language: "en", words, exercises, rungs: {}, stops,
    after: { done: "/after", pain: "/triage", end_flag: "/flag" }, facts_url: "/api/v1/facts", sprite: null,
  };
  document.head.innerHTML = '<meta name="csrf-token" content="t"><title>Session</title>';
  document.documentElement.lang = "en";
  document.body.innerHTML = `<main><div data-island="player">
    <div data-plain><h1>Plain</h1><button data-start="session">Start</button><button data-start="practice">Practise</button></div>
    <figure data-figure data-exercise="${FIRST}" data-side="both"></figure>
    <figure data-figure data-exercise="${SECOND}" data-side="both"></figure>
    <script type="application/json" data-player-data></script></div></main>`;
  const holder = document.querySelector("script[data-player-data]");
  if (holder !== null) holder.textContent = JSON.stringify(data);
  const element = document.querySelector<HTMLElement>("[data-island]");
  if (element === null) throw new Error("no island");
  return element;
}

const find = <T extends HTMLElement>(selector: string): T => {
  const found = document.querySelector<T>(selector);
  if (found === null) throw new Error(`no ${selector}`);
  return found;
};
const visible = (element: Element): boolean => element.closest("[hidden]") === null;
const pressable = (words: string): HTMLButtonElement => {
  const all = [...document.querySelectorAll<HTMLButtonElement>("button")];
  const found = all.find((b) => visible(b) && b.textContent?.startsWith(words));
  if (found === undefined) throw new Error(`nothing says ${words}`);
  return found;
};
const press = (words: string): void => pressable(words).click();
const key = (name: string, from: Element = find(".player-title")): void => {
  from.dispatchEvent(new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true }));
};
const title = (): string => find(".player-title").textContent ?? "";
const names = (): string[] => posted.map((f) => f.name);

/** Let time pass as a phone that is awake sees it. */
function pass(ms: number, every = 250): void {
  for (let left = ms; left > 0; left -= every) {
    now += Math.min(every, left);
    const due = frames;
    frames = [];
    for (const frame of due) frame(0);
  }
}
const sent = (): Promise<void> => vi.waitFor(() => expect(posted.length).toBeGreaterThan(0));

beforeEach(() => {
  now = START;
  frames = [];
  posted = [];
  localStorage.clear();
  vi.spyOn(Date, "now").mockImplementation(() => now);
  vi.stubGlobal("requestAnimationFrame", (frame: FrameRequestCallback) => frames.push(frame));
  vi.stubGlobal("setInterval", (run: () => void, ms: number) => {
    const interval = startInterval(run, ms);
    intervals.push(interval);
    return interval;
  });
  vi.stubGlobal("fetch", (_: string, init: RequestInit) => {
    const batch = JSON.parse(String(init.body)) as OutFact[];
    posted.push(...batch);
    const results = batch.map((f) => ({ client_id: f.client_id, state: "stored" }));
    return Promise.resolve(new Response(JSON.stringify({ results }), { status: 200 }));
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  // A page ends its intervals when it is left, a test that goes on in the same document must.
  for (const interval of intervals) clearInterval(interval);
  intervals = [];
});

/** Begin and play to the first question. */
async function toPain(plan = PLAN): Promise<void> {
  await mount(page(plan));
  press("Start");
  press("Start");
  const first = PLAN.segments.find((s) => s.kind === "work");
  pass(5_000 + (first?.seconds ?? 0) * 1000 + 500);
}

describe("the page", () => {
  test("waits for a press, then shows one thing to do", async () => {
    await mount(page());
    expect(document.querySelector(".player")).toBeNull();
    press("Start");
    expect(visible(find("[data-plain]"))).toBe(false);
    expect(title()).toBe(`Name of ${FIRST}`);
    expect(document.activeElement).toBe(find(".player-title"));
    expect(pressable("Start").className).toContain("primary");
    await sent();
    expect(names()).toEqual(["SessionStarted"]);
  });

  test("refuses to begin when words are missing, and leaves the plain page", async () => {
    const { stop, ...fewer } = english;
    expect(stop).toBe("STOP");
    await expect(mount(page(PLAN, fewer))).rejects.toThrow(/words for stop/);
    expect(visible(find("[data-plain]"))).toBe(true);
  });

  test("shows the figure of the side that works", async () => {
    await mount(page());
    press("Start");
    const shown = (): string[] =>
      [...document.querySelectorAll<HTMLElement>("figure")]
        .filter((f) => !f.hidden)
        .map((f) => `${f.dataset["exercise"]} ${f.dataset["side"]}`);
    expect(shown()).toEqual([`${FIRST} both`]);
    press("Skip");
    expect(shown()).toEqual([`${SECOND} both`]);
  });

  test("drives the figure's hook with the phase of the tempo", async () => {
    await mount(page());
    const seen: string[] = [];
    Object.assign(find(`figure[data-exercise=${FIRST}]`), {
      setTime: (phase: string, t: number) => seen.push(`${phase} ${t.toFixed(1)}`),
    });
    press("Start");
    press("Start");
    pass(5_000 + 8_000);
    expect(new Set(seen.map((one) => one.split(" ")[0]))).toEqual(new Set(["lift", "lower"]));
  });

  test.each(["set_up", "work", "rest", "pain", "paused", "stop", "over"])("%s is accessible", async (state) => {
    await mount(page());
    press("Start");
    if (state !== "set_up") {
      press("Start");
      pass(7_000);
    }
    if (state === "paused") press("Pause");
    if (state === "rest" || state === "pain" || state === "over") pass(90_000);
    if (state === "rest") press("1");
    if (state === "over") press("8");
    if (state === "stop") press("STOP");
    // Colours need a real browser; they are looked at there.
    const found = await axe.run(document.body, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
    expect(found.violations.map((v) => `${v.id}: ${v.nodes[0]?.html ?? ""}`)).toEqual([]);
  });
});

describe("the watch", () => {
  test("gives time to get in place, then counts", async () => {
    await mount(page());
    press("Start");
    press("Start");
    pass(250);
    expect(find(".player-caption").textContent).toBe("Get ready");
    pass(5_000);
    expect(find(".player-number").textContent).toBe("1");
    expect(find(".player-tempo").dataset["phase"]).toBe("lift");
    const one = PLAN.segments.find((s) => s.kind === "work")?.tempo?.reduce((a, b) => a + b, 0) ?? 0;
    pass(one * 1000);
    expect(find(".player-number").textContent).toBe("2");
  });

  test("tells what changes once, and never counts aloud to a screen reader", async () => {
    await mount(page());
    press("Start");
    const told: string[] = [];
    new MutationObserver(() => told.push(find(".player-live").textContent ?? "")).observe(
      find(".player-live"), { childList: true, characterData: true, subtree: true },
    );
    press("Start");
    pass(40_000);
    await Promise.resolve();
    expect(told.length).toBeLessThanOrEqual(3);
    expect(find(".player-face").getAttribute("aria-live")).toBe("off");
  });
});

describe("pain", () => {
  test("is answered by one tap, which is a fact with the next touch (R-B6)", async () => {
    await toPain();
    const steps = [...document.querySelectorAll("[data-nprs]")];
    expect(steps).toHaveLength(11);
    press("3");
    expect(title()).toBe("Rest");
    expect(find(".player-reply-words").textContent).toBe("Because you said 3.");
    await sent();
    expect(names()).not.toContain("SetLogged");
    press("Large view");
    await vi.waitFor(() => expect(names()).toContain("SetLogged"));
    expect(posted.at(-1)?.payload).toMatchObject({ nprs: 3, sharp: false, elsewhere: false });
  });

  test("each question begins empty again", async () => {
    await toPain();
    press("It is sharp");
    press("Somewhere else");
    press("It is sharp");
    press("2");
    pass(200_000);
    expect(visible(find(".player-pain"))).toBe(true);
    expect(document.querySelector('.player-pain [aria-pressed="true"]')).toBeNull();
  });

  test("is a fact after ten seconds, and Undo is gone then", async () => {
    await toPain();
    press("3");
    await sent();
    pass(9_000);
    expect(names()).not.toContain("SetLogged");
    expect(visible(pressable("Undo"))).toBe(true);
    pass(1_500);
    await vi.waitFor(() => expect(names()).toContain("SetLogged"));
    expect(() => pressable("Undo")).toThrow();
    expect(find(".player-reply-words").textContent).toBe("Because you said 3.");
  });

  test("with 'take your time' no clock runs: it waits for a touch", async () => {
    await mount(page());
    press("Start");
    press("More");
    press("Take your time");
    press("Back to the exercise");
    press("Start");
    pass(5_000 + (PLAN.segments.find((s) => s.kind === "work")?.seconds ?? 0) * 1000 + 500);
    press("3");
    await sent();
    pass(40_000);
    expect(names()).not.toContain("SetLogged");
    document.dispatchEvent(new Event("pointerdown", { bubbles: true }));
    await vi.waitFor(() => expect(names()).toContain("SetLogged"));
  });

  test("is a fact when the page is hidden", async () => {
    await toPain();
    press("3");
    vi.spyOn(document, "hidden", "get").mockReturnValue(true);
    document.dispatchEvent(new Event("visibilitychange"));
    await vi.waitFor(() => expect(names()).toContain("SetLogged"));
  });

  test("taken back leaves nothing behind, and the question is open again", async () => {
    await toPain();
    press("It is sharp");
    press("6");
    expect(title()).toBe("The session ends here");
    press("Undo");
    expect(visible(find(".player-pain"))).toBe(true);
    expect(document.querySelector('.player-pain [aria-pressed="true"]')).toBeNull();
    press("1");
    pass(20_000);
    await vi.waitFor(() => expect(names()).toContain("SetLogged"));
    expect(names()).toEqual(["SessionStarted", "SetLogged"]);
    expect(posted.at(-1)?.payload).toMatchObject({ nprs: 1, sharp: false });
  });

  test("of a page that was closed after the tap is a fact on the next one", async () => {
    await toPain();
    press("3");
    await mount(page());
    await vi.waitFor(() => expect(names()).toContain("SetLogged"));
  });

  test("fewer repetitions can be said first", async () => {
    await toPain();
    pressable("−").click();
    pass(250);
    pressable("−").click();
    press("1");
    pass(11_000);
    await vi.waitFor(() => expect(names()).toContain("SetLogged"));
    const planned = PLAN.segments.find((s) => s.kind === "work")?.repetitions ?? 0;
    expect(posted.at(-1)?.payload).toMatchObject({ repetitions: planned - 2 });
  });

  test("too much ends the session and leads on", async () => {
    await toPain();
    press("6");
    expect(title()).toBe("The session ends here");
    expect(find(".player-recap").textContent).toContain(`Name of ${FIRST}`);
    pass(11_000);
    expect(find<HTMLAnchorElement>("a.player-primary").getAttribute("href")).toBe("/triage");
    await vi.waitFor(() => expect(names().at(-1)).toBe("SessionFinished"));
  });
});

describe("STOP", () => {
  test("is on every screen, asks why, and gives the focus back", async () => {
    await toPain();
    const stop = pressable("STOP");
    stop.focus();
    stop.click();
    expect(find<HTMLDialogElement>("dialog.player-stops").open).toBe(true);
    press("Pressed by mistake");
    expect(find<HTMLDialogElement>("dialog.player-stops").open).toBe(false);
    expect(document.activeElement).toBe(stop);
  });

  test("names each reason and follows it", async () => {
    await toPain();
    press("STOP");
    const reasons = [...document.querySelectorAll<HTMLElement>("[data-reason]")];
    expect(reasons.map((r) => r.dataset["reason"])).toEqual(PLAN.stops.map(([id]) => id).filter(Boolean));
    const large = [...document.querySelectorAll<HTMLElement>(".player-stops-first [data-reason]")];
    expect(large.map((r) => r.dataset["reason"])).toEqual(GRAVE);
    press("Stop pop_or_pull");
    expect(find<HTMLAnchorElement>("a.player-primary").getAttribute("href")).toBe("/flag");
    await vi.waitFor(() => expect(names()).toContain("Stopped"));
    expect(find<HTMLDialogElement>("dialog.player-stops").open).toBe(false);
  });
});

describe("the keyboard", () => {
  test("plays a set from start to its answer", async () => {
    await mount(page());
    press("Start");
    key(" ");
    pass(10_000);
    key(" ");
    expect(find(".player").dataset["mode"]).toBe("paused");
    key("p");
    expect(find(".player").dataset["mode"]).toBe("running");
    pass(100_000);
    key("1");
    key("0");
    expect(find(".player-reply-words").textContent).toBe("Because you said 10.");
    key("u");
    key("2");
    expect(title()).toBe("Rest");
    key("s");
    expect(find<HTMLDialogElement>("dialog.player-stops").open).toBe(true);
  });

  test("leaves a button's own space alone", async () => {
    await mount(page());
    press("Start");
    key(" ", pressable("STOP"));
    expect(find(".player").dataset["mode"]).toBe("waiting");
  });

  test("large is kept over a reload", async () => {
    await mount(page());
    press("Start");
    key("l");
    expect(find(".player").classList.contains("is-large")).toBe(true);
    await mount(page());
    expect(find(".player").classList.contains("is-large")).toBe(true);
  });
});

describe("a reload", () => {
  test("goes on to the second, also in a pause", async () => {
    await mount(page());
    press("Start");
    press("Start");
    pass(20_000);
    press("Pause");
    const reading = find(".player-number").textContent;
    now += 60_000;
    await mount(page());
    expect(find(".player").dataset["mode"]).toBe("paused");
    expect(find(".player-number").textContent).toBe(reading);
  });

  test("says so when time went by, and offers the way back", async () => {
    await mount(page());
    press("Start");
    press("Start");
    pass(20_000);
    now += 3_600_000;
    await mount(page());
    expect(visible(find(".player-note"))).toBe(true);
    expect(find(".player-note p").textContent).toContain("60 min");
    press("Go back to where it was");
    expect(find(".player").dataset["mode"]).toBe("paused");
    expect(title()).toBe(`Name of ${FIRST}`);
  });

  test("sends each fact once", async () => {
    await toPain();
    press("1");
    pass(11_000);
    await vi.waitFor(() => expect(names()).toContain("SetLogged"));
    for (let n = 0; n < 3; n += 1) await mount(page());
    await Promise.resolve();
    const ids = posted.map((f) => f.client_id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("on another day closes the old session and offers the new one", async () => {
    await toPain();
    await mount(page({ ...PLAN, day: PLAN.day + 1, plan_id: "tomorrow" }));
    expect(visible(find("[data-plain]"))).toBe(true);
    await vi.waitFor(() => expect(names()).toContain("SetLogged"));
    expect(posted.at(-1)?.day).toBe(PLAN.day);
  });
});

test("practice sends nothing and keeps nothing", async () => {
  await mount(page());
  press("Practise");
  expect(visible(find(".player-practice"))).toBe(true);
  press("Start");
  pass(100_000);
  press("1");
  pass(11_000);
  await Promise.resolve();
  expect(posted).toEqual([]);
  expect(Object.keys(localStorage).filter((k) => k.endsWith("session"))).toEqual([]);
});

describe("silence", () => {
  const quiet = (): string => {
    const shown = find(".player-quiet");
    return visible(shown) ? [...shown.querySelectorAll("p")].map((p) => p.textContent).join("") : "";
  };
  const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

  async function start(): Promise<void> {
    await mount(page());
    press("Start");
    await settled();
    pass(2_000);
  }

  test("is not spoken of while tones sound and a voice speaks", async () => {
    fakeAudio();
    fakeVoice();
    await start();
    expect(quiet()).toBe("");
  });

  test("of the tones is said once it lasts, vibrates, and any press ends it", async () => {
    fakeAudio();
    fakeVoice();
    const vibrate = vi.fn();
    vi.stubGlobal("navigator", { vibrate });
    await start();
    FakeContext.held = true;
    FakeContext.made.at(-1)?.become("interrupted");
    await settled();
    pass(500);
    expect(quiet()).toBe("");
    pass(1_000);
    expect(quiet()).toBe(`${english.quiet_blocked} ${english.quiet_vibrates}`);
    vibrate.mockClear();
    press("STOP");
    expect(vibrate.mock.calls[0]).toEqual([[400]]); // the tone; what buzzes anyway follows it
    FakeContext.held = false;
    press(english.quiet_wake);
    await settled();
    pass(250);
    expect(quiet()).toBe("");
  });

  test("of the voice shows what it would have said", async () => {
    fakeAudio();
    fakeVoice().answers = "error";
    await start();
    press("Start");
    pass(500);
    expect(quiet()).toContain("No voice speaks at the moment. What it would say: Get ready");
  });

  test("that the person chose is not spoken of", async () => {
    vi.stubGlobal("AudioContext", undefined);
    await start();
    expect(quiet()).toContain(english.quiet_missing);
    press("Sound");
    pass(250);
    expect(quiet()).toBe("");
  });

  test("of a page that was left in a session lasts until a press", async () => {
    fakeAudio();
    fakeVoice();
    await start();
    FakeContext.held = true; // no press yet on the new page
    await mount(page());
    pass(2_000);
    expect(quiet()).toContain(english.quiet_blocked);
    FakeContext.held = false;
    press("Skip");
    await settled();
    pass(250);
    expect(quiet()).toBe("");
  });
});

describe("an answer that is missing", () => {
  test("and ends the session is replied so", async () => {
    await toPain({ ...PLAN, unanswered_end: 1 });
    press("Go on without an answer");
    expect(find(".player-reply-words").textContent).toBe("It ends here.");
  });
});
