// What is heard, what is felt instead, and what is shown when neither tone nor voice comes.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { Cue, Tone } from "../../src/player/effects.ts";
import { audible, performer, type Speech } from "../../src/player/sound.ts";
import { browserTones, vibration } from "../../src/player/tones.ts";
import { browserVoice } from "../../src/player/voice.ts";
import english from "../../src/player/words.en.json";
import { teller } from "../../src/player/words.ts";
import { fakeAudio, FakeContext, fakeVoice, type FakeVoice } from "./audio.ts";

const context = (): FakeContext => {
  const made = FakeContext.made.at(-1);
  if (made === undefined) throw new Error("no context");
  return made;
};
const settled = (): Promise<void> => vi.advanceTimersByTimeAsync(0).then(() => undefined);

beforeEach(() => {
  vi.useFakeTimers();
  fakeAudio();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("tones", () => {
  test("sound after a press, and not before", async () => {
    const tones = browserTones();
    expect([tones.state, tones.play("tick")]).toEqual(["blocked", false]);
    tones.wake();
    await settled();
    expect([tones.state, tones.play("tick"), context().notes]).toEqual(["on", true, 1]);
  });

  test.each(["suspended", "interrupted"])("come back by themselves once a context is %s", async (state) => {
    const tones = browserTones();
    tones.wake();
    await settled();
    context().become(state);
    await settled();
    expect(tones.state).toBe("on");
  });

  test.each([
    ["the page is visible again", () => document.dispatchEvent(new Event("visibilitychange"))],
    ["the page is shown again", () => dispatchEvent(new Event("pageshow"))],
    ["the window has the focus again", () => dispatchEvent(new Event("focus"))],
  ])("come back after a call when %s", async (_, returns) => {
    const tones = browserTones();
    tones.wake();
    await settled();
    FakeContext.held = true;
    context().become("interrupted");
    await settled();
    expect([tones.state, tones.play("run")]).toEqual(["blocked", false]);
    FakeContext.held = false;
    returns();
    await settled();
    expect([tones.state, tones.play("run")]).toEqual(["on", true]);
  });

  test("come back behind a dark screen, where nobody returns", async () => {
    const tones = browserTones();
    tones.wake();
    await settled();
    FakeContext.held = true;
    context().become("suspended");
    await settled();
    const before = context().asked;
    for (let frame = 0; frame < 240; frame += 1) {
      vi.advanceTimersByTime(16);
      tones.hum(true);
    }
    await settled();
    expect(context().asked - before).toBe(1); // not at every frame
    FakeContext.held = false;
    vi.advanceTimersByTime(2_000);
    tones.hum(true);
    await settled();
    expect(tones.state).toBe("on");
  });

  test("open a context anew where the browser closed the one before", async () => {
    const tones = browserTones();
    tones.wake();
    await settled();
    context().become("closed");
    tones.wake();
    await settled();
    expect([FakeContext.made.length, tones.state]).toEqual([2, "on"]);
  });

  test("are missing where the browser has none", () => {
    vi.stubGlobal("AudioContext", undefined);
    const tones = browserTones();
    tones.wake();
    expect([tones.state, tones.play("tick")]).toEqual(["missing", false]);
  });
});

describe("vibration", () => {
  test("takes the place of a tone that cannot be heard, and of no other", () => {
    const buzz = vi.fn();
    let heard = true;
    const sound = audible({ play: () => heard }, buzz);
    sound("run");
    expect(buzz).not.toHaveBeenCalled();
    heard = false;
    sound("run");
    expect(buzz.mock.calls).toEqual([[[180, 40, 300]]]);
  });

  test("tells the paces of a run apart", () => {
    const paces: Tone[] = ["walk", "run", "faster", "run_done"];
    expect(new Set(paces.map((pace) => vibration(pace).join())).size).toBe(paces.length);
  });
});

describe("the voice", () => {
  const READY: Cue = { type: "say", key: "ready", withinMs: 3_000 };
  const RUN: readonly Cue[] = [{ type: "tone", tone: "run" }, { type: "say", key: "run", withinMs: 3_000 }];
  let played: Tone[];
  let heard: Speech[];
  let perform: (cues: readonly Cue[]) => void;

  function begin(): void {
    played = [];
    heard = [];
    perform = performer(teller(english), {
      voice: browserVoice("en"),
      tones: { play: (tone) => played.push(tone) > 0 },
      buzz: vi.fn(),
      reply: () => "Curls end for today.",
      speech: (one) => heard.push(one),
    });
  }
  const speaking = (answers: FakeVoice["answers"]): FakeVoice => {
    const voice = fakeVoice();
    voice.answers = answers;
    begin();
    return voice;
  };

  test("says a word, and no tone is added", () => {
    speaking("start");
    perform([READY]);
    expect([heard, played]).toEqual([[{ spoken: true, words: "Get ready" }], []]);
  });

  test("that fails gives way to a tone and to text", () => {
    speaking("error");
    perform([READY]);
    expect([heard, played]).toEqual([[{ spoken: false, words: "Get ready" }], ["ask"]]);
  });

  test("that fails beside a tone adds no second one", () => {
    speaking("error");
    perform(RUN);
    expect([heard.at(-1)?.spoken, played]).toEqual([false, ["run"]]);
  });

  test("that never begins counts as none, once", () => {
    speaking(null);
    perform([READY]);
    expect(heard).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect([heard, played]).toEqual([[{ spoken: false, words: "Get ready" }], ["ask"]]);
  });

  test("that is cut off by a call gives way as well", () => {
    const voice = speaking("start");
    perform([READY]);
    voice.said[0]?.dispatchEvent(new Event("error"));
    expect([heard.at(-1)?.spoken, played]).toEqual([false, ["ask"]]);
  });

  test("cut short by the next word or hushed has not failed", () => {
    speaking("start");
    perform([READY]);
    perform([READY]);
    perform([{ type: "hush" }]);
    expect([heard.map((one) => one.spoken), played]).toEqual([[true, true], []]);
  });

  test("that comes back is believed", () => {
    const voice = speaking("error");
    perform([READY]);
    voice.answers = "start";
    perform([READY]);
    expect(heard.map((one) => one.spoken)).toEqual([false, true]);
  });

  test("that the browser lacks gives way to a tone and to text", () => {
    vi.stubGlobal("speechSynthesis", undefined);
    begin();
    perform([READY]);
    expect([heard, played]).toEqual([[{ spoken: false, words: "Get ready" }], ["ask"]]);
  });
});
