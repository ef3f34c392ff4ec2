// Pictures that the app draws: no host has them, so they are asked of the worker as they come into
// view, one after the other. A press then waits for one picture at most.

import { server } from "../parts/server.ts";

/** Holds the place of a picture, in the size that the page gives it. */
const BLANK = "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg'/%3E";
const MARGIN = "300px";

const drawn = new Map<string, string>();
let stopLooking: (() => void) | undefined;
let last: Promise<void> = Promise.resolve();

/** Take the addresses of drawn pictures out of a page that is not shown yet. */
export function holdImages(page: Document): void {
  for (const image of page.querySelectorAll<HTMLImageElement>('img[src^="/"]:not([src^="/static/"])')) {
    const path = image.getAttribute("src") ?? "";
    image.dataset["drawn"] = path;
    image.setAttribute("src", drawn.get(path) ?? BLANK);
    image.removeAttribute("loading");
  }
}

/** Draw the pictures of the page that is shown; those of the page before are waited for no more. */
export function drawImages(root: ParentNode): void {
  stopLooking?.();
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        last = last.then(() => draw(target as HTMLImageElement));
      }
    },
    { rootMargin: MARGIN },
  );
  stopLooking = () => seen.disconnect();
  for (const image of root.querySelectorAll(`img[data-drawn][src="${BLANK}"]`)) seen.observe(image);
}

async function draw(image: HTMLImageElement): Promise<void> {
  const path = image.dataset["drawn"];
  if (path === undefined || !image.isConnected) return;
  const found = drawn.get(path) ?? (await addressOf(path));
  if (found === null) return image.removeAttribute("src"); // its words are shown
  drawn.set(path, found);
  image.src = found;
}

/** The picture as an address that holds it whole; null where the app has none. */
async function addressOf(path: string): Promise<string | null> {
  const response = await server().fetch(path).catch(() => null);
  if (response === null || !response.ok) return null;
  const type = response.headers.get("content-type")?.split(";")[0];
  return `data:${type},${encodeURIComponent(await response.text())}`;
}
