// What was really done of the set that is asked about, where it can differ from the plan.

import { attribute, button, h, show, text } from "./dom.ts";
import { find } from "./moves.ts";
import type { DoneSet, State } from "./state.ts";
import type { Say } from "./words.ts";

export type AdjustPress = (
  set: string,
  change: { repetitions?: number; holds?: number; half_range?: boolean },
) => void;

export class SetAdjustment {
  readonly element: HTMLElement;
  readonly #count: HTMLElement;
  readonly #label = h("span", { class: "player-adjust-label" });
  readonly #number = h("output", { class: "number" });
  readonly #less: HTMLButtonElement;
  readonly #more: HTMLButtonElement;
  readonly #range: HTMLButtonElement;
  readonly #say: Say;
  readonly #press: AdjustPress;
  #done: DoneSet | null = null;

  constructor(say: Say, press: AdjustPress) {
    this.#say = say;
    this.#press = press;
    this.#less = button("−", () => this.#change(-1), { class: "player-round" });
    this.#more = button("+", () => this.#change(1), { class: "player-round" });
    this.#range = button(say("half_range"), () => this.#toggleRange(), { class: "player-chip" });
    this.#count = h("div", { class: "player-count" }, this.#label, this.#less, this.#number, this.#more);
    this.element = h("div", { class: "player-adjust" }, this.#count, this.#range);
  }

  /** A count of one cannot differ, and a hold has no range. */
  render(state: State): void {
    const done = state.undecided.at(-1) ?? null;
    const counted = done !== null && done.interval === undefined ? done : null;
    const planned = counted === null ? 0 : plannedOf(state, counted);
    const differs = planned > 1;
    const ranges = counted !== null && counted.repetitions !== null;
    show(this.element, differs || ranges);
    if (counted === null) return;
    this.#done = counted;
    show(this.#count, differs);
    show(this.#range, ranges);
    this.#draw(counted, planned);
  }

  #draw(done: DoneSet, planned: number): void {
    const count = countOf(done);
    const label = this.#say(done.repetitions === null ? "adjust_holds" : "adjust_repetitions");
    text(this.#label, label);
    text(this.#number, String(count));
    attribute(this.#less, "aria-label", `${label}: ${this.#say("adjust_less")}`);
    attribute(this.#more, "aria-label", `${label}: ${this.#say("adjust_more")}`);
    attribute(this.#less, "aria-disabled", count === 0 ? "true" : null);
    attribute(this.#more, "aria-disabled", count >= planned * 2 ? "true" : null);
    attribute(this.#range, "aria-pressed", String(done.half_range));
  }

  #change(by: number): void {
    const done = this.#done;
    if (done === null) return;
    const count = countOf(done) + by;
    this.#press(done.id, done.repetitions === null ? { holds: count } : { repetitions: count });
  }

  #toggleRange(): void {
    if (this.#done !== null) this.#press(this.#done.id, { half_range: !this.#done.half_range });
  }
}

const countOf = (done: DoneSet): number => done.repetitions ?? done.holds ?? 0;

const plannedOf = (state: State, done: DoneSet): number => {
  const segment = find(state, done.id);
  return (done.repetitions === null ? segment.holds : segment.repetitions) ?? 0;
};
