// Light or dark at once; the choice is a cookie that only says light, dark or auto.

const YEAR_S = 31_536_000;

export function mount(choice: HTMLElement): void {
  choice.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    document.documentElement.dataset["theme"] = target.value;
    const secure = location.protocol === "https:" ? "; Secure" : "";
    document.cookie = `hamstrong-theme=${target.value}; Path=/; Max-Age=${YEAR_S}; SameSite=Strict${secure}`;
    const scheme = document.querySelector<HTMLMetaElement>("meta[name=color-scheme]");
    if (scheme !== null) scheme.content = target.value === "auto" ? "light dark" : target.value;
  });
}
