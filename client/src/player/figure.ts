// The figure's hook: which picture is shown and which moment of it.
//
// A picture brings its own motion as CSS animations of one repetition. The player holds them still
// and sets their time, so that body and count move together. A page may put its own
// `setTime(phase, t)` on the figure element instead.

import { attribute, show } from "./dom.ts";
import type { Phase } from "./moment.ts";
import type { Segment } from "./script.ts";

/** Where each phase lies in the picture's motion, in seconds: [phase, begins, lasts]. */
type Phases = readonly (readonly [string, number, number])[];

interface Timed extends HTMLElement {
  setTime?: (phase: Phase, t: number) => void;
}

export class Figures {
  readonly #all: readonly Timed[];
  #shown: Timed | null = null;

  constructor(found: readonly HTMLElement[]) {
    this.#all = found;
  }

  /** Take the pictures from where the plain page shows them. */
  moveTo(place: HTMLElement): void {
    place.append(...this.#all);
    for (const figure of this.#all) show(figure, false);
  }

  /** Show the picture of a segment: its rung and side, or the nearest there is. */
  show(segment: Segment): void {
    const wanted = this.#best(segment);
    if (wanted === this.#shown) return;
    for (const figure of this.#all) show(figure, figure === wanted);
    this.#shown = wanted;
  }

  /** Set the moment of the picture; without a phase it moves by itself to show how it goes. */
  setTime(phase: Phase | null, t: number): void {
    const figure = this.#shown;
    if (figure === null) return;
    attribute(figure, "data-phase", phase);
    if (phase === null) return free(figure);
    if (figure.setTime !== undefined) figure.setTime(phase, t);
    else hold(figure, phase, t);
  }

  #best(segment: Segment): Timed | null {
    const { exercise, side, rung } = segment;
    const mine = this.#all.filter((figure) => figure.dataset["exercise"] === exercise);
    const fits = (figure: Timed): number =>
      (figure.dataset["rung"] === rung ? 2 : 0) + (figure.dataset["side"] === side ? 1 : 0);
    return mine.reduce<Timed | null>((best, f) => (best && fits(best) >= fits(f) ? best : f), null);
  }
}

function hold(figure: Timed, phase: Phase, t: number): void {
  const phases = readPhases(figure);
  const found = phases.find(([name]) => name === phase);
  for (const animation of figure.getAnimations?.({ subtree: true }) ?? []) {
    animation.pause();
    const lasts = Number(animation.effect?.getComputedTiming().duration ?? 0);
    const [begins, takes] = found === undefined ? [0, lasts] : [found[1] * 1000, found[2] * 1000];
    animation.currentTime = begins + t * takes;
  }
}

function free(figure: Timed): void {
  for (const animation of figure.getAnimations?.({ subtree: true }) ?? []) {
    if (animation.playState === "paused") animation.play();
  }
}

function readPhases(figure: Timed): Phases {
  try {
    return JSON.parse(figure.dataset["phases"] ?? "[]") as Phases;
  } catch {
    return [];
  }
}
