// What is used of the scope of a service worker, whose types exclude those of a page.

export interface WorkerScope {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    claim(): Promise<void>;
    matchAll(which: { type: "window"; includeUncontrolled: true }): Promise<readonly WorkerWindow[]>;
    openWindow(address: string): Promise<unknown>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", does: (event: Lasting) => void): void;
  addEventListener(type: "fetch", does: (event: Lasting & Asked) => void): void;
  addEventListener(type: "notificationclick", does: (event: Lasting & Pressed) => void): void;
  addEventListener(type: "message", does: (event: Lasting & MessageEvent) => void): void;
}
export interface WorkerWindow {
  focus(): Promise<unknown>;
}
export interface Lasting {
  waitUntil(work: Promise<unknown>): void;
}
export interface Pressed {
  readonly notification: { close(): void };
}
export interface Asked {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
