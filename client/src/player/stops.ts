// STOP's reasons, over everything else: those that matter most are large and first. Nothing runs
// behind them.

import { button, h, show } from "./dom.ts";
import type { Page } from "./page.ts";
import type { Say } from "./words.ts";

export interface StopPress {
  readonly reason: (reason: string | null) => void;
  readonly back: () => void;
}

export class StopSheet {
  readonly element: HTMLDialogElement;
  readonly #ofRuns: readonly string[];
  #cameFrom: Element | null = null;

  constructor(page: Page, say: Say, press: StopPress) {
    const known = new Set(page.script.stops.map(([id]) => id));
    const groups = page.stop_groups.map((group) => group.filter((id) => known.has(id) && page.stops[id] !== undefined));
    const [first = [], ...others] = groups;
    this.#ofRuns = page.script.stops.filter(([, action]) => action === "end_run").map(([id]) => id);
    this.element = h(
      "dialog",
      { class: "player-stops", "aria-labelledby": "player-stops-title" },
      h("h2", { id: "player-stops-title", tabindex: "-1" }, say("stop_title")),
      h("p", { class: "player-hint" }, say("stop_hint")),
      h("ul", { class: "player-stops-first" }, ...first.map((id) => reasonItem(page, id, press))),
      h(
        "ul",
        { class: "player-stops-other" },
        ...others.flat().map((id) => reasonItem(page, id, press, false)),
        h("li", {}, button(say("stop_no_reason"), () => press.reason(null), { class: "player-reason" })),
      ),
      button(say("stop_back"), press.back, { class: "button button-quiet" }),
    );
    this.element.addEventListener("cancel", (event) => {
      event.preventDefault();
      press.back();
    });
  }

  /** Follow the state: open while it asks, closed otherwise. What ends a run is offered in one alone. */
  render(asks: boolean, running: boolean): void {
    for (const id of this.#ofRuns) {
      const made = this.element.querySelector<HTMLElement>(`[data-reason="${id}"]`)?.closest("li");
      if (made) show(made, running);
    }
    if (asks === this.element.open) return;
    if (asks) {
      this.#cameFrom = document.activeElement;
      this.element.showModal();
      this.element.querySelector<HTMLElement>("h2")?.focus();
      return;
    }
    this.element.close();
    if (this.#cameFrom instanceof HTMLElement) this.#cameFrom.focus();
  }
}

function reasonItem(page: Page, id: string, press: StopPress, explained = true): HTMLElement {
  const words = page.stops[id] ?? { name: id, plain: "" };
  const made = button("", () => press.reason(id), { class: "player-reason", "data-reason": id });
  made.append(h("strong", {}, words.name), ...(explained ? [h("span", {}, words.plain)] : []));
  return h("li", {}, made);
}
