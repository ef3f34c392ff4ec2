// What is chosen in a fold stands on the fold, so that it need not be opened to see it.

export function mount(fold: HTMLElement): void {
  const shown = fold.querySelector("[data-part=chosen]");
  fold.addEventListener("change", () => {
    const chosen = [...fold.querySelectorAll<HTMLInputElement>("input:checked")];
    if (shown) shown.textContent = chosen.map((one) => one.labels?.[0]?.textContent?.trim() ?? "").join(", ");
  });
}
