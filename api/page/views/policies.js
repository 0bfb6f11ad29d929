// The "1+N" register: the documents by phase, and what stands on one.
import { both, html, useEffect } from "../lib.js";
import { address } from "../address.js";
import { useAsk } from "../ask.js";
import { Answered, Empty } from "../parts/states.js";
import { Chip, Section } from "../parts/section.js";
import { Party } from "../parts/party.js";
import { may } from "../session.js";

/** @typedef {Record<string, any>} Row */
/** @typedef {import("../lib.js").Children} Children */

const PHASES = [["whole", "全过程", "throughout"], ["before", "事前", "before"], ["during", "事中", "during"], ["after", "事后", "after"]];

/** @param {{query: URLSearchParams}} props */
export function Policies({ query }) {
  const number = query.get("policies") ?? "";
  useEffect(() => { document.title = "政策 · 信脉"; }, []);
  const asking = useAsk(number ? `/v1/policies/${encodeURIComponent(number)}` : "/v1/policies", { as_of: query.get("as_of") });
  return html`<${Answered} asking=${asking}>${(/** @type {{as_of: string, policies: Row[]}} */ answer) =>
    number ? html`<${One} found=${answer.policies[0]} asOf=${answer.as_of} />` : html`<${All} policies=${answer.policies} asOf=${answer.as_of} />`}<//>`;
}

/** @param {{policies: Row[], asOf: string}} props */
function All({ policies, asOf }) {
  return html`<h1>${both("“1+N”政策登记", "Policy documents")}</h1>${PHASES.map(([phase, zh, en]) => {
    const found = policies.filter((each) => each.phase === phase);
    return found.length ? html`<${Section} zh=${zh} en=${en} count=${found.length}><ul class="items">${found.map((each) => html`<li>
      <div class="row"><${Name} each=${each} />${each.master ? html`<${Chip} zh="总" en="master" tone="quiet" />` : null}
        <${Force} found=${each} asOf=${asOf} /></div>
      <p class="fine">${each.number} · ${each.issuer} · ${both(`${each.articles.length} 条、${each.rules.length} 项规则`, "articles, rules")}</p></li>`)}</ul><//>` : null;
  })}`;
}

/** @param {{each: Row}} props */
function Name({ each }) {
  return may("GET /v1/policies/{number}") ? html`<a href=${address({ policies: each.number })}>${each.title}</a>` : html`<span>${each.title}</span>`;
}

/** Not in force on the day: no longer, or not yet. @param {{found: Row, asOf: string}} props */
function Force({ found, asOf }) {
  if (found.in_force) return null;
  return found.since > asOf ? html`<${Chip} zh="尚未施行" en="not in force yet" />` : html`<${Chip} zh="已失效" en="no longer in force" />`;
}

/** @param {{found: Row, asOf: string}} props */
function One({ found, asOf }) {
  return html`<h1>${found.title}</h1>
    <p class="fine">${found.number} · ${found.issuer} · ${found.since} 至 ${found.until ?? "今"} <${Force} found=${found} asOf=${asOf} /></p>
    ${found.replaces.map((/** @type {Row} */ other) => html`<p>${both("替代", "replaces")} <${Name} each=${other} /></p>`)}
    ${found.replaced_by.map((/** @type {Row} */ other) => html`<p>${both("被替代", "replaced by")} <${Name} each=${other} /></p>`)}
    <${Part} zh="条款与规则" en="Articles and rules" rows=${found.rules.map((/** @type {Row} */ each) => html`${both(each.title, each.title_en)}
      <p class="fine">${each.articles.join("、")} · ${each.file} · ${each.since} 至 ${each.until ?? "今"}</p>`)} />
    <${Part} zh="措施" en="Measures" rows=${found.measures.map((/** @type {Row} */ each) => both(each.title, each.title_en))} />
    <${Part} zh=${`未了事项 ${found.cases_total}`} en="Open cases" rows=${found.cases.map((/** @type {Row} */ each) => html`<${OpenCase} each=${each} />`)} />
    ${found.cases_omitted > 0 ? html`<p class="fine">${both(`另有 ${found.cases_omitted} 件`, "more left out")}</p>` : null}`;
}

/** @param {{zh: string, en: string, rows: Children[]}} props */
function Part({ zh, en, rows }) {
  return html`<${Section} zh=${zh} en=${en}>${rows.length ? html`<ul class="items">${rows.map((row) => html`<li>${row}</li>`)}</ul>` : html`<${Empty} zh="没有" en="None" />`}<//>`;
}

/** @param {{each: Row}} props */
function OpenCase({ each }) {
  const departments = [...new Set(each.dispatched.map((/** @type {Row} */ sent) => sent.department))];
  return html`<div class="row"><${Party} ...${each.subject} /><span class="fine">${each.name}</span></div>
    <p class="fine">${each.authority} · ${each.decided ?? "…"} 至 ${each.until ?? "今"}</p>
    ${departments.length ? html`<p class="fine">${both("待办", "still to act")} ${departments.join("、")}</p>` : null}`;
}
