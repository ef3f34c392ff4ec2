// What the shell page shows while the app does not answer: progress, or why it could not start.

import type { Progress } from "./download.ts";
import words from "./words.en.json";

const MEGABYTE = 1_000_000;
/** Reasons for which another page has the diary, and this one may ask for it. */
const ELSEWHERE = ["elsewhere", "moved"];

export class StartScreen {
  readonly #main: HTMLElement;
  readonly #header: HTMLElement;

  constructor(page: Document) {
    this.#main = page.querySelector("main") ?? page.body;
    this.#header = page.querySelector("header") ?? page.body;
  }

  showProgress({ fetched, all }: Progress): void {
    const bar = this.#part("bar") as HTMLProgressElement;
    bar.hidden = false;
    bar.max = all;
    bar.value = fetched;
    const megabytes = (bytes: number): string => (bytes / MEGABYTE).toFixed(1);
    this.#part("text").textContent = words.fetching
      .replace("{fetched}", megabytes(fetched))
      .replace("{all}", megabytes(all));
    this.#part("hint").textContent = words.fetching_once;
  }

  showStarting(): void {
    this.#say(words.starting);
  }

  showUnsupported(): void {
    this.#say("");
    this.#part("unsupported").hidden = false;
  }

  /** Take the place of whatever is shown, because nothing answers it any more. */
  showFailure(reason: string, again: (takeOver: boolean) => void): void {
    document.body.replaceChildren(this.#header, this.#main);
    document.documentElement.removeAttribute("aria-busy");
    const hasStopped = reason === "stopped";
    this.#part("heading").textContent = hasStopped ? words.failed.heading_stopped : words.failed.heading;
    this.#say(reason in words.failed ? words.failed[reason as keyof typeof words.failed] : words.failed.start);
    const button = this.#part("again");
    const elsewhere = ELSEWHERE.includes(reason);
    button.textContent = elsewhere ? words.use_here : hasStopped ? words.reload : words.again;
    button.hidden = false;
    button.onclick = () => {
      button.hidden = true;
      again(elsewhere);
    };
    this.#main.focus({ preventScroll: true });
  }

  #say(text: string): void {
    this.#part("unsupported").hidden = true;
    this.#part("bar").hidden = true;
    this.#part("text").textContent = text;
    this.#part("hint").textContent = "";
  }

  #part(name: string): HTMLElement {
    const found = this.#main.querySelector<HTMLElement>(`[data-start="${name}"]`);
    if (found === null) throw new Error(`the shell page lacks its part ${name}`);
    return found;
  }
}
