import { describe, expect, it } from "vitest";
import { serveFromCache } from "../../src/phone/edition.ts";

class FakeWorker extends EventTarget {
  state: ServiceWorkerState = "installing";

  becomes(state: ServiceWorkerState): void {
    this.state = state;
    this.dispatchEvent(new Event("statechange"));
  }
}

/** A page that no service worker serves yet; its first one is being installed, or failed already. */
const container = (installing: FakeWorker | null): ServiceWorkerContainer =>
  Object.assign(new EventTarget(), {
    controller: null,
    ready: new Promise(() => undefined),
    register: async () => ({ installing, waiting: null, active: null }),
  }) as unknown as ServiceWorkerContainer;

const patient = (outcome: Promise<unknown>): Promise<unknown> =>
  Promise.race([outcome, new Promise((resolve) => setTimeout(() => resolve("still waiting"), 50))]);

describe("the first edition", () => {
  it("fails when it could not be brought, instead of waiting for ever", async () => {
    const installing = new FakeWorker();
    const serving = serveFromCache(container(installing));
    setTimeout(() => installing.becomes("redundant"));
    await expect(patient(serving)).rejects.toThrow(TypeError);
  });

  it.each([
    ["while the page registered it", null],
    ["before the page looked", Object.assign(new FakeWorker(), { state: "redundant" as const })],
  ])("fails when it was given up %s", async (_when, installing) => {
    await expect(patient(serveFromCache(container(installing)))).rejects.toThrow(TypeError);
  });

  it("is waited for while it is being brought", async () => {
    const installing = new FakeWorker();
    const serving = serveFromCache(container(installing));
    setTimeout(() => installing.becomes("installed"));
    expect(await patient(serving)).toBe("still waiting");
  });
});
