// A search box that lists what it finds, and of what kind it is, as one types: arrows choose, Enter takes, Escape closes.
import { both, html, useEffect, useId, useRef, useState } from "../lib.js";
import { ask } from "../ask.js";
import { pinned, recent } from "../kept.js";
import { nodeKind } from "../words.js";

/** @typedef {{id: string, name: string, kind: string, from?: string}} Found */

const PAUSE = 120; // milliseconds of rest before a search

/** @param {string} text @param {string} of @param {AbortSignal} signal @returns {Promise<Found[]>} */
async function look(text, of, signal) {
  return (await ask("/v1/search", { q: text, limit: of === "each" ? 5 : 8, of }, signal)).results;
}

/** @returns {Found[]} */
function remembered() {
  const pins = pinned.get().map((one) => ({ ...one, from: "置顶 pinned" }));
  const held = new Set(pins.map((one) => one.id));
  return [...pins, ...recent.get().filter((one) => !held.has(one.id)).map((one) => ({ ...one, from: "最近 recent" }))].slice(0, 8);
}

/** Whom a box holds: the one taken from its list, else what was typed. @param {string} id */
export function picked(id) {
  const box = /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  return box?.dataset.picked || box?.value.trim() || "";
}

/** ``value`` is the id of whom the box holds from the beginning, and ``name`` what it shows for it.
 * @param {{zh: string, en: string, value?: string, name?: string, id?: string, quiet?: boolean, of?: "subject" | "each", onpick: (found: Found) => void, onsubmit?: (text: string) => void}} props */
export function Picker({ zh, en, value = "", name = value, id, quiet = false, of = "subject", onpick, onsubmit }) {
  const [text, setText] = useState(name);
  const [held, setHeld] = useState({ id: value, name });
  const [found, setFound] = useState(/** @type {Found[] | null} */ (null));
  const [active, setActive] = useState(-1);
  const timer = useRef(0);
  const pending = useRef(/** @type {AbortController | null} */ (null));
  const list = useId();
  useEffect(() => { setText(name); setHeld({ id: value, name }); }, [value, name]);
  const rest = () => { clearTimeout(timer.current); pending.current?.abort(); };
  useEffect(() => rest, []);

  const close = () => { rest(); setFound(null); setActive(-1); };
  /** @param {Found} one */
  const take = (one) => { close(); setHeld({ id: one.id, name: one.name || one.id }); setText(quiet ? "" : one.name || one.id); onpick(one); };
  /** @param {string} next */
  const search = (next) => {
    rest();
    setText(next);
    const wanted = next.trim();
    if (!wanted) { setFound(remembered()); setActive(-1); return; }
    timer.current = window.setTimeout(async () => {
      pending.current = new AbortController();
      try {
        setFound(await look(wanted, of, pending.current.signal));
        setActive(-1);
      } catch (error) {
        if (/** @type {Error} */ (error).name !== "AbortError") close();
      }
    }, PAUSE);
  };
  /** @param {KeyboardEvent} event */
  const key = (event) => {
    if (event.isComposing) return;
    const last = (found?.length ?? 0) - 1;
    if (event.key === "ArrowDown" && found) setActive(Math.min(active + 1, last));
    else if (event.key === "ArrowDown") search(text);
    else if (event.key === "ArrowUp" && found) setActive(Math.max(active - 1, 0));
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && found && active >= 0) take(found[active]);
    else if (event.key === "Enter" && onsubmit) { close(); onsubmit(text.trim()); }
    else return;
    event.preventDefault();
  };

  return html`<div class="picker">
    ${quiet ? null : html`<label class="label" for=${id}>${both(zh, en)}</label>`}
    <input type="search" id=${id} data-picked=${text === held.name ? held.id : undefined} role="combobox" aria-expanded=${found !== null} aria-controls=${list} aria-autocomplete="list"
      aria-label=${quiet ? `${zh} ${en}` : undefined} aria-activedescendant=${active >= 0 ? `${list}-${active}` : undefined}
      spellcheck=${false} autocomplete="off" placeholder=${quiet ? `${zh}  ${en}` : "名称、拼音或代码"} value=${text}
      onInput=${(/** @type {any} */ event) => search(event.target.value)} onKeyDown=${key} onBlur=${close}
      onFocus=${() => { if (!text.trim() && remembered().length) setFound(remembered()); }} />
    <ul id=${list} role="listbox" aria-label=${`${zh} ${en}`} class="options" hidden=${found === null}>
      ${found?.length === 0 ? html`<li class="none" role="option" aria-disabled="true" aria-selected="false">${both("没有匹配的", "nothing matches")}</li>` : null}
      ${found?.map((one, index) => html`<li id=${`${list}-${index}`} role="option" aria-selected=${index === active} key=${one.id}
        onPointerDown=${(/** @type {Event} */ event) => { event.preventDefault(); take(one); }}>
        <span class="name">${one.name || one.id}</span><span class="fine">${one.from ? `${one.from} · ` : ""}<b>${nodeKind(one.kind)}</b> · ${one.id}</span></li>`)}
    </ul></div>`;
}
