// Times of day as this device writes them: 14:30 or 2:30 pm. The page gives them in 24 hours.

export function localClocks(root: ParentNode, locale?: string): void {
  const clock = new Intl.DateTimeFormat(locale, { hour: "numeric", minute: "2-digit" });
  for (const time of root.querySelectorAll<HTMLTimeElement>("time[data-clock]")) {
    const [hour, minute] = time.dateTime.split(":").map(Number);
    if (hour === undefined || minute === undefined || Number.isNaN(hour + minute)) continue;
    time.textContent = clock.format(new Date(2000, 0, 1, hour, minute));
  }
}
