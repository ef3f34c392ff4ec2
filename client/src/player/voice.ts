// The browser's voice behind a small interface.

export interface Voice {
  /** Say words; `heard` is called with whether they are spoken, once that is known. */
  say(words: string, heard: (spoken: boolean) => void): void;
  hush(): void;
}

/** A voice that has not begun by then does not speak; one from the network needs a second. */
const START_MS = 2_500;

/**
 * The voice of the browser. Words are unspoken where it has none, at an error, and when it does not
 * begin. Each word is tried afresh, because voices load late and come back after a call.
 */
export function browserVoice(language: string): Voice {
  const synthesis = globalThis.speechSynthesis as SpeechSynthesis | undefined;
  let current: SpeechSynthesisUtterance | null = null;
  return {
    say(words, heard) {
      if (synthesis === undefined) return heard(false);
      // The newest word is the right one; a queue would talk about what has passed.
      current = null;
      synthesis.cancel();
      synthesis.resume(); // a call may have left it paused
      const utterance = new SpeechSynthesisUtterance(words);
      utterance.lang = language;
      utterance.rate = 1.1;
      let known: boolean | null = null;
      const know = (spoken: boolean): void => {
        clearTimeout(late);
        // A word that we ended ourselves, for a newer one, tells nothing.
        if (current !== utterance || known === spoken) return;
        known = spoken;
        heard(spoken);
      };
      const late = setTimeout(know, START_MS, false);
      utterance.addEventListener("start", () => know(true));
      utterance.addEventListener("error", () => know(false));
      current = utterance;
      synthesis.speak(utterance);
    },
    hush() {
      current = null;
      synthesis?.cancel();
    },
  };
}
