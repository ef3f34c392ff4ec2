// The player's page: built once, then only what changed is touched. Shows a state, decides nothing.

import { attribute, button, h, show, text } from "./dom.ts";
import { Face } from "./face.ts";
import { Figures } from "./figure.ts";
import { HowSheet } from "./how-sheet.ts";
import { moment, progress, type Moment } from "./moment.ts";
import { current } from "./moves.ts";
import type { Status } from "./outbox.ts";
import { PainPanel, type Chosen } from "./pain.ts";
import type { Page } from "./page.ts";
import { Recap } from "./recap.ts";
import { ReplyLine } from "./reply.ts";
import { ScreenWords } from "./screen-words.ts";
import { isMoving, isSet, isStretch, isWarmUp, lengthMs, type Segment } from "./script.ts";
import type { AdjustPress } from "./set-adjustment.ts";
import type { State } from "./state.ts";
import { canSwap } from "./swap.ts";
import type { ToneState } from "./tones.ts";
import { StopSheet } from "./stops.ts";
import { duration, type Say } from "./words.ts";

/** What a press asks for; the mount turns it into actions. */
export interface Presses {
  readonly act: (type: "go" | "done" | "pause" | "resume" | "stop" | "back" | "skip" | "swap" | "keep" | "undo" | "take_back") => void;
  readonly pain: (chosen: Chosen) => void;
  readonly adjust: AdjustPress;
  readonly reason: (reason: string | null) => void;
  readonly sound: (on: boolean) => void;
  readonly large: (on: boolean) => void;
  readonly unhurried: (on: boolean) => void;
}

/** What of the cues cannot be heard. */
export interface Quiet {
  readonly tones: ToneState;
  /** The last words that no voice said; null where one speaks. */
  readonly unspoken: string | null;
  readonly vibrates: boolean;
}

interface Primary {
  readonly label: string;
  readonly press: () => void;
  readonly ready: boolean;
}

const TIMES = "/runs/times";

/** Segments in which the person gets in place and starts the set. */
const hasStart = (segment: Segment): boolean => segment.kind === "set_up" || segment.kind === "switch";

export class View {
  readonly element: HTMLElement;
  readonly #page: Page;
  readonly #say: Say;
  readonly #words: ScreenWords;
  readonly #presses: Presses;
  readonly #figures: Figures;
  readonly #face: Face;
  readonly #pain: PainPanel;
  readonly #stops: StopSheet;
  readonly #how: HowSheet;
  readonly #reply: ReplyLine;
  readonly #recap: Recap;
  readonly #part = {
    progress: h("p", { class: "player-progress" }),
    figure: h("div", { class: "player-figure" }),
    title: h("h1", { class: "player-title", tabindex: "-1" }),
    under: h("p", { class: "player-under" }),
    guide: h("p", { class: "player-guide" }),
    next: h("p", { class: "player-next" }),
    note: h("div", { class: "player-note" }),
    noteText: h("p", {}),
    quiet: h("div", { class: "player-quiet", role: "status", hidden: true }),
    quietTones: h("p", {}),
    quietVoice: h("p", {}),
    saved: h("p", { class: "player-saved" }),
    live: h("p", { class: "player-live", role: "status", "aria-live": "polite" }),
    practice: h("p", { class: "player-practice" }),
    notices: h("div", { class: "player-notices" }),
  };
  readonly #primary: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #early: HTMLButtonElement;
  readonly #pause: HTMLButtonElement;
  readonly #more: HTMLButtonElement;
  readonly #skip: HTMLButtonElement;
  readonly #sound: HTMLButtonElement;
  readonly #large: HTMLButtonElement;
  readonly #wake: HTMLButtonElement;
  readonly #leave: HTMLAnchorElement;
  /** The stopwatch of whoever stands beside a timed run with this phone. */
  readonly #helper: HTMLAnchorElement;
  #does: Primary = { label: "", press: () => undefined, ready: false };
  #screen = "";
  #last: State | null = null;
  #told: HTMLElement | null = null;

  constructor(page: Page, say: Say, presses: Presses, figures: readonly HTMLElement[]) {
    this.#page = page;
    this.#say = say;
    this.#words = new ScreenWords(page, say);
    this.#presses = presses;
    this.#figures = new Figures(figures);
    this.#face = new Face(say);
    this.#pain = new PainPanel(say, { answer: presses.pain, adjust: presses.adjust });
    this.#how = new HowSheet(say, { unhurried: presses.unhurried, swap: () => presses.act("swap") });
    this.#reply = new ReplyLine(page, say, () => presses.act("take_back"));
    this.#recap = new Recap(say, this.#words);
    this.#stops = new StopSheet(page, say, { reason: presses.reason, back: () => presses.act("back") });
    this.#primary = button("", () => this.press(), { class: "button button-primary player-primary" });
    this.#stop = button(say("stop"), () => presses.act("stop"), { class: "player-stop" });
    this.#early = button(say("done_early"), () => presses.act("done"), { class: "button button-plain" });
    this.#pause = button(say("pause"), () => presses.act("pause"), { class: "button button-plain" });
    this.#more = button(say("more"), () => this.#openHow(), { class: "button button-plain", "aria-haspopup": "dialog" });
    this.#skip = button(say("skip"), () => presses.act("skip"), { class: "button button-plain" });
    this.#sound = this.#switch("sound", presses.sound);
    this.#large = this.#switch("large", presses.large);
    // What wakes the tones is any press; this one does nothing else.
    this.#wake = button(say("quiet_wake"), () => undefined, { class: "button button-quiet" });
    this.#leave = h("a", { class: "button button-primary player-primary" }, say("over_next"));
    this.#helper = h("a", { class: "button button-plain", href: TIMES }, say("time_helper"));
    this.element = this.#build();
  }

  #build(): HTMLElement {
    const part = this.#part;
    const say = this.#say;
    part.note.append(
      part.noteText,
      button(say("caught_up_keep"), () => this.#presses.act("keep"), { class: "button button-quiet" }),
      button(say("caught_up_undo"), () => this.#presses.act("undo"), { class: "button button-quiet" }),
    );
    part.notices.append(part.practice, part.quiet, part.note);
    part.quiet.append(part.quietTones, this.#wake, part.quietVoice);
    text(part.practice, say("practice"));
    return h(
      "section",
      { class: "player", "aria-describedby": "player-keys" },
      h("div", { class: "player-top" }, h("div", { class: "player-where" }, part.progress, part.saved), this.#sound, this.#large),
      h("div", { class: "player-stage" }, part.figure, part.notices),
      h(
        "div",
        { class: "player-panel" },
        h("div", { class: "player-head" }, part.title, part.under),
        this.#reply.element,
        this.#face.element,
        part.guide,
        this.#pain.element,
        this.#recap.element,
        part.next,
      ),
      h(
        "div",
        { class: "player-foot" },
        h("div", { class: "player-more" }, this.#more, this.#helper, this.#early, this.#pause, this.#skip),
        h("div", { class: "player-main" }, this.#stop, this.#primary, this.#leave, this.#pain.refuse),
      ),
      h("p", { class: "player-keys", id: "player-keys" }, say("keys")),
      part.live,
      this.#stops.element,
      this.#how.element,
    );
  }

  /** Take the place of the plain page. Its reply to the check-in is read until the first exercise starts. */
  appear(page: HTMLElement): void {
    this.#figures.moveTo(this.#part.figure);
    this.#told = page.parentElement?.querySelector<HTMLElement>(":scope > .reply") ?? null;
    if (this.#told !== null) this.#part.notices.prepend(this.#told);
    this.#part.notices.prepend(...page.querySelectorAll("[data-kept]"));
    page.append(this.element);
  }

  /** What the one big button does now; the space bar does the same. */
  press(): void {
    if (this.#does.ready) this.#does.press();
  }

  choosePain(nprs: number): void {
    if (!this.#pain.element.hidden) this.#pain.choose(nprs);
  }

  setLarge(on: boolean): void {
    attribute(this.#large, "aria-pressed", String(on));
    this.element.classList.toggle("is-large", on);
  }

  setSound(on: boolean): void {
    attribute(this.#sound, "aria-pressed", String(on));
  }

  setUnhurried(on: boolean): void {
    this.#how.setUnhurried(on);
  }

  /** Whether a touch there takes an answer back rather than makes it a fact. */
  isUndo(target: EventTarget | null): boolean {
    return target instanceof Node && this.#reply.element.contains(target);
  }

  #openHow(): void {
    const state = this.#last;
    if (state === null) return;
    const segment = current(state);
    const words = this.#page.exercises[segment.exercise];
    const [instead] = state.script.swaps;
    const swaps = canSwap(state) && segment.kind === "set_up" && !isWarmUp(segment);
    const other = swaps && instead !== undefined ? this.#words.name(instead.exercise) : null;
    if (words !== undefined) this.#how.open(words, other);
  }

  focusTitle(): void {
    this.#part.title.focus({ preventScroll: true });
  }

  /** Show a state at an instant. Cheap enough for every frame. */
  render(state: State, now: number): void {
    this.#last = state;
    const is = moment(state, now);
    this.#renderClock(state, is);
    const screen = `${state.index}/${state.line[state.index]}/${state.mode}/${is.leadMs > 0}/${state.slept !== null}`;
    // Whoever comes back to a phone that slept says first what happened meanwhile.
    const asking = is.segment.kind === "ask_pain" && state.mode === "waiting" && state.slept === null;
    if (asking) this.#pain.render(state, `${state.index}`);
    this.#reply.render(state);
    if (screen === this.#screen) {
      if (state.mode === "cramp") this.#renderPrimary();
      return;
    }
    if (this.#screen !== "") this.#told?.remove();
    this.#screen = screen;
    this.#renderScreen(state, is, asking);
    this.#renderPrimary();
    this.#keepFocus();
  }

  /** Say what cannot be heard, and show what a voice would have said. */
  renderQuiet({ tones, unspoken, vibrates }: Quiet): void {
    const part = this.#part;
    const say = this.#say;
    const instead = say(vibrates ? "quiet_vibrates" : "quiet_look");
    const lost = tones === "missing" ? say("quiet_missing") : say("quiet_blocked");
    text(part.quietTones, tones === "on" ? "" : `${lost} ${instead}`);
    show(this.#wake, tones === "blocked");
    text(part.quietVoice, unspoken === null ? "" : say("quiet_voice", { words: unspoken }));
    show(part.quiet, tones !== "on" || unspoken !== null);
  }

  renderStatus(status: Status, lasting: boolean, clock: (at: number) => string): void {
    const say = this.#say;
    const { waiting, refused, lastSaved, trouble } = status;
    const words =
      refused > 0
        ? say("saving_refused", { refused })
        : trouble === "entrance"
          ? say("saving_entrance", { waiting })
          : waiting > 0
            ? say(lasting ? "saving_waiting" : "kept_not", { waiting })
            : lastSaved === null
              ? ""
              : say("saved", { time: clock(lastSaved) });
    text(this.#part.saved, words);
  }

  #renderClock(state: State, is: Moment): void {
    const { kind } = is.segment;
    const timed = isMoving(is.segment) || isStretch(is.segment) || kind === "rest" || kind === "warm_up" || state.mode === "cramp";
    show(this.#face.element, timed && state.mode !== "over");
    if (timed && state.mode !== "over") this.#face.render(is);
    this.#figures.show(is.segment);
    const moving = isMoving(is.segment) && state.mode !== "cramp";
    const holds = is.phase === "hold" && is.leadMs === 0 && state.mode === "running";
    attribute(this.#part.figure, "data-holds", holds);
    this.#figures.setTime(moving ? is.phase : null, is.leadMs > 0 ? -is.leadMs / 1000 : is.t);
  }

  #renderScreen(state: State, is: Moment, asking: boolean): void {
    const part = this.#part;
    const { segment } = is;
    const over = state.mode === "over";
    attribute(this.element, "data-mode", state.mode);
    attribute(this.element, "data-kind", segment.kind);
    const { at, of } = progress(state);
    text(part.progress, over ? "" : this.#say("progress", { at, of }));
    text(part.title, this.#words.title(state, segment));
    text(part.under, this.#words.under(state, segment));
    show(part.practice, state.practice);
    show(part.note, state.slept !== null);
    if (state.slept !== null) {
      text(part.noteText, this.#say("caught_up", { time: duration(this.#say, state.slept.lasted) }));
    }
    this.#renderGuide(state, segment);
    show(this.#pain.element, asking);
    show(this.#pain.refuse, asking);
    if (!asking) this.#pain.forget();
    show(this.#recap.element, over);
    if (over) this.#recap.render(state);
    text(part.next, this.#words.next(state));
    const set = (isSet(segment) || isStretch(segment)) && state.mode === "running" && is.leadMs === 0;
    show(this.#early, set && lengthMs(segment) !== null);
    show(this.#pause, segment.kind === "rest" && state.mode === "running");
    show(this.#more, hasStart(segment) && state.mode === "waiting" && segment.exercise in this.#page.exercises);
    const free = state.mode === "running" || state.mode === "waiting" || state.mode === "paused";
    show(this.#helper, segment.kind === "set_up" && segment.steady_m !== null && state.mode === "waiting" && !state.practice);
    show(this.#skip, free && !asking && segment.kind !== "done");
    text(this.#skip, this.#say(isWarmUp(segment) ? "skip_warm_up" : "skip"));
    show(this.#stop, !over);
    show(this.#leave, over);
    attribute(this.#leave, "href", this.#page.after[state.ended?.why ?? "done"] ?? "/");
    this.#stops.render(state.mode === "stopping", isStretch(segment));
    if (state.mode !== "stopping") text(part.live, this.#words.told(state, is));
  }

  /** How to get in place; the rest of it is behind "More". */
  #renderGuide(state: State, segment: Segment): void {
    const { guide } = this.#part;
    const words = this.#page.exercises[segment.exercise];
    const visible = hasStart(segment) && words !== undefined && state.mode === "waiting";
    show(guide, visible);
    if (!visible || words === undefined) return;
    const turned = segment.kind === "switch";
    text(guide, turned ? `${this.#say("switch_title")}: ${this.#words.side(segment.side)}` : words.start);
  }

  #renderPrimary(): void {
    const state = this.#last;
    if (state === null) return;
    this.#does = this.#primaryOf(state);
    // A number is the answer: there is nothing to press besides.
    const asks = state.mode === "waiting" && current(state).kind === "ask_pain";
    show(this.#primary, state.mode !== "over" && !asks);
    text(this.#primary, this.#does.label);
    attribute(this.#primary, "aria-disabled", this.#does.ready ? null : "true");
  }

  #primaryOf(state: State): Primary {
    const say = this.#say;
    const { act } = this.#presses;
    const segment = current(state);
    if (state.mode === "paused") return { label: say("go_on"), press: () => act("resume"), ready: true };
    if (state.mode === "cramp") {
      const ready = state.crampUntil === null || state.seen >= state.crampUntil;
      return { label: say("go_on"), press: () => act("go"), ready };
    }
    if (state.mode === "waiting") return { label: say("go"), press: () => act("go"), ready: true };
    if (segment.kind === "rest" && state.mode === "running") return { label: say("start_now"), press: () => act("go"), ready: true };
    if (isStretch(segment) && segment.metres !== null) {
      return { label: say("there"), press: () => act("done"), ready: true };
    }
    const counted = isSet(segment) && lengthMs(segment) === null;
    if (counted) return { label: say("done_early"), press: () => act("done"), ready: true };
    return { label: say("pause"), press: () => act("pause"), ready: state.mode === "running" };
  }

  /** Whoever was on something that has gone is put on the title, and nobody else is moved. */
  #keepFocus(): void {
    if (this.#stops.element.open) return;
    const active = document.activeElement;
    const lost = active === null || active === document.body || !active.isConnected;
    const hidden = active instanceof HTMLElement && active.closest("[hidden]") !== null;
    if (lost || (hidden && this.element.contains(active))) this.focusTitle();
  }

  #switch(word: "sound" | "large", press: (on: boolean) => void): HTMLButtonElement {
    const made = button(this.#say(word), () => press(made.getAttribute("aria-pressed") !== "true"), {
      class: "player-chip",
      "aria-pressed": "false",
    });
    return made;
  }
}
