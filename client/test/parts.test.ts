import { beforeEach, describe, expect, test, vi } from "vitest";
import { startIslands } from "../src/islands.ts";
import { localClocks } from "../src/parts/clock.ts";
import { guardForms } from "../src/parts/once.ts";

const show = (html: string): HTMLElement => {
  document.body.innerHTML = html;
  const first = document.body.firstElementChild;
  if (!(first instanceof HTMLElement)) throw new Error("nothing shown");
  return first;
};
const input = (selector: string): HTMLInputElement => {
  const found = document.querySelector<HTMLInputElement>(selector);
  if (found === null) throw new Error(`no ${selector}`);
  return found;
};

beforeEach(() => {
  document.body.innerHTML = "";
});

describe("none of these", () => {
  beforeEach(async () => {
    show(`<fieldset data-island="none-of-these">
      <input type="checkbox" id="a"><input type="checkbox" id="b">
      <input type="checkbox" id="none" data-none></fieldset>`);
    await startIslands(document);
  });

  test("ticking it clears the list", () => {
    input("#a").click();
    input("#none").click();
    expect([input("#a").checked, input("#none").checked]).toEqual([false, true]);
  });

  test("ticking something clears it", () => {
    input("#none").click();
    input("#b").click();
    expect([input("#b").checked, input("#none").checked]).toEqual([true, false]);
  });
});

describe("kit presets", () => {
  const ticked = (): string[] => [...document.querySelectorAll<HTMLInputElement>("input:checked")].map((one) => one.id);

  beforeEach(async () => {
    show(`<div data-island="kit-presets" data-presets='{"flat": ["chair", "towel"], "gym": ["ball"]}'>
      <input type="radio" name="preset" value="flat" id="flat"><input type="radio" name="preset" value="gym" id="gym">
      <input type="checkbox" name="kit" value="chair" id="chair"><input type="checkbox" name="kit" value="towel" id="towel">
      <input type="checkbox" name="kit" value="ball" id="ball"></div>`);
    await startIslands(document);
  });

  test("one ticks what it holds and nothing else", () => {
    input("#flat").click();
    input("#gym").click();
    expect(ticked()).toEqual(["gym", "ball"]);
  });

  test("a corrected list is no preset", () => {
    input("#flat").click();
    input("#towel").click();
    expect(ticked()).toEqual(["chair"]);
  });
});

describe("a leg to tap", () => {
  const answers = (): string[] => [...document.querySelectorAll<HTMLInputElement>("input:checked")].map((one) => one.value);
  const tap = (selector: string): void => {
    document.querySelector(selector)?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
  };

  beforeEach(async () => {
    show(`<form><fieldset data-island="leg-picture">
      <label><input type="radio" name="q_limbs" value="left" id="left"><svg><path data-where="back_of_thigh"/><path data-where="hip"/></svg></label>
      </fieldset>
      <input type="radio" name="q_where" value="back_of_thigh" id="thigh"><input type="radio" name="q_where" value="behind_knee" id="knee"></form>`);
    await startIslands(document);
  });

  test("a tap on the thigh answers where it is", () => {
    tap("[data-where=back_of_thigh]");
    expect(answers()).toContain("back_of_thigh");
    expect(document.querySelector("[data-where=back_of_thigh]")?.hasAttribute("data-chosen")).toBe(true);
  });

  test("another answer below the picture moves the mark away", () => {
    tap("[data-where=back_of_thigh]");
    input("#knee").click();
    expect(answers()).not.toContain("back_of_thigh");
    expect(document.querySelector("[data-where=back_of_thigh]")?.hasAttribute("data-chosen")).toBe(false);
  });

  test("a place that is no answer answers nothing", () => {
    tap("[data-where=hip]");
    expect(answers()).not.toContain("hip");
    expect(input("#thigh").checked).toBe(false);
  });
});

describe("the pain scale", () => {
  const press = (key: string, at: number): void => {
    const event = new KeyboardEvent("keydown", { key, bubbles: true });
    Object.defineProperty(event, "timeStamp", { value: at });
    document.querySelector("fieldset")?.dispatchEvent(event);
  };

  beforeEach(async () => {
    const steps = Array.from({ length: 11 }, (_, n) => `<input type="radio" name="p" value="${n}">`);
    show(`<fieldset data-island="nprs">${steps.join("")}</fieldset>`);
    await startIslands(document);
  });

  test("is empty until touched", () => {
    expect(document.querySelector("input:checked")).toBeNull();
  });

  test("takes a digit", () => {
    press("0", 0);
    expect(input("input:checked").value).toBe("0");
  });

  test("takes ten as one and nought", () => {
    press("1", 100);
    press("0", 400);
    expect(input("input:checked").value).toBe("10");
  });

  test("takes a late nought as nought", () => {
    press("1", 100);
    press("0", 2000);
    expect(input("input:checked").value).toBe("0");
  });
});

describe("the slider", () => {
  beforeEach(async () => {
    show(`<div data-island="slider" data-unit="min" data-empty="Not set yet"><label>Minutes</label>
      <div class="slider-row"><input id="m" type="number" name="minutes" min="5" max="60" step="5"></div></div>`);
    await startIslands(document);
  });

  test("sends nothing until touched", () => {
    expect(input("input[name=minutes]").value).toBe("");
    expect(document.querySelector(".slider-value")?.textContent).toBe("Not set yet");
  });

  test("follows its buttons", () => {
    const more = document.querySelectorAll("button")[1];
    more?.click();
    const first = Number(input("input[name=minutes]").value);
    more?.click();
    expect(Number(input("input[name=minutes]").value)).toBe(first + 5);
  });
});

describe("a form", () => {
  test("is sent once, and again after coming back", () => {
    guardForms(document);
    const form = show('<form data-once><button type="submit">Save</button></form>');
    const submit = (): boolean =>
      form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    expect(submit()).toBe(true);
    expect(submit()).toBe(false);
    window.dispatchEvent(new Event("pageshow"));
    expect(submit()).toBe(true);
  });
});

describe("an island that does not exist", () => {
  test("leaves the plain page alone", async () => {
    const element = show('<div data-island="nowhere">plain</div>');
    const complaint = vi.spyOn(console, "error");
    await startIslands(document);
    expect([element.dataset["alive"], element.textContent]).toEqual(["failed", "plain"]);
    expect(complaint).not.toHaveBeenCalled();
  });
});

describe("a time of day", () => {
  test.each([["en-US", "2:30 PM"], ["en-GB", "14:30"], ["de", "14:30"]])("in %s is %s", (locale, written) => {
    const time = show('<time data-clock datetime="14:30">14:30</time>');
    localClocks(document, locale);
    expect(time.textContent?.replace(/\s/u, " ")).toBe(written);
  });

  test("that cannot be read stays as the page wrote it", () => {
    const time = show('<time data-clock datetime="soon">soon</time>');
    localClocks(document, "en-US");
    expect(time.textContent).toBe("soon");
  });
});

describe("a proposal", () => {
  test("shows on its fold what is chosen", async () => {
    show(`<details data-island="proposed" open><summary><span data-part="chosen">Monday</span></summary>
      <label><input type="checkbox" id="mon" checked><span>Monday</span></label>
      <label><input type="checkbox" id="wed"><span>Wednesday</span></label></details>`);
    await startIslands(document);
    input("#wed").click();
    expect(document.querySelector("[data-part=chosen]")?.textContent).toBe("Monday, Wednesday");
  });
});
