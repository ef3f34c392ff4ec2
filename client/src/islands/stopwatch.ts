// A helper's stopwatch beside a field of times: one tap at each mark, and the time goes into the field.

import { WakeLight } from "../player/wake-light.ts";

/** Where both clocks differ by more than this, the phone slept and stopped one of them. */
const SLEPT_MS = 1_000;
const LOOK_MS = 100;

/** One moment by two clocks: the page's own, which may stop in sleep, and that of the day. */
interface Moment {
  readonly page: number;
  readonly day: number;
}

/** Milliseconds between two moments. What slept is too short, so the longer one is right. */
export function between(from: Moment, to: Moment): number {
  const [page, day] = [to.page - from.page, to.day - from.day];
  return Math.abs(day - page) > SLEPT_MS ? Math.max(day, page) : page;
}

interface Parts {
  readonly button: HTMLButtonElement;
  readonly reading: HTMLElement;
  readonly told: HTMLElement;
  readonly again: HTMLButtonElement;
  readonly field: HTMLInputElement;
  readonly faults: ReadonlyMap<string, HTMLElement>;
  readonly words: DOMStringMap;
}

export function mount(element: HTMLElement): (() => void) | undefined {
  const field = element.querySelector<HTMLInputElement>("input");
  const tool = element.querySelector<HTMLElement>("[data-tool]");
  if (field === null || tool === null) return undefined;
  const parts: Parts = {
    button: part(tool, "button"),
    reading: part(tool, "output"),
    told: part(tool, "told"),
    again: part(tool, "again"),
    field,
    faults: new Map(["number", "many"].map((kind) => [kind, part(tool, kind)])),
    words: element.dataset,
  };
  tool.hidden = false;
  return run(parts);
}

function part<E extends HTMLElement>(tool: HTMLElement, name: string): E {
  const found = tool.querySelector<E>(`[data-part="${name}"]`);
  if (found === null) throw new Error(`the stopwatch has no ${name}`);
  return found;
}

function run(parts: Parts): () => void {
  const { button, reading, again, field, words } = parts;
  let since: Moment | null = null;
  let looking: ReturnType<typeof setInterval> | undefined;
  let pressed = false;
  const light = new WakeLight();

  const show = (): void => {
    const ms = since === null ? 0 : between(since, now(performance.now()));
    reading.textContent = seconds(ms);
  };
  const stand = (label: string | undefined, told: string | undefined): void => {
    button.textContent = label ?? "";
    parts.told.textContent = told ?? "";
    button.classList.toggle("stopwatch-runs", since !== null);
    light.want(since !== null);
    again.hidden = since === null && times(field).length === 0;
    again.textContent = words[since === null ? "takeBack" : "reset"] ?? "";
  };
  const rest = (told?: string): void => {
    clearInterval(looking);
    since = null;
    stand(words["start"], told);
  };
  const begin = (at: Moment): void => {
    since = at;
    quiet(parts);
    stand(words["stop"], words["runs"]);
    looking = setInterval(show, LOOK_MS);
  };
  const end = (from: Moment, at: Moment): void => {
    const said = seconds(between(from, at));
    reading.textContent = said;
    rest(keep(parts, said) ? words["kept"]?.replace("{said}", said) : "");
  };
  const tap = (at: Moment): void => (since === null ? begin(at) : end(since, at));

  // The finger's touch is the mark, not its lifting; a press of a key has no touch before it.
  button.addEventListener("pointerdown", (event) => {
    pressed = event.isPrimary && event.button === 0;
    if (pressed) tap(now(event.timeStamp));
  });
  button.addEventListener("click", (event) => {
    if (!pressed || event.detail === 0) tap(now(event.timeStamp));
    pressed = false;
  });
  again.addEventListener("click", () => {
    const running = since !== null;
    if (!running) field.value = times(field).slice(0, -1).join(" ");
    quiet(parts);
    rest();
    show();
  });
  field.addEventListener("input", () => {
    if (since === null) rest();
  });
  rest();
  show();
  return () => {
    clearInterval(looking);
    light.want(false);
  };
}

/** By both clocks; an event says when it was by the page's own. */
function now(page: number): Moment {
  return { page, day: Date.now() - (performance.now() - page) };
}

function seconds(ms: number): string {
  return (Math.round(ms / LOOK_MS) / 10).toFixed(1);
}

function times(field: HTMLInputElement): string[] {
  return field.value.split(/\s+/).filter((one) => one !== "");
}

/** Put a time behind those that are in the field; what nobody could run is refused as if typed. */
function keep(parts: Parts, said: string): boolean {
  const { field, words } = parts;
  const known = times(field);
  if (Number(said) < Number(words["least"]) || Number(said) > Number(words["most"])) {
    return refuse(parts, "number", said);
  }
  if (known.length >= Number(words["many"])) return refuse(parts, "many", String(known.length + 1));
  field.value = [...known, said].join(" ");
  return true;
}

function refuse({ faults }: Parts, kind: string, said: string): false {
  const fault = faults.get(kind);
  const place = fault?.querySelector("bdi");
  if (fault !== undefined) fault.hidden = false;
  if (place) place.textContent = said;
  return false;
}

function quiet({ faults }: Parts): void {
  for (const fault of faults.values()) fault.hidden = true;
}
