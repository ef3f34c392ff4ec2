// A number field becomes a slider with a button on each side. It stays empty until touched.

export function mount(field: HTMLElement): void {
  const input = field.querySelector<HTMLInputElement>("input[type=number]");
  const row = field.querySelector<HTMLElement>(".slider-row");
  if (input === null || row === null) return;

  const range = document.createElement("input");
  range.type = "range";
  range.min = input.min;
  range.max = input.max;
  range.step = input.step;
  range.id = input.id;
  for (const name of ["aria-describedby", "aria-invalid"]) {
    const value = input.getAttribute(name);
    if (value !== null) range.setAttribute(name, value);
  }
  // For the eyes: the slider itself speaks, and would speak twice.
  const shown = document.createElement("span");
  shown.className = "slider-value";
  shown.setAttribute("aria-hidden", "true");
  const carrier = document.createElement("input");
  carrier.type = "hidden";
  carrier.name = input.name;

  const words = field.dataset;
  const tell = (value: string): void => {
    carrier.value = value;
    field.dataset["touched"] = value === "" ? "no" : "yes";
    const said = value === "" ? (words["empty"] ?? "") : `${value} ${words["unit"] ?? ""}`.trim();
    shown.textContent = said;
    range.setAttribute("aria-valuetext", said);
  };
  const change = (value: string): void => {
    range.value = value;
    tell(value);
    carrier.dispatchEvent(new Event("change", { bubbles: true }));
  };
  const least = Number(input.min);
  const most = Number(input.max);
  const by = Number(input.step);
  const middle = least + Math.round((most - least) / 2 / by) * by;
  const step = (direction: 1 | -1): void => {
    const next = carrier.value === "" ? middle : Number(carrier.value) + direction * by;
    change(String(Math.min(most, Math.max(least, next))));
  };

  range.value = input.value === "" ? String(middle) : input.value;
  tell(input.value);
  range.addEventListener("input", () => tell(range.value));
  range.addEventListener("change", () => change(range.value));
  range.addEventListener("pointerup", () => change(range.value));
  row.replaceChildren(
    button("−", words["less"] ?? "", () => step(-1)),
    range,
    button("+", words["more"] ?? "", () => step(1)),
    carrier,
  );
  field.querySelector("label")?.after(shown);
}

function button(sign: string, label: string, press: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "slider-step";
  made.textContent = sign;
  made.setAttribute("aria-label", label);
  made.addEventListener("click", press);
  return made;
}
