// Everyone in the drawing as a list in which one chooses one or many, with a pointer or without.
// Only the rows within sight are in the page, however many there are.
import { both, html, useId, useLayoutEffect, useMemo, useRef, useState } from "../lib.js";
import { nodeKind } from "../words.js";

/** @typedef {import("./drawing.js").Node} Node */

const ROW = 36; // pixels, as graph.css has it
const AROUND = 6; // rows beyond those in sight

/** @param {{nodes: Node[], folds: Map<string, import("./folds.js").Fold[]>, chosen: string[], onchoose: (refs: string[]) => void}} props */
export function PartyList({ nodes, folds, chosen, onchoose }) {
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const anchor = useRef(0);
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const [top, setTop] = useState(0);
  const id = useId();
  const found = useMemo(() => matching(nodes, text), [nodes, text]);
  const active = Math.min(at, found.length - 1);
  const marked = useMemo(() => new Set(chosen), [chosen]);
  useLayoutEffect(() => { if (list.current) keepInSight(list.current, active); }, [active]);

  /** @param {number} to @param {boolean} extend */
  const move = (to, extend) => {
    const next = Math.max(0, Math.min(found.length - 1, to));
    setAt(next);
    if (extend) onchoose(union(chosen, range(found, anchor.current, next)));
    else anchor.current = next;
  };
  /** @param {number} index */
  const toggle = (index) => {
    const { ref } = found[index];
    anchor.current = index;
    onchoose(marked.has(ref) ? chosen.filter((one) => one !== ref) : [...chosen, ref]);
  };
  /** @param {number} index */
  const only = (index) => { anchor.current = index; onchoose([found[index].ref]); };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    const page = Math.max(1, Math.floor((list.current?.clientHeight ?? ROW) / ROW) - 1);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -found.length, End: found.length }[event.key];
    if (event.altKey || found.length === 0) return;
    if (step !== undefined) move(active + step, event.shiftKey);
    else if (event.key === " ") toggle(active);
    else if (event.key === "Enter") only(active);
    else if (event.key === "Escape") onchoose([]);
    else if (event.key.toLowerCase() === "a" && (event.ctrlKey || event.metaKey)) onchoose(union(chosen, found.map((one) => one.ref)));
    else return;
    event.preventDefault();
  };
  /** @param {MouseEvent} event @param {number} index */
  const press = (event, index) => {
    const box = /** @type {HTMLElement} */ (event.target).closest(".box");
    setAt(index);
    if (event.shiftKey) onchoose(union(chosen, range(found, anchor.current, index)));
    else if (box || event.ctrlKey || event.metaKey) toggle(index);
    else only(index);
  };

  const sight = (list.current?.clientHeight ?? 10 * ROW) / ROW;
  const from = Math.max(0, Math.floor(top / ROW) - AROUND);
  const rows = found.slice(from, Math.ceil(top / ROW + sight) + AROUND);
  const shown = rows.map((node, index) => ({ node, index: from + index }));
  if (found[active] && !rows.includes(found[active])) shown.push({ node: found[active], index: active });
  return html`<div class="parties"><div class="parties-head"><h2 id=${`${id}-name`}>${both("图中各方", "In the drawing")} <span class="tally">${nodes.length}</span></h2>
      <span class="fine" role="status">${chosen.length ? both(`已选 ${chosen.length} 个`, "chosen") : null}</span></div>
    ${nodes.length > 12 ? html`<input type="search" class="narrow" aria-label="在名单中找 Find in the list" placeholder="在图中找 find" value=${text}
      onInput=${(/** @type {any} */ event) => { setText(event.target.value); setAt(0); }} />` : null}
    <ul class="choose" id="parties" role="listbox" aria-multiselectable="true" aria-labelledby=${`${id}-name`} tabindex="0" ref=${list}
      aria-activedescendant=${found[active] ? `${id}-${active}` : undefined} onKeyDown=${key} onScroll=${(/** @type {any} */ event) => setTop(event.target.scrollTop)}>
      <li role="presentation" class="whole" style=${{ height: `${found.length * ROW}px` }}></li>
      ${shown.map(({ node, index }) => html`<li key=${node.ref} id=${`${id}-${index}`} role="option" aria-selected=${marked.has(node.ref)} aria-setsize=${found.length} aria-posinset=${index + 1}
        class=${index === active ? "active" : ""} style=${{ top: `${index * ROW}px` }} onClick=${(/** @type {MouseEvent} */ event) => press(event, index)}>
        <span class="box" aria-hidden="true">${marked.has(node.ref) ? "☑" : "☐"}</span><span class="name" title=${node.name}>${node.name}</span>
        <span class="fine">${[nodeKind(node.kind), folds.has(node.ref) ? `⊞ ${sum(folds.get(node.ref) ?? [])}` : ""].filter(Boolean).join(" ")}</span></li>`)}</ul></div>`;
}

/** @param {Node[]} nodes @param {string} text */
function matching(nodes, text) {
  const wanted = text.trim().toLowerCase();
  return wanted ? nodes.filter((node) => node.name.toLowerCase().includes(wanted) || node.id.toLowerCase().includes(wanted)) : nodes;
}

/** @param {Node[]} nodes @param {number} one @param {number} other */
const range = (nodes, one, other) => nodes.slice(Math.min(one, other), Math.max(one, other) + 1).map((node) => node.ref);
/** @param {string[]} some @param {string[]} more */
const union = (some, more) => [...new Set([...some, ...more])];
/** @param {import("./folds.js").Fold[]} folds */
const sum = (folds) => folds.reduce((all, one) => all + one.count, 0);

/** @param {HTMLElement} list @param {number} index */
function keepInSight(list, index) {
  const [top, bottom] = [index * ROW, (index + 1) * ROW];
  if (top < list.scrollTop) list.scrollTop = top;
  else if (bottom > list.scrollTop + list.clientHeight) list.scrollTop = bottom - list.clientHeight;
}
