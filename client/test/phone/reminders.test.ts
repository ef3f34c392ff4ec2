import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { offerNotices, showBadge, watchDay, type Notices } from "../../src/phone/reminders.ts";
import words from "../../src/phone/words.en.json";

const badges = { setAppBadge: vi.fn(async () => undefined), clearAppBadge: vi.fn(async () => undefined) };
const shown: string[] = [];
const seen = (state: DocumentVisibilityState): void =>
  void Object.defineProperty(document, "visibilityState", { value: state, configurable: true });

const notices = (permission: NotificationPermission, answer: NotificationPermission = "granted"): Notices => ({
  permission,
  ask: async () => answer,
  show: async (title) => void shown.push(title),
});

beforeEach(() => {
  vi.useFakeTimers();
  vi.clearAllMocks();
  shown.length = 0;
  document.body.innerHTML = "<main></main>";
});
afterEach(() => vi.useRealTimers());

describe("the badge of the icon", () => {
  it("is there while something of today is open, and only then", () => {
    showBadge(true, badges);
    expect(badges.setAppBadge).toHaveBeenCalledWith(1);
    showBadge(false, badges);
    expect(badges.clearAppBadge).toHaveBeenCalledOnce();
  });

  it("is left out where the browser has none or refuses it", async () => {
    showBadge(true, {});
    showBadge(true, { setAppBadge: () => Promise.reject(new DOMException("", "NotAllowedError")) });
    await Promise.resolve();
  });
});

describe("a day that ends while the app is open", () => {
  const inOneMinute = (): number => Date.now() / 1000 + 60;

  it("is told in the background to whoever allowed it", () => {
    seen("hidden");
    watchDay(inOneMinute(), notices("granted"), badges);
    vi.advanceTimersByTime(59_000);
    expect(shown).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(shown).toEqual([words.reminders.new_day]);
    expect(badges.setAppBadge).toHaveBeenCalledWith(1);
  });

  it.each<[string, DocumentVisibilityState, NotificationPermission]>([
    ["the page is looked at", "visible", "granted"],
    ["it was not allowed", "hidden", "default"],
    ["it was refused", "hidden", "denied"],
  ])("marks the icon and says nothing when %s", (_why, state, permission) => {
    seen(state);
    watchDay(inOneMinute(), notices(permission), badges);
    vi.advanceTimersByTime(60_000);
    expect(shown).toEqual([]);
    expect(badges.setAppBadge).toHaveBeenCalledOnce();
  });

  it("is told once, however often the page was shown", () => {
    seen("hidden");
    const endsAt = inOneMinute();
    for (let nth = 0; nth < 3; nth += 1) watchDay(endsAt, notices("granted"), badges);
    vi.advanceTimersByTime(120_000);
    expect(shown).toHaveLength(1);
  });
});

describe("the offer of notifications", () => {
  const main = (): Element => document.querySelector("main") as Element;

  it("says what a closed app cannot do, and asks only when it is pressed", async () => {
    offerNotices(main(), notices("default", "denied"));
    expect(main().textContent).toContain("Closed it can tell you nothing");
    main().querySelector("button")?.click();
    await vi.advanceTimersByTimeAsync(0);
    expect(main().textContent).toBe(words.reminders.denied);
    expect(main().querySelector("button")).toBeNull();
  });

  it("is no button once it was allowed, and nothing where there are none", () => {
    offerNotices(main(), notices("granted"));
    expect(main().textContent).toBe(words.reminders.granted);
    main().replaceChildren();
    offerNotices(main(), null);
    expect(main().innerHTML).toBe("");
  });
});
