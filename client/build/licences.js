// The licences of what we hand on: the typeface and the icons.
import { readFileSync } from "node:fs";

const handedOn = ["@fontsource-variable/source-sans-3", "lucide-static"];

export function licences() {
  return {
    name: "hamstrong-licences",
    generateBundle() {
      const texts = handedOn.map((name) => {
        const url = new URL(`../node_modules/${name}/LICENSE`, import.meta.url);
        return `${name}\n\n${readFileSync(url, "utf8")}`;
      });
      this.emitFile({ type: "asset", fileName: "licences.txt", source: texts.join("\n\n") });
    },
  };
}
