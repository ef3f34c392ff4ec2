// What only the runner knows about a run: how hard, how fast, on what ground. Empty until touched.

import { attribute, button, h, show } from "./dom.ts";
import type { Segment } from "./script.ts";
import type { State } from "./state.ts";
import type { Say } from "./words.ts";

/** Walking and running is rated by how hard it was, a run in one go and a sprint by how fast. */
export type PaceAsked = "effort" | "percent";

export interface RunAnswers {
  readonly effort: number | null;
  readonly percent: number | null;
  readonly level: boolean | null;
}

const NOTHING: RunAnswers = { effort: null, percent: null, level: null };
const EFFORTS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const PERCENTS = [50, 60, 70, 80, 90, 95, 100];

/** What a run's stretch is rated by. */
export const paceAsked = ({ script }: State, stretch: Segment): PaceAsked =>
  stretch.kind !== "sprint" && script.segments.some((s) => s.exercise === stretch.exercise && s.kind === "walk")
    ? "effort"
    : "percent";

type Choice = readonly [HTMLButtonElement, (answers: RunAnswers) => boolean];

export class RunQuestions {
  readonly element: HTMLElement;
  answers: RunAnswers = NOTHING;
  #pace: PaceAsked | null = null;
  readonly #hard: HTMLElement;
  readonly #fast: HTMLElement;
  readonly #choices: Choice[] = [];
  readonly #chose: () => void;

  constructor(say: Say, chose: () => void) {
    this.#chose = chose;
    const effort = EFFORTS.map((n) => this.#button(String(n), "player-pain-step", { effort: n }));
    this.#fast = this.#group(
      say("percent_title"),
      PERCENTS.map((n) => this.#button(say(n === PERCENTS[0] ? "percent_least" : "percent", { n }), "player-chip", { percent: n })),
    );
    const level = [
      this.#button(say("level_yes"), "player-chip", { level: true }),
      this.#button(say("level_no"), "player-chip", { level: false }),
    ];
    this.#hard = h(
      "div",
      {},
      h("h3", { id: "player-effort-title" }, say("effort_title")),
      h("p", { class: "player-hint" }, say("effort_hint")),
      h("div", { class: "player-pain-steps", role: "group", "aria-labelledby": "player-effort-title" }, ...effort),
    );
    this.element = h(
      "div",
      { class: "player-run" },
      this.#hard,
      this.#fast,
      this.#group(say("level_title"), level),
    );
    this.#draw();
  }

  /** Begin anew; null where no run is asked about. */
  begin(pace: PaceAsked | null): void {
    this.answers = NOTHING;
    this.#pace = pace;
    show(this.element, pace !== null);
    show(this.#hard, pace === "effort");
    show(this.#fast, pace === "percent");
    this.#draw();
  }

  isWhole(): boolean {
    const { level } = this.answers;
    return this.#pace === null || (level !== null && this.answers[this.#pace] !== null);
  }

  #group(title: string, of: readonly HTMLButtonElement[]): HTMLElement {
    return h(
      "div",
      { role: "group", "aria-label": title },
      h("h3", {}, title),
      h("div", { class: "player-chips" }, ...of),
    );
  }

  #button(label: string, look: string, answer: Partial<RunAnswers>): HTMLButtonElement {
    const made = button(label, () => this.#take(answer), { class: look });
    const [[name, value] = ["", null]] = Object.entries(answer);
    attribute(made, `data-${name}`, String(value));
    this.#choices.push([made, (now) => now[name as keyof RunAnswers] === value]);
    return made;
  }

  #take(answer: Partial<RunAnswers>): void {
    this.answers = { ...this.answers, ...answer };
    this.#draw();
    this.#chose();
  }

  #draw(): void {
    for (const [made, isChosen] of this.#choices) {
      attribute(made, "aria-pressed", String(isChosen(this.answers)));
    }
  }
}
