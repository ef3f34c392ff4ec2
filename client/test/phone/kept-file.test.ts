import { beforeEach, describe, expect, it } from "vitest";
import { fileDue, forgetFile, noteFile } from "../../src/phone/kept-file.ts";

const DAY = 86_400;
const due = (stages: string, seconds: number): string | undefined => fileDue(localStorage, stages, seconds)?.why;

describe("a file to keep", () => {
  beforeEach(() => localStorage.clear());

  it("is offered a week after the first day with a plan, and not before", () => {
    expect(due("left 1", 0)).toBeUndefined();
    expect(due("left 1", 7 * DAY - 1)).toBeUndefined();
    expect(fileDue(localStorage, "left 1", 7 * DAY)).toEqual({ why: "never", keptAt: null });
  });

  it("is offered a week after the last one", () => {
    due("left 1", 0);
    noteFile(localStorage, 3 * DAY);
    expect(due("left 1", 10 * DAY - 1)).toBeUndefined();
    expect(fileDue(localStorage, "left 1", 10 * DAY)).toEqual({ why: "week", keptAt: 3 * DAY });
  });

  it("is offered when a stage has changed, until one is kept", () => {
    due("left 1", 0);
    expect(due("left 2", DAY)).toBe("stage");
    expect(due("left 2", 2 * DAY)).toBe("stage");
    noteFile(localStorage, 2 * DAY);
    expect(due("left 2", 2 * DAY)).toBeUndefined();
  });

  it("was kept even where no plan was shown before", () => {
    noteFile(localStorage, DAY);
    expect(due("", 2 * DAY)).toBeUndefined();
    expect(due("", 8 * DAY)).toBe("week");
  });

  it("begins anew after an erasure", () => {
    due("left 1", 0);
    forgetFile(localStorage);
    expect(due("left 1", 8 * DAY)).toBeUndefined();
  });

  it.each(["", "{}", "null", '{"since":"x"}'])("begins anew where %s is kept", (text) => {
    localStorage.setItem("hamstrong.file", text);
    expect(due("left 1", 8 * DAY)).toBeUndefined();
  });
});
