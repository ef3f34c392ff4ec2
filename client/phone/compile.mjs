// Compiler of the phone edition's Python: sources in, bytecode of the very interpreter out.
//
// Bytecode belongs to one version of Python, and the one that runs in a browser is Pyodide's; it
// runs under Node just as well. Called by `build_phone.py` with the settings as JSON.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";

const settings = JSON.parse(process.argv[2]);
const pyodideFolder = dirname(createRequire(import.meta.url).resolve("pyodide/package.json"));
const { loadPyodide } = await import(`${pyodideFolder}/pyodide.mjs`);

const python = await loadPyodide({
  indexURL: `${pyodideFolder}/`,
  // Sets are written in the same order each time, and code without its columns.
  env: { PYTHONHASHSEED: "0", PYTHONNODEBUGRANGES: "1" },
});
python.FS.mkdirTree("/sources");
python.FS.mount(python.FS.filesystems.NODEFS, { root: settings.sources }, "/sources");
python.FS.mkdirTree("/parts");
python.FS.mount(python.FS.filesystems.NODEFS, { root: settings.parts }, "/parts");
python.FS.writeFile("/standard.zip", readFileSync(`${pyodideFolder}/python_stdlib.zip`));
const ours = (name) => readFileSync(new URL(name, import.meta.url), "utf8");
python.FS.writeFile("module_closure.py", ours("module_closure.py"));
python.runPython(ours("compile.py"));
python.globals.get("compile_all")(ours("left_out.txt"));
writeFileSync(settings.standard, python.FS.readFile("/standard-compiled.zip"));
writeFileSync(settings.code, python.FS.readFile("/code.bundle"));
for (const [name, path] of Object.entries(settings.bundles)) writeFileSync(path, python.FS.readFile(`/${name}.bundle`));
