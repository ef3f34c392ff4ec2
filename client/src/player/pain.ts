// The question after a set: eleven numbers in two rows with words. One tap answers.

import { attribute, button, h, show, text } from "./dom.ts";
import { askedStretch } from "./moves.ts";
import { questionsOf, RunQuestions, type RunAnswers } from "./run-questions.ts";
import { SetAdjustment, type AdjustPress } from "./set-adjustment.ts";
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
  readonly answer: (chosen: Chosen) => void;
  readonly adjust: AdjustPress;
}

export class PainPanel {
  readonly element: HTMLElement;
  /** Goes on without an answer; its place is at the thumb, beside STOP. */
  readonly refuse: HTMLButtonElement;
  readonly #run: RunQuestions;
  readonly #adjust: SetAdjustment;
  readonly #scale: HTMLElement;
  readonly #sharp: HTMLButtonElement;
  readonly #elsewhere: HTMLButtonElement;
  readonly #hint = h("p", { class: "player-hint" });
  readonly #say: Say;
  readonly #press: PainPress;
  #kind = { sharp: false, elsewhere: false };
  #isRun = false;
  #asked = "";

  constructor(say: Say, press: PainPress) {
    this.#say = say;
    this.#press = press;
    this.#sharp = button(say("pain_sharp"), () => this.#toggle("sharp"), { class: "player-chip" });
    this.#elsewhere = button(say("pain_elsewhere"), () => this.#toggle("elsewhere"), {
      class: "player-chip",
    });
    this.#run = new RunQuestions(say, () => this.#draw());
    this.#adjust = new SetAdjustment(say, press.adjust);
    this.#scale = h(
      "div",
      { class: "player-scale", role: "group", "aria-labelledby": "player-pain-title" },
      h("h2", { id: "player-pain-title" }, say("pain_title")),
      this.#hint,
      h("div", { class: "player-pain-steps" }, ...WORDS.map((word, nprs) => this.#step(nprs, say(word)))),
      h("div", { class: "player-chips", role: "group", "aria-label": say("pain_kind") }, this.#sharp, this.#elsewhere),
      this.#adjust.element,
    );
    this.element = h(
      "div",
      { class: "player-pain" },
      this.#run.element,
      this.#scale,
    );
    this.refuse = button(say("pain_not_said"), () => this.#refuse(), { class: "button button-quiet player-refuse" });
    this.#draw();
  }

  /** Answer by a key, as a press on the number would. */
  choose(nprs: number): void {
    if (this.#run.isDone()) this.#answer(nprs);
  }

  /** The question is left: the next one, or the same one again, begins empty. */
  forget(): void {
    this.#asked = "";
  }

  /** Each question begins empty. */
  render(state: State, asked: string): void {
    if (asked !== this.#asked) {
      this.#asked = asked;
      this.#kind = { sharp: false, elsewhere: false };
      const stretch = askedStretch(state);
      this.#isRun = stretch !== null;
      text(this.#hint, this.#say(stretch === null ? "pain_hint" : "pain_hint_run"));
      this.#run.begin(stretch === null ? [] : questionsOf(state, stretch));
      this.#draw();
    }
    this.#adjust.render(state);
  }

  #step(nprs: number, word: string): HTMLButtonElement {
    const grade = nprs === 0 ? "none" : nprs < 4 ? "mild" : nprs < 7 ? "moderate" : "severe";
    return button(String(nprs), () => this.choose(nprs), {
      class: `player-pain-step player-pain-${grade}`,
      "aria-label": `${nprs}, ${word}`,
      "data-nprs": String(nprs),
      "data-word": word,
    });
  }

  #answer(nprs: number): void {
    this.#press.answer({ ...this.#runAnswers(), ...this.#kind, nprs });
  }

  /** Go on without an answer; what was said about a run already is kept. */
  #refuse(): void {
    if (!this.#run.isDone()) return this.#run.skip();
    this.#press.answer({ ...this.#runAnswers(), ...NOTHING });
  }

  #runAnswers(): Partial<RunAnswers> {
    return this.#isRun ? this.#run.answers : {};
  }

  #toggle(what: "sharp" | "elsewhere"): void {
    this.#kind = { ...this.#kind, [what]: !this.#kind[what] };
    this.#draw();
  }

  #draw(): void {
    show(this.#scale, this.#run.isDone());
    attribute(this.#sharp, "aria-pressed", String(this.#kind.sharp));
    attribute(this.#elsewhere, "aria-pressed", String(this.#kind.elsewhere));
  }
}
