// Preact with htm: markup as tagged templates, no build step. Text from data is only ever text.
import { h } from "./vendor/preact.mjs";
import htm from "./vendor/htm.mjs";

export { createContext, render } from "./vendor/preact.mjs";
export {
  useCallback, useContext, useEffect, useId, useLayoutEffect, useMemo, useRef, useState,
} from "./vendor/hooks.mjs";

/** @typedef {import("preact").ComponentChildren} Children */

/** @type {(strings: TemplateStringsArray, ...values: any[]) => import("preact").VNode<any>} */
export const html = /** @type {any} */ (htm.bind(h));

/** Chinese with English beside it. @param {Children} zh @param {Children} en */
export function both(zh, en) {
  return html`<span class="zh">${zh}</span>${" "}<span class="en" lang="en">${en}</span>`;
}
