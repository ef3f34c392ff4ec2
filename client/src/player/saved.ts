// A session kept over a reload. The script is written once, what changes in small pieces.

import { readScript } from "./script.ts";
import { STATE_VERSION, type State } from "./state.ts";

/** A place for texts by key: localStorage, or memory where the browser keeps nothing. */
export interface Shelf {
  get(key: string): string | null;
  set(key: string, text: string): void;
  remove(key: string): void;
}

const SESSION = "session";
const SCRIPT = "script";

export function save(shelf: Shelf, state: State): void {
  const { script, ...rest } = state;
  const kept = JSON.stringify({ plan_id: script.plan_id, session: state.session, script });
  if (shelf.get(SCRIPT) !== kept) shelf.set(SCRIPT, kept);
  shelf.set(SESSION, JSON.stringify(rest));
}

/** The session that was kept, or null: none, another version, or damaged. */
export function restore(shelf: Shelf): State | null {
  try {
    const rest = JSON.parse(shelf.get(SESSION) ?? "null") as Omit<State, "script"> | null;
    const kept = JSON.parse(shelf.get(SCRIPT) ?? "null") as Record<string, unknown> | null;
    if (rest === null || kept === null) return null;
    if (rest.version !== STATE_VERSION || rest.session !== kept["session"]) return null;
    const state: State = { ...rest, script: readScript(kept["script"]) };
    return isWhole(state) ? state : null;
  } catch {
    return null;
  }
}

export function forget(shelf: Shelf): void {
  shelf.remove(SESSION);
  shelf.remove(SCRIPT);
}

function isWhole(state: State): boolean {
  const known = new Set([...state.script.segments, ...state.script.swaps].map((s) => s.id));
  return (
    Number.isInteger(state.index) &&
    state.index >= 0 &&
    state.index < state.line.length &&
    state.line.every((id) => known.has(id)) &&
    Array.isArray(state.facts) &&
    Number.isFinite(state.seen)
  );
}

/** A shelf in the browser's storage, with one prefix per person; memory where that fails. */
export function openShelf(storage: Storage | null, prefix: string): Shelf & { lasting: boolean } {
  const memory = new Map<string, string>();
  const shelf = {
    lasting: storage !== null,
    get(key: string): string | null {
      return memory.get(key) ?? storage?.getItem(prefix + key) ?? null;
    },
    set(key: string, text: string): void {
      try {
        if (storage === null) throw new Error("no storage");
        storage.setItem(prefix + key, text);
        memory.delete(key);
      } catch {
        shelf.lasting = false;
        memory.set(key, text);
      }
    },
    remove(key: string): void {
      memory.delete(key);
      storage?.removeItem(prefix + key);
    },
  };
  return shelf;
}
