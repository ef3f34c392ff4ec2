// The diary's files in the browser's private storage, held by one page at a time.
//
// A lock says which page has the diary; the handles then belong to its worker. After a reload the
// browser may take a moment to let go of the lock and the handles of the page before, so both are
// tried again.

/** The part of `FileSystemSyncAccessHandle` that the diary needs. */
export interface FileHandle {
  getSize(): number;
  read(buffer: Uint8Array, options: { at: number }): number;
  write(buffer: Uint8Array, options: { at: number }): number;
  truncate(size: number): void;
  flush(): void;
  close(): void;
}

export interface DiaryFiles {
  readonly log: FileHandle;
  readonly journal: FileHandle;
  readonly aside: FileHandle;
}

/** An open diary. `secret` is what only this device knows: 64 hexadecimal digits. */
export interface OpenDiary {
  readonly files: DiaryFiles;
  readonly secret: string;
}

export type Refused = "elsewhere" | "locked" | "no_storage" | "full" | "unavailable";

/** Why the diary could not be opened. */
export class DiaryRefused extends Error {
  readonly reason: Refused;

  constructor(reason: Refused) {
    super(`the diary was not opened: ${reason}`);
    this.reason = reason;
  }
}

/** A file of the private storage; only workers may open it in this way, and not in every browser. */
interface StoredFile {
  createSyncAccessHandle?(): Promise<FileHandle>;
}

export interface Folder {
  getFileHandle(name: string, options: { create: boolean }): Promise<StoredFile>;
}

/** What the browser offers; tests have their own. */
export interface Platform {
  /** The folder of the diary, or none where the browser has no private storage. */
  folder(): Promise<Folder | null>;
  readonly locks: LockManager | undefined;
  channel(): BroadcastChannel;
  pause(milliseconds: number): Promise<void>;
  random(bytes: number): Uint8Array;
}

const NAME = "hamstrong";
const LOCK = "hamstrong-diary";
const WANTED = "wanted";
const SECRET_BYTES = 32;
const TRIES = 50;
const PAUSE_MS = 100;
const TAKE_OVER_MS = 10_000;

const browser: Platform = {
  folder: async () => {
    if (typeof navigator.storage?.getDirectory !== "function") return null;
    const root = await navigator.storage.getDirectory();
    return (await root.getDirectoryHandle(NAME, { create: true })) as unknown as Folder;
  },
  locks: typeof navigator === "undefined" ? undefined : navigator.locks,
  channel: () => new BroadcastChannel(LOCK),
  pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
  random: (bytes) => crypto.getRandomValues(new Uint8Array(bytes)),
};

let release: (() => void) | undefined;

/**
 * Take the diary for this page and open its files.
 *
 * @param takeOver ask the page that has the diary to let go of it, and wait for that.
 * @throws DiaryRefused
 */
export async function openDiary(takeOver = false, platform = browser): Promise<OpenDiary> {
  const folder = await folderOf(platform);
  if (platform.locks === undefined) throw new DiaryRefused("no_storage");
  if (!(await takeLock(platform.locks, takeOver, platform))) throw new DiaryRefused("elsewhere");
  const open: FileHandle[] = [];
  const opened = async (name: string): Promise<FileHandle> => {
    const handle = await openFile(folder, name, platform);
    open.push(handle);
    return handle;
  };
  try {
    const secret = await readSecret(folder, platform);
    const files = {
      log: await opened("log"),
      journal: await opened("journal"),
      aside: await opened("aside"),
    };
    return { files, secret };
  } catch (fault) {
    for (const handle of open) handle.close();
    letGo();
    throw fault instanceof DiaryRefused ? fault : new DiaryRefused(reasonOf(fault));
  }
}

/** Let another page have the diary. Its files must be closed by then. */
export function letGo(): void {
  release?.();
  release = undefined;
}

/**
 * Call `give` when another page asks for the diary; the lock is let go of when it is done.
 *
 * @returns a function that stops listening.
 */
export function whenWanted(give: () => Promise<void>, platform = browser): () => void {
  const channel = platform.channel();
  channel.onmessage = ({ data }: MessageEvent) => {
    if (data !== WANTED) return;
    channel.close();
    void give().then(letGo);
  };
  return () => channel.close();
}

async function folderOf(platform: Platform): Promise<Folder> {
  let folder: Folder | null;
  try {
    folder = await platform.folder();
  } catch (fault) {
    // A private window has the function and refuses to be asked.
    throw new DiaryRefused(reasonOf(fault) === "full" ? "full" : "no_storage");
  }
  if (folder === null) throw new DiaryRefused("no_storage");
  return folder;
}

/** Hold the lock until `letGo`, or until the browser ends this worker; say whether it was had. */
async function takeLock(locks: LockManager, takeOver: boolean, platform: Platform): Promise<boolean> {
  if (takeOver) {
    const channel = platform.channel();
    channel.postMessage(WANTED);
    channel.close();
    return requestLock(locks, { signal: AbortSignal.timeout(TAKE_OVER_MS) });
  }
  // A page that was just reloaded keeps the lock until its worker is through with what it does.
  for (let nth = 1; ; nth += 1) {
    if (await requestLock(locks, { ifAvailable: true })) return true;
    if (nth === TRIES) return false;
    await platform.pause(PAUSE_MS);
  }
}

function requestLock(locks: LockManager, options: LockOptions): Promise<boolean> {
  return new Promise((resolve) => {
    const held = (lock: Lock | null): Promise<void> | undefined => {
      resolve(lock !== null);
      if (lock === null) return undefined;
      return new Promise((end) => (release = end));
    };
    locks.request(LOCK, options, held).catch(() => resolve(false));
  });
}

async function openFile(folder: Folder, name: string, platform: Platform): Promise<FileHandle> {
  for (let nth = 1; ; nth += 1) {
    try {
      const file = await folder.getFileHandle(name, { create: true });
      if (file.createSyncAccessHandle === undefined) throw new DiaryRefused("no_storage");
      return await file.createSyncAccessHandle();
    } catch (fault) {
      if (reasonOf(fault) !== "locked" || nth === TRIES) throw fault;
      await platform.pause(PAUSE_MS);
    }
  }
}

/** Read the secret of this device, or make it; a file that was cut off is made anew. */
async function readSecret(folder: Folder, platform: Platform): Promise<string> {
  const file = await openFile(folder, "secret", platform);
  const secret = new Uint8Array(SECRET_BYTES);
  try {
    if (file.read(secret, { at: 0 }) < SECRET_BYTES) {
      secret.set(platform.random(SECRET_BYTES));
      file.write(secret, { at: 0 });
      file.flush();
    }
  } finally {
    file.close();
  }
  return [...secret].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function reasonOf(fault: unknown): Refused {
  const name = fault instanceof Error || fault instanceof DOMException ? fault.name : "";
  if (name === "NoModificationAllowedError" || name === "InvalidStateError") return "locked";
  if (name === "QuotaExceededError") return "full";
  // WebKitGTK has the function for handles and nothing behind it.
  if (["SecurityError", "NotAllowedError", "NotSupportedError"].includes(name)) return "no_storage";
  return "unavailable";
}
