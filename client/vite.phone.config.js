// Builds the shell page's scripts, styles, icons and fonts of the phone edition, or its service worker.
import { icons } from "./build/icons.js";
import { licences } from "./build/licences.js";
import { serviceWorker } from "./build/service-worker.js";

const WORKER = "service-worker";
const out = process.env.HAMSTRONG_PHONE_OUT;
const target = ["es2022", "safari16"];

/** The pages of the app ask for `/static/...`; the shell finds it in the folder of the edition. */
const shell = {
  outDir: `${out}/static/dist`,
  emptyOutDir: false,
  target,
  manifest: "manifest.json",
  assetsInlineLimit: 0,
  reportCompressedSize: false,
  modulePreload: { polyfill: false },
  rollupOptions: { input: "src/phone/shell.ts" },
};

/** @type {import("vite").UserConfigFnObject} */
export default ({ mode }) => ({
  base: "./",
  publicDir: false,
  logLevel: "warn",
  worker: { format: "es" },
  plugins: mode === WORKER ? [] : [icons(), licences()],
  build: mode === WORKER ? serviceWorker("sw", { outDir: out, target, entry: "src/phone/service-worker.ts" }) : shell,
});
