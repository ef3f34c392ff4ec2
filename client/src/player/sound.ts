// Voice, tones, vibration and light behind small interfaces; any of them may be missing.

import type { Cue, Tone } from "./effects.ts";
import type { Key, Say } from "./words.ts";

export interface Voice {
  say(words: string): void;
  hush(): void;
}
export interface Tones {
  play(tone: Tone): void;
}
export type Buzz = (pattern: readonly number[]) => void;

/** About how long a voice takes: a word that would be cut is not begun. */
export const spokenMs = (words: string): number => 250 + 65 * words.length;

const SAID: Readonly<Record<string, Key>> = {
  ask_pain: "say_ask_pain",
  caught_up: "say_caught_up",
  caught_up_done: "say_caught_up_done",
  caught_up_run: "say_caught_up_run",
  caught_up_sprint: "say_caught_up_sprint",
  caught_up_walk: "say_caught_up_walk",
  faster: "say_faster",
  run: "say_run",
  run_done: "say_run_done",
  walk: "say_walk",
  count: "say_count",
  cramp: "say_cramp",
  done: "say_done",
  go_on: "say_go_on",
  hold: "say_hold",
  let_go: "say_let_go",
  lower: "say_lower",
  over: "say_over",
  ready: "say_ready",
  rest: "say_rest",
  set_up: "say_set_up",
  stop: "say_stop",
  switch: "say_switch",
  warm_up: "say_warm_up",
};

/** Give cues out. What does not fit before the next one stays unsaid; its tone is enough. */
export function performer(say: Say, voice: Voice, tones: Tones, buzz: Buzz): (cues: readonly Cue[]) => void {
  return (cues) => {
    for (const cue of cues) {
      if (cue.type === "tone") tones.play(cue.tone);
      else if (cue.type === "buzz") buzz(cue.pattern);
      else if (cue.type === "hush") voice.hush();
      else {
        const key = SAID[cue.key];
        const words = key === undefined ? "" : say(key, { n: cue.n ?? "" });
        if (words !== "" && spokenMs(words) <= cue.withinMs) voice.say(words);
      }
    }
  };
}

export function browserVoice(language: string): Voice {
  const synthesis = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  return {
    say(words) {
      if (synthesis === undefined) return;
      // The newest word is the right one; a queue would talk about what has passed.
      synthesis.cancel();
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.lang = language;
      utterance.rate = 1.1;
      synthesis.speak(utterance);
    },
    hush: () => synthesis?.cancel(),
  };
}

type Note = readonly [number, number];

/**
 * Pitch in hertz and length in milliseconds: up is higher, down is lower, an end is long. A runner
 * tells the paces apart by ear alone: one low note, two that rise, three high ones, two that fall.
 */
const NOTES: Readonly<Record<Tone, readonly Note[]>> = {
  tick: [[880, 60]],
  lift: [[660, 110]],
  pause: [[550, 70]],
  lower: [[440, 160]],
  hold: [[660, 200]],
  end: [[523, 350]],
  ask: [[784, 200]],
  stop: [[294, 400]],
  walk: [[330, 700]],
  run: [[523, 180], [784, 300]],
  faster: [[988, 110], [988, 110], [1175, 260]],
  run_done: [[784, 250], [523, 600]],
};

/**
 * Tones by WebAudio. Call `wake` from a press: browsers allow sound only then. `hum` keeps a sound
 * that nobody hears going: a page that sounds is not slowed down while the screen is off.
 */
export function browserTones(): Tones & { wake(): void; hum(on: boolean): void } {
  let context: AudioContext | null = null;
  let low: OscillatorNode | null = null;
  return {
    wake() {
      if (typeof AudioContext === "undefined") return;
      context ??= new AudioContext();
      void context.resume().catch(() => undefined);
    },
    play(tone) {
      if (context === null || context.state !== "running") return;
      let from = context.currentTime;
      for (const [pitch, ms] of NOTES[tone]) {
        sound(context, pitch, from, from + ms / 1000);
        from += ms / 1000 + 0.04;
      }
    },
    hum(on) {
      if (!on || context === null) {
        low?.stop();
        low = null;
        return;
      }
      if (low !== null) return;
      const volume = context.createGain();
      volume.gain.value = 0.002;
      low = context.createOscillator();
      low.frequency.value = 40;
      low.connect(volume).connect(context.destination);
      low.start();
    },
  };
}

function sound(context: AudioContext, pitch: number, from: number, until: number): void {
  const volume = context.createGain();
  volume.gain.setValueAtTime(0.25, from);
  volume.gain.exponentialRampToValueAtTime(0.001, until);
  const note = context.createOscillator();
  note.frequency.value = pitch;
  note.connect(volume).connect(context.destination);
  note.start(from);
  note.stop(until);
}

export const browserBuzz: Buzz = (pattern) => {
  navigator.vibrate?.([...pattern]);
};

/** Keeps the screen on while wanted; the browser lets go whenever the page is hidden. */
export class WakeLight {
  #lock: WakeLockSentinel | null = null;
  #wanted = false;

  want(on: boolean): void {
    if (on === this.#wanted) return;
    this.#wanted = on;
    void this.renew();
  }

  async renew(): Promise<void> {
    const lock = this.#lock;
    if (!this.#wanted) {
      this.#lock = null;
      await lock?.release().catch(() => undefined);
      return;
    }
    if (lock !== null || document.visibilityState !== "visible") return;
    const found = await navigator.wakeLock?.request("screen").catch(() => null);
    this.#lock = found ?? null;
    found?.addEventListener("release", () => {
      if (this.#lock === found) this.#lock = null;
    });
    if (!this.#wanted) await this.renew();
  }
}
