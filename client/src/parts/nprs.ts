// The pain scale by digit keys: 0 to 9, and 1 then 0 for ten. Arrows and touch need no script.

const PATIENCE_MS = 700;

export function mount(scale: HTMLElement): void {
  let one = Number.NEGATIVE_INFINITY;
  scale.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !/^[0-9]$/.test(event.key)) return;
    event.preventDefault();
    const isTen = event.key === "0" && event.timeStamp - one < PATIENCE_MS;
    one = event.key === "1" ? event.timeStamp : Number.NEGATIVE_INFINITY;
    choose(scale, isTen ? "10" : event.key);
  });
}

function choose(scale: HTMLElement, value: string): void {
  const step = scale.querySelector<HTMLInputElement>(`input[value="${value}"]`);
  if (step === null) return;
  step.checked = true;
  step.focus();
  step.dispatchEvent(new Event("change", { bubbles: true }));
}
