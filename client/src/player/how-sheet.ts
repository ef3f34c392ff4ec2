// How an exercise goes, in full, over everything else, with what may take its place and the choice to
// take one's time.

import { attribute, button, h, show, text } from "./dom.ts";
import type { ExerciseWords } from "./page.ts";
import type { Say } from "./words.ts";

export interface HowPress {
  readonly unhurried: (on: boolean) => void;
  readonly swap: () => void;
}

export class HowSheet {
  readonly element: HTMLDialogElement;
  readonly #title = h("h2", { id: "player-how-title", tabindex: "-1" });
  readonly #words = h("div", { class: "player-how-words" });
  readonly #swap: HTMLButtonElement;
  readonly #unhurried: HTMLButtonElement;
  readonly #say: Say;

  constructor(say: Say, press: HowPress) {
    this.#say = say;
    this.#swap = button(
      "",
      () => {
        this.element.close();
        press.swap();
      },
      { class: "button button-quiet" },
    );
    this.#unhurried = button(
      say("unhurried"),
      () => press.unhurried(this.#unhurried.getAttribute("aria-pressed") !== "true"),
      { class: "player-chip", "aria-pressed": "false", "aria-describedby": "player-unhurried-hint" },
    );
    this.element = h(
      "dialog",
      { class: "player-how", "aria-labelledby": "player-how-title" },
      this.#title,
      this.#words,
      this.#swap,
      h("div", { class: "player-how-choice" }, this.#unhurried, h("p", { class: "player-hint", id: "player-unhurried-hint" }, say("unhurried_hint"))),
      button(say("how_close"), () => this.element.close(), { class: "button button-primary" }),
    );
  }

  setUnhurried(on: boolean): void {
    attribute(this.#unhurried, "aria-pressed", String(on));
  }

  /** Show an exercise, and the one that may take its place, if there is one. */
  open(words: ExerciseWords, instead: string | null): void {
    show(this.#swap, instead !== null);
    text(this.#swap, instead === null ? "" : this.#say("swap", { exercise: instead }));
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
