// Builds styles, islands, icons and fonts into the Python package, named by their content; and the service worker of the session's page.
import { budget } from "./build/budget.js";
import { icons } from "./build/icons.js";
import { licences } from "./build/licences.js";
import { serviceWorker } from "./build/service-worker.js";

const WORKER = "session-worker";

const outDir = process.env.HAMSTRONG_CLIENT_OUT ?? "../src/hamstrong/web/static/dist";
const target = ["es2022", "safari16"];

const pages = {
  outDir,
  emptyOutDir: true,
  target,
  manifest: "manifest.json",
  assetsInlineLimit: 0,
  reportCompressedSize: false,
  modulePreload: { polyfill: false },
  rollupOptions: { input: "src/main.ts" },
};

/** @type {import("vitest/config").ViteUserConfigFnObject} */
export default ({ mode }) => ({
  base: "/static/dist/",
  publicDir: false,
  logLevel: "warn",
  plugins: mode === WORKER ? [] : [icons(), licences(), budget()],
  build: mode === WORKER ? serviceWorker(WORKER, { outDir, target }) : pages,
  // No limit that a busy machine could break: a test that hangs is ended by whoever waits for it.
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"], testTimeout: 0 },
});
