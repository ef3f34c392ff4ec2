// Today's page kept from before, shown at once while Python starts.
//
// It is shown only while everything that it rests on is the same. Whatever may change the diary
// removes it first, so a page that is there was true when the last request was answered.

/** What a page of today rests on, as the app in the worker says it. */
export interface Standing {
  readonly seq: number;
  /** Seconds since 1970 at which the training day ends. */
  readonly endsAt: number;
  /** The zone of the device when the page was made. */
  readonly deviceZone: string;
  /** The stage of each leg, as one text; empty without a plan. */
  readonly stages: string;
  /** Whether something of today is still open: a question, or the session. */
  readonly isDue: boolean;
  /** A refusal is never shown from before. */
  readonly hasPlan: boolean;
}

interface Kept {
  readonly edition: string;
  readonly madeAt: number;
  readonly standing: Standing;
  readonly html: string;
}

/** What is known before Python is awake. */
export interface Now {
  readonly edition: string;
  readonly seconds: number;
  readonly deviceZone: string;
  /** Facts of a session that are not in the diary yet. */
  readonly hasUnsent: boolean;
}

type Place = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "hamstrong.today";
const OUTBOX = /^hamstrong\.player\..*\.outbox$/;
const EMPTY = /^$|"queue":\[\]/;

/** Keep a page as it was just made; a page without a plan, or one that cannot be kept, is none. */
export function keepToday(
  place: Place,
  html: string,
  standing: Standing,
  now: Pick<Now, "edition" | "seconds">,
): void {
  forgetToday(place);
  if (!standing.hasPlan) return;
  const kept: Kept = { edition: now.edition, madeAt: now.seconds, standing, html };
  try {
    place.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A storage that is full keeps no page; the next start waits for Python.
  }
}

/** Whether a session that was led here has facts that are not in the diary yet. */
export function hasUnsent(place: Storage): boolean {
  const keys = Array.from({ length: place.length }, (_, nth) => place.key(nth) ?? "");
  return keys.filter((key) => OUTBOX.test(key)).some((key) => !EMPTY.test(place.getItem(key) ?? ""));
}

/** Remove the page. Called before anything is sent that may change the diary. */
export function forgetToday(place: Place): void {
  place.removeItem(KEY);
}

/** Return the page of today if it is still true, else nothing. */
export function keptToday(place: Place, now: Now): string | null {
  const kept = read(place);
  if (kept === null || now.hasUnsent) return null;
  const { standing } = kept;
  const isNow = kept.madeAt <= now.seconds && now.seconds < standing.endsAt;
  const isHere = kept.edition === now.edition && standing.deviceZone === now.deviceZone;
  return isNow && isHere && standing.hasPlan ? kept.html : null;
}

function read(place: Place): Kept | null {
  try {
    const kept = JSON.parse(place.getItem(KEY) ?? "null") as Kept | null;
    return typeof kept?.html === "string" && typeof kept.standing?.endsAt === "number" ? kept : null;
  } catch {
    return null;
  }
}
