// A helper's stopwatch: a tap at each mark, and no time that nobody can run.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { between, mount } from "../src/islands/stopwatch.ts";

function watch(value = ""): () => void {
  document.body.innerHTML = `<div data-start="Start" data-stop="Stop" data-runs="It runs"
    data-kept="{said} seconds" data-reset="Start again" data-take-back="Take the last away"
    data-least="1.5" data-most="60" data-many="20">
    <div data-tool hidden><button type="button" data-part="button"></button>
    <output data-part="output"></output><p role="status" data-part="told"></p>
    <button type="button" data-part="again"></button>
    <p data-part="number" hidden>"<bdi></bdi>" is no time</p>
    <p data-part="many" hidden>These are <bdi></bdi> times</p></div><input value="${value}"></div>`;
  const element = document.querySelector<HTMLElement>("[data-start]");
  if (element === null) throw new Error("no stopwatch");
  return mount(element) ?? (() => undefined);
}

const part = (name: string): HTMLElement => {
  const found = document.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (found === null) throw new Error(name);
  return found;
};
const value = (): string => document.querySelector("input")?.value ?? "";
const touch = (): void => {
  part("button").dispatchEvent(
    new PointerEvent("pointerdown", { bubbles: true, isPrimary: true, button: 0 }),
  );
  part("button").dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 1 }));
};
const key = (): void => {
  part("button").dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 0 }));
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["Date", "performance", "setInterval", "clearInterval"] });
});
afterEach(() => {
  vi.useRealTimers();
});

test("one tap at each mark, and each time goes behind the last", () => {
  watch("5.4");
  touch();
  expect([part("button").textContent, part("told").textContent]).toEqual(["Stop", "It runs"]);
  vi.advanceTimersByTime(5_240);
  expect(part("output").textContent).toBe("5.2");
  touch();
  expect([value(), part("told").textContent]).toEqual(["5.4 5.2", "5.2 seconds"]);
  key();
  vi.advanceTimersByTime(6_000);
  key();
  expect(value()).toBe("5.4 5.2 6.0");
});

test("a time that nobody can run is refused as a typed one is", () => {
  watch();
  for (const [ms, said] of [[1_400, "1.4"], [61_000, "61.0"]] as const) {
    touch();
    expect(part("number").hidden).toBe(true);
    vi.advanceTimersByTime(ms);
    touch();
    expect([part("number").hidden, part("number").textContent]).toEqual([false, `"${said}" is no time`]);
    expect(value()).toBe("");
  }
});

test("more times than a form takes are refused", () => {
  watch(Array(20).fill("5.2").join(" "));
  touch();
  vi.advanceTimersByTime(5_000);
  touch();
  expect(part("many").textContent).toBe("These are 21 times");
  expect(value().split(" ")).toHaveLength(20);
});

test("a wrong start is started again, and a wrong time taken away", () => {
  watch();
  expect(part("again").hidden).toBe(true);
  touch();
  expect(part("again").textContent).toBe("Start again");
  vi.advanceTimersByTime(3_000);
  part("again").click();
  expect([value(), part("button").textContent, part("output").textContent]).toEqual(["", "Start", "0.0"]);
  touch();
  vi.advanceTimersByTime(5_000);
  touch();
  expect(part("again").textContent).toBe("Take the last away");
  part("again").click();
  expect([value(), part("again").hidden]).toEqual(["", true]);
});

test("a phone that slept counts the sleep", () => {
  expect(between({ page: 0, day: 10_000 }, { page: 5_200, day: 15_230 })).toBe(5_200);
  expect(between({ page: 0, day: 10_000 }, { page: 2_000, day: 18_000 })).toBe(8_000);
  expect(between({ page: 0, day: 10_000 }, { page: 5_200, day: 4_000 })).toBe(5_200);
});
