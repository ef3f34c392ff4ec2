// Navigation in the shell: links, forms, back and forward ask the app and show its pages in place.

import { currentPath, pathOf, pushPath, replacePath } from "./address.ts";
import type { App, AppRequest, Found } from "./app.ts";
import { offerFile } from "./file-offer.ts";
import { headerOf } from "./messages.ts";
import { showPage } from "./page.ts";

type Entry = "push" | "replace" | "keep";

export class Navigation {
  #app: App;
  /** Counted so that an answer that comes after a newer press is not shown. */
  #latest = 0;
  /** How far each entry of the history was scrolled when it was left. */
  readonly #scrolled = new Map<number, number>();
  #entry = entryNow();

  constructor(app: App) {
    this.#app = app;
  }

  /** Show the page of the address, and follow what the person presses from now on. */
  start(): void {
    this.#listen();
    this.goOnWith(this.#app);
  }

  /** Show a page from before, and follow what the person presses; it is answered when Python is. */
  startWith(html: string): void {
    this.#listen();
    showPage(html);
    document.documentElement.dataset["app"] = "kept";
  }

  /** Show the page as it is now, unless the person went on from the one that was kept. */
  wake(): void {
    if (this.#latest === 0 && !isTyping()) this.goOnWith(this.#app);
    else document.documentElement.dataset["app"] = "ready";
  }

  #listen(): void {
    history.scrollRestoration = "manual";
    document.addEventListener("click", (event) => this.#click(event));
    document.addEventListener("submit", (event) => this.#submit(event));
    addEventListener("popstate", () => void this.#back());
  }

  /** Let another worker answer, beginning with the page of the address. */
  goOnWith(app: App): void {
    this.#app = app;
    void this.#open({ method: "GET", path: currentPath() }, "replace").then(() => {
      document.documentElement.dataset["app"] = "ready";
    });
  }

  async #back(): Promise<void> {
    this.#scrolled.set(this.#entry, scrollY);
    this.#entry = entryNow();
    await this.#open({ method: "GET", path: currentPath() }, "keep");
    scrollTo(0, this.#scrolled.get(this.#entry) ?? 0);
  }

  #click(event: MouseEvent): void {
    if (event.defaultPrevented || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = (event.target as Element).closest<HTMLAnchorElement>("a[href]");
    const href = link?.getAttribute("href") ?? null;
    if (link === null || href === null || link.target === "_blank") return;
    const path = pathOf(href);
    if (path !== null) {
      event.preventDefault();
      void this.#open({ method: "GET", path }, "push");
    } else if (href.startsWith("#")) {
      event.preventDefault();
      showPart(href.slice(1));
    }
  }

  #submit(event: SubmitEvent): void {
    const form = event.target;
    if (event.defaultPrevented || !(form instanceof HTMLFormElement)) return;
    event.preventDefault();
    setBusy(true);
    void requestOf(form, event.submitter).then((request) => this.#open(request, "push"));
  }

  async #open(request: AppRequest, entry: Entry): Promise<void> {
    const nth = (this.#latest += 1);
    setBusy(true);
    const found = await this.#app.ask(request);
    if (nth !== this.#latest) return;
    setBusy(false);
    if (await isFile(found)) return;
    this.#enter(found.path, entry);
    showPage(new TextDecoder().decode(found.body));
    if (entry !== "keep") scrollTo(0, 0);
  }

  /** The page that is shown already is no new entry of the history, as in a browser. */
  #enter(path: string, entry: Entry): void {
    if (entry !== "push" || path === currentPath()) return replacePath(path);
    this.#scrolled.set(this.#entry, scrollY);
    this.#entry += 1;
    pushPath(path, { entry: this.#entry });
  }
}

function setBusy(busy: boolean): void {
  if (busy) document.documentElement.setAttribute("aria-busy", "true");
  else document.documentElement.removeAttribute("aria-busy");
}

const isTyping = (): boolean => document.activeElement?.matches("input, select, textarea") ?? false;

const entryNow = (): number => (history.state as { entry?: number } | null)?.entry ?? 0;

/** Offer what is no page as a file, and say whether it was one. */
async function isFile(found: Found): Promise<boolean> {
  const type = headerOf(found, "content-type") ?? "";
  const disposition = headerOf(found, "content-disposition") ?? "";
  if (type.startsWith("text/html") && !disposition.startsWith("attachment")) return false;
  const name = /filename="?([^";]+)/.exec(disposition)?.[1] ?? found.path.split("?")[0]?.split("/").pop();
  await offerFile(new File([found.body as BlobPart], name ?? "hamstrong", { type }));
  return true;
}

/** What a browser would send for a form. */
async function requestOf(form: HTMLFormElement, submitter: HTMLElement | null): Promise<AppRequest> {
  const path = pathOf(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? currentPath()) ?? "/";
  const fields = new FormData(form, submitter);
  if (form.method !== "post") {
    const query = new URLSearchParams([...fields] as [string, string][]);
    return { method: "GET", path: `${path.split("?")[0]}?${query}` };
  }
  const sent =
    form.enctype === "multipart/form-data" ? fields : new URLSearchParams([...fields] as [string, string][]);
  const body = new Response(sent);
  const type = body.headers.get("content-type") ?? "";
  return { method: "POST", path, headers: [["content-type", type]], body: new Uint8Array(await body.arrayBuffer()) };
}

function showPart(id: string): void {
  const part = document.getElementById(id);
  part?.scrollIntoView();
  part?.focus();
}
