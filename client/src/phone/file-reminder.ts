// The sentence below Today that offers the diary as a file, where one is due.

import type { FileDue } from "./kept-file.ts";
import words from "./words.en.json";

const ATTRIBUTE = "data-file-reminder";
export const EXPORT = "/data/export";

/** Offer a file at the end of the page. */
export function offerOnPage(main: Element, { why, keptAt }: FileDue): void {
  const said = document.createElement("p");
  said.textContent = words.file[why].replace("{day}", keptAt === null ? "" : dayOf(keptAt));
  const link = document.createElement("a");
  link.href = `#${EXPORT}`;
  link.className = "button button-quiet";
  link.textContent = words.file.keep;
  const actions = document.createElement("p");
  actions.className = "actions";
  actions.append(link);
  const note = document.createElement("aside");
  note.className = "notice notice-note";
  note.setAttribute(ATTRIBUTE, "");
  const inside = document.createElement("div");
  inside.append(said, actions);
  note.append(inside);
  main.append(note);
}

/** Say that a file was kept, in the place of the offer. */
export function thankOnPage(page: ParentNode): void {
  const note = page.querySelector(`[${ATTRIBUTE}]`);
  if (note === null) return;
  note.setAttribute("role", "status");
  note.replaceChildren(words.file.kept);
}

const dayOf = (seconds: number): string =>
  new Intl.DateTimeFormat(document.documentElement.lang || "en", { dateStyle: "long" }).format(seconds * 1000);
