// Contents list of an edition: every file with its size and hash, large ones in parts.
//
// A part is what a broken download loses at most; it is named by its hash. Files are joined on the
// device and kept in the browser's cache under their own addresses.

export interface Part {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Of the `.gz` beside it, where there is one. */
  readonly gzip_bytes?: number;
}

export interface ListedFile extends Part {
  /** In order; a file without parts is fetched whole. */
  readonly parts?: readonly Part[];
  /** Whether no start needs it: it is fetched when the app answers already. */
  readonly later?: true;
}

export interface Contents {
  /** The hash of the list: equal editions are equal byte for byte. */
  readonly edition: string;
  readonly files: readonly ListedFile[];
}

/** The cache of files that are named by their content, shared by all editions. */
export const FILES = "hamstrong-files";
export const pagesCache = (edition: string): string => `hamstrong-pages-${edition}`;

/** A file whose address says what is in it, so that it never changes. */
export const isNamedByContent = (path: string): boolean =>
  /^(parts|python-[0-9a-f]+|static\/dist\/assets)\//.test(path);

/** What a first visit waits for. */
export const firstFiles = (contents: Contents): Contents => ({
  ...contents,
  files: contents.files.filter(({ later }) => later !== true),
});

/** About what a network carries for a file. */
export const weightOf = (file: ListedFile): number =>
  partsOf(file).reduce((sum, { bytes, gzip_bytes }) => sum + (gzip_bytes ?? bytes), 0);

export const partsOf = (file: ListedFile): readonly Part[] => file.parts ?? [file];

export const mimeTypeOf = (path: string): string =>
  TYPES[path.slice(path.lastIndexOf(".") + 1)] ?? "application/octet-stream";

const TYPES: Readonly<Record<string, string>> = {
  css: "text/css",
  html: "text/html; charset=utf-8",
  js: "text/javascript",
  json: "application/json",
  mjs: "text/javascript",
  png: "image/png",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  wasm: "application/wasm",
  webmanifest: "application/manifest+json",
  woff2: "font/woff2",
};
