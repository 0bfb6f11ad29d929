// Who stands behind a subject: the controller, the beneficial owners, all owners with what each holds in the end.
import { both, html } from "../../lib.js";
import { address } from "../../address.js";
import { subjectPath, useAsk } from "../../ask.js";
import { Answered, Empty } from "../../parts/states.js";
import { Chip, Listed, Section } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { Why } from "../../parts/why.js";
import { between } from "../../words.js";

/** @typedef {Record<string, any>} Row */

/** @param {{id: string, asOf: string | null}} props */
export function Owners({ id, asOf }) {
  const controller = useAsk(subjectPath(id, "/controller"), { as_of: asOf });
  const beneficial = useAsk(subjectPath(id, "/beneficial-owners"), { as_of: asOf });
  const owners = useAsk(subjectPath(id, "/owners"), { as_of: asOf });
  return html`<div class="three">
    <${Section} zh="实际控制人" en="Controller"><${Answered} asking=${controller}>${(/** @type {Row} */ found) => html`<${Controllers} found=${found} />`}<//><//>
    <${Section} zh="受益所有人" en="Beneficial owners"><${Answered} asking=${beneficial}>${(/** @type {Row} */ found) => html`<${Beneficial} found=${found} />`}<//><//>
    <${Section} zh="股东" en="Owners" tools=${html`<a href=${address({ graph: id, shape: "tree" })}>${both("穿透图", "as a tree")}</a>`}><${Answered} asking=${owners}>${(/** @type {Row} */ found) => html`<${All} found=${found} />`}<//><//></div>`;
}

/** @param {{found: Row}} props */
function Controllers({ found }) {
  if (found.controllers.length === 0) return html`<${Empty} zh=${found.answer === "unknown" ? "无法断定" : "没有单独或共同的控制人"} en=${found.answer === "unknown" ? "Cannot be told" : "Nobody controls it"} />`;
  return html`<ul class="lines">${found.controllers.map((/** @type {Row} */ one) => html`<li>
    <p class="title"><strong><${Party} ...${one} /></strong>${one.state ? html`<${Chip} tone="quiet" zh="国有" en="state" />` : null}
      ${found.status === "suspected" ? html`<${Chip} tone="note" zh="疑似" en="suspected" />` : null}</p>
    <p class="fine">${one.method_zh} ${one.votes_ppm === null || one.votes_ppm === undefined ? "" : between(one.votes_ppm, one.votes_max_ppm)}</p>
    <${Why} path=${one.path} basis=${one.basis} /></li>`)}</ul>`;
}

/** @param {{found: Row}} props */
function Beneficial({ found }) {
  const all = [...found.beneficial_owners.map((/** @type {Row} */ one) => ({ ...one, sure: true })), ...found.may_be.map((/** @type {Row} */ one) => ({ ...one, sure: false }))];
  return html`${all.length === 0 ? html`<${Empty} zh="未能识别" en="None could be told" />` : html`<${Listed} items=${all} first=${5} as="lines">${(/** @type {Row} */ one) => html`
    <p class="title"><strong><${Party} ...${one} /></strong>${one.sure ? null : html`<${Chip} tone="note" zh="可能" en="may be" />`}</p>
    ${(one.grounds ?? []).map((/** @type {Row} */ ground) => html`<p class="fine">${ground.criterion_zh} ${ground.share_ppm === null || ground.share_ppm === undefined ? "" : between(ground.share_ppm, ground.share_max_ppm)}</p>
      <${Why} path=${(ground.paths ?? [])[0] ?? []} basis=${ground.basis} />`)}`}<//>`}
    ${found.unrecorded_ppm ? html`<p class="fine">${both(`尚有 ${between(found.unrecorded_ppm, found.unrecorded_ppm)} 的股权未载明持有人`, "of it has no recorded holder")}</p>` : null}`;
}

/** @param {{found: Row}} props */
function All({ found }) {
  if (found.owners.length === 0) return html`<${Empty} zh="没有登记的股东" en="No owner on record" />`;
  return html`<${Listed} items=${found.owners} first=${6} as="lines">${(/** @type {Row} */ one) => html`
    <p class="title"><strong><${Party} ...${one} /></strong></p>
    <p class="bits"><span>${both(`直接 ${between(one.direct_ppm, one.direct_max_ppm)}`, "direct")}</span><span>${both(`最终 ${between(one.integrated_ppm, one.integrated_max_ppm)}`, "in the end")}</span></p>
    <${Why} path=${one.path} />`}<//>`;
}
