// Runs a Python file in Pyodide under Node and prints what it prints.
//
// node run_python.mjs PYODIDE ROOT SITE FILE: the folder of Pyodide, that of the checkout, that of
// the installed packages, and the file below the checkout.

import { pathToFileURL } from "node:url";

const [pyodide, root, site, file] = process.argv.slice(2);
const { loadPyodide } = await import(pathToFileURL(`${pyodide}/pyodide.mjs`).href);
const python = await loadPyodide({ env: { PYTHONDONTWRITEBYTECODE: "1", HOME: "/home" } });
for (const [place, folder] of [["/checkout", root], ["/site", site]]) python.mountNodeFS(place, folder);
python.setStdout({ batched: (line) => process.stdout.write(`${line}\n`) });
python.runPython(`
import runpy, sys, types
sys.path.append("/site")
sys.modules.setdefault("_interpreters", types.ModuleType("_interpreters"))
runpy.run_path("/checkout/${file}", run_name="__main__")
`);
