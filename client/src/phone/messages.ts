// Messages between the shell page and the worker that runs Python.

import type { Standing } from "./kept-today.ts";

export type Headers = readonly (readonly [name: string, value: string])[];

/** When and where on earth the person is, by the page's clock. */
export interface Moment {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly zone: string;
}

/** Open the diary and start Python; `takeOver` asks the page that has the diary to let go of it. */
export interface Begin extends Moment {
  readonly kind: "begin";
  readonly takeOver: boolean;
}

/** A request to the web app, as a browser would send it to a server. It counts when it was made. */
export interface Call extends Moment {
  readonly kind: "call";
  readonly id: number;
  readonly method: string;
  /** Path and parameters, such as `/library?stage=2`. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Uint8Array;
}

/** The worker holds the lock of this name for as long as it lives. */
export interface LifeSign {
  readonly kind: "alive";
  readonly lock: string;
}

/**
 * What the worker says by itself. `reason` is one of the diary's typed reasons, "network", "start", or
 * "stopped" once it had answered.
 */
export type Report =
  | { readonly kind: "progress"; readonly fetched: number; readonly all: number }
  | { readonly kind: "starting" }
  | { readonly kind: "ready" }
  | { readonly kind: "failed"; readonly reason: string };

export interface Answered {
  readonly kind: "answer";
  readonly id: number;
  readonly answer: Answer;
  /** With today's page: what it rests on, and the edition that made it. */
  readonly today?: { readonly standing: Standing; readonly edition: string };
}

export const headerOf = (answer: Answer, name: string): string | undefined =>
  answer.headers.find(([found]) => found.toLowerCase() === name)?.[1];
