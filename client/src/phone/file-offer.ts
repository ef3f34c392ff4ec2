// A file of the app on its way to the person: the system's share sheet, or the browser's download.

const KEPT_MS = 60_000;

/** Let the browser save a file. */
export function saveFile(file: File): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}

/**
 * Hand a file to the system's share sheet where it takes one, else save it.
 *
 * @returns whether it went anywhere; not where the person closed the sheet.
 */
export async function handFile(file: File): Promise<boolean> {
  const shared = [file, asText(file)].find((form) => navigator.canShare?.({ files: [form] }) === true);
  if (shared !== undefined) {
    try {
      await navigator.share({ files: [shared] });
      return true;
    } catch (fault) {
      if (fault instanceof DOMException && fault.name === "AbortError") return false;
      // The sheet did not open, as when the press is too long ago.
    }
  }
  saveFile(file);
  return true;
}

/** Sheets take few kinds of files; each takes a text. */
const asText = (file: File): File => new File([file], `${file.name}.txt`, { type: "text/plain" });

/** Let the person choose a file; null where none was chosen. Called while a press is handled. */
export function chooseFile(accept: string): Promise<File | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener("change", () => resolve(input.files?.[0] ?? null));
    input.addEventListener("cancel", () => resolve(null));
    input.click();
  });
}
