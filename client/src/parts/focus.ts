// After a form came back with faults, the list of them is where reading goes on.

export function focusFaults(root: ParentNode): void {
  root.querySelector<HTMLElement>("[data-focus]")?.focus();
}
