// The question after a set: eleven numbers in two rows with words, and nothing chosen for you.

import { attribute, button, h, show, text } from "./dom.ts";
import { askedStretch, find } from "./moves.ts";
import { paceAsked, RunQuestions, type RunAnswers } from "./run-questions.ts";
import type { State } from "./state.ts";
import type { Key, Say } from "./words.ts";

export interface Chosen extends Partial<RunAnswers> {
  readonly nprs: number | null;
  readonly sharp: boolean;
  readonly elsewhere: boolean;
}

const NOTHING: Chosen = { nprs: null, sharp: false, elsewhere: false };
const WORDS: readonly Key[] = [
  "pain_none", "pain_mild", "pain_mild", "pain_mild", "pain_moderate", "pain_moderate",
  "pain_moderate", "pain_severe", "pain_severe", "pain_severe", "pain_severe",
];

export interface PainPress {
  readonly chose: () => void;
  readonly refuse: () => void;
  readonly adjust: (set: string, change: { repetitions?: number; holds?: number; half_range?: boolean }) => void;
}

export class PainPanel {
  readonly element: HTMLElement;
  readonly #run: RunQuestions;
  #felt: Chosen = NOTHING;
  readonly #steps: readonly HTMLButtonElement[];
  readonly #sharp: HTMLButtonElement;
  readonly #elsewhere: HTMLButtonElement;
  readonly #adjust: HTMLElement;
  readonly #hint = h("p", { class: "player-hint" });
  readonly #say: Say;
  readonly #press: PainPress;
  #asked = "";

  constructor(say: Say, press: PainPress) {
    this.#say = say;
    this.#press = press;
    this.#steps = WORDS.map((word, nprs) => this.#step(nprs, say(word)));
    this.#sharp = button(say("pain_sharp"), () => this.#toggle("sharp"), { class: "player-chip" });
    this.#elsewhere = button(say("pain_elsewhere"), () => this.#toggle("elsewhere"), {
      class: "player-chip",
    });
    this.#run = new RunQuestions(say, press.chose);
    this.#adjust = h("div", { class: "player-adjust" });
    this.element = h(
      "div",
      { class: "player-pain", role: "group", "aria-labelledby": "player-pain-title" },
      h("h2", { id: "player-pain-title" }, say("pain_title")),
      this.#hint,
      h("div", { class: "player-pain-steps" }, ...this.#steps),
      h("div", { class: "player-chips" }, this.#sharp, this.#elsewhere),
      this.#adjust,
      this.#run.element,
      button(say("pain_not_said"), press.refuse, { class: "button button-plain" }),
    );
    this.#draw();
  }

  /** What is chosen so far; a run's answers belong to it. */
  get chosen(): Chosen {
    return this.#run.element.hidden ? this.#felt : { ...this.#felt, ...this.#run.answers };
  }

  /** Whether all that is asked beside pain is answered. */
  isWhole(): boolean {
    return this.#run.isWhole();
  }

  /** What goes on without an answer: of a run, whatever was said already is kept. */
  unsaid(): Chosen {
    return this.#run.element.hidden ? NOTHING : this.chosen;
  }

  /** Choose a number, as a press on it would. */
  choose(nprs: number): void {
    this.#felt = { ...this.#felt, nprs };
    this.#draw();
    this.#press.chose();
  }

  /** Each question begins empty. */
  render(state: State, asked: string): void {
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#felt = NOTHING;
      const stretch = askedStretch(state);
      text(this.#hint, this.#say(stretch === null ? "pain_hint" : "pain_hint_run"));
      this.#run.begin(stretch === null ? null : paceAsked(state, stretch));
      this.#draw();
    }
    this.#drawAdjust(state);
  }

  #step(nprs: number, word: string): HTMLButtonElement {
    return button("", () => this.choose(nprs), {
      class: `player-pain-step player-pain-${nprs === 0 ? "none" : nprs < 4 ? "mild" : nprs < 7 ? "moderate" : "severe"}`,
      "aria-label": `${nprs}, ${word}`,
      "data-nprs": String(nprs),
      "data-word": word,
    });
  }

  #toggle(what: "sharp" | "elsewhere"): void {
    this.#felt = { ...this.#felt, [what]: !this.#felt[what] };
    this.#draw();
    this.#press.chose();
  }

  #draw(): void {
    this.#steps.forEach((step, nprs) => {
      attribute(step, "aria-pressed", String(this.chosen.nprs === nprs));
      text(step, String(nprs));
    });
    attribute(this.#sharp, "aria-pressed", String(this.chosen.sharp));
    attribute(this.#elsewhere, "aria-pressed", String(this.chosen.elsewhere));
  }

  /** The last set that waits for this answer: what was really done of it. */
  #drawAdjust(state: State): void {
    const done = state.undecided.at(-1);
    const isCounted = done !== undefined && done.interval === undefined;
    show(this.#adjust, isCounted);
    const drawn = JSON.stringify(done ?? null);
    if (!isCounted || this.#adjust.dataset["drawn"] === drawn) return;
    this.#adjust.dataset["drawn"] = drawn;
    const focused = this.#adjust.contains(document.activeElement)
      ? (document.activeElement as HTMLElement).dataset["part"]
      : undefined;
    const isWork = done.repetitions !== null;
    const count = (isWork ? done.repetitions : done.holds) ?? 0;
    const label = this.#say(isWork ? "adjust_repetitions" : "adjust_holds");
    const change = (by: number): void =>
      this.#press.adjust(done.id, isWork ? { repetitions: count + by } : { holds: count + by });
    const most = (isWork ? find(state, done.id).repetitions : find(state, done.id).holds) ?? 0;
    this.#adjust.replaceChildren(
      h("span", { class: "player-adjust-label" }, label),
      button("−", () => change(-1), {
        class: "player-round", "aria-label": `${label}: ${this.#say("adjust_less")}`,
        "data-part": "less", "aria-disabled": count === 0 ? "true" : null,
      }),
      h("output", { class: "number" }, String(count)),
      button("+", () => change(1), {
        class: "player-round", "aria-label": `${label}: ${this.#say("adjust_more")}`,
        "data-part": "more", "aria-disabled": count >= most * 2 ? "true" : null,
      }),
      button(this.#say("half_range"), () => this.#press.adjust(done.id, { half_range: !done.half_range }), {
        class: "player-chip", "aria-pressed": String(done.half_range), "data-part": "range",
      }),
    );
    if (focused !== undefined) {
      this.#adjust.querySelector<HTMLElement>(`[data-part="${focused}"]`)?.focus();
    }
  }
}
