// Commitments whose check is overdue, by the unit that is to check.
import { both, html, useEffect } from "../../lib.js";
import { ActOn } from "./commitment.js";
import { useUnit } from "./act.js";
import { changed, go } from "../../address.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty } from "../../parts/states.js";
import { Bars } from "../../parts/bars.js";
import { Section } from "../../parts/section.js";
import { Party } from "../../parts/party.js";

/** @typedef {import("answers").OverdueAnswer} OverdueAnswer */

/** @param {{query: URLSearchParams}} props */
export function Overdue({ query }) {
  const unit = query.get("unit");
  useEffect(() => { document.title = "逾期未核查 · 信脉"; }, []);
  const mine = useUnit();
  const asking = useAsk("/v1/commitments/overdue", { unit, as_of: query.get("as_of"), limit: 200 });
  return html`<h1>${both("逾期未核查的承诺", "Overdue checks of commitments")}</h1>
    ${unit ? html`<p>${unit} <button type="button" class="quiet" onClick=${() => go(changed({ unit: null }))}>${both("看全部单位", "all units")}</button></p>` : null}
    <${Answered} asking=${asking}>${(/** @type {OverdueAnswer} */ found) => (found.checks.length === 0
      ? html`<${Empty} zh="没有逾期未核查的承诺" en="No check is overdue" />`
      : html`<${Section} zh="按监管责任单位" en="By the unit responsible"><${Bars} caption="逾期未核查,按单位 Overdue by unit" head=${both("单位", "unit")} value=${both("逾期", "overdue")}
          rows=${found.units.map((one) => ({ key: one.unit, label: one.unit, number: one.overdue, href: one.unit.includes("/") ? null : changed({ unit: one.unit }) }))} /><//>
        <${Section} zh="最久的在前" en="The longest overdue first" count=${found.checks.length + found.omitted}><ul class="items">${found.checks.map((one) => html`<li key=${one.commitment.id}>
          <div class="row"><strong>${one.commitment.item}</strong><span class="chip alert">${both(`逾期 ${one.days_over} 天`, "days over")}</span></div>
          <p>${one.subjects.map((each) => html`<${Party} ...${each} /> `)}</p>
          <p class="fine">${[one.unit, `核查期限 ${one.commitment.verify_by ?? "未载明"}`, one.commitment.made ? `承诺于 ${one.commitment.made}` : "", one.commitment.state.zh].filter(Boolean).join(" · ")}</p>
          <${ActOn} id=${one.commitment.id} by=${one.commitment.supervising_unit} mine=${mine} ondone=${asking.again} /></li>`)}</ul>
          ${found.omitted ? html`<p class="fine omitted">${both(`另有 ${found.omitted} 件未列出;请先按单位查看`, "more left out; choose a unit")}</p>` : null}<//>`)}<//>`;
}
