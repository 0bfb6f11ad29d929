// What was found: asked again today, of its own day; whether it still stands, and the proof.
import { both, html, useState } from "../../lib.js";
import { Empty } from "../../parts/states.js";
import { Chip, Listed, Section } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { Why } from "../../parts/why.js";
import { english } from "../../words.js";
import { addressed } from "../../ask.js";
import { moment } from "../investigations.js";

/** @typedef {import("answers").InvestigationAnswer} InvestigationAnswer */
/** @typedef {InvestigationAnswer["findings"][number]} Finding */
/** @typedef {Finding["statements"][number]} Statement */
/** @typedef {import("../investigation.js").Entering} Entering */

/** The questions an investigator asks of a subject, as the service names them. @type {Array<[string, string]>} */
const QUESTIONS = [
  ["control", "控制 control"], ["controller", "实际控制人 actual controller"], ["owners", "各级股东 owners"],
  ["beneficial-owners", "受益所有人 beneficial owners"], ["conflicts", "资格互斥 conflicts"], ["own", "自身记录 own record"],
  ["statutory", "法定延伸 statutory extension"], ["alerts", "关联提示 alerts"], ["risk", "风险四部分 risk"],
];

/** @type {Record<string, "good" | "note" | "quiet" | "alert">} */
const TONES = { stands: "good", changed: "note", gone: "quiet", withheld: "quiet" };

/** @param {{found: InvestigationAnswer, open: boolean, entering: Entering}} props */
export function Findings({ found, open, entering }) {
  return html`<${Section} id="findings" zh="发现" en="Findings" count=${found.findings.length}>
    ${found.findings.length === 0 ? html`<${Empty} zh="尚无发现:在下方提出问题,由系统回答并证明。" en="Nothing found yet: ask below, the service answers and proves it." />`
      : html`<ul class="lines">${found.findings.map((one) => html`<li key=${one.finding}><${One} one=${one} open=${open} entering=${entering} /></li>`)}</ul>`}
    ${open ? html`<${Asking} found=${found} entering=${entering} />` : null}<//>`;
}

/** @param {{one: Finding, open: boolean, entering: Entering}} props */
function One({ one, open, entering }) {
  const proof = addressed("/v1/proof", { question: one.question, id: one.subjects.map((each) => each.id), as_of: one.day });
  return html`<p class="title"><strong>${one.says}</strong> <${Chip} tone=${TONES[one.standing]} zh=${one.standing_zh} en=${one.standing_en} /></p>
    <p>${both(one.question_zh, one.question_en)} · ${one.subjects.map((each) => html`<${Party} ...${each} /> `)}
      <span class="fine">${both(`基准日 ${one.day}`, "as of")}</span></p>
    ${one.statements.length ? html`<${Listed} items=${one.statements} first=${5} as="said">${(/** @type {Statement} */ each) => html`<${Said} one=${each} />`}<//>` : null}
    <p class="fine">${one.found_by} · ${moment(one.found)} · #${one.finding}${one.proof ? html` · <a href=${proof} download>${both("签名证明", "signed proof")}</a>` : null}
      ${open ? html`<${Dropping} finding=${one.finding} entering=${entering} />` : null}</p>`;
}

/** @param {{one: Statement}} props */
function Said({ one }) {
  return html`<p>${one.parties.map((each, index) => html`${index ? " · " : ""}<${Party} ...${each} />`)} <${Chip} zh=${one.relation_zh} en=${english(one.relation)} tone="quiet" />
      ${one.answer === "unknown" ? html`<${Chip} tone="note" zh="待核实" en="not certain" />` : null}</p>
    <${Why} path=${one.path} />`;
}

/** @param {{finding: number, entering: Entering}} props */
function Dropping({ finding, entering }) {
  const [asking, setAsking] = useState(false);
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    entering({ kind: "finding_dropped", finding, why: String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("why")).trim() });
  };
  if (!asking) return html` <button type="button" class="quiet" onClick=${() => setAsking(true)}>${both("撤下", "Drop")}</button>`;
  return html`<form class="row-form" onSubmit=${submit}><label>${both("撤下理由", "why")} <input name="why" required maxlength="4000" /></label>
    <button type="submit" class="plain">${both("撤下", "Drop")}</button></form>`;
}

/** @param {{found: InvestigationAnswer, entering: Entering}} props */
function Asking({ found, entering }) {
  if (found.subjects.length === 0) return null;
  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    const told = new FormData(form);
    const entry = { kind: "finding", question: told.get("question"), ids: [told.get("of")], says: String(told.get("says")).trim() };
    const day = told.get("day");
    if (await entering(day ? { ...entry, as_of: day } : entry)) form.reset();
  };
  return html`<form class="row-form asking" onSubmit=${submit}>
    <label>${both("问题", "Question")} <select name="question">${QUESTIONS.map(([name, said]) => html`<option value=${name}>${said}</option>`)}</select></label>
    <label>${both("针对", "of")} <select name="of">${found.subjects.map((one) => html`<option value=${one.id}>${one.name || one.id}</option>`)}</select></label>
    <label>${both("基准日", "as of")} <input type="date" name="day" /></label>
    <label class="wide">${both("结论", "What you make of it")} <input name="says" required maxlength="4000" /></label>
    <button type="submit">${both("提问并认定", "Ask and enter")}</button></form>`;
}
