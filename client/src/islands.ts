// Islands: an element with data-island="player" gets src/islands/player.ts, loaded when it is there.
// The small ones that many pages share are in src/parts and come with the first script.

import { mount as noneOfThese } from "./parts/none-of-these.ts";
import { mount as nprs } from "./parts/nprs.ts";
import { mount as slider } from "./parts/slider.ts";
import { mount as theme } from "./parts/theme.ts";

export type Mount = (element: HTMLElement) => void | Promise<void>;

const shared: Readonly<Record<string, Mount>> = {
  "none-of-these": noneOfThese,
  nprs,
  slider,
  theme,
};
const loaded = import.meta.glob<{ mount: Mount }>("./islands/*.ts");

/** Bring every island of a page to life, each once; a page works without any of them. */
export async function startIslands(root: ParentNode): Promise<void> {
  const found = [...root.querySelectorAll<HTMLElement>("[data-island]:not([data-alive])")];
  await Promise.all(found.map(start));
}

async function start(element: HTMLElement): Promise<void> {
  const name = element.dataset["island"] ?? "";
  element.dataset["alive"] = "starting";
  try {
    const mount = shared[name] ?? (await load(name));
    await mount(element);
    element.dataset["alive"] = "yes";
  } catch {
    // The plain form below the island still works; what failed holds nothing to report.
    element.dataset["alive"] = "failed";
  }
}

async function load(name: string): Promise<Mount> {
  const module = loaded[`./islands/${name}.ts`];
  if (module === undefined) throw new Error(`no island is called ${name}`);
  return (await module()).mount;
}
