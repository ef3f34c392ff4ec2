// The golden scripts that the engine's tests pin as well.

import { readScript, type Script } from "../../src/player/script.ts";

const files = import.meta.glob<unknown>(
  ["../../../tests/golden/scripts/*.json", "../../../tests/golden/runs/*.json"],
  { import: "default", eager: true },
);

export const scripts: readonly (readonly [string, Script])[] = Object.entries(files).map(
  ([path, value]) => [path.replace(/^.*\/|\.json$/g, ""), readScript(value)],
);

export function script(name: string): Script {
  const found = scripts.find(([known]) => known === name);
  if (found === undefined) throw new Error(`no golden script ${name}`);
  return found[1];
}
