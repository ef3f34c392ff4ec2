// The reply to an answer, as Python compiled it; and the line that shows it with its Undo.

import { button, h, show, text } from "./dom.ts";
import type { Page, Reply } from "./page.ts";
import type { Answered, State } from "./state.ts";
import type { Say } from "./words.ts";

const NONE: Reply = { text: "", spoken: "" };

/** Look up what an answer is replied; nothing where the page knows no words for it. */
export function replyTo(page: Page, { exercise, said, ends }: Answered): Reply {
  const table = page.replies[exercise];
  if (table === undefined) return NONE;
  if (said.sharp) return table.sharp;
  if (said.nprs === null) return ends ? table.unanswered_end : table.unanswered;
  return (said.elsewhere ? table.elsewhere : table.here)[said.nprs] ?? NONE;
}

export class ReplyLine {
  readonly element: HTMLElement;
  readonly #words = h("p", { class: "player-reply-words", role: "status" });
  readonly #undo: HTMLButtonElement;
  readonly #page: Page;

  constructor(page: Page, say: Say, takeBack: () => void) {
    this.#page = page;
    this.#undo = button(say("take_back"), takeBack, { class: "button button-quiet player-undo" });
    this.element = h("div", { class: "player-reply" }, this.#words, this.#undo);
  }

  /** The reply stays until something else is on the screen; Undo as long as it works. */
  render(state: State): void {
    const words = state.reply === null ? "" : replyTo(this.#page, state.reply).text;
    text(this.#words, words);
    show(this.#undo, state.tap !== null);
    show(this.element, words !== "" || state.tap !== null);
  }
}
