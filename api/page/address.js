// The address is the state: which view, of whom; the day asked about travels along.
import { held } from "./held.js";

const here = held(location.search);

/** The query of the address shown; whoever uses it is drawn anew when it changes. */
export function useAddress() {
  return new URLSearchParams(here.use());
}

export function day() {
  return new URLSearchParams(location.search).get("as_of") ?? "";
}

/** @typedef {string | number | string[] | null | undefined} Part */

/** An address inside the page. @param {Record<string, Part>} parts */
export function address(parts) {
  const all = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) {
    if (value === null || value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) all.append(name, String(one));
  }
  if (day() && !("as_of" in parts)) all.set("as_of", day());
  const text = all.toString();
  return text ? `/?${text}` : "/";
}

/** @param {string} to @param {{replace?: boolean}} [how] */
export function go(to, { replace = false } = {}) {
  if (replace) history.replaceState(null, "", to);
  else history.pushState(null, "", to);
  here.set(location.search);
}

/** The same address with some parts changed; null takes one away. @param {Record<string, string | null>} parts */
export function changed(parts) {
  const all = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(parts)) {
    if (value === null) all.delete(name);
    else all.set(name, value);
  }
  return `/?${all}`;
}

/** Links inside the page change the address; the browser need not load anything. @param {MouseEvent} event */
function followInside(event) {
  const link = /** @type {HTMLElement} */ (event.target).closest?.("a[href]");
  const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
  if (!(link instanceof HTMLAnchorElement) || !plain || link.target || link.hasAttribute("download")) return;
  if (link.origin !== location.origin || link.pathname !== "/" || link.hash) return;
  event.preventDefault();
  go(link.href);
  document.getElementById("main")?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

addEventListener("popstate", () => here.set(location.search));
document.addEventListener("click", followInside);
