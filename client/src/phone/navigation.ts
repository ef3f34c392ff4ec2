// Navigation in the shell: links, forms, back and forward ask the app and show its pages in place.

import { currentPath, pathOf, pushPath, replacePath } from "./address.ts";
import { storage, type App, type AppRequest, type Found } from "./app.ts";
import { diaryOfComputer } from "./computer-diary.ts";
import { chooseFile, handFile, saveFile } from "./file-offer.ts";
import { EXPORT, offerOnPage, thankOnPage } from "./file-reminder.ts";
import { fileDue, noteFile } from "./kept-file.ts";
import { headerOf } from "./messages.ts";
import { showPage } from "./page.ts";
import { offerNotices, showBadge, watchDay } from "./reminders.ts";

type Entry = "push" | "replace" | "keep";

const BRING_BACK = "/data/bring-back";
/** The address with which a computer sends a diary that moved to this phone. */
const FROM_COMPUTER = `${BRING_BACK}?from=computer`;
const PLAN = "/plan";
const DIARY_FILES = ".jsonl,.txt,application/x-ndjson,text/plain";

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
    if (currentPath() !== FROM_COMPUTER) return this.goOnWith(this.#app);
    replacePath(BRING_BACK);
    void diaryOfComputer()
      .then((file) => this.#bring(file))
      .then(setReady);
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
    else setReady();
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
    void this.#open({ method: "GET", path: currentPath() }, "replace").then(setReady);
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
    if (path === BRING_BACK) {
      event.preventDefault();
      void chooseFile(DIARY_FILES).then((file) => this.#bring(file));
    } else if (path !== null) {
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

  /** Send a file by the page's own form; without one the page says more. */
  async #bring(file: File | null): Promise<void> {
    if (file === null) return this.#open({ method: "GET", path: BRING_BACK }, "push");
    setBusy(true);
    const { body } = await this.#app.ask({ method: "GET", path: BRING_BACK });
    const page = new DOMParser().parseFromString(new TextDecoder().decode(body), "text/html");
    const input = page.querySelector<HTMLInputElement>("main input[type=file]");
    if (input?.form == null) return this.#open({ method: "GET", path: BRING_BACK }, "push");
    const fields = new FormData(input.form);
    fields.set(input.name, file);
    await this.#open(await requestWith(fields, BRING_BACK), "push");
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
    offerDueFile(found);
    remind(found);
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

/** Offer the diary as a file below a plan of today, where one is due. */
function offerDueFile({ standing }: Found): void {
  const place = storage();
  const main = document.querySelector("main");
  if (place === null || main === null || standing?.hasPlan !== true) return;
  const due = fileDue(place, standing.stages, Date.now() / 1000);
  if (due !== null) offerOnPage(main, due);
}

/** Keep the icon's badge true while the app is open, and offer more beside the calendar file. */
function remind({ path, standing }: Found): void {
  const main = document.querySelector("main");
  if (path === PLAN && main !== null) offerNotices(main);
  if (standing === undefined) return;
  showBadge(standing.isDue);
  watchDay(standing.endsAt);
}

function setReady(): void {
  document.documentElement.dataset["app"] = "ready";
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
  const file = new File([found.body as BlobPart], name ?? "hamstrong", { type });
  if (found.path === EXPORT) await keepFile(file);
  else saveFile(file);
  return true;
}

async function keepFile(file: File): Promise<void> {
  if (!(await handFile(file))) return;
  const place = storage();
  if (place !== null) noteFile(place, Date.now() / 1000);
  thankOnPage(document);
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
  return requestWith(sent, path);
}

async function requestWith(sent: FormData | URLSearchParams, path: string): Promise<AppRequest> {
  const body = new Response(sent);
  const type = body.headers.get("content-type") ?? "";
  return { method: "POST", path, headers: [["content-type", type]], body: new Uint8Array(await body.arrayBuffer()) };
}

function showPart(id: string): void {
  const part = document.getElementById(id);
  part?.scrollIntoView();
  part?.focus();
}
