// A form is sent once, however often the button is pressed. The server makes sure of it as well.

export function guardForms(root: Document): void {
  root.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !("once" in form.dataset)) return;
    if (form.dataset["sent"] === "yes") {
      event.preventDefault();
      return;
    }
    form.dataset["sent"] = "yes";
    setBusy(form, "true");
  });
  // A page that comes back by the back button is a fresh page to the person.
  window.addEventListener("pageshow", () => {
    for (const form of root.querySelectorAll<HTMLFormElement>("form[data-sent]")) {
      delete form.dataset["sent"];
      setBusy(form, "false");
    }
  });
}

function setBusy(form: HTMLFormElement, busy: "true" | "false"): void {
  // Not `disabled`: the pressed button's value must still be sent.
  form.setAttribute("aria-busy", busy);
  for (const button of form.querySelectorAll("button")) button.setAttribute("aria-disabled", busy);
}
