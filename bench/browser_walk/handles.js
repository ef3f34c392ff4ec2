// Tells whether a worker can write a file of the private storage at once, as the diary needs it.
async function writesAtOnce() {
  if (!navigator.storage || !navigator.storage.getDirectory) return "no private storage";
  const folder = await navigator.storage.getDirectory();
  const file = await folder.getFileHandle("walk-" + Date.now(), { create: true });
  if (!file.createSyncAccessHandle) return "no handle that writes at once";
  const handle = await file.createSyncAccessHandle();
  handle.write(new Uint8Array(3), { at: 0 });
  handle.flush();
  const size = handle.getSize();
  handle.close();
  return size === 3 ? "yes" : "wrote 3 bytes and found " + size;
}

writesAtOnce().then(
  (said) => self.postMessage(said),
  (fault) => self.postMessage(fault.name + ": " + fault.message),
);
