// What the page hands over: the script, its words, and where to go afterwards.

import { readScript, type Script } from "./script.ts";
import type { Why } from "./state.ts";
import { readWords, type Key, type Words } from "./words.ts";

export interface ExerciseWords {
  readonly name: string;
  readonly start: string;
  readonly steps: readonly string[];
  readonly cues: readonly string[];
  readonly not_feel: string;
}

export interface StopWords {
  readonly name: string;
  readonly plain: string;
}

export interface Page {
  readonly script: Script;
  /** An opaque id: entries of two people of a household never share a shelf. */
  readonly person: string;
  readonly language: string;
  readonly words: Words;
  readonly exercises: Readonly<Record<string, ExerciseWords>>;
  readonly rungs: Readonly<Record<string, string>>;
  readonly stops: Readonly<Record<string, StopWords>>;
  readonly after: Readonly<Partial<Record<Why, string>>>;
  readonly facts_url: string;
  readonly sprite: string | null;
  /** A page of its own, as the warm-up block is: a kept session waits for its own page. */
  readonly alone: boolean;
}

/**
 * Read `<script type="application/json" data-player-data>` of the player's element.
 *
 * Throws when something is missing; the plain page then stays as it is.
 */
export function readPage(element: HTMLElement, keys: readonly Key[]): Page {
  const text = element.querySelector("script[data-player-data]")?.textContent ?? "null";
  const found = JSON.parse(text) as Page;
  return {
    ...found,
    script: readScript(found.script),
    words: readWords(found.words, keys),
    after: found.after ?? {},
    sprite: found.sprite ?? null,
    alone: found.alone ?? false,
  };
}
