// The service worker of the phone edition: serves the edition's files from the cache, and no others.

import type { WorkerScope } from "../parts/worker-scope.ts";
import { FILES, isNamedByContent, pagesCache, type Contents } from "./contents.ts";
import { download } from "./download.ts";
import type { Ask } from "./edition.ts";

declare const self: WorkerScope;
/** Written by the build: the edition that this worker serves. */
declare const EDITION: string;

const base = new URL("./", self.location.href).href;
/** What the shell page needs to show the progress of the rest. */
const SHELL = /^(index\.html|contents\.json|manifest\.webmanifest|static\/)/;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET" && event.request.url.startsWith(base)) {
    event.respondWith(answer(event.request));
  }
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(show());
});
self.addEventListener("message", (event) => event.waitUntil(heed(event.data as Ask, event.ports[0])));

/** The first edition brings its shell, and the page the rest; a newer one is whole before it waits. */
async function install(): Promise<void> {
  const response = await fetch(`${base}contents.json`, { cache: "no-store" });
  const contents = (await response.clone().json()) as Contents;
  if (contents.edition !== EDITION) throw new Error("the host is between two editions");
  const pages = await caches.open(pagesCache(EDITION));
  await pages.put(`${base}contents.json`, response);
  const isFirst = self.registration.active === null;
  const files = isFirst ? contents.files.filter(({ path }) => SHELL.test(path)) : contents.files;
  await download({ ...contents, files }, base, () => undefined);
}

/** Take the open page along, and throw away what only older editions had. */
async function activate(): Promise<void> {
  await self.clients.claim();
  const mine = pagesCache(EDITION);
  const kept = await (await caches.open(mine)).match(`${base}contents.json`);
  if (kept === undefined) return;
  const contents = (await kept.json()) as Contents;
  const paths = contents.files.flatMap((file) => [file, ...(file.parts ?? [])]).map(({ path }) => base + path);
  const files = await caches.open(FILES);
  for (const { url } of await files.keys()) if (!paths.includes(url)) await files.delete(url);
  for (const name of await caches.keys()) {
    if (name.startsWith("hamstrong-pages-") && name !== mine) await caches.delete(name);
  }
}

async function heed(ask: Ask, port: MessagePort | undefined): Promise<void> {
  if (ask === "change over") return self.skipWaiting();
  if (ask === "claim") return self.clients.claim();
  const pages = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  port?.postMessage(pages.length <= 1);
}

/** Bring the app to the front. */
async function show(): Promise<void> {
  const [page] = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  await (page === undefined ? self.clients.openWindow(base) : page.focus());
}

async function answer(request: Request): Promise<Response> {
  const { pathname } = new URL(request.url);
  const path = pathname.slice(new URL(base).pathname.length) || "index.html";
  const cache = await caches.open(isNamedByContent(path) ? FILES : pagesCache(EDITION));
  const found = await cache.match(base + path);
  return found ?? fetch(request);
}
