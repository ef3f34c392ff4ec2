// The service worker of the server edition: shows the session's page that this browser kept when
// the computer cannot be reached. Keeps no other page, and asks the computer first.

import { find, forget, keep, kept, SECONDS, SESSION, type KeptPage } from "./parts/kept-session.ts";
import type { Asked, Lasting, WorkerScope } from "./parts/worker-scope.ts";

declare const self: WorkerScope;

/** Named by their content, so that what was kept is what would come. */
const FILES = "/static/dist/";
const FILE = /\/static\/dist\/[\w.-]+(?:\/[\w.-]+)*/g;
/** A computer that is off refuses nothing: it is silent, for minutes if one lets it. */
const PATIENCE_MS = 4_000;
/** Answers of whatever stands before a computer that is away. */
const AWAY: readonly number[] = [502, 503, 504];
const NOTICE = "data-kept hidden";

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(begin()));
self.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== self.location.origin) return;
  if (mode === "navigate" && pathname === SESSION) event.respondWith(page(event));
  else if (pathname.startsWith(FILES)) event.respondWith(file(event.request));
});
self.addEventListener("message", (event) => event.waitUntil(askAgain()));

/** Take the page along that registered this worker, and keep it as it is now. */
async function begin(): Promise<void> {
  await self.clients.claim();
  await askAgain();
}

async function page(event: Lasting & Asked): Promise<Response> {
  const asked = fetch(event.request);
  event.waitUntil(asked.then((answer) => heed(answer.clone())).catch(() => undefined));
  const from = await kept(Date.now());
  if (from === null) return asked;
  const answer = await Promise.race([asked.catch(() => null), silence()]);
  return answer === null || isAway(answer) ? shown(from) : answer;
}

const isAway = ({ status }: Response): boolean => AWAY.includes(status);

const silence = (): Promise<null> => new Promise((resolve) => setTimeout(() => resolve(null), PATIENCE_MS));

async function file(request: Request): Promise<Response> {
  return (await find(request.url)) ?? fetch(request);
}

/** Keep what the computer lets be kept; any other answer of it means that nothing may be. */
async function heed(answer: Response): Promise<void> {
  if (isAway(answer)) return;
  if (!(Number(answer.headers.get(SECONDS)) > 0)) return forget();
  // With parameters it begins at once; what is kept goes on with a session and begins none.
  if (new URL(answer.url).search !== "") return askAgain();
  const html = await answer.text();
  await keep({ html, headers: answer.headers }, [...new Set(html.match(FILE))], Date.now());
}

async function askAgain(): Promise<void> {
  await fetch(SESSION).then(heed, () => undefined);
}

/** The page with its notice: where it comes from, and where its answers wait. */
function shown({ html, headers }: KeptPage): Response {
  return new Response(html.replace(NOTICE, "data-kept"), { headers });
}
