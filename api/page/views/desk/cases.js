// Joint punishment: which department must act on which record, and by when.
import { both, html, useEffect } from "../../lib.js";
import { changed, go } from "../../address.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty } from "../../parts/states.js";
import { Bars } from "../../parts/bars.js";
import { Chip, Opener, Section } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { BasisList } from "../../parts/why.js";
import { said } from "../../words.js";
import { Act, Left, useUnit } from "./act.js";

/** @typedef {import("answers").CasesAnswer} CasesAnswer */

/** @type {Array<[string, string, string, "" | "alert" | "quiet" | "good"]>} */
const STATES = [["open", "待办", "open", ""], ["overdue", "逾期", "overdue", "alert"], ["done", "已办", "done", "good"]];

/** @param {{query: URLSearchParams}} props */
export function Cases({ query }) {
  const [state, department] = [query.get("state"), query.get("department")];
  useEffect(() => { document.title = "惩戒任务 · 信脉"; }, []);
  const unit = useUnit();
  const asking = useAsk("/v1/cases", { state, department, as_of: query.get("as_of"), limit: 200 });
  return html`<h1>${both("联合惩戒任务", "Cases to act on")}</h1>
    <nav class="choices" aria-label="状态 State"><a href=${changed({ state: null })} aria-current=${state ? undefined : "page"}>${both("全部", "all")}</a>
      ${STATES.map(([each, zh, en]) => html`<a href=${changed({ state: each })} aria-current=${each === state ? "page" : undefined}>${both(zh, en)}</a>`)}</nav>
    ${department ? html`<p>${department} <button type="button" class="quiet" onClick=${() => go(changed({ department: null }))}>${both("看全部部门", "all departments")}</button></p>` : null}
    <${Answered} asking=${asking}>${(/** @type {CasesAnswer} */ found) => html`
      ${found.departments.length ? html`<${Section} zh="按部门" en="By department"><${Bars} caption="待办与逾期,按部门 To act on, by department" head=${both("部门", "department")} value=${both("待办与逾期", "to act on")}
        rows=${found.departments.map((one) => ({ key: one.department, label: one.department, number: one.open + one.overdue, href: changed({ department: one.department }) })).sort((a, b) => b.number - a.number)} /><//>` : null}
      ${found.cases.length === 0 ? html`<${Empty} zh="没有这样的任务" en="No such case" />` : html`<${Section} zh="任务" en="Cases" count=${found.cases.length + found.omitted}><ul class="items">${found.cases.map((one) => html`<li key=${one.id}><${Case} one=${one} unit=${unit} today=${found.as_of} ondone=${asking.again} /></li>`)}</ul>
        ${found.omitted ? html`<p class="fine omitted">${both(`另有 ${found.omitted} 件未列出;请先按部门或状态查看`, "more left out; choose a department or a state")}</p>` : null}<//>`}`}<//>`;
}

/** @param {{one: CasesAnswer["cases"][number], unit: string | null, today: string, ondone: () => void}} props */
function Case({ one, unit, today, ondone }) {
  const [, zh, en, tone] = STATES.find(([each]) => each === one.state) ?? ["", "已撤回", "recalled", "quiet"];
  const waits = one.state === "open" || one.state === "overdue";
  const told = html`<p class="fine">${[said("sanction", "kind", one.list), one.document, `起 ${one.opened}`, one.due ? `限 ${one.due}` : "", one.acted_on ? `办于 ${one.acted_on}` : ""].filter(Boolean).join(" · ")}</p>`;
  return html`<div class="row"><${Party} ...${one.subject} /><${Chip} zh=${zh} en=${en} tone=${tone} />${waits ? html`<${Left} due=${one.due} today=${today} />` : null}</div>
    <p>${one.item_zh} <span class="fine">${one.department}</span></p>${told}
    ${waits ? html`<${Act} route="POST /v1/cases/{id}/feedback" mine=${unit} by=${one.department} zh="反馈已办" en="Report it done" path=${`/v1/cases/${encodeURIComponent(one.id)}/feedback`} ondone=${ondone}
      about=${html`<p><strong>${one.subject.name}</strong> · ${one.item_zh}</p>${told}<${Left} due=${one.due} today=${today} /><${BasisList} basis=${one.basis} />`} />` : null}
    <${Opener} class="why" label=${both("依据", "basis")}>${() => html`<div class="proof"><${BasisList} basis=${one.basis} /></div>`}<//>`;
}
