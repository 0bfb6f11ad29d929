// The four stages as a line in time, each with what was decided in it.
import { both, html } from "../../lib.js";
import { Chip, Section } from "../../parts/section.js";

/** @typedef {import("answers").ProjectAnswer} ProjectAnswer */
/** @typedef {import("answers").MilestoneShape} Milestone */

const STAGES = [["planning", "立项用地规划许可", "planning"], ["engineering", "工程建设许可", "engineering"], ["construction", "施工许可", "construction"], ["acceptance", "竣工验收", "acceptance"]];

/** @param {{found: ProjectAnswer}} props */
export function Stages({ found }) {
  const known = STAGES.map(([stage]) => stage);
  const reached = known.indexOf(found.stage ?? "");
  const beside = found.milestones.filter((one) => !known.includes(one.stage));
  return html`<${Section} id="stages" zh="审批阶段" en="Stages">
    <ol class="stages">${STAGES.map(([stage, zh, en], place) => html`<${Stage} key=${stage} zh=${zh} en=${en}
      state=${place < reached ? "past" : place === reached ? "now" : "ahead"} items=${found.milestones.filter((one) => one.stage === stage)} whole=${found.project.id} />`)}</ol>
    ${beside.length ? html`<div class="beside"><h3>${both("并行推进", "Beside the stages")}</h3><${Items} items=${beside} whole=${found.project.id} /></div>` : null}<//>`;
}

/** @type {Record<string, [string, string]>} */
const STATES = { past: ["已过", "passed"], now: ["所处阶段", "reached"], ahead: ["未到", "ahead"] };

/** @param {{zh: string, en: string, state: string, items: Milestone[], whole: string}} props */
function Stage({ zh, en, state, items, whole }) {
  const days = items.map((one) => one.decided).filter(Boolean).sort();
  return html`<li class=${`stage ${state}`} aria-current=${state === "now" ? "step" : undefined}>
    <h3>${both(zh, en)}</h3>
    <p class="marks"><${Chip} zh=${STATES[state][0]} en=${STATES[state][1]} tone=${state === "now" ? "" : "quiet"} />
      ${days.length ? html`<time>${days[0]}</time>` : null}</p>
    <${Items} items=${items} whole=${whole} /></li>`;
}

/** Only works are named: what is decided for the whole project says so by itself. @param {{items: Milestone[], whole: string}} props */
function Items({ items, whole }) {
  return html`<ul class="decided">${items.map((one) => html`<li><span>${one.name}</span>
    <span class="fine">${[one.decided, one.document, one.authority, one.site.id === whole ? "" : one.site.name].filter(Boolean).join(" · ")}</span></li>`)}</ul>`;
}
