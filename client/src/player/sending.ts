// The outbox of a person in this browser: every page uses the same one, one sender at a time over all tabs.

import { server } from "../parts/server.ts";
import { Outbox, sendTo, type Status } from "./outbox.ts";
import { openShelf, type Shelf } from "./saved.ts";

export type LastingShelf = Shelf & { lasting: boolean };

export const shelfOf = (person: string): LastingShelf => openShelf(storage(), `hamstrong.player.${person}.`);

/**
 * @param address takes the facts.
 * @param changed hears of everything that was sent, refused or put off.
 */
export function outboxOf(person: string, address: string, shelf: Shelf, changed: (status: Status) => void): Outbox {
  return new Outbox({
    shelf,
    send: sendTo(address, csrf(), (to, init) => server().fetch(String(to), init)),
    wait: (ms) => untilOnlineOr(ms),
    now: () => Date.now(),
    dice: () => Math.random(),
    changed,
    alone: (work) => alone(`hamstrong.outbox.${person}`, work),
  });
}

/** Missing in older browsers and outside secure pages. */
export const lockManager = (): LockManager | null => (navigator.locks as LockManager | undefined) ?? null;

function storage(): Storage | null {
  try {
    return globalThis.localStorage;
  } catch {
    return null; // some browsers refuse even the question
  }
}

const csrf = (): string =>
  document.querySelector<HTMLMetaElement>("meta[name=csrf-token]")?.content ?? "";

async function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  const locks = lockManager();
  return locks === null ? work() : locks.request(name, work);
}

/** Waiting for another try ends early when the network comes back. */
function untilOnlineOr(ms: number): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      removeEventListener("online", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    addEventListener("online", done);
  });
}
