import { beforeEach, describe, expect, it } from "vitest";
import {
  DiaryRefused,
  letGo,
  openDiary,
  whenWanted,
  type FileHandle,
  type Folder,
  type Platform,
} from "../../src/phone/diary-handle.ts";

/** A file in memory; `busy` counts the tries that find it in use. */
class StoredBytes {
  bytes = new Uint8Array();
  busy = 0;
  open = 0;
  refuses: string | null = null;
  full = false;

  async createSyncAccessHandle(): Promise<FileHandle> {
    if (this.refuses !== null) throw new DOMException("refused", this.refuses);
    if (this.open > 0 || this.busy > 0) {
      this.busy -= 1;
      throw new DOMException("in use", "NoModificationAllowedError");
    }
    this.open += 1;
    return {
      getSize: () => this.bytes.length,
      read: (buffer, { at }) => {
        const found = this.bytes.subarray(at, at + buffer.length);
        buffer.set(found);
        return found.length;
      },
      write: (buffer, { at }) => {
        if (this.full) throw new DOMException("full", "QuotaExceededError");
        const grown = new Uint8Array(Math.max(this.bytes.length, at + buffer.length));
        grown.set(this.bytes);
        grown.set(buffer, at);
        this.bytes = grown;
        return buffer.length;
      },
      truncate: (size) => (this.bytes = this.bytes.slice(0, size)),
      flush: () => undefined,
      close: () => (this.open -= 1),
    };
  }
}

/** Locks of one origin: one name, held until its promise ends. */
class Locks {
  held: Promise<unknown> | null = null;

  async request(
    _name: string,
    options: LockOptions,
    held: (lock: Lock | null) => Promise<void> | undefined,
  ): Promise<void> {
    if (this.held !== null && options.ifAvailable === true) return held(null);
    const ended = new Promise((_resolve, reject) =>
      options.signal?.addEventListener("abort", () => reject(new Error("too late"))),
    );
    if (this.held !== null) await Promise.race([this.held, ended]);
    this.held = held({} as Lock) ?? null;
    await this.held;
    this.held = null;
  }
}

class Device {
  files = new Map<string, StoredBytes>();
  locks = new Locks();
  pauses = 0;
  channels: { onmessage: ((event: MessageEvent) => void) | null }[] = [];

  file(name: string): StoredBytes {
    const found = this.files.get(name) ?? new StoredBytes();
    this.files.set(name, found);
    return found;
  }

  platform(changes: Partial<Platform> = {}): Platform {
    const folder: Folder = { getFileHandle: async (name) => this.file(name) };
    return {
      folder: async () => folder,
      locks: this.locks as unknown as LockManager,
      channel: () => this.#channel() as unknown as BroadcastChannel,
      pause: async () => {
        this.pauses += 1;
      },
      random: (bytes) => new Uint8Array(bytes).fill(0xa7),
      ...changes,
    };
  }

  #channel() {
    const all = this.channels;
    const channel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        for (const other of all) if (other !== channel) other.onmessage?.({ data } as MessageEvent);
      },
      close: () => {
        all.splice(all.indexOf(channel), 1);
      },
    };
    all.push(channel);
    return channel;
  }
}

const refusal = async (opening: Promise<unknown>): Promise<string> => {
  const fault = await opening.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(fault).toBeInstanceOf(DiaryRefused);
  return (fault as DiaryRefused).reason;
};

let device: Device;
beforeEach(() => {
  letGo();
  device = new Device();
});

describe("the diary of one device", () => {
  it("has its three files open, and keeps its secret over a restart", async () => {
    const first = await openDiary(false, device.platform());
    expect(first.secret).toBe("a7".repeat(32));
    for (const handle of Object.values(first.files)) handle.close();
    letGo();
    await Promise.resolve();
    const other = device.platform({ random: (bytes) => new Uint8Array(bytes).fill(1) });
    expect((await openDiary(false, other)).secret).toBe(first.secret);
  });

  it("makes the secret anew where its file was cut off", async () => {
    device.file("secret").bytes = new Uint8Array(5);
    expect((await openDiary(false, device.platform())).secret).toBe("a7".repeat(32));
  });

  it("is refused to a second page, which opens no file", async () => {
    await openDiary(false, device.platform());
    expect(await refusal(openDiary(false, device.platform()))).toBe("elsewhere");
    expect(device.file("log").open).toBe(1);
  });

  it("waits for the lock of a page that was just reloaded, whose worker is still busy", async () => {
    const before = await openDiary(false, device.platform());
    const pause = async (): Promise<void> => {
      device.pauses += 1;
      if (device.pauses < 3) return;
      for (const handle of Object.values(before.files)) handle.close();
      letGo();
    };
    expect((await openDiary(false, device.platform({ pause }))).secret).toBe(before.secret);
    expect(device.pauses).toBeGreaterThanOrEqual(3);
  });

  it("goes to the second page once the first has closed its files", async () => {
    const first = await openDiary(false, device.platform());
    let given = false;
    whenWanted(async () => {
      for (const handle of Object.values(first.files)) handle.close();
      given = true;
    }, device.platform());
    const second = await openDiary(true, device.platform());
    expect(given).toBe(true);
    expect(second.secret).toBe(first.secret);
    expect(await refusal(openDiary(false, device.platform()))).toBe("elsewhere");
  });

  it("waits for the handles of a page that was just reloaded", async () => {
    device.file("log").busy = 3;
    await openDiary(false, device.platform());
    expect(device.pauses).toBe(3);
  });

  it("says that a handle stays locked, and leaves nothing open or taken", async () => {
    device.file("journal").busy = 1000;
    expect(await refusal(openDiary(false, device.platform()))).toBe("locked");
    device.file("journal").busy = 0;
    expect(device.file("log").open).toBe(0);
    await openDiary(false, device.platform());
  });

  it.each([
    ["QuotaExceededError", "full"],
    ["SecurityError", "no_storage"],
    ["NotSupportedError", "no_storage"],
    ["UnknownError", "unavailable"],
  ])("names %s as %s", async (name, reason) => {
    device.file("log").refuses = name;
    expect(await refusal(openDiary(false, device.platform()))).toBe(reason);
    expect(device.pauses).toBe(0);
  });

  it("is refused where the browser has the storage and cannot write to it at once", async () => {
    Object.assign(device.file("secret"), { createSyncAccessHandle: undefined });
    expect(await refusal(openDiary(false, device.platform()))).toBe("no_storage");
  });

  it("says that the storage is full where not even the secret can be kept", async () => {
    device.file("secret").full = true;
    expect(await refusal(openDiary(false, device.platform()))).toBe("full");
    expect(device.file("secret").open).toBe(0);
  });

  it.each<[string, Partial<Platform>]>([
    ["has no private storage", { folder: async () => null }],
    ["refuses it in a private window", { folder: () => Promise.reject(new DOMException("", "SecurityError")) }],
    ["has no locks", { locks: undefined }],
  ])("needs another browser where this one %s", async (_what, changes) => {
    expect(await refusal(openDiary(false, device.platform(changes)))).toBe("no_storage");
  });
});
