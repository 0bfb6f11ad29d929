// A case of repair or of objection: how it stands, its course with the evidence handed in, and the acts its state allows.
import { both, html } from "../../lib.js";
import { day } from "../../address.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty } from "../../parts/states.js";
import { Chip, Opener } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { BasisList } from "../../parts/why.js";
import { fieldName, fieldOf, place } from "../../words.js";
import { Acting, Left, Way } from "./act.js";

/** @typedef {import("answers").HandlingAnswer} HandlingAnswer */
/** @typedef {import("answers").HandlingsAnswer["items"][number]} Brief */
/** @typedef {import("./fields.js").Told} Told */
/** @typedef {import("./fields.js").Field} Field */
/** @typedef {"repairs" | "objections"} Kind */

/** @param {Kind} kind @param {string} id @param {string} [suffix] */
function pathOf(kind, id, suffix = "") {
  return `/v1/${kind}/${encodeURIComponent(id)}${suffix}`;
}

/** @param {{kind: Kind, one: Brief, mine: string | null, today: string, ondone: () => void}} props */
export function Handling({ kind, one, mine, today, ondone }) {
  const { about, promises } = one;
  return html`<div class="row"><${Party} ...${about.subject} /><${Chip} zh=${one.state.zh} en=${one.state.en} tone=${one.state.closed ? "quiet" : ""} />${one.overdue ? html`<${Chip} tone="alert" zh="超过时限" en="overdue" />` : null}</div>
    <p>${about.list_zh || about.name} <span class="fine">${[about.authority, about.document].filter(Boolean).join(" · ")}</span></p>
    <p class="fine">${both(`提出于 ${one.opened}`, "opened")} ${promises.map((each) => html`<span key=${each.id}>${each.zh} ${each.due ? `限 ${each.due}` : ""} ${each.kept === null ? html`<${Left} due=${each.due} today=${today} />` : null} </span>`)}</p>
    ${one.state.closed ? null : html`<div class="row"><${Way} route=${DECIDING[kind]} mine=${mine} zh="办理" en="Act on it">${() => html`<${Allowed} kind=${kind} id=${one.id} mine=${mine} ondone=${ondone} />`}<//></div>`}
    <${Opener} class="why" label=${both("经过与证明", "course and evidence")}>${() => html`<div class="proof"><${Course} kind=${kind} id=${one.id} /></div>`}<//>`;
}

/** @type {Record<Kind, string>} */
const DECIDING = { repairs: "POST /v1/repairs/{id}/decision", objections: "POST /v1/objections/{id}/settlement" };

/** @param {{kind: Kind, id: string}} props */
function Course({ kind, id }) {
  /** @type {import("../../ask.js").Asking<HandlingAnswer>} */
  const asking = useAsk(pathOf(kind, id), { as_of: day() });
  return html`<${Answered} asking=${asking}>${(/** @type {HandlingAnswer} */ found) => html`<ol class="origins course">${found.timeline.map((one) => html`<li key=${one.event}>
      <strong>${one.act_zh}</strong> ${one.day} ${one.unit} ${one.basis ? `依据 ${one.basis}` : ""} ${one.note}
      <span class="origin">${one.receipt ? `回执 ${one.receipt} · ` : ""}${place(one.origin)}</span></li>`)}</ol><${Evidence} found=${found} /><${Next} found=${found} />`}<//>`;
}

/** @param {{found: HandlingAnswer}} props */
function Next({ found }) {
  const said = handledBy(found);
  return said ? html`<p class="fine">${both(said.zh, said.en)}</p>` : null;
}

/** What was handed in with the application. @param {{found: HandlingAnswer}} props */
function Evidence({ found }) {
  if (found.evidence.length === 0) return null;
  return html`<div class="evidence"><h4>${both("随申请提交的证明", "Handed in with the application")}</h4><ul class="origins">${found.evidence.map((one) => html`<li key=${one.event}>
    <strong>${one.act_zh}</strong> ${one.document} <span class="fine">${one.day} ${one.note}</span></li>`)}</ul></div>`;
}

/** @param {{kind: Kind, id: string, mine: string | null, ondone: () => void}} props */
function Allowed({ kind, id, mine, ondone }) {
  /** @type {import("../../ask.js").Asking<HandlingAnswer>} */
  const asking = useAsk(pathOf(kind, id));
  return html`<${Answered} asking=${asking}>${(/** @type {HandlingAnswer} */ found) => {
    const own = found.allowed.filter((step) => !mine || step.by.length === 0 || step.by.includes(mine));
    if (own.length === 0) return html`<${Whose} found=${found} />`;
    return html`<${Acting} unit=${mine || own[0].by[0] || found.about.authority} ondone=${ondone} choices=${own.map((step) => [step.act, step.zh, step.en])}
      path=${(/** @type {Told} */ told) => pathOf(kind, id, DEEDS[String(told.act)].at)} body=${(/** @type {Told} */ told) => DEEDS[String(told.act)].body(told)}
      fields=${(/** @type {Told} */ told) => DEEDS[String(told.act)].fields(told, own.find((step) => step.act === told.act)?.corrects ?? [])} about=${html`<${About} found=${found} />`} />`;
  }}<//>`;
}

/** Who may take the next step; a record that does not say who decided it is the credit body's alone. @param {HandlingAnswer} found */
function handledBy({ allowed, about }) {
  const units = [...new Set(allowed.flatMap((step) => step.by))];
  if (units.length === 0) return null;
  const untold = about.authority ? ["", ""] : ["(记录没有载明作出机关,只能由信用主管单位办理)", "; the record does not say who decided it, so only the credit body may"];
  return { zh: `本件由${units.join("或")}办理${untold[0]}`, en: `for these units to act on${untold[1]}` };
}

/** @param {{found: HandlingAnswer}} props */
function Whose({ found }) {
  const said = handledBy(found);
  return said ? html`<${Empty} ...${said} />` : html`<${Empty} zh="目前没有可以办理的" en="Nothing may be done about it now" />`;
}

/** @param {{found: HandlingAnswer}} props */
function About({ found }) {
  return html`<p><strong>${found.about.subject.name}</strong> · ${found.about.list_zh || found.about.name} ${found.about.document}</p>
    ${found.timeline[0]?.note ? html`<p>${found.timeline[0].note}</p>` : null}<${Evidence} found=${found} />
    ${found.promises.filter((each) => each.kept === null).map((each) => html`<div key=${each.id}><p>${each.zh} ${each.due ? `限 ${each.due}` : ""} <${Left} due=${each.due} today=${found.as_of} /></p><${BasisList} basis=${each.basis} /></div>`)}`;
}

/** @type {Field} */
const REASON = { name: "reason", zh: "理由", en: "reason", required: true, as: "text" };

/** Where each act is sent, what it asks for, and what it says. @type {Record<string, {at: string, fields: (told: Told, corrects: string[]) => Field[], body: (told: Told) => Record<string, unknown>}>} */
const DEEDS = {
  granted: { at: "/decision", fields: () => [], body: () => ({ decision: "accept" }) },
  refused: { at: "/decision", fields: () => [{ ...REASON, zh: "不予修复的理由" }, { name: "false_material", zh: "认定提供了虚假材料:三年内不得再申请", en: "something false was handed in", as: "tick" }],
    body: ({ reason, false_material }) => ({ decision: "refuse", reason, false_material: false_material === true }) },
  marked: { at: "/mark", fields: () => [], body: () => ({}) },
  checked_outside: { at: "/check", fields: () => [], body: () => ({}) },
  rejected: { at: "/settlement", fields: () => [REASON], body: ({ reason }) => ({ outcome: "reject", reason }) },
  upheld: { at: "/settlement", fields: (told, corrects) => [REASON, REMEDY, ...(told.remedy === "correct" ? corrections(told, corrects) : [])],
    body: (told) => ({ outcome: "uphold", reason: told.reason, remedy: told.remedy, ...(told.remedy === "correct" ? { corrections: corrected(told) } : {}) }) },
};

/** @type {Field} */
const REMEDY = { name: "remedy", zh: "如何处理", en: "remedy", required: true, options: [["", "请选择", "choose"], ["annul", "撤销记录", "annul the record"], ["correct", "更正记录", "correct it"]] };

/** A field of the record and what it should say; one more is asked for once the last is told. @param {Told} told @param {string[]} corrects @returns {Field[]} */
function corrections(told, corrects) {
  /** @type {Field[]} */
  const found = [];
  for (let at = 0; at < corrects.length; at += 1) {
    const name = String(told[`field ${at}`] ?? "");
    const { type, codes } = fieldOf("sanction", name) ?? { type: "", codes: {} };
    found.push({ name: `field ${at}`, zh: at ? "还要更正" : "更正哪一项", en: at ? "and" : "which field", required: at === 0,
      options: [["", at ? "没有了" : "请选择", at ? "no more" : "choose"], ...corrects.map((/** @type {string} */ each) => /** @type {[string, string, string]} */ ([each, fieldName("sanction", each), ""]))] });
    if (!name) break;
    found.push({ name: `value ${at}`, zh: `${fieldName("sanction", name)}应为${type === "fen" ? "(元)" : ""}`, en: "it should say", required: true, as: type === "date" ? "day" : "line",
      ...(type === "code" ? { options: [["", "请选择", "choose"], ...Object.entries(codes).map(([code, zh]) => /** @type {[string, string, string]} */ ([code, zh, ""]))] } : {}) });
  }
  return found;
}

/** @param {Told} told */
function corrected(told) {
  const fields = Object.keys(told).filter((name) => name.startsWith("field ") && told[name]);
  return Object.fromEntries(fields.map((name) => {
    const value = String(told[name.replace("field", "value")] ?? "").trim();
    return [told[name], fieldOf("sanction", String(told[name]))?.type === "fen" ? fen(value) : value];
  }));
}

/** An amount in yuan as whole fen; what is none is sent as written, and refused. @param {string} written */
function fen(written) {
  const [, whole, part = ""] = /^(\d{1,13})(?:\.(\d{1,2}))?$/.exec(written) ?? [];
  return whole === undefined ? written : Number(whole) * 100 + Number(part.padEnd(2, "0"));
}
