// What this browser keeps: recently seen and pinned subjects. Nothing of it leaves the browser.
import { held } from "./held.js";

/** @typedef {{id: string, name: string, kind: string}} Kept */

const MOST = 12;

/** @param {string} name @returns {Kept[]} */
function read(name) {
  try {
    const found = JSON.parse(localStorage.getItem(name) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => typeof one?.id === "string") : [];
  } catch {
    return [];
  }
}

/** @param {string} name @param {Kept[]} list */
function write(name, list) {
  try {
    localStorage.setItem(name, JSON.stringify(list));
  } catch { /* a full or closed storage only forgets */ }
}

export const recent = held(read("recent"));
export const pinned = held(read("pinned"));

/** @param {Kept} one */
export function seen({ id, name, kind }) {
  const list = [{ id, name, kind }, ...recent.get().filter((other) => other.id !== id)].slice(0, MOST);
  recent.set(list);
  write("recent", list);
}

/** @param {Kept} one */
export function togglePinned({ id, name, kind }) {
  const without = pinned.get().filter((other) => other.id !== id);
  const list = without.length < pinned.get().length ? without : [...without, { id, name, kind }];
  pinned.set(list);
  write("pinned", list);
}
