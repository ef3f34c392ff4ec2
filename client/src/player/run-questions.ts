// What only the runner knows about a run: whether they could talk or how fast it was, and on what ground. One at a time.

import { attribute, button, h, show } from "./dom.ts";
import { isStretch, type Segment } from "./script.ts";
import type { State } from "./state.ts";
import type { Say } from "./words.ts";

/** An easy run is told by talking, any other by how fast it was. */
export type PaceAsked = "talking" | "percent";

export interface RunAnswers {
  readonly talking: boolean | null;
  readonly percent: number | null;
  readonly level: boolean | null;
}

const NOTHING: RunAnswers = { talking: null, percent: null, level: null };
const PERCENTS = [50, 60, 70, 80, 90, 95, 100];

/** What a run's stretch is rated by. */
export const paceAsked = ({ script }: State, stretch: Segment): PaceAsked =>
  script.segments.some((s) => s.exercise === stretch.exercise && isStretch(s) && s.effort_percent !== null)
    ? "percent"
    : "talking";

export class RunQuestions {
  readonly element: HTMLElement;
  answers: RunAnswers = NOTHING;
  #left: readonly (PaceAsked | "level")[] = [];
  readonly #parts: Readonly<Record<PaceAsked | "level", HTMLElement>>;
  readonly #changed: () => void;

  constructor(say: Say, changed: () => void) {
    this.#changed = changed;
    const talking = [
      this.#button(say("talking_yes"), "player-choice", { talking: true }),
      this.#button(say("talking_no"), "player-choice", { talking: false }),
    ];
    const percent = PERCENTS.map((n) => this.#button(say(n === PERCENTS[0] ? "percent_least" : "percent", { n }), "player-choice", { percent: n }));
    const level = [
      this.#button(say("level_yes"), "player-choice", { level: true }),
      this.#button(say("level_no"), "player-choice", { level: false }),
    ];
    this.#parts = {
      talking: group(say("talking_title"), "", h("div", { class: "player-choices" }, ...talking)),
      percent: group(say("percent_title"), "", h("div", { class: "player-choices" }, ...percent)),
      level: group(say("level_title"), "", h("div", { class: "player-choices" }, ...level)),
    };
    this.element = h("div", { class: "player-run" }, ...Object.values(this.#parts));
    this.#draw();
  }

  /** Begin anew; null where no run is asked about. */
  begin(pace: PaceAsked | null): void {
    this.answers = NOTHING;
    this.#left = pace === null ? [] : [pace, "level"];
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
