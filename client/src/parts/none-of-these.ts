// "None of these" and the list above it exclude each other.

export function mount(list: HTMLElement): void {
  list.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLInputElement) || !target.checked) return;
    const isNone = "none" in target.dataset;
    for (const box of list.querySelectorAll<HTMLInputElement>("input[type=checkbox]")) {
      if ("none" in box.dataset !== isNone) box.checked = false;
    }
  });
}
