// Tones by WebAudio: what each sounds like, and the context that plays them.

import type { Tone } from "./effects.ts";

export interface Tones {
  /** Play a tone, and say whether it can be heard. */
  play(tone: Tone): boolean;
}

/**
 * on       tones sound
 * blocked  the browser or the system silences them: before the first press, during a call
 * missing  this browser has none
 */
export type ToneState = "on" | "blocked" | "missing";

export interface BrowserTones extends Tones {
  /** Call from a press: browsers allow the first sound only then. */
  wake(): void;
  /** Keep a sound that nobody hears going: a page that sounds is not slowed down behind a dark screen. */
  hum(on: boolean): void;
  readonly state: ToneState;
  /** End for good. */
  close(): void;
}

type Note = readonly [number, number];
const GAP_MS = 40;
/** A refused context is asked again, yet not at every frame. */
const AGAIN_MS = 2_000;

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

/** A tone as a vibration: as long as its notes, with their gaps. */
export function vibration(tone: Tone): readonly number[] {
  return NOTES[tone].flatMap(([, ms], nth) => (nth === 0 ? [ms] : [GAP_MS, ms]));
}

/**
 * Tones of the browser. A call, an alarm or another app suspends a context (iOS: interrupts it), and
 * nothing but asking brings it back: it is asked whenever the person returns, whenever its state
 * changes, and while it should sound: behind a dark screen nobody returns.
 */
export function browserTones(): BrowserTones {
  let context: AudioContext | null = null;
  let low: OscillatorNode | null = null;
  let asked = 0;

  const resume = (): void => {
    if (context === null || context.state === "running" || context.state === "closed") return;
    asked = Date.now();
    // Refused while a call goes on; the next return, tone or look asks again.
    void context.resume().catch(() => undefined);
  };
  const again = (): void => {
    if (Math.abs(Date.now() - asked) >= AGAIN_MS) resume();
  };
  const open = (): AudioContext => {
    const made = new AudioContext();
    made.addEventListener("statechange", () => {
      if (made === context) resume();
    });
    low = null; // it belonged to the context before
    return made;
  };
  const ended = new AbortController();
  const { signal } = ended;
  document.addEventListener("visibilitychange", resume, { signal });
  addEventListener("pageshow", resume, { signal });
  addEventListener("focus", resume, { signal });

  return {
    get state() {
      if (typeof AudioContext === "undefined") return "missing";
      return context?.state === "running" ? "on" : "blocked";
    },
    wake() {
      if (typeof AudioContext === "undefined") return;
      if (context === null || context.state === "closed") context = open();
      resume();
    },
    play(tone) {
      again();
      if (context === null || context.state !== "running") return false;
      let from = context.currentTime;
      for (const [pitch, ms] of NOTES[tone]) {
        sound(context, pitch, from, from + ms / 1000);
        from += (ms + GAP_MS) / 1000;
      }
      return true;
    },
    hum(on) {
      if (!on || context === null) {
        low?.stop();
        low = null;
        return;
      }
      again();
      if (low !== null) return;
      const volume = context.createGain();
      volume.gain.value = 0.002;
      low = context.createOscillator();
      low.frequency.value = 40;
      low.connect(volume).connect(context.destination);
      low.start();
    },
    close() {
      ended.abort();
      const last = context;
      context = null;
      void last?.close().catch(() => undefined);
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
