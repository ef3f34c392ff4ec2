// Tones by WebAudio: what each sounds like, and the context that plays them.

import type { Tone } from "./effects.ts";

export interface Tones {
  play(tone: Tone): void;
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
