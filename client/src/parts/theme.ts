// Light or dark at once; what is kept only says light, dark or auto.

import { server } from "./server.ts";

export function mount(choice: HTMLElement): void {
  choice.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    document.documentElement.dataset["theme"] = target.value;
    server().keepTheme(target.value);
    const scheme = document.querySelector<HTMLMetaElement>("meta[name=color-scheme]");
    if (scheme !== null) scheme.content = target.value === "auto" ? "light dark" : target.value;
  });
}
