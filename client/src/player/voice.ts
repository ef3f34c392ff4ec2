// The browser's voice behind a small interface.

export interface Voice {
  say(words: string): void;
  hush(): void;
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
