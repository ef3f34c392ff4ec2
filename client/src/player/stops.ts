// STOP's reasons, over everything else. Nothing runs behind them.

import { button, h } from "./dom.ts";
import type { Page } from "./page.ts";
import type { Say } from "./words.ts";

export interface StopPress {
  readonly reason: (reason: string | null) => void;
  readonly back: () => void;
}

export class StopSheet {
  readonly element: HTMLDialogElement;
  #cameFrom: Element | null = null;

  constructor(page: Page, say: Say, press: StopPress) {
    const reasons = page.script.stops
      .map(([id]) => id)
      .filter((id) => id !== "" && page.stops[id] !== undefined);
    this.element = h(
      "dialog",
      { class: "player-stops", "aria-labelledby": "player-stops-title" },
      h("h2", { id: "player-stops-title", tabindex: "-1" }, say("stop_title")),
      h("p", { class: "player-hint" }, say("stop_hint")),
      h(
        "ul",
        {},
        ...reasons.map((id) => h("li", {}, reasonButton(page, id, () => press.reason(id)))),
        h("li", {}, button(say("stop_no_reason"), () => press.reason(null), { class: "player-reason" })),
      ),
      button(say("stop_back"), press.back, { class: "button button-quiet" }),
    );
    this.element.addEventListener("cancel", (event) => {
      event.preventDefault();
      press.back();
    });
  }

  /** Follow the state: open while it asks, closed otherwise. */
  render(asks: boolean): void {
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

function reasonButton(page: Page, id: string, press: () => void): HTMLButtonElement {
  const words = page.stops[id] ?? { name: id, plain: "" };
  const made = button("", press, { class: "player-reason", "data-reason": id });
  made.append(h("strong", {}, words.name), h("span", {}, words.plain));
  return made;
}
