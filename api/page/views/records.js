// The records behind a number of the statistics, page by page.
import { both, html, useEffect } from "../lib.js";
import { address } from "../address.js";
import { useAsk } from "../ask.js";
import { Answered } from "../parts/states.js";
import { Chip } from "../parts/section.js";
import { Party } from "../parts/party.js";

/** @typedef {Record<string, any>} Row */

/** ``records`` in the address is the query the number gave. @param {{query: URLSearchParams}} props */
export function Records({ query }) {
  const asked = query.get("records") ?? "";
  useEffect(() => { document.title = "记录 · 信脉"; }, []);
  const asking = useAsk("/v1/statistics/records", Object.fromEntries(new URLSearchParams(asked)));
  return html`<${Answered} asking=${asking}>${(/** @type {Row} */ answer) => {
    const next = new URLSearchParams(asked);
    if (answer.next) next.set("cursor", answer.next);
    return html`<h1>${both(`记录 ${answer.total.toLocaleString("zh-CN")}`, answer.kind)}</h1>
      <ul class="card items">${answer.records.map((/** @type {Row} */ one) => html`<li><${Line} one=${one} /></li>`)}</ul>
      ${answer.next ? html`<p><a href=${address({ records: next.toString() })}>${both("下一页", "next page")}</a></p>` : null}`;
  }}<//>`;
}

/** @param {{one: Row}} props */
function Line({ one }) {
  const told = [one.day ?? "日期未载明", one.department, one.origin && `${one.origin.file}:${one.origin.line}`];
  return html`<div class="row">${one.act_zh ?? one.name}${one.about && one.about.id !== one.subject?.id ? ` ${one.about.name}` : null}
      ${one.withheld ? html`<${Chip} zh="不再显示" en="withheld" tone="quiet" />` : one.subject ? html`<${Party} ...${one.subject} />` : null}</div>
    <p class="fine">${told.filter(Boolean).join(" · ")}</p>`;
}
