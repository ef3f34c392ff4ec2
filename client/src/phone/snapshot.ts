// Snapshot of Python's memory after its imports, from which later starts wake at once.
//
// It is made on the device, holds nothing of the diary, and belongs to one edition. Its compressed
// form carries a checksum, so what was damaged on the disk cannot be woken.

const CACHE = "hamstrong-snapshot";
const LOGIC = "x-logic-hash";

export interface Snapshot {
  readonly memory: Uint8Array<ArrayBuffer>;
  /** The hash of the pack's logic that the memory holds. */
  readonly logic: string;
}

/** A buffer that can be emptied, as in newer browsers. */
type Transferable = ArrayBuffer & { transfer?(bytes: number): ArrayBuffer };

/** Give back the bytes of a snapshot at once, not when garbage is collected: they are many. */
export function free({ memory }: Snapshot): void {
  (memory.buffer as Transferable).transfer?.(0);
}

export class SnapshotStore {
  readonly #address: string;

  constructor(edition: string, base: string) {
    this.#address = `${base}snapshot-${edition}`;
  }

  /** The kept snapshot of this edition; null where there is none or it is damaged. */
  async read(): Promise<Snapshot | null> {
    try {
      const kept = await (await caches.open(CACHE)).match(this.#address);
      if (kept?.body == null) return null;
      const stream = kept.body.pipeThrough(new DecompressionStream("gzip"));
      const memory = new Uint8Array(await new Response(stream).arrayBuffer());
      return { memory, logic: kept.headers.get(LOGIC) ?? "" };
    } catch {
      await this.drop();
      return null;
    }
  }

  /** Keep a snapshot in the place of older ones; a storage that is full keeps none. */
  async keep({ memory, logic }: Snapshot): Promise<void> {
    try {
      const stream = new Blob([memory]).stream().pipeThrough(new CompressionStream("gzip"));
      const packed = await new Response(stream).blob();
      await this.drop();
      await (await caches.open(CACHE)).put(this.#address, new Response(packed, { headers: { [LOGIC]: logic } }));
    } catch {
      await this.drop();
    }
  }

  /** Throw away what is kept, of this edition and of older ones. */
  async drop(): Promise<void> {
    await caches.delete(CACHE).catch(() => false);
  }
}
