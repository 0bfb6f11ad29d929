// The acts upon a drawing, in one bar; each has a key, and says so.
import { both, html, useState } from "../lib.js";
import { Dialog } from "../parts/dialog.js";
import { useKeys } from "./keys.js";

/** @typedef {import("./layouts.js").Shape} Shape */

/** @type {Array<[Shape, string, string]>} */
const SHAPES = [["force", "网络", "network"], ["tree", "股权穿透", "top down"], ["roles", "按角色", "by role"]];
const FORMS = ["PNG", "SVG", "GraphML", "CSV"];
const FOLDS = [5, 20, 40, 100];

/** @param {{shape: Shape, onshape: (shape: Shape) => void, ended: boolean, onended: (ended: boolean) => void, above: number, onabove: (above: string) => void, selected: string[], hidden: number, canUndo: boolean, canRedo: boolean,
 *   onundo: () => void, onredo: () => void, onhide: () => void, onshow: () => void, ongroup: (name: string) => void, onnote: (text: string) => void, note: string,
 *   onpaths: () => void, onlayout: () => void, onfit: () => void, onexport: (form: string) => void}} props */
export function Tools(props) {
  const [asking, setAsking] = useState(/** @type {"" | "group" | "note"} */ (""));
  const some = props.selected.length > 0;
  useKeys({ g: () => some && setAsking("group"), n: () => props.selected.length === 1 && setAsking("note") });
  return html`<div class="tools" role="toolbar" aria-label="关系图工具 Graph tools">
    <label class="choice">${both("布局", "layout")} <select id="shape" value=${props.shape} onChange=${(/** @type {any} */ event) => props.onshape(event.target.value)}>
      ${SHAPES.map(([shape, zh, en]) => html`<option value=${shape} selected=${shape === props.shape}>${zh} ${en}</option>`)}</select></label>
    <button type="button" class="plain" onClick=${props.onlayout}>${both("重排", "again")}</button>
    <button type="button" class="plain" onClick=${props.onfit}>${both("全览", "fit")}</button>
    <button type="button" class="plain" disabled=${!props.canUndo} title="Ctrl+Z" onClick=${props.onundo}>${both("撤销", "undo")}</button>
    <button type="button" class="plain" disabled=${!props.canRedo} title="Ctrl+Shift+Z" onClick=${props.onredo}>${both("重做", "redo")}</button>
    <button type="button" class="plain" disabled=${props.selected.length < 2} title="P" onClick=${props.onpaths}>${both("找路径", "paths")}</button>
    <button type="button" class="plain" disabled=${!some} title="Delete" onClick=${props.onhide}>${both("隐藏", "hide")}</button>
    <button type="button" class="plain" disabled=${!some} title="G" onClick=${() => setAsking("group")}>${both("分组", "group")}</button>
    <button type="button" class="plain" disabled=${props.selected.length !== 1} title="N" onClick=${() => setAsking("note")}>${both("批注", "note")}</button>
    ${props.hidden ? html`<button type="button" class="quiet" onClick=${props.onshow}>${both(`显示隐藏的 ${props.hidden} 个`, "show hidden")}</button>` : null}
    <label class="choice"><input type="checkbox" checked=${props.ended} onChange=${(/** @type {any} */ event) => props.onended(event.target.checked)} /> ${both("已终止的", "ended ties")}</label>
    <label class="choice">${both("折叠:同类多于", "fold above")} <select id="fold" value=${Number.isFinite(props.above) ? String(props.above) : "never"} onChange=${(/** @type {any} */ event) => props.onabove(event.target.value)}>
      ${[...new Set([...FOLDS, ...(Number.isFinite(props.above) ? [props.above] : [])])].sort((a, b) => a - b).map((most) => html`<option value=${most} selected=${most === props.above}>${most}</option>`)}
      <option value="never" selected=${!Number.isFinite(props.above)}>不折叠 never</option></select></label>
    <span class="exports">${both("导出", "export")} ${FORMS.map((form) => html`<button type="button" class="quiet" key=${form} onClick=${() => props.onexport(form)}>${form}</button>`)}</span>
    ${asking === "group" ? html`<${Ask} zh="分组名称" en="Name of the group" first="" onclose=${() => setAsking("")} ondone=${props.ongroup} help="留空则移出分组 / empty: take out of its group" />` : null}
    ${asking === "note" ? html`<${Ask} zh="批注" en="Note" first=${props.note} onclose=${() => setAsking("")} ondone=${props.onnote} help="留空则删除 / empty: remove it" />` : null}
  </div>`;
}

/** @param {{zh: string, en: string, first: string, help: string, onclose: () => void, ondone: (text: string) => void}} props */
function Ask({ zh, en, first, help, onclose, ondone }) {
  const [text, setText] = useState(first);
  /** @param {Event} event */
  const done = (event) => { event.preventDefault(); ondone(text.trim()); onclose(); };
  return html`<${Dialog} zh=${zh} en=${en} onclose=${onclose}><form onSubmit=${done} class="stack">
    <input aria-label=${`${zh} ${en}`} aria-describedby="ask-help" value=${text} maxlength="100" autofocus onInput=${(/** @type {any} */ event) => setText(event.target.value)} />
    <p class="fine" id="ask-help">${help}</p><button type="submit">${both("好", "Done")}</button></form><//>`;
}
