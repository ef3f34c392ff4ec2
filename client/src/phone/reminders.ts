// Reminders while the app is open: the badge of its icon, and a notification when a new day begins.
//
// A web app that is closed does nothing by itself: its badge then stays as it was when the app was
// last open, and nothing is said. Where a browser has neither, nothing is offered.

import words from "./words.en.json";

/** What a browser may have of badges. */
export interface Badges {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

export interface Notices {
  readonly permission: NotificationPermission;
  ask(): Promise<NotificationPermission>;
  show(title: string, text: string): Promise<void>;
}

/** Mark the app's icon while something of today is open. */
export function showBadge(isDue: boolean, badges: Badges = navigator): void {
  const done = isDue ? badges.setAppBadge?.(1) : badges.clearAppBadge?.();
  done?.catch(() => undefined); // an app that is not installed has no icon
}

let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * When the training day ends while the app is open, mark its icon; in the background say it, too.
 *
 * @param endsAt seconds since 1970.
 */
export function watchDay(endsAt: number, notices = browserNotices(), badges: Badges = navigator): void {
  clearTimeout(timer);
  const begin = (): void => {
    showBadge(true, badges);
    if (document.visibilityState === "visible" || notices?.permission !== "granted") return;
    void notices.show(words.reminders.new_day, words.reminders.new_day_text).catch(() => undefined);
  };
  timer = setTimeout(begin, Math.max(0, endsAt * 1000 - Date.now()));
}

/** Say at the end of a page what a notification can do here, and let the person allow it. */
export function offerNotices(main: Element, notices = browserNotices()): void {
  if (notices === null) return;
  const said = document.createElement("p");
  const note = document.createElement("aside");
  note.className = "notice notice-note";
  note.append(said);
  main.append(note);
  const tell = (permission: NotificationPermission): void => {
    said.textContent = words.reminders[permission];
    note.querySelector("button")?.remove();
    if (permission !== "default") return;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = words.reminders.allow;
    button.addEventListener("click", () => void notices.ask().then(tell));
    note.append(button);
  };
  tell(notices.permission);
}

/** The notifications of this browser; null where it has none. */
function browserNotices(): Notices | null {
  if (typeof Notification === "undefined" || !("serviceWorker" in navigator)) return null;
  return {
    get permission() {
      return Notification.permission;
    },
    ask: () => Notification.requestPermission(),
    show: async (title, body) => {
      const worker = await navigator.serviceWorker.ready;
      await worker.showNotification(title, { body, tag: "hamstrong-day", icon: "icons/icon-192.png" });
    },
  };
}
