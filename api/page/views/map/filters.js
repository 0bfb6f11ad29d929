// Which projects the map shows; the choices are part of the address.
import { both, html } from "../../lib.js";
import { changed, go } from "../../address.js";

/** @typedef {import("answers").MapAnswer} MapAnswer */
/** @typedef {import("../map.js").Division} Division */

const STAGES = [["", "全部阶段 any stage"], ["planning", "立项用地规划许可 planning"], ["engineering", "工程建设许可 engineering"], ["construction", "施工许可 construction"], ["unknown", "未载明 not told"]];
const LAYERS = [["", "全部项目 all"], ["key", "重点项目 key projects"]];
const GRADES = ["A", "B", "C", "D"];

/** @param {string} name @param {string} value */
function set(name, value) {
  go(changed({ [name]: value || null }), { replace: true });
}

/** @param {{query: URLSearchParams, divisions: Division[], found: MapAnswer | null}} props */
export function Filters({ query, divisions, found }) {
  const graded = found !== null && !("worst_grade" in found.unknown);
  const alerted = found !== null && !("open_alerts" in found.unknown);
  const chosen = divisions.find((one) => one.code === query.get("division"));
  /** @param {string} code */
  const toDivision = (code) => {
    const there = divisions.find((one) => one.code === code);
    const box = there ? [there.extent[0] - 0.02, there.extent[1] - 0.02, there.extent[2] + 0.02, there.extent[3] + 0.02].map((edge) => edge.toFixed(4)).join(",") : null;
    go(changed({ division: code || null, box }), { replace: true });
  };
  return html`<form class="filters" aria-label="筛选 Filters" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <label>${both("项目", "Projects")} <select name="layer" value=${query.get("layer") ?? ""} onChange=${(/** @type {any} */ event) => set("layer", event.target.value)}>${LAYERS.map(([value, said]) => html`<option value=${value}>${said}</option>`)}</select></label>
    <label>${both("阶段", "Stage")} <select name="stage" value=${query.get("stage") ?? ""} onChange=${(/** @type {any} */ event) => set("stage", event.target.value)}>${STAGES.map(([value, said]) => html`<option value=${value}>${said}</option>`)}</select></label>
    <label>${both("行政区", "District")} <select name="division" value=${chosen?.code ?? ""} onChange=${(/** @type {any} */ event) => toDivision(event.target.value)}><option value="">全部 all</option>
      ${divisions.map((one) => html`<option value=${one.code}>${`${one.name ?? one.code}(${one.projects})`}</option>`)}</select></label>
    <label>${both("最差等级", "Worst grade")} <select name="grade" disabled=${!graded} value=${query.get("grade") ?? ""} onChange=${(/** @type {any} */ event) => set("grade", event.target.value)}><option value="">不限 any</option>
      ${GRADES.map((grade) => html`<option value=${grade}>${grade}</option>`)}</select></label>
    <label class="tick"><input type="checkbox" name="delayed" checked=${query.get("delayed") === "true"} onChange=${(/** @type {any} */ event) => set("delayed", event.target.checked ? "true" : "")} /> ${both("只看逾期未竣工", "only delayed")}</label>
    <label class="tick"><input type="checkbox" name="alerts" disabled=${!alerted} checked=${query.get("alerts") === "true"} onChange=${(/** @type {any} */ event) => set("alerts", event.target.checked ? "true" : "")} /> ${both("只看有关联提示", "only with alerts")}</label>
  </form>`;
}
