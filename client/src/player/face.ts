// The face of the watch: a ring that empties, a huge count or timer, and the tempo bar below.

import { attribute, h, s, show, text } from "./dom.ts";
import type { Moment, Phase } from "./moment.ts";
import { isMoving, repeats } from "./script.ts";
import type { Key, Say } from "./words.ts";

const RADIUS = 54;
const AROUND = 2 * Math.PI * RADIUS;
const PHASES: Readonly<Record<Phase, Key>> = {
  lift: "lift",
  pause: "pause_phase",
  lower: "lower",
  hold: "hold",
  let_go: "let_go",
};

export class Face {
  readonly element: HTMLElement;
  readonly #arc: SVGElement;
  readonly #number: HTMLElement;
  readonly #caption: HTMLElement;
  readonly #tempo: HTMLElement;
  readonly #fill: HTMLElement;
  readonly #phase: HTMLElement;
  readonly #say: Say;

  constructor(say: Say) {
    this.#say = say;
    this.#arc = s("circle", {
      class: "player-arc", cx: "60", cy: "60", r: String(RADIUS),
      "stroke-dasharray": String(AROUND), transform: "rotate(-90 60 60)",
    });
    const ring = s(
      "svg",
      { class: "player-ring", viewBox: "0 0 120 120", "aria-hidden": "true", focusable: "false" },
      s("circle", { class: "player-track", cx: "60", cy: "60", r: String(RADIUS) }),
      this.#arc,
    );
    this.#number = h("span", { class: "player-number" });
    this.#caption = h("span", { class: "player-caption" });
    this.#fill = h("span", { class: "player-tempo-fill" });
    this.#phase = h("span", { class: "player-tempo-phase" });
    this.#tempo = h(
      "div",
      { class: "player-tempo" },
      this.#phase,
      h("span", { class: "player-tempo-track" }, this.#fill),
    );
    this.element = h(
      "div",
      // A clock is looked at, not listened to: the live region tells what changes.
      { class: "player-face", role: "timer", "aria-live": "off" },
      h("div", { class: "player-dial" }, ring, h("div", { class: "player-reading" }, this.#number, this.#caption)),
      this.#tempo,
    );
  }

  render(is: Moment): void {
    const [number, caption, share] = this.#reading(is);
    text(this.#number, number);
    attribute(this.#number, "data-length", String(number.length));
    text(this.#caption, caption);
    attribute(this.#arc, "stroke-dashoffset", (AROUND * (1 - share)).toFixed(1));
    this.#renderTempo(is);
  }

  #reading(is: Moment): readonly [string, string, number] {
    if (is.leadMs > 0) {
      const seconds = Math.ceil(is.leadMs / 1000);
      return [String(seconds), this.#say("get_ready"), 1];
    }
    const left = is.leftMs ?? 0;
    const share = is.wholeMs === null || is.wholeMs === 0 ? 1 : left / is.wholeMs;
    if (repeats(is.segment) && is.mode !== "cramp") {
      return [String(Math.max(1, is.count)), this.#say("count_of", { of: is.of }), share];
    }
    if (isMoving(is.segment) && is.mode !== "cramp") {
      const seconds = Math.ceil(is.phaseLeftMs / 1000);
      const many = is.of > 1 ? `${is.count} ${this.#say("count_of", { of: is.of })}` : "";
      return [String(seconds), many === "" ? this.#say("seconds") : many, is.phaseMs === 0 ? 1 : 1 - is.t];
    }
    const { kind } = is.segment;
    const named = kind === "walk" || kind === "run" || kind === "sprint" || kind === "warm_up";
    const pace = named ? kind : "rest";
    return [clockFace(left), this.#say(is.mode === "cramp" ? "rest" : pace), share];
  }

  /** The bar fills while lifting and empties while lowering. */
  #renderTempo(is: Moment): void {
    const runs = is.phase !== null && is.leadMs === 0 && repeats(is.segment);
    show(this.#tempo, runs);
    if (is.phase === null || !runs) return;
    const full = is.phase === "lift" ? is.t : is.phase === "lower" ? 1 - is.t : 1;
    this.#fill.style.setProperty("--full", full.toFixed(3));
    attribute(this.#tempo, "data-phase", is.phase);
    const seconds = Math.ceil(is.phaseLeftMs / 1000);
    text(this.#phase, `${this.#say(PHASES[is.phase])} ${seconds}`);
  }
}

/** "45", "4:05". */
export function clockFace(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 60) return String(seconds);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
