// 双随机: whom a department inspects, drawn by a seed published before. Same seed, same facts, same draw.
import { both, html, useEffect, useState } from "../../lib.js";
import { address, go } from "../../address.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty, Loading } from "../../parts/states.js";
import { Chip, Opener, Section } from "../../parts/section.js";
import { Chain } from "../../parts/chain.js";
import { Party } from "../../parts/party.js";
import { Table } from "../../parts/table.js";
import { percent } from "../../words.js";

/** @typedef {import("answers").DrawAnswer} DrawAnswer */
/** @typedef {import("answers").DepartmentsAnswer} DepartmentsAnswer */

/** @param {{query: URLSearchParams}} props */
export function Draw({ query }) {
  const [department, seed] = [query.get("department") ?? "", query.get("seed") ?? ""];
  useEffect(() => { document.title = "双随机抽取 · 信脉"; }, []);
  const departments = useAsk("/v1/inspections/departments");
  const asking = useAsk(department && seed ? "/v1/inspections/draw" : null, { department, seed, as_of: query.get("as_of") });
  return html`<h1>${both("双随机抽取", "Inspection draw")}</h1>
    <p class="fine">${both("种子应在抽取前公布;同一种子、同一事实,任何人抽取的结果都相同。", "The seed is published before; whoever draws again by it gets the same.")}</p>
    <${Answered} asking=${departments}>${(/** @type {DepartmentsAnswer} */ found) => html`<${Asking} found=${found} department=${department} seed=${seed} />`}<//>
    <${Answered} asking=${asking} wait=${html`<${Loading} zh="正在评级并抽取…" en="grading and drawing" />`}>${(/** @type {DrawAnswer} */ found) => html`<${Drawn} found=${found} />`}<//>`;
}

/** @param {{found: DepartmentsAnswer, department: string, seed: string}} props */
function Asking({ found, department, seed }) {
  const [whose, setWhose] = useState(department || found.departments[0]?.id || "");
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    const told = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("seed")).trim();
    if (told) go(address({ desk: "draw", department: whose, seed: told }));
  };
  return html`<form class="card row-form" onSubmit=${submit}>
    <label>${both("部门", "Department")} <select value=${whose} onChange=${(/** @type {any} */ event) => setWhose(event.target.value)}>${found.departments.map((one) => html`<option value=${one.id}>${one.name}</option>`)}</select></label>
    <label>${both("公布的种子", "The published seed")} <input name="seed" required maxlength="200" value=${seed} placeholder="如:2026年第三季度-0701" /></label>
    <button type="submit">${both("抽取", "Draw")}</button></form>`;
}

/** @param {{found: DrawAnswer}} props */
function Drawn({ found }) {
  return html`<${Section} id="drawn" zh=${`${found.department.name}:抽中`} en="Drawn" count=${found.drawn.length} tools=${html`<button type="button" class="quiet" onClick=${() => print()}>${both("打印", "print")}</button>`}>
      <p class="fine">${both("种子", "seed")} <code>${found.seed}</code> · ${found.algorithm}</p>
      ${found.drawn.length === 0 ? html`<${Empty} zh="按比例无人抽中" en="By the ratios nobody is drawn" /> ` : html`<${Table} caption="抽中名单 Drawn"
        heads=${[both("对象", "subject"), both("检查人员", "officers"), both("等级", "grade"), both("方式", "way"), both("缘由", "cause")]}
        rows=${found.drawn.map((one) => [html`<${Party} id=${one.subject} name=${one.name} kind="subject" />`, html`${one.officer_names.join("、")}${one.short ? html` <${Chip} tone="note" zh=${`缺 ${one.short} 人`} en="short" />` : null}`,
          [one.grade, one.industry_grade].filter(Boolean).join(" / "), one.way, one.cause])} />`}<//>
    <${Section} zh="各层比例" en="Strata"><${Table} numbers caption="各层比例 Strata" heads=${[both("等级", "grade"), both("比例", "ratio"), both("对象", "size"), both("可抽", "eligible"), both("应抽", "quota")]}
      rows=${found.strata.map((one) => [[one.grade, one.industry_grade].filter(Boolean).join(" / "), percent(one.ratio_ppm), String(one.size), String(one.eligible), String(one.quota)])} /><//>
    ${found.recused.length ? html`<${Section} zh="回避" en="Recused" count=${found.recused.length}><ul class="items">${found.recused.map((one) => html`<li>${one.officer_name} ↔ <${Party} id=${one.subject} kind="subject" />
      <${Opener} class="why" label=${both("为何", "why")}>${() => html`<${Chain} steps=${one.path} />`}<//></li>`)}</ul><//>` : null}
    ${found.notices.map((one) => html`<p class="fine">${one}</p>`)}`;
}
