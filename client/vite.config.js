// Builds styles, islands, icons and fonts into the Python package, named by their content.
import { budget } from "./build/budget.js";
import { icons } from "./build/icons.js";
import { licences } from "./build/licences.js";

/** @type {import("vitest/config").ViteUserConfig} */
export default {
  base: "/static/dist/",
  publicDir: false,
  logLevel: "warn",
  plugins: [icons(), licences(), budget()],
  build: {
    outDir: process.env.HAMSTRONG_CLIENT_OUT ?? "../src/hamstrong/web/static/dist",
    emptyOutDir: true,
    target: ["es2022", "safari16"],
    manifest: "manifest.json",
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    rollupOptions: { input: "src/main.ts" },
  },
  // No limit that a busy machine could break: a test that hangs is ended by whoever waits for it.
  test: { environment: "happy-dom", include: ["test/**/*.test.ts"], testTimeout: 0 },
};
