// A titled part of a view, and the small things views are made of.
import { both, html, useId, useState } from "../lib.js";

/** @typedef {import("../lib.js").Children} Children */

/** @param {{zh: Children, en: Children, count?: number | null, level?: 2 | 3, class?: string, id?: string, tools?: Children, children?: Children}} props */
export function Section({ zh, en, count = null, level = 2, class: classes = "", id, tools, children }) {
  const title = useId();
  return html`<section class=${`card ${classes}`} id=${id} aria-labelledby=${title}>
    <header class="card-head"><${`h${level}`} id=${title}>${both(zh, en)}${count === null ? null : html`${" "}<${Tally} number=${count} />`}<//>${tools}</header>
    ${children}</section>`;
}

/** @param {{number: number}} props */
export function Tally({ number }) {
  return html`<span class="tally">${number.toLocaleString("zh-CN")}</span>`;
}

/** @param {{zh: Children, en?: Children, tone?: "" | "quiet" | "alert" | "hub" | "note" | "good", title?: string}} props */
export function Chip({ zh, en, tone = "", title }) {
  return html`<span class=${`chip ${tone}`} title=${title}>${en === undefined ? zh : both(zh, en)}</span>`;
}

/** A label and what it says, left out where nothing is said. @param {{zh: string, en?: string, children?: Children}} props */
export function Bit({ zh, en, children }) {
  if (children === null || children === undefined || children === "" || children === false) return null;
  return html`<span class="bit"><span class="fine">${en ? both(zh, en) : zh}</span> ${children}</span>`;
}

/** A part that opens: closed it costs nothing, for it is drawn only once opened.
 * @param {{label: Children, class?: string, open?: boolean, children: () => Children}} props */
export function Opener({ label, class: classes = "", open = false, children }) {
  const [opened, setOpened] = useState(open);
  const body = useId();
  return html`<div class=${`opener ${classes}`}>
    <button type="button" class="quiet" aria-expanded=${opened} aria-controls=${body} onClick=${() => setOpened(!opened)}>
      <span class="caret" aria-hidden="true">${opened ? "▾" : "▸"}</span> ${label}</button>
    <div id=${body} hidden=${!opened}>${opened ? children() : null}</div></div>`;
}

/** Shows some and says how many more. @template T
 * @param {{items: T[], first?: number, more?: number, as?: string, children: (item: T, index: number) => Children}} props */
export function Listed({ items, first = 8, more = 0, as = "items", children }) {
  const [all, setAll] = useState(false);
  const shown = all ? items : items.slice(0, first);
  const hidden = items.length - shown.length;
  return html`<ul class=${as}>${shown.map((item, index) => html`<li key=${index}>${children(item, index)}</li>`)}</ul>
    ${hidden > 0 ? html`<button type="button" class="quiet" onClick=${() => setAll(true)}>${both(`再列出 ${hidden} 项`, `and ${hidden} more`)}</button>` : null}
    ${hidden === 0 && more > 0 ? html`<p class="fine omitted">${both(`另有 ${more} 项未列出`, `${more} more left out`)}</p>` : null}`;
}
