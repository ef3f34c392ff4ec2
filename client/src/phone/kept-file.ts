// The file of the diary that a person keeps: when one left this device, and whether one is due.
//
// A diary in one browser is lost with the device. A file is offered a week after the last one (or
// after the first day), and when a stage has changed.

/** Why a file is offered, and when the last one was kept: seconds since 1970. */
export interface FileDue {
  readonly why: "never" | "week" | "stage";
  readonly keptAt: number | null;
}

interface Kept {
  /** When this device first showed a plan. */
  readonly since: number;
  readonly keptAt: number | null;
  /** The stages of the last file, or of the first day. */
  readonly keptStages: string;
  /** Those that were shown last. */
  readonly stages: string;
}

type Place = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const KEY = "hamstrong.file";
const WEEK_S = 7 * 24 * 60 * 60;

/** Say whether a file should be offered beside a plan of these stages. */
export function fileDue(place: Place, stages: string, seconds: number): FileDue | null {
  const before = read(place) ?? { since: seconds, keptAt: null, keptStages: stages, stages };
  write(place, { ...before, stages });
  const { keptAt, since, keptStages } = before;
  if (stages !== keptStages) return { why: "stage", keptAt };
  if (seconds - (keptAt ?? since) < WEEK_S) return null;
  return { why: keptAt === null ? "never" : "week", keptAt };
}

/** Note that a file of the diary left this device. */
export function noteFile(place: Place, seconds: number): void {
  const { since = seconds, stages = "" } = read(place) ?? {};
  write(place, { since, keptAt: seconds, keptStages: stages, stages });
}

/** Forget it all: the diary was erased. */
export function forgetFile(place: Place): void {
  place.removeItem(KEY);
}

function read(place: Place): Kept | null {
  try {
    const kept = JSON.parse(place.getItem(KEY) ?? "null") as Kept | null;
    return typeof kept?.since === "number" && typeof kept.keptStages === "string" ? kept : null;
  } catch {
    return null;
  }
}

function write(place: Place, kept: Kept): void {
  try {
    place.setItem(KEY, JSON.stringify(kept));
  } catch {
    // A storage that is full is named where something is entered.
  }
}
