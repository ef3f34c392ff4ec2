// Gives out the cues of a step: by voice, tones and vibration, any of which may be missing.

import type { Cue, Tone } from "./effects.ts";
import { vibration, type Tones } from "./tones.ts";
import type { Tap } from "./tap.ts";
import type { Voice } from "./voice.ts";
import type { Key, Say } from "./words.ts";

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

/** Whether words are spoken, and those that were not: they are shown. */
export interface Speech {
  readonly spoken: boolean;
  readonly words: string;
}

export interface Instruments {
  readonly voice: Voice;
  readonly tones: Tones;
  readonly buzz: Buzz;
  /** What is said in reply to an answer. */
  readonly reply: (tap: Tap) => string;
  /** Hears of every word, once it is known whether it is spoken. */
  readonly speech: (speech: Speech) => void;
}

/**
 * Give cues out. What does not fit before the next one stays unsaid; its tone is enough. A tone that
 * cannot be heard vibrates, and a word that cannot be heard gets a tone where it has none.
 */
export function performer(say: Say, { voice, tones, buzz, speech, reply }: Instruments): (cues: readonly Cue[]) => void {
  const sound = audible(tones, buzz);
  return (cues) => {
    const toned = cues.some((cue) => cue.type === "tone");
    for (const cue of cues) {
      if (cue.type === "tone") sound(cue.tone);
      else if (cue.type === "buzz") buzz(cue.pattern);
      else if (cue.type === "hush") voice.hush();
      else {
        const words = cue.type === "reply" ? reply(cue.tap) : spoken(say, cue);
        if (words === "" || spokenMs(words) > cue.withinMs) continue;
        voice.say(words, (heard) => {
          speech({ spoken: heard, words });
          if (!heard && !toned) sound("ask");
        });
      }
    }
  };
}

function spoken(say: Say, cue: Extract<Cue, { type: "say" }>): string {
  const key = SAID[cue.key];
  return key === undefined ? "" : say(key, { n: cue.n ?? "" });
}

/** Play a tone, or vibrate in its stead. */
export const audible =
  (tones: Tones, buzz: Buzz) =>
  (tone: Tone): void => {
    if (!tones.play(tone)) buzz(vibration(tone));
  };

export const canBuzz = (): boolean => "vibrate" in navigator;

export const browserBuzz: Buzz = (pattern) => {
  navigator.vibrate?.([...pattern]);
};
