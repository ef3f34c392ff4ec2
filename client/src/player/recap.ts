// The session told by exercise: how many sets were logged, and the worst pain in them.

import { attribute, h } from "./dom.ts";
import { find } from "./moves.ts";
import { isSet, isStretch, painAction } from "./script.ts";
import type { State } from "./state.ts";
import type { ScreenWords } from "./screen-words.ts";
import type { Say } from "./words.ts";

export interface ExerciseRecap {
  readonly exercise: string;
  readonly done: number;
  readonly planned: number;
  /** The worst answer, null where none was given. */
  readonly pain: number | null;
}

/** Every exercise of the session, in its order. Both sides count together. */
export function recapOf(state: State): readonly ExerciseRecap[] {
  const counted = new Map<string, { done: number; planned: number }>();
  const mine = new Set([...state.script.segments.map((s) => s.id), ...state.line]);
  for (const id of mine) {
    const segment = find(state, id);
    const isRun = isStretch(segment) && segment.kind !== "walk";
    if (!isSet(segment) && !isRun) continue;
    const so = counted.get(segment.exercise) ?? { done: 0, planned: 0 };
    const done = so.done + (state.logged.includes(id) ? 1 : 0);
    counted.set(segment.exercise, { done, planned: so.planned + 1 });
  }
  return [...counted].map(([exercise, so]) => ({ exercise, ...so, pain: worst(state, exercise) }));
}

function worst(state: State, exercise: string): number | null {
  const answers = state.facts.flatMap(({ payload }) =>
    "nprs" in payload && payload.exercise === exercise && payload.nprs != null ? [payload.nprs] : [],
  );
  return answers.length === 0 ? null : Math.max(...answers);
}

/** Whether all of it was done as planned: every set, and no answer that ended anything. */
export function isAsPlanned(state: State): boolean {
  const whole = recapOf(state).every(({ done, planned }) => done === planned);
  const ends = state.facts.some(({ payload }) => {
    if (!("nprs" in payload) || payload.nprs == null) return false;
    const action = painAction(state.script, payload.exercise, payload.nprs);
    return payload.sharp === true || (action !== "go_on" && action !== "finish");
  });
  return state.ended?.why === "done" && whole && !ends;
}

export class Recap {
  readonly element = h("ul", { class: "player-recap" });
  readonly #say: Say;
  readonly #words: ScreenWords;

  constructor(say: Say, words: ScreenWords) {
    this.#say = say;
    this.#words = words;
    attribute(this.element, "aria-label", say("recap_title"));
  }

  render(state: State): void {
    this.element.replaceChildren(...recapOf(state).map((one) => this.#line(one)));
  }

  #line({ exercise, done, planned, pain }: ExerciseRecap): HTMLElement {
    const sets = this.#say("recap_sets", { done, planned });
    const hurt = pain === null ? [] : [this.#say("recap_pain", { pain })];
    return h(
      "li",
      {},
      h("strong", {}, this.#words.name(exercise)),
      h("span", {}, [sets, ...hurt].join(" · ")),
    );
  }
}
