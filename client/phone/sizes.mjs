// Sizes of an edition's first visit: raw, gzip 9 and brotli 11, printed as JSON by file.
import { readFileSync } from "node:fs";
import { brotliCompressSync, gzipSync } from "node:zlib";

const folder = process.argv[2];
const { files } = JSON.parse(readFileSync(`${folder}/contents.json`, "utf8"));
const sizes = ({ path, gzip_bytes }) => {
  const content = readFileSync(`${folder}/${path}`);
  if (gzip_bytes === undefined) return [content.length, content.length, content.length];
  const [gzip, brotli] = [gzipSync(content, { level: 9 }), brotliCompressSync(content)];
  return [content.length, gzip.length, brotli.length];
};
const add = (a, b) => a.map((value, nth) => value + b[nth]);
const first = files.filter(({ later }) => !later);
const listed = first.map((file) => [file.path, (file.parts ?? [file]).map(sizes).reduce(add)]);
console.log(JSON.stringify(Object.fromEntries(listed)));
