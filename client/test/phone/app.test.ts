import { beforeEach, describe, expect, it } from "vitest";
import { App } from "../../src/phone/app.ts";
import type { Answered, Call, Report } from "../../src/phone/messages.ts";
import { Locks } from "./locks.ts";

const STANDING = { seq: 3, endsAt: Date.now() / 1000 + 3_600, deviceZone: "UTC", stages: "left 2", hasPlan: true, isDue: true };
const KEPT = "hamstrong.today";
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

/** A worker that answers when the test says so. */
class FakeWorker extends EventTarget {
  readonly calls: Call[] = [];
  isEnded = false;

  postMessage(message: Call): void {
    this.calls.push(message);
  }

  terminate(): void {
    this.isEnded = true;
  }

  says(data: unknown): void {
    this.dispatchEvent(new MessageEvent("message", { data }));
  }

  answersToday(nth: number, html: string): void {
    const answer = { status: 200, headers: [], body: new TextEncoder().encode(html) };
    const answered: Answered = {
      kind: "answer",
      id: this.calls[nth]?.id ?? -1,
      answer,
      today: { standing: STANDING, edition: "a" },
    };
    this.says(answered);
  }
}

let worker: FakeWorker;
let told: Report[];
let app: App;
let locks: Locks;

beforeEach(() => {
  localStorage.clear();
  locks = new Locks();
  Object.defineProperty(navigator, "locks", { value: locks.manager, configurable: true });
  worker = new FakeWorker();
  told = [];
  app = new App(worker as unknown as Worker, (report) => told.push(report));
});

describe("today's page as the app keeps it", () => {
  it("is kept when nothing was sent since it was asked for", async () => {
    const asked = app.ask({ method: "GET", path: "/" });
    worker.answersToday(0, "of now");
    await asked;
    expect(localStorage.getItem(KEPT)).toContain("of now");
  });

  it("is not kept when it was made before something was sent", async () => {
    const asked = app.ask({ method: "GET", path: "/" });
    void app.ask({ method: "POST", path: "/check-in" });
    worker.answersToday(0, "of before");
    await asked;
    expect(localStorage.getItem(KEPT)).toBeNull();
  });

  it("is kept again when it was asked for after that", async () => {
    void app.ask({ method: "POST", path: "/check-in" });
    const asked = app.ask({ method: "GET", path: "/" });
    worker.answersToday(1, "of after");
    await asked;
    expect(localStorage.getItem(KEPT)).toContain("of after");
  });
});

describe("a worker that ends without a word", () => {
  const holdLifeSign = (): void => {
    void locks.request("its life", () => new Promise(() => undefined));
    worker.says({ kind: "alive", lock: "its life" });
  };

  it("has stopped, once it had answered", async () => {
    holdLifeSign();
    worker.says({ kind: "ready" });
    locks.endHolders();
    await turn();
    expect(told).toEqual([{ kind: "ready" }, { kind: "failed", reason: "stopped" }]);
  });

  it("could not start, before that", async () => {
    holdLifeSign();
    locks.endHolders();
    await turn();
    expect(told).toEqual([{ kind: "failed", reason: "start" }]);
  });

  it("could not be run at all, where it never gave a sign of life", () => {
    worker.dispatchEvent(new Event("error"));
    expect(told).toEqual([{ kind: "failed", reason: "unsupported" }]);
  });

  it("is told the same when the browser reports an error", () => {
    worker.says({ kind: "ready" });
    worker.dispatchEvent(new Event("error"));
    expect(told.at(-1)).toEqual({ kind: "failed", reason: "stopped" });
  });

  it("is no news when the page ended it", async () => {
    holdLifeSign();
    app.end();
    locks.endHolders();
    await turn();
    expect(worker.isEnded).toBe(true);
    expect(told).toEqual([]);
  });
});
