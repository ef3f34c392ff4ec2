// "What would change it?" by moving a slider: all eleven answers come once, and nothing is sent.
//
// The plain form with its buttons stays until the answers are there, and for whoever has no scripts.

import { server } from "../parts/server.ts";

interface Told {
  readonly title: string;
  readonly lines: readonly (readonly [when: string, what: string])[];
}

/** How long the slider rests before a screen reader is told; each step would only chatter. */
const REST_MS = 600;

export function mount(island: HTMLElement): void {
  const fold = island.closest("details");
  if (fold === null || fold.open) void bring(island);
  else fold.addEventListener("toggle", () => void bring(island), { once: true });
}

async function bring(island: HTMLElement): Promise<void> {
  const answers = await fetchAnswers(island.dataset["from"] ?? "");
  const plain = part(island, "plain");
  const live = part(island, "live");
  if (answers === null || plain === null || live === null) return;
  plain.hidden = true;
  live.hidden = false;
  follow(live, answers);
}

async function fetchAnswers(address: string): Promise<readonly Told[] | null> {
  try {
    const response = await server().fetch(address, { credentials: "same-origin", redirect: "error" });
    return response.ok ? ((await response.json()) as readonly Told[]) : null;
  } catch {
    return null; // no network: the buttons of the plain form stay
  }
}

function follow(live: HTMLElement, answers: readonly Told[]): void {
  const shown = part(live, "told");
  const spoken = part(live, "spoken");
  let rest: ReturnType<typeof setTimeout> | undefined;
  const tell = (event: Event): void => {
    const value = (event.target as HTMLInputElement).value;
    const told = value === "" ? undefined : answers[Number(value)];
    if (told === undefined || shown === null || spoken === null) return;
    shown.hidden = false;
    write(shown, told);
    clearTimeout(rest);
    rest = setTimeout(() => {
      spoken.textContent = [told.title, ...told.lines.map((line) => line.join(": "))].join(". ");
    }, REST_MS);
  };
  live.addEventListener("input", tell);
  live.addEventListener("change", tell);
}

function write(shown: HTMLElement, told: Told): void {
  const title = shown.querySelector("p");
  if (title !== null) title.textContent = told.title;
  const entries = told.lines.flatMap(([when, what]) => [element("dt", when), element("dd", what)]);
  shown.querySelector("dl")?.replaceChildren(...entries);
}

function element(name: "dt" | "dd", text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}

const part = (root: HTMLElement, name: string): HTMLElement | null =>
  root.querySelector<HTMLElement>(`[data-part="${name}"]`);
