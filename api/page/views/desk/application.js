// Applying for a repair: what it takes, what is met already, and the evidence for what nobody has stated yet.
import { html } from "../../lib.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty } from "../../parts/states.js";
import { Chip } from "../../parts/section.js";
import { BasisList } from "../../parts/why.js";
import { Acting, Way } from "./act.js";

/** @typedef {import("answers").ConditionsAnswer} ConditionsAnswer */
/** @typedef {ConditionsAnswer["conditions"][number]} Condition */
/** @typedef {import("./fields.js").Told} Told */
/** @typedef {import("./fields.js").Field} Field */

const SHOWN = ["duties", "commitment", "other"]; // what an applicant shows; the rest follows from the record
const MOST = 5; // documents for one condition

/** @param {{record: string, mine: string | null, quiet?: boolean, ondone: () => void}} props */
export function Apply({ record, mine, quiet = false, ondone }) {
  return html`<${Way} route="POST /v1/repairs" mine=${mine} quiet=${quiet} zh="申请修复" en="Apply for repair">${() => html`<${Applying} record=${record} mine=${mine} ondone=${ondone} />`}<//>`;
}

/** @param {{record: string, mine: string | null, ondone: () => void}} props */
function Applying({ record, mine, ondone }) {
  /** @type {import("../../ask.js").Asking<ConditionsAnswer>} */
  const asking = useAsk("/v1/repairs/conditions", { record });
  return html`<${Answered} asking=${asking}>${(/** @type {ConditionsAnswer} */ found) => {
    const wanting = found.conditions.filter((one) => one.met === null && SHOWN.includes(one.test));
    if (found.regime === null || found.open_case || found.conditions.some((one) => one.met === false)) return html`<${About} found=${found} /><${Closed} found=${found} />`;
    return html`<${Acting} path="/v1/repairs" unit=${mine || found.authority} ondone=${ondone} about=${html`<${About} found=${found} />`}
      fields=${(/** @type {Told} */ told) => wanting.flatMap((one) => documents(one, told))} body=${(/** @type {Told} */ told) => ({ record, evidence: wanting.flatMap((one) => shown(one, told)) })} />`;
  }}<//>`;
}

/** @param {{found: ConditionsAnswer}} props */
function About({ found }) {
  return html`<p><strong>${found.subject.name}</strong> · ${found.list_zh || found.name} ${found.document}</p>
    <ul class="origins conditions">${found.conditions.map((one) => html`<li key=${one.id}>${one.name} <${Met} one=${one} /> <span class="fine">${one.said_zh}</span>
      ${one.shown_by ? html`<span class="origin">${[one.shown_by.name, one.shown_by.day, one.shown_by.unit].filter(Boolean).join(" · ")}</span>` : null}</li>`)}</ul>
    <${BasisList} basis=${found.basis} />`;
}

/** @param {{one: Condition}} props */
function Met({ one }) {
  if (one.met === null) return html`<${Chip} tone="note" zh="待证明" en="to be shown" />`;
  return one.met ? html`<${Chip} tone="good" zh="满足" en="met" />` : html`<${Chip} tone="alert" zh="不满足" en="not met" />`;
}

/** @param {{found: ConditionsAnswer}} props */
function Closed({ found }) {
  if (found.open_case) return html`<${Empty} zh="已有一件在办理中" en="A case is being handled already" />`;
  if (found.regime === null) return html`<${Empty} zh="没有关于这类记录提前修复的规定;到期自行终止" en="No norm provides for repairing such a record early; it ends by itself" />`;
  const from = found.may_apply_from;
  return html`<${Empty} zh=${from && from > found.as_of ? `${from} 起可申请` : "目前不能申请:见上列条件"} en=${from && from > found.as_of ? "may be applied for from then" : "It may not be applied for now: see above"} />`;
}

/** A day and a document, and room for one more once it is told. @param {Condition} one @param {Told} told @returns {Field[]} */
function documents(one, told) {
  const needed = one.test !== "other"; // what other laws ask for, the deciding unit establishes
  /** @type {Field[]} */
  const found = [];
  for (let at = 0; at < MOST; at += 1) {
    const before = found.length ? told[`${one.test} ${at - 1} document`] : needed;
    if (at && !before) break;
    const which = at ? `${one.name}:第 ${at + 1} 份证明` : `${one.name}:证明文件(名称、文号)`;
    found.push({ name: `${one.test} ${at} document`, zh: which, en: at ? "another document" : "the document that shows it", required: needed && at === 0 });
    if (told[`${one.test} ${at} document`]) {
      found.push({ name: `${one.test} ${at} day`, zh: "该文件的日期", en: "its day", required: true, as: "day" }, { name: `${one.test} ${at} note`, zh: "说明", en: "note" });
    }
  }
  return found;
}

/** @param {Condition} one @param {Told} told */
function shown(one, told) {
  return [...Array(MOST).keys()].filter((at) => told[`${one.test} ${at} document`]).map((at) => ({
    condition: one.test, document: told[`${one.test} ${at} document`], day: told[`${one.test} ${at} day`], note: told[`${one.test} ${at} note`] ?? "",
  }));
}
