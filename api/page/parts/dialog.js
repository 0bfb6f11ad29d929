// A dialog over the page: the browser's own, which keeps the focus and closes on Escape.
import { both, html, useEffect, useId, useRef } from "../lib.js";

/** @param {{zh: string, en: string, onclose: () => void, children?: import("../lib.js").Children}} props */
export function Dialog({ zh, en, onclose, children }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const title = useId();
  useEffect(() => {
    element.current?.showModal();
  }, []);
  return html`<dialog ref=${element} aria-labelledby=${title} onClose=${onclose}>
    <header class="card-head"><h2 id=${title}>${both(zh, en)}</h2>
      <button type="button" class="quiet" onClick=${() => element.current?.close()}>${both("关闭", "Close")}</button></header>
    ${children}</dialog>`;
}
