// The diary of a computer that serves this edition beside its own pages, as `hamstrong serve` does.

/** Ask for it where this browser is let in; null where it is not, and where there is no computer. */
export async function diaryOfComputer(ask: typeof fetch = fetch): Promise<File | null> {
  const address = new URL("../data/export", location.href.split("#")[0]);
  const response = await ask(address, { credentials: "same-origin", redirect: "error" }).catch(() => null);
  const type = response?.headers.get("content-type") ?? "";
  if (response === null || !response.ok || !type.startsWith("application/x-ndjson")) return null;
  return new File([await response.blob()], "diary.jsonl", { type });
}
