// The fields of an act: what is asked for, as it is typed, and as it is read once more to confirm.
import { both, html } from "../../lib.js";

/** @typedef {Record<string, string | boolean>} Told */
/** ``as``: how it is typed; ``options``: value, 中文, English of what is chosen from.
 * @typedef {{name: string, zh: string, en: string, required?: boolean, as?: "line" | "text" | "day" | "tick", options?: Array<[string, string, string]>}} Field */

/** @type {Field[]} */
export const ALWAYS = [{ name: "officer", zh: "经办人", en: "officer" }, { name: "basis", zh: "依据文书", en: "document" }, { name: "note", zh: "办理说明", en: "note", as: "text" }];

/** @param {{field: Field, value: string | boolean | undefined, ontell: (value: string | boolean) => void}} props */
export function Asked({ field, value, ontell }) {
  const { name, zh, en, required = false, as = "line", options } = field;
  const typed = (/** @type {any} */ event) => ontell(event.target.value);
  if (as === "tick") return html`<label><input type="checkbox" name=${name} checked=${value === true} onChange=${(/** @type {any} */ event) => ontell(event.target.checked)} /> ${both(zh, en)}</label>`;
  return html`<label class="stack"><span>${both(zh, en)}</span>
    ${options ? html`<select name=${name} required=${required} value=${value ?? ""} onChange=${typed}>${options.map(([one, ...said]) => html`<option value=${one} selected=${one === (value ?? "")}>${said.join(" ")}</option>`)}</select>`
      : as === "text" ? html`<textarea name=${name} rows="3" maxlength="4000" required=${required} value=${value ?? ""} onInput=${typed}></textarea>`
        : html`<input type=${as === "day" ? "date" : "text"} name=${name} maxlength="200" required=${required} value=${value ?? ""} onInput=${typed} />`}</label>`;
}

/** What was told, to be read once more. @param {{fields: Field[], told: Told}} props */
export function Said({ fields, told }) {
  return html`<dl class="pairs">${fields.filter(({ name }) => told[name]).map(({ name, zh, en, options }) => html`<dt>${both(zh, en)}</dt>
    <dd>${told[name] === true ? both("是", "yes") : options?.find(([one]) => one === told[name])?.[1] ?? told[name]}</dd>`)}</dl>`;
}
