// A preset ticks what it holds in the list below it; who corrects the list has a list of their own.

export function mount(element: HTMLElement): void {
  const presets: Record<string, string[]> = JSON.parse(element.dataset["presets"] ?? "{}");
  element.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement)) return;
    if (target.name === "preset") tick(element, presets[target.value] ?? []);
    if (target.name === "kit") for (const preset of named(element, "preset")) preset.checked = false;
  });
}

function tick(element: HTMLElement, kits: string[]): void {
  for (const box of named(element, "kit")) box.checked = kits.includes(box.value);
}

function named(element: HTMLElement, name: string): NodeListOf<HTMLInputElement> {
  return element.querySelectorAll(`input[name="${name}"]`);
}
