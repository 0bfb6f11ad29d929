// The catalogue of public credit information, and how each department keeps to it.
import { both, html, useEffect } from "../../lib.js";
import { changed, go } from "../../address.js";
import { useAsk } from "../../ask.js";
import { may } from "../../session.js";
import { Answered, Empty, Loading } from "../../parts/states.js";
import { Bars } from "../../parts/bars.js";
import { Chip, Opener, Section } from "../../parts/section.js";
import { Table } from "../../parts/table.js";

/** @typedef {import("answers").CatalogueAnswer} CatalogueAnswer */
/** @typedef {import("answers").CoverageAnswer} CoverageAnswer */
/** @typedef {CatalogueAnswer["items"][number]} Item */

/** @type {Record<string, [string, string, "good" | "alert" | "note" | "quiet"]>} */
const STATES = {
  fresh: ["按时", "fresh", "good"], late: ["逾期", "late", "alert"], never: ["从未报送", "never", "alert"],
  elsewhere: ["由其他来源报送", "by others", "note"], no_layout: ["尚无表样", "no layout yet", "quiet"],
};
const FEW = 3; // departments named one by one

/** @param {{query: URLSearchParams}} props */
export function Catalogue({ query }) {
  const department = query.get("department");
  const asked = { as_of: query.get("as_of"), department };
  useEffect(() => { document.title = "信用信息目录 · 信脉"; }, []);
  const coverage = useAsk(may("GET /v1/catalogue/coverage") ? "/v1/catalogue/coverage" : null, asked);
  const asking = useAsk("/v1/catalogue", asked);
  return html`<h1>${both("公共信用信息目录与报送", "Catalogue and coverage")}</h1>
    <${Answered} asking=${coverage} wait=${html`<${Loading} zh="正在核对报送…" en="checking deliveries" />`}>${(/** @type {CoverageAnswer} */ found) => html`<${Owed} found=${found} department=${department} />`}<//>
    <${Answered} asking=${asking}>${(/** @type {CatalogueAnswer} */ found) => html`<${Section} id="catalogue" zh="目录" en="Catalogue" count=${found.items.length}>
      <ul class="lines">${found.items.map((one) => html`<li key=${one.item}><${Entry} one=${one} /></li>`)}</ul>
      ${found.notices.map((one) => html`<p class="fine">${one}</p>`)}<//>`}<//>`;
}

/** @param {{one: Item}} props */
function Entry({ one }) {
  const names = one.departments.map((each) => each.name).join("、");
  return html`<p class="title"><strong>${one.title}</strong> <span class="en" lang="en">${one.title_en}</span> <${Chip} tone="quiet" zh=${one.nature_zh} en=${one.nature} /></p>
    <p class="bits"><span>${one.disclosure_zh}</span><span>${one.term_months === null ? both("期限未定", "no term") : both(`期限 ${one.term_months} 个月`, "months")}</span>
      <span>${both(`每 ${one.every_days} 天`, "how often")}</span></p>
    ${one.departments.length > FEW ? html`<${Opener} class="why" label=${both(`${one.departments.length} 个部门`, "departments")}>${() => html`<p class="fine">${names}</p>`}<//>` : html`<p class="fine">${names}</p>`}`;
}

/** @param {{found: CoverageAnswer, department: string | null}} props */
function Owed({ found, department }) {
  /** @type {Map<string, {id: string, name: string, behind: number}>} */
  const by = new Map();
  for (const { department: { id, name }, state } of found.owed) {
    const one = by.get(id) ?? { id, name, behind: 0 };
    by.set(id, { ...one, behind: one.behind + Number(state === "late" || state === "never") });
  }
  const rows = [...by.values()].sort((a, b) => b.behind - a.behind);
  return html`<${Section} id="owed" zh="应报事项的报送情况" en="What is owed, and how it came" count=${found.owed.length}>
      ${found.owed.length === 0 ? html`<${Empty} zh="没有应报事项" en="Nothing is owed" />` : html`<${Bars} caption="报送情况 By state" head=${both("情况", "state")} value=${both("事项", "items")}
        rows=${Object.entries(found.states).map(([state, number]) => ({ key: state, label: STATES[state]?.[0] ?? state, number, href: null }))} />`}
      ${found.unassigned.length ? html`<p class="fine">${both(`另有 ${found.unassigned.length} 个来源不属于任何部门`, "sources of no department")}</p>` : null}<//>
    ${department ? html`<${Section} id="of-department" zh=${by.get(department)?.name ?? department} en="by item" count=${found.owed.length}
      tools=${html`<button type="button" class="quiet" onClick=${() => go(changed({ department: null }))}>${both("看全部部门", "all departments")}</button>`}>
      <${Table} caption="应报事项 Owed" heads=${[both("事项", "item"), both("情况", "state"), both("最近报送", "last"), both("应于", "due"), both("合格率", "clean")]}
        rows=${found.owed.map((one) => [one.title, html`<${Chip} zh=${STATES[one.state]?.[0] ?? one.state} en=${STATES[one.state]?.[1] ?? ""} tone=${STATES[one.state]?.[2] ?? "quiet"} />`,
          one.last ?? "", one.due ?? "", one.feeds.map((each) => (each.clean_ppm === null ? "" : `${(each.clean_ppm / 10000).toFixed(1)}%`)).filter(Boolean).join("、")])} /><//>`
      : html`<${Section} id="by-department" zh="逾期与从未报送,按部门" en="Behind, by department" count=${rows.length}><${Bars} caption="逾期与从未报送,按部门 Behind, by department" head=${both("部门", "department")} value=${both("欠报", "behind")}
        rows=${rows.map((one) => ({ key: one.id, label: one.name, number: one.behind, href: changed({ department: one.id }) }))} /><//>`}`;
}
