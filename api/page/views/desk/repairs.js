// Repairs: the cases being handled with their promises, and the records whose repair may be applied for.
import { both, html, useEffect } from "../../lib.js";
import { changed } from "../../address.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty, Loading } from "../../parts/states.js";
import { Chip, Section } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { Table } from "../../parts/table.js";
import { BasisList } from "../../parts/why.js";
import { Act, Left, useUnit } from "./act.js";

/** @typedef {import("answers").HandlingsAnswer} HandlingsAnswer */
/** @typedef {import("answers").DueAnswer} DueAnswer */

/** @param {{query: URLSearchParams}} props */
export function Repairs({ query }) {
  const asOf = query.get("as_of");
  useEffect(() => { document.title = "信用修复 · 信脉"; }, []);
  const unit = useUnit();
  /** @type {import("../../ask.js").Asking<HandlingsAnswer>} */
  const handling = useAsk("/v1/repairs", { state: "open", as_of: asOf, limit: 100 });
  return html`<h1>${both("信用修复", "Repairs")}</h1>
    <${Answered} asking=${handling}>${(/** @type {HandlingsAnswer} */ found) => html`
      <${Section} zh="办理中" en="Being handled" count=${found.cases}>${found.items.length === 0 ? html`<${Empty} zh="没有办理中的修复" en="None is being handled" />`
        : html`<ul class="items">${found.items.map((one) => html`<li key=${one.id}>
          <div class="row"><${Party} ...${one.about.subject} /><${Chip} zh=${one.state.zh} en=${one.state.en} />${one.overdue ? html`<${Chip} tone="alert" zh="超过时限" en="overdue" />` : null}</div>
          <p>${one.about.list_zh || one.about.name} <span class="fine">${[one.about.authority, one.about.document].filter(Boolean).join(" · ")}</span></p>
          <p class="fine">${both(`提出于 ${one.opened}`, "opened")} ${one.promises.map((each) => html`<span key=${each.id}>${each.zh} ${each.due ? `限 ${each.due}` : ""} ${each.kept === null ? html`<${Left} due=${each.due} today=${found.as_of} />` : null} </span>`)}</p>
          <${Decide} one=${one} unit=${unit} today=${found.as_of} ondone=${handling.again} /></li>`)}</ul>`}<//>
      ${found.promises.length === 0 ? null : html`<${Section} zh="时限承诺的兑现" en="How the promises are kept"><${Table} numbers caption="时限承诺 Promises" heads=${[both("承诺", "promise"), both("工作日", "days"), both("按时", "kept"), both("超时", "late"), both("在办", "open")]}
        rows=${found.promises.map((one) => [one.zh, String(one.promised), String(one.kept), String(one.late), String(one.open)])} /><//>`}`}<//>
    <${Due} asOf=${asOf} cursor=${query.get("cursor")} />`;
}

/** @type {Array<[string, string, string]>} */
const DECISIONS = [["accept", "准予修复", "grant"], ["refuse", "不予修复", "refuse"]];

/** @param {{one: HandlingsAnswer["items"][number], unit: string | null, today: string, ondone: () => void}} props */
function Decide({ one, unit, today, ondone }) {
  return html`<${Act} route="POST /v1/repairs/{id}/decision" mine=${unit} by=${unit || one.about.authority} zh="决定修复" en="Decide" path=${`/v1/repairs/${encodeURIComponent(one.id)}/decision`} ondone=${ondone} choices=${DECISIONS} choice="decision"
    fields=${(/** @type {import("./act.js").Told} */ told) => (told.decision === "refuse" ? [{ name: "reason", zh: "不予修复的理由", en: "reason", required: true, long: true }] : [])}
    about=${html`<p><strong>${one.about.subject.name}</strong> · ${one.about.list_zh || one.about.name} ${one.about.document}</p>
      ${one.promises.filter((each) => each.kept === null).map((each) => html`<div key=${each.id}><p>${each.zh} ${each.due ? `限 ${each.due}` : ""} <${Left} due=${each.due} today=${today} /></p><${BasisList} basis=${each.basis} /></div>`)}`} />`;
}

/** @param {{asOf: string | null, cursor: string | null}} props */
function Due({ asOf, cursor }) {
  /** @type {import("../../ask.js").Asking<DueAnswer>} */
  const asking = useAsk("/v1/repairs/due", { as_of: asOf, cursor, limit: 100 });
  return html`<${Section} id="due" zh="已可申请修复的记录" en="Records whose repair may be applied for">
    <${Answered} asking=${asking} wait=${html`<${Loading} zh="正在逐条核对修复条件…" en="checking each record's conditions" />`}>${(/** @type {DueAnswer} */ found) => html`
      ${found.items.length === 0 ? html`<${Empty} zh=${found.next ? "这一页没有;请看下一页" : "没有可申请修复的记录"} en=${found.next ? "None on this page, go on" : "No record's repair may be applied for"} />`
        : html`<ul class="items">${found.items.map((one) => html`<li key=${one.record}><div class="row"><${Party} ...${one.subject} /></div>
          <p>${one.list_zh || one.name} <span class="fine">${[one.authority, one.document, one.decided].filter(Boolean).join(" · ")}</span></p>
          <p class="fine">${both(`${one.may_apply_from} 起可申请`, "may be applied for since then")}${one.until ? ` · 至 ${one.until} 自动期满` : ""}${one.unknown.length ? ` · ${one.unknown.length} 项条件待申请人证明` : ""}</p></li>`)}</ul>`}
      <p class="fine">${both(`已核对 ${found.scanned.toLocaleString("zh-CN")} 条`, "records looked at")} ${found.next ? html`<a href=${changed({ cursor: found.next })}>${both("下一页", "next page")}</a>` : null}</p>`}<//><//>`;
}
