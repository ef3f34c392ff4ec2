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

/** What an answer is replied: the sentence on the screen, and its first clause for the voice. */
export interface Reply {
  readonly text: string;
  readonly spoken: string;
}

/** The replies about one exercise: for 0 to 10 at the sore spot, for 0 to 10 somewhere else. */
export interface Replies {
  readonly here: readonly Reply[];
  readonly elsewhere: readonly Reply[];
  readonly sharp: Reply;
  readonly unanswered: Reply;
  /** For the missing answer that ends the session. */
  readonly unanswered_end: Reply;
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
  readonly replies: Readonly<Record<string, Replies>>;
  /** The reasons of STOP in the order of the sheet: those that matter most, then the others. */
  readonly stop_groups: readonly (readonly string[])[];
  /** When the next session is for whoever does this one as planned; empty where nobody knows. */
  readonly next_session: string;
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
    replies: found.replies ?? {},
    stop_groups: found.stop_groups ?? [],
    next_session: found.next_session ?? "",
    sprite: found.sprite ?? null,
    alone: found.alone ?? false,
  };
}
