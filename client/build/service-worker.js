// How a service worker is built: one plain script, for not every browser takes one made of modules.

/** @param {string} name of its file in `src/`, and of what is made of it */
export const serviceWorker = (name, { outDir, target, entry = `src/${name}.ts` }) => ({
  outDir,
  emptyOutDir: false,
  target,
  lib: { entry, formats: ["iife"], name: "hamstrong", fileName: () => `${name}.js` },
});
