// A chart of bars that is a table: each bar stands in its row, beside the number it draws.
import { html } from "../lib.js";

/** @typedef {import("../lib.js").Children} Children */

const LONG = 200; // of the longest bar, in the drawing's own units

/** @param {{caption: string, head: Children, value: Children, first?: number, rows: Array<{key: string, label: Children, number: number, href: string | null, of?: number}>}} props */
export function Bars({ caption, head, value, rows, first = 40 }) {
  const most = Math.max(1, ...rows.map((row) => row.number));
  const shown = rows.slice(0, first);
  return html`<div class="scroll" tabindex="0" role="region" aria-label=${caption}><table class="bars"><caption class="spoken">${caption}</caption>
    <thead><tr><th scope="col">${head}</th><th scope="col">${value}</th><th scope="col" class="drawn"><span class="spoken">图 chart</span></th></tr></thead>
    <tbody>${shown.map((row) => html`<tr key=${row.key}><th scope="row">${row.href ? html`<a href=${row.href}>${row.label}</a>` : row.label}</th>
      <td class="figures-cell">${row.number.toLocaleString("zh-CN")}</td>
      <td class="drawn" aria-hidden="true"><svg viewBox=${`0 0 ${LONG} 12`} preserveAspectRatio="none"><rect x="0" y="1" width=${(LONG * row.number) / most} height="10" rx="1.5" /></svg></td></tr>`)}</tbody></table>
    ${rows.length > shown.length ? html`<p class="fine omitted">另有 ${rows.length - shown.length} 行 <span class="en" lang="en">more rows</span></p>` : null}</div>`;
}
