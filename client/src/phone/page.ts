// A page of the app in the shell: its HTML takes the place of what is shown.

import { endIslands, startIslands } from "../islands.ts";
import { localClocks } from "../parts/clock.ts";
import { focusFaults } from "../parts/focus.ts";
import { drawImages, holdImages } from "./images.ts";

/** The folder in which the edition lies, as an address. */
const FOLDER = new URL(".", location.href.split("#")[0]).pathname;
const STYLE_TYPE = "text/css";
const ADDRESSES = ["href", "src"];

/** Show a page and bring its islands to life. */
export function showPage(html: string): void {
  const next = new DOMParser().parseFromString(withInertStyles(html), "text/html");
  // Parsed as if there were no scripts; here there are.
  for (const plain of next.querySelectorAll("noscript")) plain.remove();
  adoptStyles(next);
  holdImages(next);
  for (const name of ADDRESSES) rewriteAddresses(next, name);
  endIslands();
  takeHead(next);
  document.body.className = next.body.className;
  document.body.replaceChildren(...[...next.body.childNodes].map((node) => document.importNode(node, true)));
  drawImages(document);
  localClocks(document);
  void startIslands(document);
  const main = document.querySelector<HTMLElement>("main");
  main?.focus({ preventScroll: true });
  focusFaults(document);
}

function takeHead(next: Document): void {
  document.title = next.title;
  const { documentElement: root } = document;
  for (const { name, value } of next.documentElement.attributes) root.setAttribute(name, value);
  const ours = "meta[name=csrf-token], meta[name=color-scheme], meta[name=theme-color]";
  for (const old of document.head.querySelectorAll(ours)) old.remove();
  for (const meta of next.head.querySelectorAll(ours)) document.head.append(document.importNode(meta, true));
}

/** The policy allows no style in a page, not even in one that is only parsed. */
const withInertStyles = (html: string): string =>
  html.replace(/<style(?=[\s>])/g, `<script type="${STYLE_TYPE}"`).replaceAll("</style>", "</script>");

/** A sheet that a script makes is the script's. */
function adoptStyles(next: Document): void {
  document.adoptedStyleSheets = [...next.querySelectorAll(`script[type="${STYLE_TYPE}"]`)].map((style) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(style.textContent ?? "");
    style.remove();
    return sheet;
  });
}

/** Paths of the app become addresses behind the `#`, its files those of the edition's folder. */
function rewriteAddresses(next: Document, name: string): void {
  for (const element of next.body.querySelectorAll(`[${name}]`)) {
    const value = element.getAttribute(name) ?? "";
    if (value.startsWith("/static/")) element.setAttribute(name, FOLDER + value.slice(1));
    else if (value.startsWith("/") && element.localName === "a") element.setAttribute(name, `#${value}`);
  }
}
