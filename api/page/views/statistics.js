// The loop in numbers: every number leads to the records it counts.
import { both, html, useEffect } from "../lib.js";
import { address } from "../address.js";
import { useAsk } from "../ask.js";
import { Answered, Empty } from "../parts/states.js";
import { Bars } from "../parts/bars.js";
import { Section } from "../parts/section.js";
import { Table } from "../parts/table.js";
import { mayOpen } from "../places.js";
import { english } from "../words.js";

/** @typedef {Record<string, any>} Row */

const BY = [["month", "月份"], ["department", "部门"], ["division", "行政区"], ["item", "事项"], ["outcome", "结果"]];

/** @param {{query: URLSearchParams}} props */
export function Statistics({ query }) {
  const by = query.get("stats") || "month";
  useEffect(() => { document.title = "统计 · 信脉"; }, []);
  const asking = useAsk("/v1/statistics", { by, as_of: query.get("as_of") });
  return html`<h1>${both("监管闭环统计", "The loop in numbers")}</h1>
    <nav class="choices" aria-label="分组 Grouped by">${BY.map(([each, zh]) => html`<a href=${address({ stats: each })} aria-current=${each === by ? "page" : undefined}>${both(zh, each)}</a>`)}</nav>
    <${Answered} asking=${asking}>${(/** @type {Row} */ answer) => html`<${Counted} answer=${answer} />`}<//>`;
}

/** @param {{answer: Row}} props */
function Counted({ answer }) {
  const kinds = answer.kinds.filter((/** @type {Row} */ kind) => kind.count > 0);
  if (kinds.length === 0) return html`<${Empty} zh="尚无可统计的记录" en="Nothing to count yet" />`;
  const whole = [both("合计", "all"), ...kinds.map(number)];
  const rows = answer.rows.map((/** @type {Row} */ row) => [row.name, ...kinds.map((/** @type {Row} */ kind) => number(row.counts[kind.kind]))]);
  return html`<${Section} zh="各类合计" en="By kind"><${Bars} caption="各类合计 By kind" head=${both("类别", "kind")} value=${both("件数", "count")}
      rows=${kinds.map((/** @type {Row} */ kind) => ({ key: kind.kind, label: both(kind.zh, english(kind.kind)), number: kind.count, href: mayOpen("records") ? recordsOf(kind) : null }))} /><//>
    ${rows.length ? html`<${Section} zh="各组合计" en="By group"><${Bars} caption="各组合计 By group" head=${both("分组", "group")} value=${both("件数", "count")}
      rows=${answer.rows.map((/** @type {Row} */ row) => ({ key: row.key, label: row.name, number: row.total, href: null }))} /><//>` : null}
    <${Table} class="card" numbers caption="监管闭环统计 The loop in numbers"
    heads=${["", ...kinds.map((/** @type {Row} */ kind) => both(kind.zh, english(kind.kind)))]} rows=${[whole, ...rows]} />`;
}

/** @param {Row} counted */
function recordsOf(counted) {
  return address({ records: counted.records.slice(counted.records.indexOf("?") + 1) });
}

/** @param {Row | undefined} counted */
function number(counted) {
  if (!counted) return "";
  if (!mayOpen("records")) return counted.count.toLocaleString("zh-CN");
  return html`<a href=${recordsOf(counted)}>${counted.count.toLocaleString("zh-CN")}</a>`;
}
