// Which projects the map shows; the choices are part of the address.
import { both, html } from "../../lib.js";
import { changed, go } from "../../address.js";
import { Picker } from "../../parts/picker.js";
import { said } from "../../words.js";
import { boxOf } from "./boxes.js";

/** @typedef {import("answers").MapAnswer} MapAnswer */
/** @typedef {import("../map.js").Division} Division */

const STAGES = [["", "全部阶段 any stage"], ["planning", "立项用地规划许可 planning"], ["engineering", "工程建设许可 engineering"], ["construction", "施工许可 construction"], ["unknown", "未载明 not told"]];
const LAYERS = [["", "全部项目 all"], ["key", "重点项目 key projects"], ["divisions", "分区汇总 by district"]];
const ROLES = ["construction", "survey", "design", "supervision", "contractor", "epc", "testing", "subcontract", "supplier", "other"];
const GRADES = ["A", "B", "C", "D"];

/** @param {string} name @param {string} value */
function set(name, value) {
  go(changed({ [name]: value || null }), { replace: true });
}

/** @param {{query: URLSearchParams, divisions: Division[], found: MapAnswer | null}} props */
export function Filters({ query, divisions, found }) {
  const [ungraded, unalerted] = [found?.unknown.worst_grade, found?.unknown.open_alerts];
  const party = query.get("participant");
  const chosen = divisions.find((one) => one.code === query.get("division"));
  /** @param {string} code */
  const toDivision = (code) => {
    const there = divisions.find((one) => one.code === code);
    go(changed({ division: code || null, box: there ? boxOf(there) : null }), { replace: true });
  };
  return html`<form class="filters" aria-label="筛选 Filters" onSubmit=${(/** @type {Event} */ event) => event.preventDefault()}>
    <label>${both("项目", "Projects")} <select name="layer" value=${query.get("layer") ?? ""} onChange=${(/** @type {any} */ event) => set("layer", event.target.value)}>${LAYERS.map(([value, said]) => html`<option value=${value}>${said}</option>`)}</select></label>
    <label>${both("阶段", "Stage")} <select name="stage" value=${query.get("stage") ?? ""} onChange=${(/** @type {any} */ event) => set("stage", event.target.value)}>${STAGES.map(([value, said]) => html`<option value=${value}>${said}</option>`)}</select></label>
    <label>${both("行政区", "District")} <select name="division" value=${chosen?.code ?? ""} onChange=${(/** @type {any} */ event) => toDivision(event.target.value)}><option value="">全部 all</option>
      ${divisions.map((one) => html`<option value=${one.code}>${`${one.name ?? one.code}(${one.projects})`}</option>`)}</select></label>
    <label>${both("参建角色", "Role")} <select name="role" value=${query.get("role") ?? ""} onChange=${(/** @type {any} */ event) => set("role", event.target.value)}><option value="">不限 any</option>
      ${ROLES.map((role) => html`<option value=${role}>${`${said("participates", "role", role)} ${role}`}</option>`)}</select></label>
    <div class="of-party">${party ? html`<span class="chip">${both("参建主体", "participant")} ${party}
        <button type="button" class="quiet" aria-label="不限参建主体 Any participant" onClick=${() => set("participant", "")}>✕</button></span>`
      : html`<${Picker} quiet id="participant" zh="按参建主体筛选" en="Only this participant's" onpick=${(/** @type {{id: string}} */ one) => set("participant", one.id)} />`}</div>
    <label>${both("最差等级", "Worst grade")} <select name="grade" disabled=${Boolean(ungraded)} value=${query.get("grade") ?? ""} onChange=${(/** @type {any} */ event) => set("grade", event.target.value)}><option value="">不限 any</option>
      ${GRADES.map((grade) => html`<option value=${grade}>${grade}</option>`)}</select></label>
    <label class="tick"><input type="checkbox" name="delayed" checked=${query.get("delayed") === "true"} onChange=${(/** @type {any} */ event) => set("delayed", event.target.checked ? "true" : "")} /> ${both("只看逾期未竣工", "only delayed")}</label>
    <label class="tick"><input type="checkbox" name="alerts" disabled=${Boolean(unalerted)} checked=${query.get("alerts") === "true"} onChange=${(/** @type {any} */ event) => set("alerts", event.target.checked ? "true" : "")} /> ${both("只看有关联提示", "only with alerts")}</label>
  </form>`;
}
