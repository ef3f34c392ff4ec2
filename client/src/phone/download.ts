// Download of an edition's files into the browser's cache: checked, resumed, unpacked where needed.

import { FILES, isNamedByContent, mimeTypeOf, pagesCache, partsOf, weightOf, type Contents, type ListedFile, type Part } from "./contents.ts";

export class WrongContent extends Error {}

export interface Progress {
  readonly fetched: number;
  readonly all: number;
}

const AT_ONCE = 4;
const GZIP = [0x1f, 0x8b];

/**
 * Bring every file of an edition into the cache. What is there already is not fetched again, so a
 * download that broke off goes on where it was.
 *
 * @throws WrongContent when a file is not what the list says; TypeError without a network.
 */
export async function download(
  contents: Contents,
  base: string,
  told: (progress: Progress) => void,
): Promise<void> {
  const store = await Store.open(contents, base);
  const missing = await store.missing();
  if (missing.length === 0) return;
  const all = contents.files.reduce((sum, file) => sum + weightOf(file), 0);
  let fetched = all - missing.reduce((sum, file) => sum + weightOf(file), 0);
  const form = await formAt(base, contents.files.find(({ parts }) => parts !== undefined)?.parts?.[0]);
  await inTurn(missing, async (file) => {
    const parts: Uint8Array<ArrayBuffer>[] = [];
    for (const part of partsOf(file)) {
      const kept = await store.part(part);
      const content = kept ?? (await fetchPart(base, part, form));
      if (kept === undefined && file.parts !== undefined) await store.keepPart(part, content);
      parts.push(content);
      told({ fetched: (fetched += weightOf(part)), all });
    }
    await store.keep(file, parts);
  });
}

/** The cache of an edition: whole files, and parts of those that are not whole yet. */
class Store {
  static async open(contents: Contents, base: string): Promise<Store> {
    const [files, pages] = await Promise.all([
      caches.open(FILES),
      caches.open(pagesCache(contents.edition)),
    ]);
    return new Store(contents.files, base, files, pages);
  }

  private constructor(
    readonly listed: readonly ListedFile[],
    readonly base: string,
    readonly files: Cache,
    readonly pages: Cache,
  ) {}

  async missing(): Promise<ListedFile[]> {
    const kept = await Promise.all([this.files.keys(), this.pages.keys()]);
    const addresses = new Set(kept.flat().map(({ url }) => url));
    return this.listed.filter(({ path }) => !addresses.has(this.base + path));
  }

  async part({ path }: Part): Promise<Uint8Array<ArrayBuffer> | undefined> {
    const kept = await this.files.match(this.base + path);
    return kept === undefined ? undefined : new Uint8Array(await kept.arrayBuffer());
  }

  keepPart({ path }: Part, content: Uint8Array<ArrayBuffer>): Promise<void> {
    return this.files.put(this.base + path, answerOf(path, [content]));
  }

  /** Keep a whole file, whose parts are then needed no more. */
  async keep({ path, parts = [] }: ListedFile, contents: Uint8Array<ArrayBuffer>[]): Promise<void> {
    const cache = isNamedByContent(path) ? this.files : this.pages;
    await cache.put(this.base + path, answerOf(path, contents));
    await Promise.all(parts.map((part) => this.files.delete(this.base + part.path)));
  }
}

/** Which form of a file is fetched: as it is, or the `.gz` beside it that is unpacked here. */
type Form = "plain" | "gzip";

/** A host that compresses by itself sends less than a `.gz`; not every folder has one. */
async function formAt(base: string, part: Part | undefined): Promise<Form> {
  if (part === undefined) return "plain";
  const ask = (path: string): Promise<Response> => fetch(base + path, { method: "HEAD", cache: "no-store" });
  if ((await ask(part.path)).headers.has("content-encoding")) return "plain";
  return (await ask(`${part.path}.gz`)).ok ? "gzip" : "plain";
}

async function fetchPart(
  base: string,
  part: Part,
  form: Form,
): Promise<Uint8Array<ArrayBuffer>> {
  const content =
    form === "plain" || part.gzip_bytes === undefined ? await fetched(base + part.path) : await unpacked(await fetched(`${base}${part.path}.gz`));
  const hash = await sha256(content);
  if (hash !== part.sha256) {
    throw new WrongContent(`${part.path} has the hash ${hash}, expected was ${part.sha256}`);
  }
  return content;
}

async function fetched(address: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(address);
  if (!response.ok) throw new WrongContent(`${address} was answered with ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Some hosts say that a `.gz` is compressed, and the browser has unpacked it already. */
async function unpacked(content: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  if (!GZIP.every((byte, nth) => content[nth] === byte)) return content;
  const stream = new Blob([content]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function sha256(content: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", content));
  return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

const answerOf = (path: string, contents: Uint8Array<ArrayBuffer>[]): Response =>
  new Response(new Blob(contents), { headers: { "content-type": mimeTypeOf(path) } });

/** Do something with each, a few at once; the first failure ends it. */
async function inTurn<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async (): Promise<void> => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
