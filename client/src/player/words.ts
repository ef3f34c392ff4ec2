// The words of the player. They come with the page, in its language; the keys are those of English.

import type english from "./words.en.json";

export type Key = keyof typeof english;
export type Words = Readonly<Record<Key, string>>;
export type Say = (key: Key, values?: Readonly<Record<string, string | number>>) => string;

/** Fill in `{name}`. */
export function teller(words: Words): Say {
  return (key, values = {}) =>
    words[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Refuse a page whose words are not all there: its plain form works better than half a player. */
export function readWords(found: unknown, keys: readonly Key[]): Words {
  const words = found as Record<string, string>;
  const missing = keys.find((key) => typeof words?.[key] !== "string");
  if (missing !== undefined) throw new Error(`the page has no words for ${missing}`);
  return words as Words;
}

/** "40 s", "12 min". */
export function duration(say: Say, ms: number): string {
  const seconds = Math.round(ms / 1000);
  return seconds < 120
    ? say("time_seconds", { n: seconds })
    : say("time_minutes", { n: Math.round(seconds / 60) });
}
