// Repairs: the cases being handled with their promises, and the records whose repair may be applied for.
import { both, html, useEffect } from "../../lib.js";
import { changed } from "../../address.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty, Loading } from "../../parts/states.js";
import { Section } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { useUnit } from "./act.js";
import { Apply } from "./application.js";
import { Handling } from "./handling.js";
import { Promises } from "./promises.js";

/** @typedef {import("answers").HandlingsAnswer} HandlingsAnswer */
/** @typedef {import("answers").DueAnswer} DueAnswer */

/** @param {{query: URLSearchParams}} props */
export function Repairs({ query }) {
  const asOf = query.get("as_of");
  useEffect(() => { document.title = "信用修复 · 信脉"; }, []);
  const mine = useUnit();
  /** @type {import("../../ask.js").Asking<HandlingsAnswer>} */
  const handling = useAsk("/v1/repairs", { state: "open", as_of: asOf, limit: 100 });
  return html`<h1>${both("信用修复", "Repairs")}</h1>
    <${Answered} asking=${handling}>${(/** @type {HandlingsAnswer} */ found) => html`
      <${Section} zh="办理中" en="Being handled" count=${found.cases}>${found.items.length === 0 ? html`<${Empty} zh="没有办理中的修复" en="None is being handled" />`
        : html`<ul class="items">${found.items.map((one) => html`<li key=${one.id}>
          <${Handling} kind="repairs" one=${one} mine=${mine} today=${found.as_of} ondone=${handling.again} /></li>`)}</ul>`}<//>
      <${Promises} found=${found} />`}<//>
    <${Due} asOf=${asOf} cursor=${query.get("cursor")} mine=${mine} onapplied=${handling.again} />`;
}

/** @param {{asOf: string | null, cursor: string | null, mine: string | null, onapplied: () => void}} props */
function Due({ asOf, cursor, mine, onapplied }) {
  /** @type {import("../../ask.js").Asking<DueAnswer>} */
  const asking = useAsk("/v1/repairs/due", { as_of: asOf, cursor, limit: 100 });
  return html`<${Section} id="due" zh="已可申请修复的记录" en="Records whose repair may be applied for">
    <${Answered} asking=${asking} wait=${html`<${Loading} zh="正在逐条核对修复条件…" en="checking each record's conditions" />`}>${(/** @type {DueAnswer} */ found) => html`
      ${found.items.length === 0 ? html`<${Empty} zh=${found.next ? "这一页没有;请看下一页" : "没有可申请修复的记录"} en=${found.next ? "None on this page, go on" : "No record's repair may be applied for"} />`
        : html`<ul class="items">${found.items.map((one) => html`<li key=${one.record}><div class="row"><${Party} ...${one.subject} /></div>
          <p>${one.list_zh || one.name} <span class="fine">${[one.authority, one.document, one.decided].filter(Boolean).join(" · ")}</span></p>
          <p class="fine">${both(`${one.may_apply_from} 起可申请`, "may be applied for since then")}${one.until ? ` · 至 ${one.until} 自动期满` : ""}${one.unknown.length ? ` · ${one.unknown.length} 项条件待申请人证明` : ""}</p>
          <${Apply} record=${one.record} mine=${mine} ondone=${() => { asking.again(); onapplied(); }} /></li>`)}</ul>`}
      <p class="fine">${both(`已核对 ${found.scanned.toLocaleString("zh-CN")} 条`, "records looked at")} ${found.next ? html`<a href=${changed({ cursor: found.next })}>${both("下一页", "next page")}</a>` : null}</p>`}<//><//>`;
}
