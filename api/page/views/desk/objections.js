// Objections to records: marked the same day, looked into, settled, each within what the law promises.
import { both, html, useEffect } from "../../lib.js";
import { changed } from "../../address.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty } from "../../parts/states.js";
import { Section } from "../../parts/section.js";
import { useUnit } from "./act.js";
import { Handling } from "./handling.js";
import { Promises } from "./promises.js";

/** @typedef {import("answers").HandlingsAnswer} HandlingsAnswer */

/** @type {Array<[string, string, string]>} */
const STATES = [["open", "办理中", "open"], ["overdue", "超过时限", "overdue"], ["closed", "已办结", "settled"]];

/** @param {{query: URLSearchParams}} props */
export function Objections({ query }) {
  const state = query.get("state") ?? "open";
  useEffect(() => { document.title = "异议办理 · 信脉"; }, []);
  const mine = useUnit();
  /** @type {import("../../ask.js").Asking<HandlingsAnswer>} */
  const asking = useAsk("/v1/objections", { state, as_of: query.get("as_of"), cursor: query.get("cursor"), limit: 100 });
  return html`<h1>${both("异议办理", "Objections")}</h1>
    <nav class="choices" aria-label="状态 State">${STATES.map(([each, zh, en]) => html`<a href=${changed({ state: each, cursor: null })} aria-current=${each === state ? "page" : undefined}>${both(zh, en)}</a>`)}</nav>
    <${Answered} asking=${asking}>${(/** @type {HandlingsAnswer} */ found) => html`<${Section} id="objections" zh="异议" en="Objections" count=${found.cases}>
      ${found.items.length === 0 ? html`<${Empty} zh="没有这样的异议" en="No such objection"><p class="fine">${both("对一条记录的异议,在主体页的自身记录中提出。", "An objection is raised beside the record, on its subject's page.")}</p><//>`
        : html`<ul class="items">${found.items.map((one) => html`<li key=${one.id}><${Handling} kind="objections" one=${one} mine=${mine} today=${found.as_of} ondone=${asking.again} /></li>`)}</ul>`}
      ${found.next ? html`<p><a href=${changed({ cursor: found.next })}>${both("下一页", "next page")}</a></p>` : null}<//><${Promises} found=${found} />`}<//>`;
}
