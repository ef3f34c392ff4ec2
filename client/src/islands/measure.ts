// A timer, a counter or the phone as an inclinometer beside the fields of a self-test.

import { audible, browserBuzz } from "../player/sound.ts";
import { browserTones } from "../player/tones.ts";

/** Time to lift the foot or get into place after the press. */
const LEAD_S = 3;
/** A phone that can tell its angle says so within this time. */
const SENSOR_MS = 2_000;
const UPRIGHT_DEG = 90;
const MOST_DEG = 180;

interface Parts {
  readonly tool: HTMLElement;
  readonly reading: HTMLElement;
  readonly told: HTMLElement;
  readonly fields: readonly HTMLInputElement[];
  readonly words: DOMStringMap;
}

export function mount(element: HTMLElement): void {
  const reading = made("output", "measure-reading number", "0");
  // It changes all the time; what matters is said by `told`.
  reading.setAttribute("aria-live", "off");
  const told = made("p", "hint", "");
  told.setAttribute("role", "status");
  const tool = made("div", "measure-tool", "");
  tool.append(reading, told);
  const fields = [...element.querySelectorAll<HTMLInputElement>("input")];
  const parts = { tool, reading, told, fields, words: element.dataset };
  const instrument = element.dataset["instrument"];
  if (instrument === "timer") timer(parts);
  else if (instrument === "counter") counter(parts);
  else if (instrument === "inclinometer") inclinometer(parts);
  else return;
  element.prepend(tool);
}

function made(kind: string, look: string, words: string): HTMLElement {
  const element = document.createElement(kind);
  element.className = look;
  element.textContent = words;
  return element;
}

function press({ tool, told }: Parts, label: string, does: () => void): HTMLButtonElement {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = label;
  button.addEventListener("click", does);
  tool.insertBefore(button, told);
  return button;
}

/** Into the first empty field, else into the last one. */
function fill({ fields }: Parts, value: number): void {
  const next = fields.find((field) => field.value === "") ?? fields.at(-1);
  if (next !== undefined) next.value = String(value);
}

/**
 * Whole seconds by the clock, so that a slow page loses none, after a moment to get into place. It
 * ends by itself at the longest, aloud: eyes look ahead.
 */
function timer(parts: Parts): void {
  const { reading, told, words } = parts;
  const tones = browserTones();
  const sound = audible(tones, browserBuzz);
  const longest = Number(words["longest"] || Number.POSITIVE_INFINITY);
  let since: number | null = null;
  let heard = -LEAD_S - 1;
  const seconds = (): number => (since === null ? 0 : Math.floor((Date.now() - since) / 1000));
  const button = press(parts, words["start"] ?? "", () => (since === null ? begin() : end()));
  const begin = (): void => {
    tones.wake();
    since = Date.now() + LEAD_S * 1000;
    heard = -LEAD_S - 1;
    button.textContent = words["stop"] ?? "";
    told.textContent = words["ready"] ?? "";
    look();
  };
  const look = (): void => {
    if (since === null) return;
    const now = seconds();
    reading.textContent = String(now < 0 ? -now : Math.min(longest, now));
    if (heard < now) {
      if (now < 0) sound("tick");
      if (now >= 0 && heard < 0) {
        sound("hold");
        told.textContent = tones.state === "on" ? "" : (words["quiet"] ?? "");
      }
      heard = now;
    }
    if (now >= longest) end();
    else setTimeout(look, 100);
  };
  const end = (): void => {
    const now = seconds();
    since = null;
    button.textContent = words["start"] ?? "";
    told.textContent = "";
    reading.textContent = String(Math.max(0, Math.min(longest, now)));
    if (now < 0) return; // taken back before it began
    sound("end");
    fill(parts, Math.min(longest, now));
  };
}

function counter(parts: Parts): void {
  let count = 0;
  const show = (by: number): void => {
    count = Math.max(0, count + by);
    parts.reading.textContent = String(count);
    const [field] = parts.fields;
    if (field !== undefined) field.value = String(count);
  };
  press(parts, parts.words["one"] ?? "", () => show(1)).classList.add("measure-one");
  press(parts, parts.words["back"] ?? "", () => show(-1));
}

interface Asking {
  requestPermission?: () => Promise<string>;
}

/**
 * Degrees of the shin short of upright, the phone lying along it. Nothing is filled in unheld, and
 * a phone that gives no angle, or may not, says so.
 */
function inclinometer(parts: Parts): void {
  const { reading, told, words } = parts;
  const asking = globalThis.DeviceOrientationEvent as unknown as Asking | undefined;
  let angle: number | null = null;
  let listening = false;
  reading.textContent = "–";
  const none = (): void => {
    if (angle === null) told.textContent = words["none"] ?? "";
  };
  const listen = (): void => {
    if (listening) return;
    listening = true;
    addEventListener("deviceorientation", ({ beta }) => {
      if (beta === null) return;
      angle = Math.min(MOST_DEG, Math.round(Math.abs(UPRIGHT_DEG - Math.abs(beta))));
      reading.textContent = `${angle}°`;
      told.textContent = "";
    });
    setTimeout(none, SENSOR_MS);
  };
  const ask = async (): Promise<void> => {
    const given = await asking?.requestPermission?.().catch(() => "denied");
    if (given === "granted") listen();
    else none();
  };
  if (asking === undefined) none();
  else if (asking.requestPermission === undefined) listen();
  press(parts, words["angle"] ?? "", () => {
    if (angle !== null) fill(parts, angle);
    else if (asking?.requestPermission !== undefined && !listening) void ask();
    else none();
  });
}
