// Everything the player knows. A plain JSON value, so that a reload loses nothing.

import type { Fact, Pain } from "./facts.ts";
import type { Script } from "./script.ts";
import type { Tap } from "./tap.ts";

export const STATE_VERSION = 3;

/** Time to get from the phone into place before a set that a person started. */
export const LEAD_MS = 5_000;
/** A silence this long between two looks at the clock means that the phone slept. */
export const SLEPT_MS = 5_000;
/** STOP without a reason is a fact after this long. */
export const STOP_MS = 60_000;

/**
 * waiting   for the person: in place, the other side, pain
 * running   the clock of the segment runs
 * paused    by the person; nothing runs
 * stopping  STOP was pressed; its reasons are shown and nothing runs
 * cramp     resting a cramp; then the person goes on
 * over      nothing follows
 */
export type Mode = "waiting" | "running" | "paused" | "stopping" | "cramp" | "over";

/** Milliseconds used before `since`, and when counting began again; null while it stands still. */
export interface Clock {
  readonly base: number;
  readonly since: number | null;
}

/** A stretch of a run as it was really done. */
export interface Interval {
  readonly kind: "walk" | "run" | "sprint";
  readonly seconds: number;
  readonly metres: number | null;
}

/** A run that was logged without its answers when the page was left; they are asked again. */
export interface OpenRun {
  /** Which of the session's facts it is, and its last stretch. */
  readonly nth: number;
  readonly id: string;
  readonly intervals: readonly Interval[];
}

/** A set, or a stretch of a run, that was done and waits for its pain before it is logged. */
export interface DoneSet {
  readonly id: string;
  readonly repetitions: number | null;
  readonly holds: number | null;
  readonly hold_s: number | null;
  readonly half_range: boolean;
  /** It ran out while the phone slept; nobody has said yet that it was done. */
  readonly unseen: boolean;
  readonly interval?: Interval;
}

/** Where the session was when the phone fell asleep. */
export interface Slept {
  readonly index: number;
  readonly elapsed: number;
  readonly lasted: number;
}

export type Why =
  | "done"
  | "pain"
  | "unanswered"
  | "end_session"
  | "end_flag"
  | "end_triage"
  | "expired";

/** An answer about pain; `ends` when it ended the session. */
export interface Answered {
  readonly exercise: string;
  readonly said: Pain;
  readonly ends: boolean;
}

export interface State {
  readonly version: typeof STATE_VERSION;
  readonly session: string;
  readonly practice: boolean;
  readonly script: Script;
  /** Ids of segments in the order in which they are played. */
  readonly line: readonly string[];
  readonly index: number;
  readonly mode: Mode;
  /** The mode to go on in after a pause, a stop or a cramp. */
  readonly before: Mode;
  /** The mode in which STOP was pressed, for whoever pressed it by mistake. */
  readonly stoppedIn: Mode | null;
  /** When STOP was pressed; null while nobody is asked why. */
  readonly stoppedAt: number | null;
  readonly clock: Clock;
  readonly crampUntil: number | null;
  readonly cramps: Readonly<Record<string, number>>;
  readonly undecided: readonly DoneSet[];
  readonly logged: readonly string[];
  readonly open: readonly OpenRun[];
  readonly unanswered: number;
  readonly swapped: boolean;
  readonly slept: Slept | null;
  readonly ended: { readonly why: Why; readonly reason: string | null } | null;
  /** The last answer's action, so that the next screen can say what follows from it. */
  readonly said: string | null;
  readonly facts: readonly Fact[];
  /** The last answer about pain, as long as it can be taken back. */
  readonly tap: Tap | null;
  /** The answer whose reply is shown, until the next step. */
  readonly reply: Answered | null;
  readonly seen: number;
}

/** How much of the segment has passed. During the lead-in it is what had passed before. */
export function elapsed(clock: Clock, now: number): number {
  return clock.base + (clock.since === null ? 0 : Math.max(0, now - clock.since));
}
