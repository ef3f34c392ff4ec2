// Answers of a session that this browser still keeps: handed over from whatever page is open.

import type { Mount } from "../islands.ts";

/** Loads what hands over only where something waits or was refused; the player does it itself. */
export const mount: Mount = async (element) => {
  const person = element.dataset["person"] ?? "";
  if (document.querySelector("[data-island=player]") !== null || !hasKept(person)) return;
  const { handOver } = await import("../player/hand-over.ts");
  return handOver(element, person);
};

const EMPTY = /"queue":\[\],"refused":\[\]/;

function hasKept(person: string): boolean {
  try {
    const kept = localStorage.getItem(`hamstrong.player.${person}.outbox`);
    return kept !== null && !EMPTY.test(kept);
  } catch {
    return false; // a browser that keeps nothing has nothing to hand over
  }
}
