// Related parties by kind of tie, each with the path that ties it and its sources.
import { both, html, useState } from "../../lib.js";
import { addressed, subjectPath, useAsk } from "../../ask.js";
import { Answered, Empty, Notice } from "../../parts/states.js";
import { Chain, Sources } from "../../parts/chain.js";
import { Chip, Listed, Opener, Section, Tally } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { english } from "../../words.js";

/** @typedef {import("answers").RelatedAnswer} RelatedAnswer */

const FORMATS = ["graphml", "gexf", "bods", "ftm", "csv"];

/** @param {{id: string, asOf: string | null}} props */
export function Related({ id, asOf }) {
  const [hops, setHops] = useState(2);
  /** @type {import("../../ask.js").Asking<RelatedAnswer>} */
  const asking = useAsk(subjectPath(id, "/related"), { as_of: asOf, hops, limit: 25 });
  return html`<section class="related" aria-labelledby="related-title"><div class="bar"><h2 id="related-title">${both("关联方", "Related parties")}</h2>
      <label for="hops">${both("步数", "hops")}</label><select id="hops" value=${hops} onChange=${(/** @type {any} */ event) => setHops(Number(event.target.value))}>
        ${[1, 2, 3, 4].map((n) => html`<option value=${n} selected=${n === hops}>${n}</option>`)}</select>
      <span class="exports">${both("导出", "export")} ${FORMATS.map((format) => html`<a download="" href=${addressed(subjectPath(id, "/export"), { format, hops, as_of: asOf })}>${format}</a> `)}</span></div>
    <${Answered} asking=${asking}>${(/** @type {RelatedAnswer} */ answer) => html`<${Groups} answer=${answer} />`}<//></section>`;
}

/** @param {{answer: RelatedAnswer}} props */
function Groups({ answer }) {
  const shown = answer.groups.filter((group) => group.items.length > 0);
  return html`
    ${answer.truncated ? html`<${Notice} zh="关联方过多,未全部列出;各组注明省略数。" en="Cut short: each group says how many are left out." />` : null}
    ${answer.hubs.length ? html`<${Notice} zh="以下枢纽关系过多,只列出、不穿行:" en="Hubs are named, not walked through:">
      <ul class="hubs">${answer.hubs.map((hub) => html`<li><${Party} ...${hub} /> <span class="fine">${hub.degree} 条关系 ties</span></li>`)}</ul><//>` : null}
    ${shown.length === 0 ? html`<${Empty} zh="在此步数内没有关联方" en="No related party within these hops" />` : null}
    ${shown.map((group) => html`<${Section} level=${3} class="group" zh=${group.kind_zh} en=${html`${english(group.kind)} <${Tally} number=${group.items.length + group.omitted} />`}>
      <${Listed} items=${group.items} first=${5}>${(/** @type {import("answers").RelatedItem} */ one) => html`<div class="row"><${Party} ...${one} />
        <${Chip} tone="quiet" zh=${`${one.hops} 步`} en=${one.hops === 1 ? "hop" : "hops"} />
        ${one.hub ? html`<${Chip} tone="hub" zh="枢纽" en="hub" />` : null}${one.stub ? html`<${Chip} tone="quiet" zh="仅被提及" en="stub" />` : null}</div>
        <${Chain} steps=${one.path} /><${Opener} class="sources" label=${both("来源", "sources")}>${() => html`<${Sources} steps=${one.path} />`}<//>`}<//>
      ${group.omitted > 0 ? html`<p class="fine omitted">${both(`另有 ${group.omitted} 个未列出`, `${group.omitted} more left out`)}</p>` : null}<//>`)}`;
}
