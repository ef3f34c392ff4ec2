// A file of the app on its way to the person: the browser's download.

const KEPT_MS = 60_000;

/** Let the browser save a file. */
export async function offerFile(file: File): Promise<void> {
  const address = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = address;
  link.download = file.name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
