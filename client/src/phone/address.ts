// Addresses of the app's pages: behind the `#`, so that no host ever sees which page is open.

/** The path of the page, such as `/check-in`. */
export function currentPath(): string {
  const path = location.hash.slice(1);
  return path.startsWith("/") ? path : "/";
}

export const replacePath = (path: string): void => history.replaceState(history.state, "", `#${path}`);
export const pushPath = (path: string, state: object): void => history.pushState(state, "", `#${path}`);

/** The path of a link of the app; null for one that leads elsewhere. */
export function pathOf(href: string): string | null {
  if (href.startsWith("#/")) return href.slice(1);
  return href.startsWith("/") && !href.startsWith("//") ? href : null;
}
