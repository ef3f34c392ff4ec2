// The words of a screen: its title, the line below, what comes next.

import { nextUp, type Moment } from "./moment.ts";
import { askedStretch, current } from "./moves.ts";
import type { Page } from "./page.ts";
import { isAsPlanned } from "./recap.ts";
import { isSet, isStretch, isWarmUp, type Segment } from "./script.ts";
import type { State } from "./state.ts";
import { duration, type Key, type Say } from "./words.ts";

export class ScreenWords {
  readonly #page: Page;
  readonly #say: Say;

  constructor(page: Page, say: Say) {
    this.#page = page;
    this.#say = say;
  }

  title(state: State, segment: Segment): string {
    if (state.mode === "over") {
      return this.#say(state.ended?.why === "done" ? "over_title_done" : "over_title");
    }
    if (state.mode === "cramp") return this.#say("cramp_title");
    if (segment.kind === "warm_up" && !this.#isPart(segment)) return this.#say("warm_up");
    if (segment.kind === "rest") return this.#say("rest");
    if (isStretch(segment)) return this.#say(segment.kind as Key);
    return this.name(segment.exercise);
  }

  under(state: State, segment: Segment): string {
    const say = this.#say;
    // The reply has said why the session ends.
    const answered = state.ended?.why === "pain" || state.ended?.why === "unanswered";
    if (answered && state.reply !== null) return "";
    if (state.mode === "over") return say(`over_${state.ended?.why ?? "done"}` as Key);
    if (state.mode === "paused") return say("paused");
    if (state.mode === "cramp") return say("cramp");
    if (segment.kind === "warm_up") return this.#page.exercises[segment.exercise]?.start ?? say("warm_up_hint");
    if (segment.kind === "rest") return say("rest_hint");
    if (isStretch(segment)) return this.#pace(segment);
    if (segment.kind === "ask_pain" && askedStretch(state) !== null) return "";
    const side = this.side(segment.side);
    const load = segment.load_kg === null ? [] : [say("load", { load: segment.load_kg })];
    if (segment.kind === "set_up" || segment.kind === "switch") {
      const rung = this.#page.rungs[segment.rung];
      if (isWarmUp(segment)) return [side, say("easy_hint")].join(" · ");
      return [side, ...(rung === undefined ? [] : [rung]), ...load, ...this.#led(state, segment)].join(" · ");
    }
    if (segment.kind === "easy") return [side, say("easy_set")].join(" · ");
    return [side, say("set_of", { set: segment.set_number, sets: segment.sets }), ...load].join(" · ");
  }

  /** Whether tones lead a timed run, and why not. */
  #led({ script }: State, { exercise, steady_m }: Segment): readonly string[] {
    if (steady_m === null) return [];
    const led = script.segments.some((s) => s.exercise === exercise && s.tones.length > 0);
    return [this.#say(led ? "tones_lead" : "tones_none")];
  }

  /** A part of a warm-up block has words of its own; the walk before hard work has none. */
  #isPart(segment: Segment): boolean {
    return segment.exercise in this.#page.exercises;
  }

  #pace(segment: Segment): string {
    const { set_number: set, sets } = segment;
    const number = this.#say("interval_of", { set, sets });
    const time = this.#time(segment);
    const metres = segment.metres === null ? [] : [this.#say("metres", { n: segment.metres })];
    return [number, ...metres, ...time].join(" · ");
  }

  /** The time of a timed run: that of the plan, any easy one, or as fast as one likes. */
  #time({ kind, steady_m: n, steady_tenths: tenths }: Segment): readonly string[] {
    if (kind === "walk" || n === null) return [];
    if (tenths !== null) return [this.#say("steady_time", { n, time: (tenths / 10).toFixed(1) })];
    return [this.#say(kind === "sprint" ? "steady_free" : "steady_easy", { n })];
  }

  /** What comes next; after a session done as planned, when the next one is. */
  next(state: State): string {
    const say = this.#say;
    if (state.mode === "over") return isAsPlanned(state) ? this.#page.next_session : "";
    const here = current(state).kind;
    if (here === "set_up" || here === "switch") return "";
    const next = nextUp(state);
    if (next === null || next.kind === "done") return say("next_done");
    if (next.kind === "rest") return say("next_rest", { seconds: next.seconds ?? 0 });
    if (isStretch(next) && next.metres !== null) {
      return say(next.kind === "walk" ? "next_metres_walk" : "next_metres_run", { n: next.metres });
    }
    if (isStretch(next)) return say(`next_${next.kind}` as Key, { time: duration(say, 1000 * (next.seconds ?? 0)) });
    if (isSet(next)) return say("next_set", { set: next.set_number, sets: next.sets });
    if (next.kind === "switch") return say("next_side", { side: this.side(next.side) });
    return say("next_up", { exercise: this.name(next.exercise) });
  }

  /** One sentence when the subject changes, and silence in between. */
  told(state: State, is: Moment): string {
    const title = this.title(state, is.segment);
    const asks = is.segment.kind === "ask_pain" && state.mode === "waiting";
    return asks ? `${this.#say("pain_title")} ${title}` : `${title}. ${this.under(state, is.segment)}`;
  }

  name(exercise: string): string {
    return this.#page.exercises[exercise]?.name ?? exercise;
  }

  side(side: string): string {
    return this.#say(side === "left" ? "side_left" : side === "right" ? "side_right" : "side_both");
  }
}
