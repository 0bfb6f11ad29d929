// Who may not act together in a lot or a project, by grade: by law, deemed by law, and only a hint.
import { both, html } from "../../lib.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty, Truncated } from "../../parts/states.js";
import { Listed, Section } from "../../parts/section.js";
import { Proved } from "../../parts/why.js";
import { Conflict } from "../subject/risk.js";

/** @typedef {import("answers").ConflictsAnswer} ConflictsAnswer */
/** @typedef {import("answers").ConflictItem} ConflictItem */

/** @type {Array<["void" | "deemed" | "indicators", string, string, string]>} */
const GRADES = [
  ["void", "无效", "Void", "法定 by law"],
  ["deemed", "视为串通", "Deemed collusion", "法定 by law"],
  ["indicators", "线索", "Indicators", "无法律效力 no legal effect"],
];

/** @param {{path: string, asOf: string | null, none: string}} props */
export function Conflicts({ path, asOf, none }) {
  /** @type {import("../../ask.js").Asking<ConflictsAnswer>} */
  const asking = useAsk(path, { as_of: asOf });
  return html`<${Section} id="conflicts" class="part part-conflicts" zh="资格互斥" en="Eligibility conflicts" tools=${html`<${Judged} asking=${asking} />`}>
    <${Answered} asking=${asking}>${(/** @type {ConflictsAnswer} */ found) => html`
      ${found.truncated ? html`<${Truncated} />` : null}
      ${GRADES.every(([grade]) => found[grade].length === 0) ? html`<${Empty} zh=${none} en="None found on this day" />` : null}
      ${GRADES.map(([grade, zh, en, law]) => (found[grade].length ? html`<section class="grade" aria-label=${`${zh} ${en}`}>
        <h3>${both(zh, en)} <span class="tally">${found[grade].length}</span> <span class="law">${law}</span></h3>
        <${Listed} items=${found[grade]} first=${6} as="lines">${(/** @type {ConflictItem} */ one) => html`<${Conflict} one=${one} proof=${found.proof} />`}<//></section>` : null))}
      <${Proved} proof=${found.proof} />`}<//><//>`;
}

/** @param {{asking: import("../../ask.js").Asking<ConflictsAnswer>}} props */
function Judged({ asking }) {
  const found = asking.answer;
  if (!found) return null;
  const from = { lot: "开标日", bids: "投标日", asked: "基准日" }[found.day_from] ?? found.day_from;
  return html`<span class="law">${both(`按 ${found.day}(${from})判断`, "day judged")}</span>`;
}
