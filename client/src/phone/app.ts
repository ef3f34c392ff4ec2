// The web app behind the shell: a worker to which requests are sent as to a server.

import { answerWith } from "../parts/server.ts";
import { currentPath, replacePath } from "./address.ts";
import { forgetFile } from "./kept-file.ts";
import { forgetToday, keepToday, type Standing } from "./kept-today.ts";
import { whenEnded } from "./life-sign.ts";
import { showBadge } from "./reminders.ts";
import { headerOf, type Answer, type Answered, type Begin, type Call, type Headers, type LifeSign, type Moment, type Report } from "./messages.ts";

const THEME_KEY = "hamstrong.theme";
const MOST_REDIRECTS = 10;
/** With these a diary begins: the browser is asked not to delete it when it wants space. */
const BEGINNINGS = ["/welcome", "/data/bring-back"];
const ERASURE = "/data/erase";
const SEE_OTHER = 303;

export interface AppRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Headers;
  readonly body?: Uint8Array;
}

/** An answer, and the path that gave it after all redirects. */
export interface Found extends Answer {
  readonly path: string;
  /** Of today's page: what it rests on. */
  readonly standing?: Standing;
}

export class App {
  readonly #worker: Worker;
  readonly #told: (report: Report) => void;
  readonly #waiting = new Map<number, (answer: Answered) => void>();
  #next = 1;
  /** Requests that may have changed the diary. */
  #writes = 0;
  #isReady = false;
  #isAlive = false;
  #stopWatching = (): void => undefined;

  /** @param told hears what the worker reports; after a failure nothing more comes. */
  constructor(worker: Worker, told: (report: Report) => void) {
    this.#worker = worker;
    this.#told = told;
    worker.addEventListener("message", ({ data }: MessageEvent<Report | LifeSign | Answered>) => {
      if (data.kind === "answer") this.#receive(data);
      else if (data.kind === "alive") this.#watch(data);
      else this.#hear(data);
    });
    worker.addEventListener("error", () => this.#fail());
    this.#answerIslands();
  }

  /** End the worker; the diary is free for another one. */
  end(): void {
    this.#stopWatching();
    this.#worker.terminate();
  }

  begin(takeOver = false): void {
    this.#post({ kind: "begin", takeOver, ...now() });
  }

  /** Send a request and follow redirects, as a browser does. */
  async ask(request: AppRequest): Promise<Found> {
    let now = request;
    for (let nth = 0; nth <= MOST_REDIRECTS; nth += 1) {
      const answer = await this.#send(now);
      const to = answer.status >= 300 && answer.status < 400 ? headerOf(answer, "location") : undefined;
      if (to === undefined) return { ...answer, path: now.path };
      now = { method: "GET", path: to };
    }
    throw new Error(`${request.path} leads from page to page without end`);
  }

  async #send({ method, path, headers = [], body = new Uint8Array() }: AppRequest): Promise<Omit<Found, "path">> {
    const id = this.#next++;
    const theme = kept(THEME_KEY);
    const cookie: Headers = theme === null ? [] : [["cookie", `hamstrong-theme=${theme}`]];
    const answered = new Promise<Answered>((resolve) => this.#waiting.set(id, resolve));
    const place = storage();
    if (method !== "GET") this.#writes += 1;
    if (method !== "GET" && place !== null) forgetToday(place);
    const writes = this.#writes;
    if (method === "POST" && BEGINNINGS.includes(path)) void navigator.storage.persist?.();
    this.#post({ kind: "call", id, method, path, headers: [...headers, ...cookie], body, ...now() });
    const { answer, today } = await answered;
    if (path === ERASURE && answer.status === SEE_OTHER) {
      if (place !== null) forgetFile(place);
      showBadge(false);
    }
    if (today === undefined) return answer;
    // A page that was made before something was sent is no longer that of today.
    if (place !== null && writes === this.#writes) {
      const html = new TextDecoder().decode(answer.body);
      keepToday(place, html, today.standing, { edition: today.edition, seconds: Date.now() / 1000 });
    }
    return { ...answer, standing: today.standing };
  }

  #post(message: Begin | Call): void {
    this.#worker.postMessage(message);
  }

  #hear(report: Report): void {
    if (report.kind === "ready") this.#isReady = true;
    this.#told(report);
  }

  #watch({ lock }: LifeSign): void {
    this.#isAlive = true;
    this.#stopWatching = whenEnded(lock, () => this.#fail());
  }

  /** The worker ended without giving a reason. One that never lived could not be read or run at all. */
  #fail(): void {
    const early = this.#isAlive ? "start" : "unsupported";
    this.#told({ kind: "failed", reason: this.#isReady ? "stopped" : early });
  }

  #receive(answered: Answered): void {
    const theme = /^hamstrong-theme=(\w+)/.exec(headerOf(answered.answer, "set-cookie") ?? "")?.[1];
    if (theme !== undefined) keep(THEME_KEY, theme);
    this.#waiting.get(answered.id)?.(answered);
    this.#waiting.delete(answered.id);
  }

  /** Let what an island asks of its server be asked of the worker. */
  #answerIslands(): void {
    answerWith({
      fetch: async (address, init) => {
        const request = new Request(address, init);
        const found = await this.ask({
          method: request.method,
          path: address,
          headers: [...request.headers],
          body: new Uint8Array(await request.arrayBuffer()),
        });
        const { status, headers, body } = found;
        return new Response(body as BodyInit, { status, headers: headers as [string, string][] });
      },
      query: () => new URL(currentPath(), location.href).searchParams,
      dropQuery: () => replacePath(currentPath().split("?")[0] ?? "/"),
      keepTheme: (theme) => keep(THEME_KEY, theme),
    });
  }
}

const now = (): Moment => ({
  at: Date.now(),
  zone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
});

/** The browser's storage, or none where it is refused. */
export function storage(): Storage | null {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null; // a browser that keeps nothing shows its own theme
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // as above
  }
}
