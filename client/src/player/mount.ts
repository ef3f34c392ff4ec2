// The shell around the reducer: reads clock, keys and storage, and carries out what follows.

import "./player.css";
import type { Action } from "./actions.ts";
import { wallClock } from "./clock.ts";
import { allFacts, effects } from "./effects.ts";
import { keyboard } from "./keys.ts";
import type { Outbox } from "./outbox.ts";
import { readPage, type Page } from "./page.ts";
import { current } from "./moves.ts";
import { begin, reduce } from "./reduce.ts";
import { forget, restore, save } from "./saved.ts";
import { KeptNotice } from "./kept-notice.ts";
import { replyTo } from "./reply.ts";
import { isStretch } from "./script.ts";
import { lockManager, outboxOf, shelfOf } from "./sending.ts";
import { forget as forgetKeptPage } from "../parts/kept-session.ts";
import { server } from "../parts/server.ts";
import { browserBuzz, canBuzz, performer } from "./sound.ts";
import type { State } from "./state.ts";
import { browserTones } from "./tones.ts";
import { View, type Presses } from "./view.ts";
import { browserVoice } from "./voice.ts";
import { WakeLight } from "./wake-light.ts";
import english from "./words.en.json";
import { teller, type Key } from "./words.ts";

const SAVE_EVERY_MS = 2_000;
const HIDDEN_TICK_MS = 1_000;
/** Whoever pressed Start on the page before need not press it again here. */
const START = "start";
/** A context needs a moment to start; only silence that lasts is worth a word. */
const QUIET_AFTER_MS = 1_000;

type Omitted<A> = A extends { at: number } ? Omit<A, "at"> : never;
type Press = Omitted<Action>;

/**
 * Bring a player's page to life, and give what ends it when another page takes its place.
 * Throws when the page lacks something; its plain form then stays.
 */
export async function mount(element: HTMLElement): Promise<() => void> {
  const page = readPage(element, Object.keys(english) as Key[]);
  const release = await claim(`hamstrong.player.${page.person}`);
  if (release === null) {
    element.dataset["player"] = "elsewhere";
    for (const part of element.querySelectorAll<HTMLElement>("[data-start]")) part.hidden = true;
    const told = element.querySelector<HTMLElement>("[data-elsewhere]");
    if (told !== null) {
      told.textContent = page.words.other_tab;
      told.hidden = false;
    }
    return () => undefined;
  }
  await nextTask();
  const player = new Player(element, page);
  await nextTask();
  player.open();
  return () => {
    player.close();
    release();
  };
}

/** Let the browser paint and hear between two pieces of work, so that a slow phone is never blocked. */
const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/**
 * One tab plays; the claim is held until it is released or the document goes. Without locks
 * everybody may. Gives null where another tab holds it.
 */
async function claim(name: string): Promise<(() => void) | null> {
  const locks = lockManager();
  if (locks === null) return () => undefined;
  return new Promise((resolve) => {
    void locks.request(name, { ifAvailable: true }, (lock) => {
      if (lock === null) return resolve(null);
      return new Promise<void>((release) => resolve(release));
    });
  });
}

class Player {
  readonly #element: HTMLElement;
  readonly #page: Page;
  readonly #shelf;
  readonly #outbox: Outbox;
  readonly #view: View;
  readonly #tones = browserTones();
  readonly #light = new WakeLight();
  readonly #notice: KeptNotice | null;
  readonly #perform;
  #clock = wallClock(Date.now);
  #state: State | null = null;
  #savedAt = 0;
  #sound = true;
  #quietSince: number | null = null;
  #unspoken: string | null = null;
  /** Came by Start from another page: no press here yet, so no browser lets it sound. */
  #untouched = false;
  /** Aborted when the player ends; its listeners go with it. */
  readonly #ended = new AbortController();
  #hiddenTicks: ReturnType<typeof setInterval> | undefined;

  constructor(element: HTMLElement, page: Page) {
    this.#element = element;
    this.#page = page;
    this.#shelf = shelfOf(page.person);
    this.#notice = KeptNotice.of(element, Date.now());
    const say = teller(page.words);
    const voice = browserVoice(page.language);
    this.#perform = performer(say, {
      voice,
      tones: this.#tones,
      buzz: browserBuzz,
      reply: (tap) => replyTo(page, tap).spoken,
      speech: ({ spoken, words }) => {
        this.#unspoken = spoken ? null : words;
      },
    });
    this.#view = new View(page, say, this.#presses(), figuresOf(element));
    this.#outbox = outboxOf(page.person, page.facts_url, this.#shelf, () => this.#showStatus());
  }

  /** Go on with a kept session, or wait for a press on start. */
  open(): void {
    this.#sound = this.#shelf.get("sound") !== "off";
    this.#view.setSound(this.#sound);
    this.#view.setLarge(this.#shelf.get("large") === "on");
    this.#view.setUnhurried(this.#isUnhurried());
    const kept = this.#page.alone ? null : this.#takeKept();
    for (const start of this.#element.querySelectorAll<HTMLElement>("[data-start]")) {
      start.addEventListener("click", (event) => {
        event.preventDefault();
        if (this.#state === null) this.#start(start.dataset["start"] === "practice");
      });
    }
    this.#listen();
    if (kept !== null) {
      this.#tones.wake(); // some browsers let a page that was left sound again without a press
      this.#play(kept);
    } else if (this.#notice !== null) {
      this.#notice.refuse();
    } else if (server().query().has(START)) {
      server().dropQuery();
      this.#untouched = true;
      this.#start(false);
    }
    void this.#outbox.flush();
  }

  /** A kept session of today, whose facts are all in the outbox. One of another day is closed. */
  #takeKept(): State | null {
    const kept = restore(this.#shelf);
    if (kept === null) return null;
    const today = kept.script.day === this.#page.script.day;
    const state = reduce(kept, { type: today ? "settle" : "expire", at: kept.seen });
    this.#outbox.add(allFacts(state), state.script.day);
    if (state.mode !== "over") return state;
    forget(this.#shelf);
    return null;
  }

  #start(practice: boolean): void {
    this.#clock = wallClock(Date.now);
    // Without a press no browser lets a page sound, and trying takes a slow phone a while.
    if (!this.#untouched) this.#tones.wake();
    const session = crypto.randomUUID();
    const state = begin(this.#page.script, { at: this.#clock(), session, practice });
    this.#keep(state);
    this.#outbox.add(allFacts(state), state.script.day);
    void this.#outbox.flush();
    this.#play(state);
    this.#view.focusTitle();
  }

  #play(state: State): void {
    this.#clock = wallClock(Date.now, state.seen);
    this.#state = state;
    for (const plain of this.#element.querySelectorAll<HTMLElement>("[data-plain]")) {
      plain.hidden = true;
    }
    this.#view.appear(this.#element);
    this.#element.dataset["player"] = "playing";
    document.documentElement.dataset["playing"] = "yes";
    this.#act({ type: "tick" });
    this.#showStatus();
    const frame = (): void => {
      this.#act({ type: "tick" });
      if (!isFinished(this.#state) && !this.#ended.signal.aborted) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    this.#hiddenTicks = setInterval(() => {
      if (document.hidden) this.#act({ type: "tick" });
    }, HIDDEN_TICK_MS);
  }

  #act(press: Press): void {
    const before = this.#state;
    if (before === null) return;
    const at = this.#clock();
    const after = reduce(before, { ...press, at } as Action);
    this.#state = after;
    const { cues, facts, wakeful, save: changed } = effects(before, after);
    // The outbox first: a crash between the two hands the facts over again, under the same ids.
    if (facts.length > 0) {
      this.#outbox.add(facts, after.script.day);
      void this.#outbox.flush();
    }
    if (changed || at - this.#savedAt > SAVE_EVERY_MS) this.#keep(after);
    if (this.#sound && !this.#untouched) this.#perform(cues);
    this.#light.want(wakeful);
    if (!this.#untouched) this.#tones.hum(this.#sound && after.mode === "running" && isStretch(current(after)));
    this.#view.render(after, at);
    this.#showQuiet(after, at);
    if (isFinished(after) && !isFinished(before)) this.#forgetFinished();
  }

  /** Say when tones or words that belong here cannot be heard. */
  #showQuiet(state: State, at: number): void {
    const tones = this.#tones.state;
    this.#quietSince = tones === "on" ? null : (this.#quietSince ?? at);
    const lasts = this.#quietSince !== null && at - this.#quietSince >= QUIET_AFTER_MS;
    const wanted = this.#sound && state.mode !== "over" && !this.#untouched;
    this.#view.renderQuiet({
      tones: wanted && lasts ? tones : "on",
      unspoken: wanted ? this.#unspoken : null,
      vibrates: canBuzz(),
    });
  }

  #keep(state: State): void {
    this.#savedAt = state.seen;
    if (!state.practice) save(this.#shelf, state);
  }

  #forgetFinished(): void {
    if (this.#state?.practice === true) return;
    forget(this.#shelf);
    void forgetKeptPage(); // it would offer to begin what is over
  }

  #presses(): Presses {
    return {
      act: (type) => this.#act({ type }),
      pain: (chosen) => this.#act({ type: "pain", ...chosen, unhurried: this.#isUnhurried() }),
      adjust: (set, change) => this.#act({ type: "adjust", set, ...change }),
      reason: (reason) => this.#act({ type: "reason", reason }),
      sound: (on) => {
        this.#sound = on;
        this.#shelf.set("sound", on ? "on" : "off");
        this.#view.setSound(on);
        if (!on) this.#perform([{ type: "hush" }]);
      },
      large: (on) => {
        this.#shelf.set("large", on ? "on" : "off");
        this.#view.setLarge(on);
      },
      unhurried: (on) => {
        this.#shelf.set("unhurried", on ? "on" : "off");
        this.#view.setUnhurried(on);
      },
    };
  }

  #isUnhurried(): boolean {
    return this.#shelf.get("unhurried") === "on";
  }

  /** Whatever else is touched, an answer before it is a fact. */
  #touched(event: Event): void {
    if (this.#state?.tap != null && !this.#view.isUndo(event.target)) this.#act({ type: "settle" });
  }

  #listen(): void {
    const read = keyboard();
    const { signal } = this.#ended;
    // Before what the press does, so that its own tone can be heard.
    const pressed = (): void => {
      this.#untouched = false;
      this.#tones.wake();
    };
    this.#view.element.addEventListener("click", pressed, { capture: true });
    document.addEventListener("pointerdown", (event) => this.#touched(event), { capture: true, signal });
    document.addEventListener("click", (event) => this.#touched(event), { capture: true, signal });
    this.#view.element.addEventListener("keydown", (event) => {
      pressed();
      const target = event.target as Element;
      const command = read({
        key: event.key,
        at: event.timeStamp,
        onControl: target.closest("button, a, input, select, textarea, dialog") !== null,
        modified: event.ctrlKey || event.metaKey || event.altKey,
      });
      if (command === null || target.closest("dialog") !== null || event.repeat) return;
      event.preventDefault();
      this.#command(command);
    });
    document.addEventListener("visibilitychange", () => {
      this.#act({ type: document.hidden ? "settle" : "tick" });
      this.#persist();
      void this.#light.renew();
    }, { signal });
    addEventListener("pagehide", () => this.#leave(), { signal });
    addEventListener("online", () => void this.#outbox.flush(), { signal });
  }

  #leave(): void {
    this.#act({ type: "leave" });
    this.#persist();
  }

  /** End with the page: the session is kept, and nothing sounds, ticks or listens any more. */
  close(): void {
    this.#leave();
    this.#ended.abort();
    clearInterval(this.#hiddenTicks);
    this.#perform([{ type: "hush" }]);
    this.#light.want(false);
    this.#tones.close();
    delete document.documentElement.dataset["playing"];
  }

  #command(command: NonNullable<ReturnType<ReturnType<typeof keyboard>>>): void {
    const presses = this.#presses();
    switch (command.do) {
      case "primary":
        return this.#view.press();
      case "pause":
        return presses.act(this.#state?.mode === "paused" ? "resume" : "pause");
      case "stop":
        return presses.act("stop");
      case "skip":
        return presses.act("skip");
      case "pain":
        if (command.instead) presses.act("take_back");
        return this.#view.choosePain(command.nprs);
      case "undo":
        return presses.act("take_back");
      case "large":
        return presses.large(this.#shelf.get("large") !== "on");
      case "sound":
        return presses.sound(!this.#sound);
    }
  }

  #persist(): void {
    if (this.#state !== null && !isFinished(this.#state)) this.#keep(this.#state);
  }

  #showStatus(): void {
    // 12 or 24 hours as this device has it.
    const clock = new Intl.DateTimeFormat(undefined, { hour: "numeric", minute: "2-digit" });
    this.#view.renderStatus(this.#outbox.status, this.#shelf.lasting, (at) => clock.format(at));
    this.#notice?.heed(this.#outbox.status);
  }
}

/** Nothing follows, and nothing can be taken back. */
const isFinished = (state: State | null): boolean => state?.mode === "over" && state.tap === null;

const figuresOf = (element: HTMLElement): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>("[data-figure]"),
];
