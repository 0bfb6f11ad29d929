// The rest of a project's credit file, section by section as it is printed.
import { both, html } from "../../lib.js";
import { useAsk } from "../../ask.js";
import { Answered } from "../../parts/states.js";
import { Opener, Section, Tally } from "../../parts/section.js";
import { Table } from "../../parts/table.js";
import { percent, yuan } from "../../words.js";

/** @typedef {import("answers").FileAnswer} FileAnswer */
/** @typedef {FileAnswer["sections"][number]} Filed_ */

/** What the view itself draws already. */
const DRAWN = ["basics", "stages", "requirements", "participants", "conflicts"];

/** @param {{id: string, asOf: string | null}} props */
export function Filed({ id, asOf }) {
  /** @type {import("../../ask.js").Asking<FileAnswer>} */
  const asking = useAsk(`/v1/files/project/${encodeURIComponent(id)}`, { as_of: asOf });
  return html`<${Section} id="filed" zh="信用档案" en="Credit file"><${Answered} asking=${asking}>${(/** @type {FileAnswer} */ file) => html`
    <p class="fine">${both(`档案编号 ${file.number} · 核验码 ${file.verification}`, "number and code of the file")}</p>
    ${file.sections.filter((one) => !DRAWN.includes(one.name)).map((one) => html`<${Part} key=${one.name} one=${one} />`)}`}<//><//>`;
}

/** @param {{one: Filed_}} props */
function Part({ one }) {
  if (one.state !== "told") return html`<p class="told-nothing"><span>${both(one.title, one.title_en)}</span> <span class="fine">${one.note}</span></p>`;
  return html`<${Opener} open=${one.name === "alerts"} label=${html`${both(one.title, one.title_en)} <${Tally} number=${one.rows.length + one.omitted} />`}>${() => html`
    ${one.note ? html`<p class="fine">${one.note}</p>` : null}
    <${Table} caption=${`${one.title} ${one.title_en}`} heads=${one.columns.map((column) => column.title)}
      rows=${one.rows.map((row) => one.columns.map((column) => cell(row[column.name], column.form)))} />
    ${one.omitted ? html`<p class="fine omitted">${both(`另有 ${one.omitted} 行未列出`, `${one.omitted} more rows`)}</p>` : null}`}<//>`;
}

/** @param {any} value @param {string} form */
function cell(value, form) {
  if (value === null || value === undefined || value === "") return "";
  if (Array.isArray(value)) return value.join("、");
  if (form === "money" && typeof value === "number") return yuan(value);
  if (form === "ppm" && typeof value === "number") return percent(value);
  if (typeof value === "boolean") return value ? "是 yes" : "否 no";
  return String(value);
}
