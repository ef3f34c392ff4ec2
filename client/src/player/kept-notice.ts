// The notice of a page that this device kept, shown because the computer cannot be reached.

import type { Status } from "./outbox.ts";

export class KeptNotice {
  readonly #page: HTMLElement;
  readonly #element: HTMLElement;
  readonly #since: number;

  private constructor(page: HTMLElement, element: HTMLElement, since: number) {
    this.#page = page;
    this.#element = element;
    this.#since = since;
  }

  /** Null on a page that the computer has just made. */
  static of(page: HTMLElement, now: number): KeptNotice | null {
    const element = page.querySelector<HTMLElement>("[data-kept]:not([hidden])");
    return element === null ? null : new KeptNotice(page, element, now);
  }

  /** Begin nothing: what the computer has learnt since may forbid it. */
  refuse(): void {
    for (const plain of this.#page.querySelectorAll<HTMLElement>("[data-plain]")) plain.hidden = true;
    const told = this.#page.querySelector<HTMLElement>("[data-kept-none]");
    if (told !== null) told.hidden = false;
  }

  /** Go once the computer has taken what waited. */
  heed({ waiting, trouble, lastSaved }: Status): void {
    this.#element.hidden ||= waiting === 0 && trouble === null && (lastSaved ?? 0) >= this.#since;
  }
}
