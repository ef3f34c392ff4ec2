// What only the runner knows about a run: whether they could talk, and on what ground. One at a time.

import { attribute, button, h, show } from "./dom.ts";
import { isStretch, type Segment } from "./script.ts";
import type { State } from "./state.ts";
import type { Say } from "./words.ts";

type Question = "talking" | "level";

export interface RunAnswers {
  readonly talking: boolean | null;
  readonly level: boolean | null;
}

const NOTHING: RunAnswers = { talking: null, level: null };

/** What is asked of a run: of one that is timed only the ground, its times are told afterwards. */
export const questionsOf = ({ script }: State, stretch: Segment): readonly Question[] =>
  script.segments.some((s) => s.exercise === stretch.exercise && isStretch(s) && s.steady_m !== null)
    ? ["level"]
    : ["talking", "level"];

export class RunQuestions {
  readonly element: HTMLElement;
  answers: RunAnswers = NOTHING;
  #left: readonly Question[] = [];
  readonly #parts: Readonly<Record<Question, HTMLElement>>;
  readonly #changed: () => void;

  constructor(say: Say, changed: () => void) {
    this.#changed = changed;
    const talking = [
      this.#button(say("talking_yes"), "player-choice", { talking: true }),
      this.#button(say("talking_no"), "player-choice", { talking: false }),
    ];
    const level = [
      this.#button(say("level_yes"), "player-choice", { level: true }),
      this.#button(say("level_no"), "player-choice", { level: false }),
    ];
    this.#parts = {
      talking: group(say("talking_title"), "", h("div", { class: "player-choices" }, ...talking)),
      level: group(say("level_title"), "", h("div", { class: "player-choices" }, ...level)),
    };
    this.element = h("div", { class: "player-run" }, ...Object.values(this.#parts));
    this.#draw();
  }

  /** Begin anew with these questions. */
  begin(questions: readonly Question[]): void {
    this.answers = NOTHING;
    this.#left = questions;
    this.#draw();
  }

  /** Whether the questions about the run lie behind. */
  isDone(): boolean {
    return this.#left.length === 0;
  }

  /** Leave the question that is shown without an answer. */
  skip(): void {
    this.#left = this.#left.slice(1);
    this.#draw();
    this.#changed();
  }

  #button(label: string, look: string, answer: Partial<RunAnswers>): HTMLButtonElement {
    const made = button(label, () => this.#take(answer), { class: look });
    const [[name, value] = ["", null]] = Object.entries(answer);
    attribute(made, `data-${name}`, String(value));
    return made;
  }

  #take(answer: Partial<RunAnswers>): void {
    this.answers = { ...this.answers, ...answer };
    this.skip();
  }

  #draw(): void {
    show(this.element, !this.isDone());
    for (const [name, part] of Object.entries(this.#parts)) show(part, name === this.#left[0]);
  }
}

const group = (title: string, hint: string, choices: HTMLElement): HTMLElement =>
  h(
    "div",
    { role: "group", "aria-label": title },
    h("h2", {}, title),
    h("p", { class: "player-hint" }, hint),
    choices,
  );
