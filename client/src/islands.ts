// Islands: an element with data-island="player" gets src/islands/player.ts, loaded when it is there.
// The small ones that many pages share are in src/parts and come with the first script.

import { mount as handOver } from "./parts/hand-over.ts";
import { mount as keptSession } from "./parts/kept-session.ts";
import { mount as kitPresets } from "./parts/kit-presets.ts";
import { mount as legPicture } from "./parts/leg-picture.ts";
import { mount as noneOfThese } from "./parts/none-of-these.ts";
import { mount as nprs } from "./parts/nprs.ts";
import { mount as proposed } from "./parts/proposed.ts";
import { mount as slider } from "./parts/slider.ts";
import { mount as theme } from "./parts/theme.ts";

/** Gives what ends the island, where it does anything beyond its own element. */
export type Mount = (element: HTMLElement) => End | void | Promise<End | void>;
export type End = () => void;

const shared: Readonly<Record<string, Mount>> = {
  "hand-over": handOver,
  "kept-session": keptSession,
  "kit-presets": kitPresets,
  "leg-picture": legPicture,
  "none-of-these": noneOfThese,
  nprs,
  proposed,
  slider,
  theme,
};
const loaded = import.meta.glob<{ mount: Mount }>("./islands/*.ts");

const ends: End[] = [];

/** Bring every island of a page to life, each once; a page works without any of them. */
export async function startIslands(root: ParentNode): Promise<void> {
  const found = [...root.querySelectorAll<HTMLElement>("[data-island]:not([data-alive])")];
  await Promise.all(found.map(start));
}

/** End every island, because another page takes the place of this one. */
export function endIslands(): void {
  for (const end of ends.splice(0)) end();
}

async function start(element: HTMLElement): Promise<void> {
  const name = element.dataset["island"] ?? "";
  element.dataset["alive"] = "starting";
  try {
    const mount = shared[name] ?? (await load(name));
    const end = await mount(element);
    // A page may be gone before its island has begun.
    if (end !== undefined) element.isConnected ? ends.push(end) : end();
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
