import { beforeEach, describe, expect, it } from "vitest";
import { forgetToday, hasUnsent, keepToday, keptToday, type Now, type Standing } from "../../src/phone/kept-today.ts";

const STANDING: Standing = { seq: 12, endsAt: 2_000, deviceZone: "Europe/Berlin", stages: "left 2", hasPlan: true, isDue: true };
const NOW: Now = { edition: "a", seconds: 1_500, deviceZone: "Europe/Berlin", hasUnsent: false };
const PAGE = "<main>Bridge, two sets</main>";

const keep = (changes: Partial<Standing> = {}): void =>
  keepToday(localStorage, PAGE, { ...STANDING, ...changes }, { edition: "a", seconds: 1_000 });
const shown = (changes: Partial<Now> = {}): string | null => keptToday(localStorage, { ...NOW, ...changes });

describe("today's page from before", () => {
  beforeEach(() => localStorage.clear());

  it("is shown while all that it rests on is the same", () => {
    keep();
    expect(shown()).toBe(PAGE);
  });

  it.each<[string, Partial<Now>]>([
    ["an answer is not sent yet", { hasUnsent: true }],
    ["the training day has ended", { seconds: 2_000 }],
    ["the clock was set back", { seconds: 999 }],
    ["the device is in another time zone", { deviceZone: "Asia/Tokyo" }],
    ["another edition decides now", { edition: "b" }],
  ])("is not shown when %s", (_why, changes) => {
    keep();
    expect(shown(changes)).toBeNull();
  });

  it("is not kept where the decision is a refusal", () => {
    keep();
    keep({ hasPlan: false });
    expect(shown()).toBeNull();
  });

  it("is gone once something is about to change the diary", () => {
    keep();
    forgetToday(localStorage);
    expect(shown()).toBeNull();
  });

  it("is nothing where the storage is full, and no older page stays", () => {
    keep();
    const full = {
      getItem: (key: string) => localStorage.getItem(key),
      removeItem: (key: string) => localStorage.removeItem(key),
      setItem: () => {
        throw new DOMException("full", "QuotaExceededError");
      },
    };
    keepToday(full, PAGE, STANDING, { edition: "a", seconds: 1_400 });
    expect(shown()).toBeNull();
  });

  it.each([
    ["nothing", null, false],
    ["an empty outbox", '{"counter":3,"queue":[],"known":[]}', false],
    ["a fact that waits", '{"counter":3,"queue":[{"client_id":"1"}],"known":[]}', true],
  ])("knows from %s whether a session has facts to send", (_what, outbox, unsent) => {
    if (outbox !== null) localStorage.setItem("hamstrong.player.me.outbox", outbox);
    localStorage.setItem("hamstrong.player.me.state", '{"queue":[1]}');
    expect(hasUnsent(localStorage)).toBe(unsent);
  });

  it.each(["", "{}", "null", '{"html":1}', '{"html":"x"}'])("is nothing where %s is kept", (text) => {
    localStorage.setItem("hamstrong.today", text);
    expect(shown()).toBeNull();
  });
});
