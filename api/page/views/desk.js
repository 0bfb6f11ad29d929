// The departments' desk: what is overdue, to be acted on, due, drawn and counted, each with its number.
import { both, html, useEffect } from "../lib.js";
import { address } from "../address.js";
import { useAsk } from "../ask.js";
import { mayAsk } from "../session.js";
import { Answered, Loading } from "../parts/states.js";
import { Catalogue } from "./desk/catalogue.js";
import { Cases } from "./desk/cases.js";
import { Draw } from "./desk/draw.js";
import { Overdue } from "./desk/overdue.js";
import { Objections } from "./desk/objections.js";
import { Repairs } from "./desk/repairs.js";

/** @type {Record<string, (props: {query: URLSearchParams}) => any>} */
const PARTS = { overdue: Overdue, cases: Cases, repairs: Repairs, objections: Objections, draw: Draw, catalogue: Catalogue };

/** @param {{query: URLSearchParams}} props */
export function Desk({ query }) {
  const name = query.get("desk") ?? "";
  const part = PARTS[name];
  return part ? html`<p class="back"><a href=${address({ desk: "" })}>${both("← 办公台", "the desk")}</a></p><${part} key=${name} query=${query} />` : html`<${Entry} query=${query} />`;
}

/** A tally may take a while on a city; each is asked for by itself. @param {{query: URLSearchParams}} props */
function Entry({ query }) {
  useEffect(() => { document.title = "办公台 · 信脉"; }, []);
  const day = { as_of: query.get("as_of") };
  return html`<h1>${both("部门办公台", "The departments' desk")}</h1><div class="three desk">
    <${Door} part=${{ desk: "overdue" }} zh="逾期未核查的承诺" en="Overdue checks of commitments" path="/v1/commitments/overdue" query=${{ ...day, limit: 1 }}
      count=${(/** @type {any} */ found) => found.units.reduce((/** @type {number} */ sum, /** @type {any} */ each) => sum + each.overdue, 0)} />
    <${Door} part=${{ desk: "cases" }} zh="待办的惩戒任务" en="Cases to act on" path="/v1/cases" query=${{ ...day, limit: 1 }}
      count=${(/** @type {any} */ found) => found.departments.reduce((/** @type {number} */ sum, /** @type {any} */ each) => sum + each.open + each.overdue, 0)} />
    <${Door} part=${{ desk: "repairs" }} zh="修复办理中" en="Repairs being handled" path="/v1/repairs" query=${{ ...day, state: "open", limit: 1 }} count=${(/** @type {any} */ found) => found.cases} />
    <${Door} part=${{ desk: "objections" }} zh="异议办理中" en="Objections being handled" path="/v1/objections" query=${{ ...day, state: "open", limit: 1 }} count=${(/** @type {any} */ found) => found.cases} />
    <${Door} part=${{ desk: "draw" }} zh="双随机抽取" en="Inspection draw" path="/v1/inspections/departments" query=${{}} count=${(/** @type {any} */ found) => found.departments.length} unit="个部门" />
    <${Door} part=${{ stats: "month" }} zh="监管闭环统计" en="The loop in numbers" path="/v1/statistics" query=${day}
      count=${(/** @type {any} */ found) => found.kinds.reduce((/** @type {number} */ sum, /** @type {any} */ each) => sum + each.count, 0)} />
    <${Door} part=${{ desk: "catalogue" }} zh="信用信息目录与报送" en="Catalogue and coverage" path="/v1/catalogue" query=${day} count=${(/** @type {any} */ found) => found.items.length} unit="项" />
    <${Door} part=${{ policies: "" }} zh="“1+N”政策登记" en="Policy documents" path="/v1/policies" query=${day} count=${(/** @type {any} */ found) => found.policies.length} unit="份" />
    <${Door} part=${{ watch: "" }} zh="监测与变化" en="Watched, and what changed" path="/v1/watchlists" query=${{}} count=${(/** @type {any} */ found) => found.watchlists.length} unit="份名单" />
    <${Door} part=${{ investigations: "" }} zh="调查案卷" en="Investigations" path="/v1/investigations" query=${{ state: "open", limit: 200 }} count=${(/** @type {any} */ found) => (found.next ? "200+" : found.investigations.length)} unit="在办" />
  </div>`;
}

/** @param {{part: Record<string, string>, zh: string, en: string, path: string, query: import("../ask.js").Query, count: (found: any) => number | string, unit?: string}} props */
function Door({ part, zh, en, path, query, count, unit = "件" }) {
  const open = mayAsk(path, "GET");
  const asking = useAsk(open ? path : null, query);
  if (!open) return null;
  return html`<section class="card door"><h2><a href=${address(part)}>${both(zh, en)}</a></h2>
    <${Answered} asking=${asking} wait=${html`<${Loading} zh="正在统计…" en="counting" />`}>${(/** @type {any} */ found) => html`<p class="count"><strong>${count(found).toLocaleString("zh-CN")}</strong> ${unit}</p>`}<//></section>`;
}
