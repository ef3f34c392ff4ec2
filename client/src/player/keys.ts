// The keyboard: one key for each thing, heard only while the player has the focus.

export type Command =
  | { readonly do: "primary" | "pause" | "stop" | "skip" | "large" | "sound" | "undo" }
  | { readonly do: "pain"; readonly nprs: number; readonly instead: boolean };

export interface Key {
  readonly key: string;
  readonly at: number;
  readonly onControl: boolean;
  readonly modified: boolean;
}

const PATIENCE_MS = 700;
const LETTERS: Readonly<Record<string, Command>> = {
  p: { do: "pause" },
  s: { do: "stop" },
  n: { do: "skip" },
  l: { do: "large" },
  m: { do: "sound" },
  u: { do: "undo" },
};

/** Reads keys; 1 and soon after 0 is ten, in place of the one that was answered. A space on a button presses that button. */
export function keyboard(): (key: Key) => Command | null {
  let one = Number.NEGATIVE_INFINITY;
  return ({ key, at, onControl, modified }) => {
    if (modified) return null;
    if (/^[0-9]$/.test(key)) {
      const ten = key === "0" && at - one < PATIENCE_MS;
      one = key === "1" ? at : Number.NEGATIVE_INFINITY;
      return { do: "pain", nprs: ten ? 10 : Number(key), instead: ten };
    }
    if (key === " ") return onControl ? null : { do: "primary" };
    return LETTERS[key.toLowerCase()] ?? null;
  };
}
