// Python in the worker: Pyodide with our code unpacked into its file system.

import type { Contents } from "./contents.ts";
import { free, SnapshotStore, type Snapshot } from "./snapshot.ts";
import type { Answer, Call, Moment } from "./messages.ts";
import type { DiaryFiles } from "./diary-handle.ts";
import type { Standing } from "./kept-today.ts";

interface FileSystem {
  mkdirTree(path: string): void;
  lookupPath(path: string): { readonly node: FolderNode };
}

/** A folder of the file system in memory. */
interface FolderNode {
  readonly node_ops: { mknod(folder: FolderNode, name: string, mode: number, device: number): FileNode };
}

interface FileNode {
  contents: Uint8Array;
  usedBytes: number;
  atime: number;
  mtime: number;
  ctime: number;
}

/** The few things of Pyodide that are used here. */
interface Pyodide {
  readonly FS: FileSystem;
  runPython(code: string): unknown;
  makeMemorySnapshot(): Uint8Array<ArrayBuffer>;
  pyimport(name: string): PyModule;
  toPy(value: unknown): unknown;
}

type PyModule = Record<string, (...values: unknown[]) => unknown>;

interface PyHome {
  request(method: string, path: string, headers: unknown, body: unknown): Promise<PyAnswer>;
  standing(): PyStanding | undefined;
  zone: string;
  close(): void;
}

interface PyAnswer {
  readonly status: number;
  readonly headers: { toJs(): [string, string][]; destroy(): void };
  readonly body: { toJs(): Uint8Array; destroy(): void };
  destroy(): void;
}

interface PyStanding {
  readonly seq: number;
  readonly ends_at: number;
  readonly device_zone: string;
  readonly stages: string;
  readonly has_plan: boolean;
  readonly is_due: boolean;
  destroy(): void;
}

export type FetchPart = (name: string) => Promise<Uint8Array>;

/** Pyodide's own entry, and its script with the interpreter. */
interface Loader {
  loadPyodide(options: object): Promise<Pyodide>;
}
interface Script {
  default(module: object): Promise<{ _emscripten_resize_heap(bytes: number): boolean }>;
}

/** Import and read what every start needs, and give the hash of the pack in memory. */
const PREPARE = `
import hamstrong.phone.browser
from hamstrong.protocol.loader import DEFAULT_PACK, load_pack
from hamstrong.protocol.texts import load_texts
from hamstrong.web.shell.built_texts import current_texts
load_texts(DEFAULT_PACK, "en")
current_texts()
load_pack(DEFAULT_PACK).logic_hash
`;
/** The same from memory, with randomness of its own. */
const WAKE = `
import random
random.seed()
load_pack(DEFAULT_PACK).logic_hash
`;
const SNAPSHOT_AFTER_MS = 5_000;

const SITE = "/lib/python3.14/site-packages";
/** Milliseconds since 1970. What was read from a file stays read while its time is the same. */
const WRITTEN_AT = 1_000_000_000_000;
/** An ordinary file that everybody may read. */
const FILE_MODE = 0o100644;

export interface Python {
  /**
   * Open the diary; requests are answered from then on.
   *
   * @param part gives the bundle of a part that a request needs, or fails where there is none.
   * @throws DiaryUnusable
   */
  open(files: DiaryFiles, secret: string, moment: Moment, part: FetchPart): void;
  request(call: Call): Promise<Answer>;
  /** What today's page rests on; nothing before there is a diary. */
  standing(): Standing | null;
  /** Let go of the diary's files. */
  close(): void;
}

/** Why Python refused the diary. */
export class DiaryUnusable extends Error {
  constructor(readonly reason: string) {
    super(`the diary cannot be used: ${reason}`);
  }
}

/** The addresses of Python's own files in an edition. */
export function pythonFiles(contents: Contents): { folder: string; standard: string; code: string } {
  const find = (start: string): string => {
    const found = contents.files.find(({ path }) => path.startsWith("python-") && path.includes(`/${start}`));
    if (found === undefined) throw new Error(`the edition has no file ${start}`);
    return found.path;
  };
  const wasm = find("pyodide.asm.wasm");
  return {
    folder: wasm.slice(0, wasm.lastIndexOf("/") + 1),
    standard: find("standard-"),
    code: find("code-"),
  };
}

/**
 * Start Python: wake it from the snapshot of an earlier start, or boot it and make one.
 *
 * Everything it needs is in the cache, from which the service worker serves it.
 */
export async function startPython(contents: Contents, base: string): Promise<Python> {
  const { folder, standard, code } = pythonFiles(contents);
  const snapshots = new SnapshotStore(contents.edition, base);
  const [{ loadPyodide }, bundle, snapshot] = await Promise.all([
    import(/* @vite-ignore */ `${base}${folder}pyodide.mjs`) as Promise<Loader>,
    fetch(base + code).then((response) => response.arrayBuffer()),
    snapshots.read(),
  ]);
  const settings = {
    indexURL: base + folder,
    stdLibURL: base + standard,
    env: { PYTHONTZPATH: `${SITE}/zoneinfo`, HOME: "/home" },
    // Files are no part of a snapshot.
    fsInit: (files: FileSystem) => Promise.resolve(unpack(files, new Uint8Array(bundle))),
  };
  const woken = snapshot === null ? null : await wake(snapshot, settings, loadPyodide);
  if (woken !== null) return new RunningPython(woken);
  await snapshots.drop();
  const python = await loadPyodide({ ...settings, _makeSnapshot: true });
  const logic = String(python.runPython(PREPARE));
  const memory = python.makeMemorySnapshot();
  // The first page comes first.
  setTimeout(() => void snapshots.keep({ memory, logic }).then(() => free({ memory, logic })), SNAPSHOT_AFTER_MS);
  return new RunningPython(python);
}

/** Wake a snapshot; null where it throws or does not hold what it should. */
async function wake(
  { memory, logic }: Snapshot,
  settings: { indexURL: string },
  load: Loader["loadPyodide"],
): Promise<Pyodide | null> {
  const size = memory.length; // read again when the snapshot is gone
  try {
    const script = (await import(/* @vite-ignore */ `${settings.indexURL}pyodide.asm.mjs`)) as Script;
    const python = await load({
      ...settings,
      _loadSnapshot: memory,
      createPyodideModule: async (module: object) => {
        const made = await script.default(module);
        made._emscripten_resize_heap(size); // the memory it starts with is smaller
        return made;
      },
    });
    free({ memory, logic });
    return python.runPython(WAKE) === logic ? python : null;
  } catch {
    return null;
  }
}

/**
 * Lay out the files of a bundle: a length, an index as JSON, and the contents in its order.
 *
 * Made in their folders at once, without the way through every part of each path and without a copy:
 * there are some thousand files.
 */
export function unpack(files: FileSystem, bundle: Uint8Array): void {
  const length = new DataView(bundle.buffer, bundle.byteOffset).getUint32(0, true);
  const index = JSON.parse(new TextDecoder().decode(bundle.subarray(4, 4 + length))) as [string, number][];
  const folders = new Map<string, FolderNode>();
  let at = 4 + length;
  for (const [name, size] of index) {
    const path = `${SITE}/${name}`;
    const cut = path.lastIndexOf("/");
    const folder = folders.get(path.slice(0, cut)) ?? madeFolder(files, path.slice(0, cut));
    folders.set(path.slice(0, cut), folder);
    const file = folder.node_ops.mknod(folder, path.slice(cut + 1), FILE_MODE, 0);
    file.contents = bundle.subarray(at, at + size);
    file.usedBytes = size;
    file.atime = file.mtime = file.ctime = WRITTEN_AT;
    at += size;
  }
}

function madeFolder(files: FileSystem, path: string): FolderNode {
  files.mkdirTree(path);
  return files.lookupPath(path).node;
}

class RunningPython implements Python {
  readonly #python: Pyodide;
  #home: PyHome | null = null;
  #at = 0;

  constructor(python: Pyodide) {
    this.#python = python;
  }

  open(files: DiaryFiles, secret: string, { at, zone }: Moment, part: FetchPart): void {
    this.#at = at;
    const load = async (name: string): Promise<void> => unpack(this.#python.FS, await part(name));
    const { open_in_browser: open } = this.#python.pyimport("hamstrong.phone.browser");
    const found = open?.(files, secret, zone, () => this.#at / 1000, load) as PyHome | string;
    if (typeof found === "string") throw new DiaryUnusable(found);
    this.#home = found;
  }

  async request({ at, zone, method, path, headers, body }: Call): Promise<Answer> {
    if (this.#home === null) throw new Error("the diary is not open");
    this.#at = at;
    this.#home.zone = zone;
    const given = this.#python.toPy(headers);
    const bytes = (this.#python.toPy(body) as PyBuffer).tobytes();
    const answer = await this.#home.request(method, path, given, bytes);
    const told = { status: answer.status, headers: answer.headers.toJs(), body: answer.body.toJs() };
    answer.destroy();
    return told;
  }

  standing(): Standing | null {
    const found = this.#home?.standing() ?? null;
    if (found === null) return null;
    const { seq, ends_at: endsAt, device_zone: deviceZone, stages, has_plan: hasPlan, is_due: isDue } = found;
    found.destroy();
    return { seq, endsAt, deviceZone, stages, hasPlan, isDue };
  }

  close(): void {
    this.#home?.close();
    this.#home = null;
  }
}

interface PyBuffer {
  tobytes(): unknown;
}
