// How an exercise goes, in full, over everything else; and the choice to take one's time.

import { attribute, button, h } from "./dom.ts";
import type { ExerciseWords } from "./page.ts";
import type { Say } from "./words.ts";

export class HowSheet {
  readonly element: HTMLDialogElement;
  readonly #title = h("h2", { id: "player-how-title", tabindex: "-1" });
  readonly #words = h("div", { class: "player-how-words" });
  readonly #unhurried: HTMLButtonElement;

  constructor(say: Say, unhurried: (on: boolean) => void) {
    this.#unhurried = button(
      say("unhurried"),
      () => unhurried(this.#unhurried.getAttribute("aria-pressed") !== "true"),
      { class: "player-chip", "aria-pressed": "false", "aria-describedby": "player-unhurried-hint" },
    );
    this.element = h(
      "dialog",
      { class: "player-how", "aria-labelledby": "player-how-title" },
      this.#title,
      this.#words,
      h("div", { class: "player-how-choice" }, this.#unhurried, h("p", { class: "player-hint", id: "player-unhurried-hint" }, say("unhurried_hint"))),
      button(say("how_close"), () => this.element.close(), { class: "button button-primary" }),
    );
  }

  setUnhurried(on: boolean): void {
    attribute(this.#unhurried, "aria-pressed", String(on));
  }

  open(words: ExerciseWords): void {
    this.#title.textContent = words.name;
    this.#words.replaceChildren(
      h("p", { class: "player-lead" }, words.start),
      h("ol", {}, ...words.steps.map((one) => h("li", {}, one))),
      h("p", { class: "player-not" }, words.not_feel),
    );
    this.element.showModal();
    this.#title.focus();
  }
}
