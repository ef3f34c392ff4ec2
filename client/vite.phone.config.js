// Builds the shell page's scripts, styles, icons and fonts of the phone edition, or its service worker.
import { icons } from "./build/icons.js";
import { licences } from "./build/licences.js";

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

/** One plain script: not every browser takes a service worker made of modules. */
const serviceWorker = {
  outDir: out,
  emptyOutDir: false,
  target,
  lib: { entry: "src/phone/service-worker.ts", formats: ["iife"], name: "hamstrong", fileName: () => "sw.js" },
};

/** @type {import("vite").UserConfigFnObject} */
export default ({ mode }) => ({
  base: "./",
  publicDir: false,
  logLevel: "warn",
  worker: { format: "es" },
  plugins: mode === "service-worker" ? [] : [icons(), licences()],
  build: mode === "service-worker" ? serviceWorker : shell,
});
