// Two legs to tap. The leg is a radio button by itself; where on it was tapped answers the next
// question, "Where is it?", if that has such an answer. A tap there can be corrected like any other.

export function mount(picture: HTMLElement): void {
  const form = picture.closest("form");
  picture.addEventListener("click", ({ target }) => {
    const where = target instanceof Element ? target.getAttribute("data-where") : null;
    const answer = where === null ? null : place(form, where);
    if (answer === null) return;
    answer.checked = true;
    answer.dispatchEvent(new Event("change", { bubbles: true }));
  });
  form?.addEventListener("change", () => show(picture, form));
  show(picture, form);
}

function place(form: HTMLFormElement | null, where: string): HTMLInputElement | null {
  return form?.querySelector<HTMLInputElement>(`input[type=radio][name=q_where][value="${where}"]`) ?? null;
}

/** Mark the place that is chosen on each leg. */
function show(picture: HTMLElement, form: HTMLFormElement | null): void {
  for (const zone of picture.querySelectorAll("[data-where]")) {
    const chosen = place(form, zone.getAttribute("data-where") ?? "")?.checked ?? false;
    zone.toggleAttribute("data-chosen", chosen);
  }
}
