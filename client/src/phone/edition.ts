// The edition that serves this page: registered, and changed for a newer one before anything starts.

/** What a page may ask of a service worker: whether it is the only page, to take over, to take it. */
export type Ask = "alone" | "change over" | "claim";

/**
 * Wait until the service worker serves this page's files from the cache.
 *
 * A newer edition that came in the meantime takes over now, before Python or a session runs; the
 * page is then loaded anew. While another page of the app is open, it waits: that page's scripts
 * belong to the edition that it came with.
 *
 * @throws DOMException when the browser refuses service workers; TypeError when the network broke
 * off before the first edition was here.
 */
export async function serveFromCache(container = navigator.serviceWorker): Promise<void> {
  const registration = await container.register("sw.js", { updateViaCache: "none" });
  const { waiting } = registration;
  if (waiting !== null && (await agrees(waiting))) {
    const changed = controlled(container);
    ask(waiting, "change over");
    await changed;
    location.reload();
    return new Promise(() => undefined); // nothing starts on a page that goes
  }
  if (container.controller !== null) return;
  const taken = controlled(container);
  // A page that was loaded past the worker is taken back by asking.
  const { active } = await Promise.race([container.ready, installFails(registration)]);
  if (active !== null) ask(active, "claim");
  if (container.controller === null) await taken;
}

/** Fails once the first edition could not be brought; a browser never says so of `ready`. */
function installFails({ installing, waiting, active }: ServiceWorkerRegistration): Promise<never> {
  return new Promise((_, reject) => {
    const look = (): void => {
      if ((installing?.state ?? "redundant") === "redundant") reject(new TypeError("the edition was not brought"));
    };
    if (waiting !== null || active !== null) return;
    installing?.addEventListener("statechange", look);
    look();
  });
}

/** Whether the waiting worker sees no page but this one. */
function agrees(waiting: ServiceWorker): Promise<boolean> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }) => resolve(data === true);
    ask(waiting, "alone", port2);
  });
}

const ask = (worker: ServiceWorker, what: Ask, ...ports: MessagePort[]): void =>
  worker.postMessage(what, ports);

const controlled = (container: ServiceWorkerContainer): Promise<unknown> =>
  new Promise((resolve) => container.addEventListener("controllerchange", resolve, { once: true }));
