// The shell page of the phone edition: it stays while the pages of the app come and go in it.

import "../styles.css";

import.meta.glob("../../../src/hamstrong/web/shell/static/css/*.css", { eager: true });
import.meta.glob("../../../src/hamstrong/web/*/static/css/*.css", { eager: true });
import { endIslands } from "../islands.ts";
import { guardForms } from "../parts/once.ts";
import { currentPath } from "./address.ts";
import { App, storage } from "./app.ts";
import type { Contents } from "./contents.ts";
import { serveFromCache } from "./edition.ts";
import { hasUnsent, keptToday } from "./kept-today.ts";
import type { Report } from "./messages.ts";
import { Navigation } from "./navigation.ts";
import { StartScreen } from "./start-screen.ts";

/** Read by `old-browser.js`: from here on this script tells of faults itself. */
document.documentElement.dataset["shell"] = "read";
const screen = new StartScreen(document);
const LONGEST_FRAME_MS = 200;
let navigation: Navigation | null = null;

async function start(): Promise<void> {
  if (!isSupported()) return screen.showUnsupported();
  try {
    await serveFromCache();
  } catch (fault) {
    if (!(fault instanceof TypeError)) return screen.showUnsupported();
    return screen.showFailure("network", () => location.reload());
  }
  guardForms(document);
  const kept = await pageFromBefore();
  if (kept === null) return void begin(false);
  const app = appOfWorker();
  navigation = new Navigation(app);
  navigation.startWith(kept);
  // Python takes a whole processor: the page is painted first.
  afterPaint(() => app.begin(false));
}

/** Where nothing is painted, as in a tab behind another, a moment later. */
function afterPaint(work: () => void): void {
  const painted = new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
  const late = new Promise<void>((resolve) => setTimeout(resolve, LONGEST_FRAME_MS));
  void Promise.race([painted, late]).then(work);
}

/** Today's page from before, where the address is that of today and all it rests on is the same. */
async function pageFromBefore(): Promise<string | null> {
  const place = storage();
  if (place === null || currentPath() !== "/") return null;
  const edition = await editionOfFolder();
  if (edition === null) return null;
  const deviceZone = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  const now = { edition, deviceZone, seconds: Date.now() / 1000, hasUnsent: hasUnsent(place) };
  return keptToday(place, now);
}

/** The edition that serves this page; null where its list cannot be had, which the worker will say. */
async function editionOfFolder(): Promise<string | null> {
  try {
    return ((await (await fetch("contents.json")).json()) as Contents).edition;
  } catch {
    return null;
  }
}

function begin(takeOver: boolean): App {
  const app = appOfWorker();
  app.begin(takeOver);
  return app;
}

function appOfWorker(): App {
  const worker = new Worker(new URL("./worker.ts", import.meta.url), { type: "module" });
  const app: App = new App(worker, (report) => follow(report, app));
  return app;
}

function follow(report: Report, app: App): void {
  if (report.kind === "progress") screen.showProgress(report);
  else if (report.kind === "starting") screen.showStarting();
  else if (report.kind === "failed") fail(report.reason, app);
  else if (navigation === null) {
    navigation = new Navigation(app);
    navigation.start();
  } else if (document.documentElement.dataset["app"] === "kept") navigation.wake();
  else navigation.goOnWith(app);
}

function fail(reason: string, app: App): void {
  app.end();
  endIslands();
  delete document.documentElement.dataset["app"];
  // What stopped once may have left this page in a state that nobody tried.
  screen.showFailure(reason, (takeOver) => (reason === "stopped" ? location.reload() : begin(takeOver)));
}

const isSupported = (): boolean => isSecureContext && "serviceWorker" in navigator;

void start();
