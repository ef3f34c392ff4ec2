// Fails the build when a first visit would weigh too much: a phone on a bad network is a patient too.
import { gzipSync } from "node:zlib";

export const MOST_BYTES = 150_000;
export const MOST_REQUESTS = 12;
const PAGE = { name: "a page and its mark", bytes: 14_000, requests: 2 };
const ISLANDS_ON_A_PAGE = 4;

const weigh = (file) => {
  const content = Buffer.from(file.type === "chunk" ? file.code : file.source);
  return file.fileName.endsWith(".woff2") ? content.length : gzipSync(content).length;
};

/** What a first visit loads: the page, its styles, script, icons and font, and its heaviest islands. */
export function firstVisit(files) {
  const always = files.filter(
    ({ type, isEntry, fileName }) =>
      (type === "chunk" && isEntry) ||
      /\.css$|icons-[^/]*\.svg$|-latin-wght-normal[^/]*\.woff2$/.test(fileName),
  );
  const islands = files
    .filter(({ type, isEntry }) => type === "chunk" && !isEntry)
    .sort((a, b) => weigh(b) - weigh(a))
    .slice(0, ISLANDS_ON_A_PAGE);
  const rows = [...always, ...islands].map((file) => ({
    name: file.fileName,
    bytes: weigh(file),
    requests: 1,
  }));
  return [PAGE, ...rows];
}

export const sum = (rows, field) => rows.reduce((all, row) => all + row[field], 0);

export function budget() {
  return {
    name: "hamstrong-budget",
    generateBundle: {
      order: "post",
      handler(_options, bundle) {
        const rows = firstVisit(Object.values(bundle));
        const bytes = sum(rows, "bytes");
        const requests = sum(rows, "requests");
        const table = rows.map((row) => `  ${String(row.bytes).padStart(7)} B  ${row.name}`);
        const told = `first visit: ${bytes} B gzipped in ${requests} requests\n${table.join("\n")}`;
        if (bytes > MOST_BYTES || requests > MOST_REQUESTS) {
          this.error(`${told}\nallowed are ${MOST_BYTES} B in ${MOST_REQUESTS} requests`);
        }
        this.info(told);
      },
    },
  };
}
