// Life sign of the worker: a lock that the browser takes from it when it ends, however it ends.
//
// A worker that the system ends sends no event; whoever waits for its answer would wait for ever.

/** Hold a lock for as long as this worker lives; gives the name of the lock once it is held. */
export function giveLifeSign(locks: LockManager = navigator.locks): Promise<string> {
  const name = `hamstrong-worker-${crypto.randomUUID()}`;
  return new Promise((resolve) => {
    void locks.request(name, () => {
      resolve(name);
      return new Promise(() => undefined);
    });
  });
}

/**
 * Call `does` when the worker of this lock has ended.
 *
 * @returns a function that stops watching.
 */
export function whenEnded(name: string, does: () => void, locks: LockManager = navigator.locks): () => void {
  const watching = new AbortController();
  const granted = async (): Promise<void> => {
    if (!watching.signal.aborted) does();
  };
  locks.request(name, { signal: watching.signal }, granted).catch(() => undefined);
  return () => watching.abort();
}
