// The tools beside a self-test: nothing is filled in that was not measured.

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { mount } from "../src/islands/measure.ts";

function tool(instrument: string, fields: number, longest = ""): HTMLElement {
  const inputs = Array.from({ length: fields }, () => "<input>").join("");
  document.body.innerHTML = `<div data-instrument="${instrument}" data-longest="${longest}"
    data-start="Start" data-stop="Stop" data-ready="Get ready" data-quiet="No sound" data-one="One more" data-back="One fewer"
    data-angle="Take" data-none="No angle">${inputs}</div>`;
  const element = document.querySelector<HTMLElement>("[data-instrument]");
  if (element === null) throw new Error("no tool");
  mount(element);
  return element;
}

const buttons = (): HTMLButtonElement[] => [...document.querySelectorAll("button")];
const press = (label: string): void => buttons().find((b) => b.textContent === label)?.click();
const values = (): string[] => [...document.querySelectorAll("input")].map((field) => field.value);
const reading = (): string => document.querySelector(".measure-reading")?.textContent ?? "";
const told = (): string => document.querySelector("[role=status]")?.textContent ?? "";

function tilt(beta: number | null): void {
  dispatchEvent(Object.assign(new Event("deviceorientation"), { beta }));
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe("the timer", () => {
  test("begins after a moment to get into place and fills in whole seconds", () => {
    tool("timer", 1, "60");
    press("Start");
    expect([reading(), told()]).toEqual(["3", "Get ready"]);
    vi.advanceTimersByTime(3_000 + 20_400);
    expect([reading(), told()]).toEqual(["20", "No sound"]);
    press("Stop");
    expect(told()).toBe("");
    expect(values()).toEqual(["20"]);
  });

  test("ends by itself at the longest", () => {
    tool("timer", 1, "10");
    press("Start");
    vi.advanceTimersByTime(60_000);
    expect(values()).toEqual(["10"]);
  });

  test("stopped before it began it fills in nothing", () => {
    tool("timer", 1, "60");
    press("Start");
    vi.advanceTimersByTime(1_000);
    press("Stop");
    expect(values()).toEqual([""]);
  });

  test("a tone that cannot be heard vibrates: eyes look ahead", () => {
    const vibrate = vi.fn();
    vi.stubGlobal("navigator", { vibrate });
    tool("timer", 0, "10");
    press("Start");
    vi.advanceTimersByTime(20_000);
    expect(vibrate.mock.calls).toEqual([[[60]], [[60]], [[60]], [[200]], [[350]]]);
  });

  test("a test of comfort has a timer and no field", () => {
    tool("timer", 0, "10");
    press("Start");
    vi.advanceTimersByTime(20_000);
    expect(reading()).toBe("10");
  });
});

test("the counter goes up, and down again for a miscount, never below nothing", () => {
  tool("counter", 1);
  press("One more");
  press("One more");
  press("One fewer");
  expect(values()).toEqual(["1"]);
  press("One fewer");
  press("One fewer");
  expect(values()).toEqual(["0"]);
});

describe("the phone as an inclinometer", () => {
  test("takes each reading as degrees short of upright, one field after the other", () => {
    vi.stubGlobal("DeviceOrientationEvent", class {});
    tool("inclinometer", 3);
    for (const beta of [70, -68, 115]) {
      tilt(beta);
      press("Take");
    }
    expect(values()).toEqual(["20", "22", "25"]);
  });

  test("zero is a reading", () => {
    vi.stubGlobal("DeviceOrientationEvent", class {});
    tool("inclinometer", 1);
    tilt(90);
    press("Take");
    expect(values()).toEqual(["0"]);
  });

  test.each([["no sensor answers", null], ["the sensor is empty", "empty"]])("%s: nothing is filled in, and it says so", (_case, what) => {
    vi.stubGlobal("DeviceOrientationEvent", class {});
    tool("inclinometer", 3);
    expect(told()).toBe("");
    if (what === "empty") tilt(null);
    vi.advanceTimersByTime(3_000);
    expect(told()).toBe("No angle");
    press("Take");
    expect([values(), reading()]).toEqual([["", "", ""], "–"]);
    tilt(60); // it came late
    expect([told(), reading()]).toEqual(["", "30°"]);
  });

  test("a browser without the sensor says so at once", () => {
    vi.stubGlobal("DeviceOrientationEvent", undefined);
    tool("inclinometer", 3);
    expect(told()).toBe("No angle");
  });

  test.each(["denied", "thrown"])("permission %s: nothing is filled in, and it says so", async (how) => {
    const ask = vi.fn(() => (how === "thrown" ? Promise.reject(new Error("no")) : Promise.resolve("denied")));
    vi.stubGlobal("DeviceOrientationEvent", { requestPermission: ask });
    tool("inclinometer", 3);
    tilt(70); // nobody listens before leave is given
    press("Take");
    await vi.waitFor(() => expect(told()).toBe("No angle"));
    expect(values()).toEqual(["", "", ""]);
  });

  test("permission granted: the next press takes the angle", async () => {
    const ask = vi.fn(() => Promise.resolve("granted"));
    vi.stubGlobal("DeviceOrientationEvent", { requestPermission: ask });
    tool("inclinometer", 1);
    press("Take");
    await vi.advanceTimersByTimeAsync(1);
    tilt(80);
    press("Take");
    expect([values(), ask.mock.calls.length]).toEqual([["10"], 1]);
  });
});
