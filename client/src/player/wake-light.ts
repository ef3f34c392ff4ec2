// The screen stays on while a session runs, where the browser can do that.

/** Keeps the screen on while wanted; the browser lets go whenever the page is hidden. */
export class WakeLight {
  #lock: WakeLockSentinel | null = null;
  #wanted = false;

  want(on: boolean): void {
    if (on === this.#wanted) return;
    this.#wanted = on;
    void this.renew();
  }

  async renew(): Promise<void> {
    const lock = this.#lock;
    if (!this.#wanted) {
      this.#lock = null;
      await lock?.release().catch(() => undefined);
      return;
    }
    if (lock !== null || document.visibilityState !== "visible") return;
    const found = await navigator.wakeLock?.request("screen").catch(() => null);
    this.#lock = found ?? null;
    found?.addEventListener("release", () => {
      if (this.#lock === found) this.#lock = null;
    });
    if (!this.#wanted) await this.renew();
  }
}
