// A browser's sound as tests need it: a context that can be interrupted, and a voice that can fail.

import { vi } from "vitest";

/** An AudioContext that starts when asked, unless the system holds it back as during a call. */
export class FakeContext extends EventTarget {
  static readonly made: FakeContext[] = [];
  static held = false;
  state: string = "suspended";
  currentTime = 0;
  destination = {};
  notes = 0;
  asked = 0;

  constructor() {
    super();
    FakeContext.made.push(this);
  }

  async resume(): Promise<void> {
    this.asked += 1;
    if (FakeContext.held) throw new DOMException("interrupted", "InvalidStateError");
    this.become("running");
  }

  become(state: string): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }

  createGain(): unknown {
    const gain = { value: 0, setValueAtTime: vi.fn(), exponentialRampToValueAtTime: vi.fn() };
    return { gain, connect: (to: unknown) => to };
  }

  createOscillator(): unknown {
    const start = (): void => {
      this.notes += 1;
    };
    return { frequency: { value: 0 }, connect: (to: unknown) => to, start, stop: vi.fn() };
  }
}

export class FakeUtterance extends EventTarget {
  lang = "";
  rate = 1;
  constructor(readonly text: string) {
    super();
  }
}

export interface FakeVoice {
  readonly said: FakeUtterance[];
  /** What follows a word at once; nothing where the voice stays silent. */
  answers: "start" | "error" | null;
}

export function fakeAudio(): typeof FakeContext {
  FakeContext.made.length = 0;
  FakeContext.held = false;
  vi.stubGlobal("AudioContext", FakeContext);
  return FakeContext;
}

export function fakeVoice(): FakeVoice {
  const voice: FakeVoice = { said: [], answers: "start" };
  vi.stubGlobal("SpeechSynthesisUtterance", FakeUtterance);
  vi.stubGlobal("speechSynthesis", {
    cancel: () => voice.said.at(-1)?.dispatchEvent(new Event("error")),
    resume: vi.fn(),
    speak: (utterance: FakeUtterance) => {
      voice.said.push(utterance);
      if (voice.answers !== null) utterance.dispatchEvent(new Event(voice.answers));
    },
  });
  return voice;
}
