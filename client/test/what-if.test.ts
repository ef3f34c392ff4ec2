import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";

import { startIslands } from "../src/islands.ts";

const ANSWERS = Array.from({ length: 11 }, (_, pain) => ({
  title: `With pain of ${pain} out of 10`,
  lines: [["Before today's session", pain > 5 ? "An easy day." : "A session."]],
}));

const PAGE = `<details open><summary>What would change it?</summary>
  <div data-island="what-if" data-from="/what-if/all">
    <form data-part="plain"><button name="pain" value="4">4</button></form>
    <div data-part="live" hidden>
      <div data-island="slider" data-empty="Not set yet"><label>Pain</label>
        <div class="slider-row"><input id="p" type="number" name="p" min="0" max="10" step="1"></div></div>
      <div data-part="told" hidden><p></p><dl></dl></div>
      <p data-part="spoken" role="status"></p>
    </div>
  </div></details>`;

const found = (selector: string): HTMLElement => {
  const element = document.querySelector<HTMLElement>(selector);
  if (element === null) throw new Error(`no ${selector}`);
  return element;
};

const asked = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", asked);
  document.body.innerHTML = PAGE;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  asked.mockReset();
});

describe("what would change it", () => {
  test("shows each answer while the slider moves, asked for once and never posted", async () => {
    asked.mockResolvedValue(new Response(JSON.stringify(ANSWERS)));
    await startIslands(document);
    await vi.waitFor(() => expect(found("[data-part=live]").hidden).toBe(false));
    expect(found("[data-part=plain]").hidden).toBe(true);
    expect(found("[data-part=told]").hidden).toBe(true);
    const range = found("input[type=range]") as HTMLInputElement;
    for (const value of ["0", "7"]) {
      range.value = value;
      range.dispatchEvent(new Event("input", { bubbles: true }));
      expect(found("[data-part=told] p").textContent).toBe(ANSWERS[Number(value)]?.title);
    }
    expect(found("[data-part=told] dd").textContent).toBe("An easy day.");
    expect(found("[data-part=spoken]").textContent).toBe("");
    vi.advanceTimersByTime(1000);
    expect(found("[data-part=spoken]").textContent).toContain("An easy day.");
    expect(asked).toHaveBeenCalledOnce();
    expect(asked.mock.calls[0]?.[1]?.method).toBeUndefined();
  });

  test.each([
    ["no network", () => Promise.reject(new TypeError("offline"))],
    ["somebody who must sign in", () => Promise.resolve(new Response("", { status: 401 }))],
  ])("leaves the plain form to %s", async (_who, answer) => {
    asked.mockImplementation(answer);
    await startIslands(document);
    await vi.waitFor(() => expect(asked).toHaveBeenCalled());
    expect(found("[data-part=plain]").hidden).toBe(false);
    expect(found("[data-part=live]").hidden).toBe(true);
  });
});
