/** Web locks of one origin, whose holders can be ended as a browser ends those of a dead worker. */
export class Locks {
  #queue: { name: string; give: () => void; signal?: AbortSignal | undefined }[] = [];
  #held = new Set<string>();

  get manager(): LockManager {
    return this as unknown as LockManager;
  }

  request(name: string, ...given: [LockOptions, LockGrantedCallback<unknown>] | [LockGrantedCallback<unknown>]): Promise<unknown> {
    const [options, does] = given.length === 2 ? given : [{}, given[0]];
    return new Promise((resolve, reject) => {
      options.signal?.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
      const give = (): void => {
        this.#held.add(name);
        void Promise.resolve(does({ name, mode: "exclusive" })).then((value) => {
          this.#held.delete(name);
          resolve(value);
          this.#next();
        });
      };
      this.#queue.push({ name, give, signal: options.signal });
      this.#next();
    });
  }

  endHolders(): void {
    this.#held.clear();
    this.#next();
  }

  #next(): void {
    const first = this.#queue.find(({ name }) => !this.#held.has(name));
    if (first === undefined) return;
    this.#queue.splice(this.#queue.indexOf(first), 1);
    if (first.signal?.aborted === true) this.#next();
    else first.give();
  }
}
