// A table that scrolls inside its own frame, reachable by keyboard.
import { html } from "../lib.js";

/** @typedef {import("../lib.js").Children} Children */

/** The first cell of each row is its heading.
 * @param {{caption: string, heads: Children[], rows: Children[][], numbers?: boolean, class?: string}} props */
export function Table({ caption, heads, rows, numbers = false, class: classes = "" }) {
  return html`<div class=${`scroll ${classes}`} tabindex="0" role="region" aria-label=${caption}>
    <table class=${numbers ? "numbers" : ""}><caption class="spoken">${caption}</caption>
      <thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
      <tbody>${rows.map((row, at) => html`<tr key=${at}>${row.map((cell, index) =>
        index === 0 ? html`<th scope="row">${cell}</th>` : html`<td>${cell}</td>`)}</tr>`)}</tbody></table></div>`;
}
