// One SVG sprite of the icons we name, from a maintained set of line icons.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const list = new URL("../src/icons.json", import.meta.url);
const set = new URL("../node_modules/lucide-static/icons/", import.meta.url);

export function symbol(name) {
  const svg = readFileSync(new URL(`${name}.svg`, set), "utf8");
  const body = svg.slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"));
  const drawn = body.replace(/\s*\n\s*/g, "");
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor"` +
    ` stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${drawn}</symbol>`
  );
}

export function sprite() {
  const names = JSON.parse(readFileSync(list, "utf8"));
  return `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("")}</svg>\n`;
}

export function icons() {
  return {
    name: "hamstrong-icons",
    buildStart() {
      this.addWatchFile(fileURLToPath(list));
    },
    generateBundle() {
      const originalFileName = "src/icons.svg";
      this.emitFile({ type: "asset", name: "icons.svg", originalFileName, source: sprite() });
    },
  };
}
