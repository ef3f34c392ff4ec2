// The figure's hook: which picture is shown and which moment of it.
//
// A picture brings its own motion as CSS animations of one repetition. The player holds them still
// and sets their time, so that body and count move together. A page may put its own
// `setTime(phase, t)` on the figure element instead.

import { attribute, show } from "./dom.ts";
import type { Phase } from "./moment.ts";
import type { Segment } from "./script.ts";

/** Where each phase lies in the picture's motion, in seconds: [phase, begins, lasts]. */
export type Phases = readonly (readonly [string, number, number])[];

interface Timed extends HTMLElement {
  setTime?: (phase: Phase, t: number) => void;
}

export class Figures {
  readonly #all: readonly Timed[];
  #shown: Timed | null = null;
  #place: HTMLElement | null = null;
  /** The picture that moves by itself. */
  #free: Timed | null = null;

  constructor(found: readonly HTMLElement[]) {
    this.#all = found;
  }

  /** Show the pictures in a place; each moves there when it is first shown. */
  moveTo(place: HTMLElement): void {
    this.#place = place;
    for (const figure of this.#all) show(figure, false);
  }

  /** Show the picture of a segment: its rung and side, or the nearest there is. */
  show(segment: Segment): void {
    const wanted = this.#best(segment);
    if (wanted === this.#shown) return;
    if (wanted !== null) this.#place?.append(wanted);
    for (const figure of this.#all) show(figure, figure === wanted);
    this.#shown = wanted;
  }

  /** Set the moment of the picture (see `at`); without a phase it moves by itself to show how it goes. */
  setTime(phase: Phase | null, t: number): void {
    const figure = this.#shown;
    if (figure === null) return;
    attribute(figure, "data-phase", phase);
    // Looking for a picture's animations takes longer than all else of a frame: once is enough.
    if (phase === null) {
      if (this.#free !== figure) free(figure);
      this.#free = figure;
      return;
    }
    this.#free = null;
    if (figure.setTime !== undefined) figure.setTime(phase, t);
    else freeze(figure, phase, t);
  }

  #best(segment: Segment): Timed | null {
    const { exercise, side, rung } = segment;
    const mine = this.#all.filter((figure) => figure.dataset["exercise"] === exercise);
    const fits = (figure: Timed): number =>
      (figure.dataset["rung"] === rung ? 2 : 0) + (figure.dataset["side"] === side ? 1 : 0);
    return mine.reduce<Timed | null>((best, f) => (best && fits(best) >= fits(f) ? best : f), null);
  }
}

function freeze(figure: Timed, phase: Phase, t: number): void {
  const phases = readPhases(figure);
  for (const animation of figure.getAnimations?.({ subtree: true }) ?? []) {
    animation.pause();
    animation.currentTime = 1000 * at(phases, phase, t);
  }
}

/**
 * The second of the picture's motion for a moment of a phase.
 *
 * A hold has two parts there, getting into it and staying: only the second is counted. Between two
 * holds the body goes back towards its start and comes again. Below 0, `t` is the seconds until
 * the set begins, of which the last serve to get into a hold.
 */
export function at(phases: Phases, phase: Phase, t: number): number {
  if (phase === "let_go") return hold(phases) * Math.abs(1 - 2 * t);
  if (phase === "hold") return Math.max(0, hold(phases) + Math.min(0, t));
  const [, begins, lasts] = phases.find(([name]) => name === phase) ?? ["", 0, 0];
  return begins + Math.max(0, t) * lasts;
}

/** When the body is in the hold: after the last of the stretches that lead there. */
const hold = (phases: Phases): number => phases.filter(([name]) => name === "hold").at(-1)?.[1] ?? 0;

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
