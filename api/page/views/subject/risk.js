// The four sections: own record, statutory extension, eligibility conflict, related-party alert.
// What is law and what is only a hint is never mixed, never summed.
import { both, html } from "../../lib.js";
import { subjectPath, useAsk } from "../../ask.js";
import { Answered, Empty } from "../../parts/states.js";
import { Chip, Listed, Section } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { Why } from "../../parts/why.js";
import { percent, said } from "../../words.js";
import { Act, useUnit } from "../desk/act.js";
import { Apply } from "../desk/application.js";

/** @typedef {import("answers").RiskAnswer} RiskAnswer */
/** @typedef {import("answers").OwnItem} OwnItem */
/** @typedef {import("answers").StatutoryItem} StatutoryItem */
/** @typedef {import("answers").ConflictItem} ConflictItem */
/** @typedef {import("answers").AlertItem} AlertItem */
/** @typedef {import("../desk/fields.js").Told} Told */

/** @param {{id: string, asOf: string | null}} props */
export function Risk({ id, asOf }) {
  /** @type {import("../../ask.js").Asking<RiskAnswer>} */
  const asking = useAsk(subjectPath(id, "/risk"), { as_of: asOf });
  return html`<${Answered} asking=${asking}>${(/** @type {RiskAnswer} */ found) => html`<div class="four">
    <${Part} name="own" zh="自身记录" en="Own record" law="法定 by law" found=${found} items=${found.own} none="截至基准日没有可展示的记录">${(/** @type {OwnItem} */ one) => html`<${Own} one=${one} proof=${found.proof} again=${asking.again} />`}<//>
    <${Part} name="statutory" zh="法定延伸" en="Statutory extension" law="法定 by law" found=${found} items=${[...found.statutory, ...found.recorded]} none="没有依法延伸到本主体的记录">${(/** @type {StatutoryItem} */ one) => html`<${Extension} one=${one} proof=${found.proof} recorded=${found.recorded.includes(one)} />`}<//>
    <${Part} name="conflicts" zh="资格互斥" en="Eligibility conflict" law="法定 by law" found=${found} items=${[...found.conflicts, ...found.indicators]} none="没有发现资格互斥">${(/** @type {ConflictItem} */ one) => html`<${Conflict} one=${one} proof=${found.proof} />`}<//>
    <${Part} name="alerts" zh="关联提示" en="Related-party alert" law="仅供参考 a hint only" found=${found} items=${found.alerts} none="没有关联风险提示">${(/** @type {AlertItem} */ one) => html`<${Alert} one=${one} proof=${found.proof} />`}<//>
  </div>`}<//>`;
}

/** @param {{name: string, zh: string, en: string, law: string, found: RiskAnswer, items: any[], none: string, children: (item: any) => any}} props */
function Part({ name, zh, en, law, found, items, none, children }) {
  const whole = found.sections[name];
  return html`<${Section} class=${`part part-${name}`} id=${`part-${name}`} zh=${zh} en=${en} count=${items.length} tools=${html`<span class="law">${law}</span>`}>
    ${whole && !whole.complete ? html`<p class="notice truncated">${both("本节不完整", "This section is not whole")} ${whole.reason ?? ""}</p>` : null}
    ${items.length ? html`<${Listed} items=${items} first=${5} as="lines">${children}<//>` : html`<${Empty} zh=${none} en="None on this day" />`}<//>`;
}

/** @type {Record<string, string>} */
const ENDS = {
  stated: "按载明的日期", publication_stated: "按载明的公示期", removed: "移出", repaired: "修复", term: "期限届满",
  publication: "公示期满", cap: "法定最长公示期", shield: "依法不再适用",
};

/** @param {{one: OwnItem, proof: string, again: () => void}} props */
function Own({ one, proof, again }) {
  const mine = useUnit();
  return html`<p class="title"><strong>${one.list_zh || one.name}</strong>
      ${one.severity === "serious" ? html`<${Chip} tone="alert" zh="严重" en="serious" />` : null}
      ${one.pending ? html`<${Chip} tone="note" zh="异议处理中" en="objection pending" />` : null}
      ${one.state !== "active" ? html`<${Chip} tone="quiet" zh=${said("sanction", "state", one.state)} />` : null}</p>
    <${Dates} since=${one.decided} until=${one.until} extra=${one.ended_by ? ENDS[one.ended_by] ?? one.ended_by : ""} />
    <p class="fine">${[one.authority, one.document].filter(Boolean).join(" · ")}</p>
    ${one.repairable_from ? html`<p class="fine">${both(`${one.repairable_from} 起可申请修复`, "repair may be applied for from then")}</p>` : null}
    <${Measures} measures=${one.measures} />
    <div class="row"><${Apply} record=${one.id} mine=${mine} quiet=${true} ondone=${again} />
      ${one.pending ? null : html`<${Act} quiet=${true} route="POST /v1/objections" mine=${mine} by=${mine || one.authority} zh="提出异议" en="Object to it" path="/v1/objections" ondone=${again}
      fields=${() => [OBJECTION]} body=${(/** @type {Told} */ told) => ({ record: one.id, reason: told.reason })} about=${html`<p><strong>${one.list_zh || one.name}</strong> ${[one.authority, one.document].filter(Boolean).join(" · ")}</p>`} />`}</div>
    <${Why} origin=${one.origin} basis=${one.basis} proof=${proof} />`;
}

/** @type {import("../desk/fields.js").Field} */
const OBJECTION = { name: "reason", zh: "异议内容与理由", en: "what is wrong with it, and why", required: true, as: "text" };

/** @param {{one: StatutoryItem, proof: string, recorded: boolean}} props */
function Extension({ one, proof, recorded }) {
  return html`<p class="title"><strong>${one.rule_zh}</strong>
      ${recorded ? html`<${Chip} tone="quiet" zh="仅关联记录,无措施" en="noted only" />` : null}
      ${one.pending ? html`<${Chip} tone="note" zh="异议处理中" en="objection pending" />` : null}<${Doubt} answer=${one.answer} doubts=${one.doubts} /></p>
    <p><${Party} ...${one.holder} /> · ${one.role_zh} · <${Party} ...${one.unit} /></p>
    <${Dates} since=${one.since} until=${one.until} />
    <${Measures} measures=${one.measures} />
    <${Why} path=${one.path} basis=${one.basis} proof=${proof} />`;
}

/** @type {Record<string, [string, string, "alert" | "note" | "quiet"]>} */
const GRADES = { void: ["无效", "void", "alert"], deemed: ["视为", "deemed", "note"], indicators: ["线索,无法律效力", "indicator, no legal effect", "quiet"] };

/** @param {{one: ConflictItem, proof: string}} props */
export function Conflict({ one, proof }) {
  const [zh, en, tone] = GRADES[one.grade] ?? [one.grade, "", "quiet"];
  return html`<p class="title"><strong>${one.rule_zh}</strong><${Chip} zh=${zh} en=${en} tone=${tone} /><${Doubt} answer=${one.answer} doubts=${one.doubt ? [one.doubt] : []} /></p>
    <p>${one.parties.map((id, index) => html`${index ? " · " : ""}<${Party} id=${id} name=${one.names[index]} kind="subject" />`)}</p>
    ${one.about.length ? html`<p><span class="fine">${both("涉及", "about")}</span> ${one.about.map((each, index) => html`${index ? " · " : ""}<${Party} ...${each} />`)}</p>` : null}
    <p class="bits">${one.place ? html`<span>${one.place.name}</span>` : null}<span class="fine">${both(`判断日 ${one.day}`, "day judged")}</span>
      ${one.weight_ppm === null ? null : html`<span class="fine">${both(`少见程度 ${percent(one.weight_ppm)}`, "rarity")}</span>`}</p>
    <${Why} path=${one.path} basis=${one.basis} proof=${proof} />`;
}

/** @param {{one: AlertItem, proof: string}} props */
function Alert({ one, proof }) {
  return html`<p class="title"><strong>${percent(one.score_ppm)}</strong> <${Party} ...${one.source} /> <span class="fine">${both(`${one.hops} 步`, one.hops === 1 ? "hop" : "hops")}</span></p>
    <meter min="0" max="1000000" value=${one.score_ppm} aria-label=${`提示强度 ${percent(one.score_ppm)}`}></meter>
    <p class="fine">${[one.record.list_zh || one.record.name, one.record.authority, one.record.decided].filter(Boolean).join(" · ")}</p>
    <${Why} path=${one.path} basis=${one.record.basis} proof=${proof}><div><h4>${both("如何算出", "How it was worked out")}</h4>
      <p class="fine">${[one.strength_ppm, ...one.parts_ppm].map(percent).join(" × ")} = ${percent(one.score_ppm)}</p>
      <p class="fine">${both("关联提示没有法律效力,不得单独作为拒绝的理由。", "An alert has no legal effect and is no reason to refuse.")}</p></div><//>`;
}

/** @param {{since: string | null, until: string | null, extra?: string}} props */
function Dates({ since, until, extra = "" }) {
  return html`<p class="dates"><time>${since ?? "起始未载明"}</time> → <time>${until ?? "无届满日"}</time>${extra ? html` <span class="fine">${extra}</span>` : null}</p>`;
}

/** @param {{answer: string, doubts: string[]}} props */
function Doubt({ answer, doubts }) {
  return answer === "unknown" ? html`<${Chip} tone="note" zh="待核实" en="not certain" title=${doubts.join(" ")} />` : null;
}

/** @param {{measures: import("answers").Measure[]}} props */
function Measures({ measures }) {
  if (measures.length === 0) return null;
  return html`<p class="marks">${measures.map((one) => html`<${Chip} key=${one.id} tone="quiet" zh=${one.sure ? one.zh : `${one.zh}(视情)`} en=${one.en} />`)}</p>`;
}
