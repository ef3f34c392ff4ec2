// Handing over what a session left in this browser, told in a notice of the page that is open.

import type { Status } from "./outbox.ts";
import { outboxOf, shelfOf } from "./sending.ts";

const SEEN = "seen_refused";

/** Send what waits, and say what became of it. Gives what ends the notice with its page. */
export function handOver(element: HTMLElement, person: string): () => void {
  element.append(element.querySelector("template")?.content.cloneNode(true) ?? "");
  const shelf = shelfOf(person);
  const ended = new AbortController();
  let hadWaiting = false;
  const show = (status: Status): void => {
    if (ended.signal.aborted) return;
    const { waiting, refused } = status;
    hadWaiting ||= waiting > 0;
    const unseen = refused > Number(shelf.get(SEEN) ?? 0);
    fill(element, "waiting", waiting > 0 ? waiting : null);
    fill(element, "handed", waiting === 0 && hadWaiting ? 0 : null);
    fill(element, "refused", unseen ? refused : null);
    listReasons(element, box.reasons);
    element.hidden = waiting === 0 && !hadWaiting && !unseen;
  };
  const box = outboxOf(person, element.dataset["facts"] ?? "", shelf, show);
  element.querySelector("[data-seen]")?.addEventListener("click", () => {
    shelf.set(SEEN, String(box.status.refused));
    show(box.status);
  });
  element.querySelector("[data-again]")?.addEventListener("click", () => location.reload());
  show(box.status);
  void box.flush();
  addEventListener("online", () => void box.flush(), { signal: ended.signal });
  return () => ended.abort();
}

/** Show a part with a number in its sentence, or hide it. */
function fill(element: HTMLElement, name: string, count: number | null): void {
  const part = element.querySelector<HTMLElement>(`[data-part="${name}"]`);
  if (part === null) return;
  part.hidden = count === null;
  const number = part.querySelector("[data-count]");
  if (number !== null) number.textContent = String(count ?? 0);
}

function listReasons(element: HTMLElement, reasons: readonly string[]): void {
  const list = element.querySelector("[data-reasons]");
  const lines = [...new Set(reasons)].map((reason) => {
    const line = document.createElement("li");
    line.textContent = reason;
    return line;
  });
  list?.replaceChildren(...lines);
}
