// The session's page as this browser keeps it, so that a reload goes on with a session while the
// computer is away. The service worker (session-worker.ts) keeps it; every page throws it away that
// sends a form or belongs to somebody else.

import type { Mount } from "../islands.ts";

const CACHE = "hamstrong-session";
export const SESSION = "/session";
/** Headers by which the computer says for whom and how long its answer may be kept. */
export const FOR = "hamstrong-keep-for";
export const SECONDS = "hamstrong-keep-seconds";
/** Headers of what is kept: from when to when, by this device's clock, in milliseconds. */
const FROM = "hamstrong-kept-from";
const UNTIL = "hamstrong-kept-until";
const ISLAND = "[data-island=kept-session]";
/** What a browser unpacked, and what it counts itself. */
const OF_THE_JOURNEY = ["content-encoding", "content-length"];

export interface KeptPage {
  readonly html: string;
  readonly headers: Headers;
}

/** Missing outside secure pages. */
const storage = (): CacheStorage | null => (globalThis.caches as CacheStorage | undefined) ?? null;

/** Keep a page and the files that it names; the page last, so that what is found is whole. */
export async function keep({ html, headers }: KeptPage, files: readonly string[], now: number): Promise<void> {
  const cache = await caches.open(CACHE);
  await Promise.all(files.map(async (file) => (await cache.match(file)) ?? cache.add(file)));
  const kept = new Headers(headers);
  for (const name of OF_THE_JOURNEY) kept.delete(name);
  kept.set(FROM, String(now));
  kept.set(UNTIL, String(now + Number(headers.get(SECONDS)) * 1000));
  await cache.put(SESSION, new Response(html, { headers: kept }));
}

/** The page that was kept on the day that it was made for; null where there is none. */
export async function kept(now: number): Promise<KeptPage | null> {
  const found = await find(SESSION);
  if (found === null || !isOfToday(found, now)) return null;
  return { html: await found.text(), headers: found.headers };
}

/** A file that was kept with the page. */
export async function find(address: string): Promise<Response | null> {
  return (await caches.match(address, { cacheName: CACHE, ignoreVary: true })) ?? null;
}

export async function forget(): Promise<void> {
  await storage()?.delete(CACHE);
}

/** Throw away what is not of this person and this day. A page for nobody keeps nothing. */
export async function forgetOthers(person: string, now: number): Promise<void> {
  const found = storage() === null ? null : await find(SESSION);
  if (found !== null && (found.headers.get(FOR) !== person || !isOfToday(found, now))) await forget();
}

/**
 * Let no page of before outlive what may change it: a form that is sent, another person, another day.
 *
 * A form may raise a warning sign, log out, erase or choose another person; none is worth telling
 * apart, because the session's page is kept again when it is opened again.
 */
export function guardKeptSession(root: Document): void {
  root.addEventListener("submit", () => void forget());
  // Of the session's own page the service worker has seen to it, and may be at it now.
  if (root.querySelector(ISLAND) !== null) return;
  const person = root.querySelector<HTMLElement>("[data-island=hand-over]")?.dataset["person"] ?? "";
  void forgetOthers(person, Date.now()).catch(() => undefined);
}

/** The island of the session's page: lets the service worker keep it, where a browser has one. */
export const mount: Mount = async (element) => {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const worker = element.dataset["worker"] ?? "";
  try {
    const registration = await container?.register(worker, { scope: SESSION, updateViaCache: "none" });
    // A page that was loaded past the worker is new to it.
    if (container?.controller === null) registration?.active?.postMessage("keep");
  } catch {
    // Refused without a trusted certificate, and by some browsers in private.
  }
};

/** Whoever sets the clock back gets nothing that was kept later. */
function isOfToday({ headers }: Response, now: number): boolean {
  return now >= Number(headers.get(FROM)) && now < Number(headers.get(UNTIL));
}
