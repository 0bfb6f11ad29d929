// What is otherwise between two answers: who came, who left, what changed, and by which fact.
import { both, html } from "../lib.js";
import { between, fieldName, linkKind, particular, percent, period } from "../words.js";
import { Empty } from "./states.js";
import { Chip, Listed, Section } from "./section.js";
import { Party } from "./party.js";
import { Why } from "./why.js";

/** @typedef {import("answers").Changed} Changed */
/** @typedef {import("answers").Said} Said */

/** The questions that are compared and supposed here. @type {Array<[string, string, string]>} */
export const QUESTIONS = [
  ["risk", "风险四部分", "risk"], ["control", "控制", "control"], ["controller", "实际控制人", "controller"],
  ["owners", "各级股东", "owners"], ["beneficial-owners", "受益所有人", "beneficial owners"],
];

/** @type {Record<string, [string, string]>} */
const EVENTS = {
  came: ["新增", "came"], went: ["消失", "went"], changed: ["变更", "changed"], dated: ["期日已过", "a day passed"], lapsed: ["依规失效", "lapsed"], ruled: ["规则换版", "another rule"],
};

/** @param {{found: {became: Changed[], released: Changed[], changed: Changed[], untried: number}}} props */
export function Difference({ found }) {
  const none = found.became.length + found.released.length + found.changed.length === 0;
  if (none) return html`<${Empty} zh="没有变化" en="Nothing is otherwise" />`;
  return html`<div class="three">
    <${Part} zh="新增" en="Came" mark="+" items=${found.became} /><${Part} zh="解除" en="Left" mark="−" items=${found.released} /><${Part} zh="变更" en="Otherwise" mark="≠" items=${found.changed} /></div>
    ${found.untried ? html`<p class="fine">${both(`另有 ${found.untried} 项事实未逐一检验`, "facts were too many to try one by one")}</p>` : null}`;
}

/** @param {{zh: string, en: string, mark: string, items: Changed[]}} props */
function Part({ zh, en, mark, items }) {
  return html`<${Section} class="difference" zh=${`${mark} ${zh}`} en=${en} count=${items.length}>${items.length === 0 ? html`<${Empty} zh="没有" en="None" />`
    : html`<${Listed} items=${items} first=${8} as="lines">${(/** @type {Changed} */ one) => html`
      <p class="title"><strong>${one.relation_zh}</strong> ${one.parties.map((party, at) => html`${at ? " · " : ""}<${Party} ...${party} />`)}</p>
      <p class="fine">${[one.before && figures(one.before), one.after && figures(one.after)].filter(Boolean).join(" → ")}</p>
      ${one.causes.length ? html`<p class="bits"><span class="fine">${one.alone ? both("因", "because") : both("合因", "together because")}</span>${one.causes.map((cause) => html`<${Cause} cause=${cause} />`)}</p>` : null}
      <${Why} path=${(one.after ?? one.before)?.path ?? []} />`}<//>`}<//>`;
}

/** @param {{cause: import("answers").Fact}} props */
function Cause({ cause }) {
  const [zh, en] = EVENTS[cause.event] ?? [cause.event, ""];
  const [step] = /** @type {Array<Record<string, any>>} */ ([...cause.after, ...cause.before]);
  return html`<span class="cause"><${Chip} tone="quiet" zh=${zh} en=${en} /> ${cause.kind_zh || linkKind(cause.kind)} ${step?.origin ? particular(step) : ""}
    ${cause.about.map((one, at) => html`${at ? " → " : ""}<${Party} ...${one} />`)} <span class="fine">${step ? period(step) : ""} ${cause.fields.map((name) => fieldName(cause.kind, name)).join("、")}</span></span>`;
}

/** What a statement's figures say; shares and scores are told in per cent. @param {Said} said */
function figures(said) {
  const { values } = said;
  const shares = Object.keys(values).filter((name) => name.endsWith("_ppm") && !name.endsWith("_max_ppm"));
  return shares.map((name) => {
    const most = values[name.replace("_ppm", "_max_ppm")];
    return typeof most === "number" ? between(Number(values[name]), most) : percent(Number(values[name]));
  }).join(" ");
}
