// The five participants by role, each with who leads for it; a role nobody is told for is said.
import { both, html } from "../../lib.js";
import { Chip, Section } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { period } from "../../words.js";

/** @typedef {import("answers").ProjectAnswer} ProjectAnswer */
/** @typedef {import("answers").ParticipantShape} Participant */

/** Role, its name, and who leads for it. @type {Array<[string, string, string, string]>} */
const FIVE = [
  ["construction", "建设", "construction unit", "建设单位项目负责人"],
  ["survey", "勘察", "survey", "勘察项目负责人"],
  ["design", "设计", "design", "设计项目负责人"],
  ["contractor", "施工", "contractor", "施工项目经理"],
  ["supervision", "监理", "supervision", "总监理工程师"],
];

/** @param {{found: ProjectAnswer}} props */
export function Parties({ found }) {
  const roles = FIVE.map(([role]) => role);
  const others = [...new Set(found.participants.map((one) => one.role))].filter((role) => !roles.includes(role));
  /** @param {string} role */
  const of = (role) => found.participants.filter((one) => one.role === role);
  return html`<${Section} id="parties" zh="五方责任主体与项目负责人" en="The five parties and their leaders" count=${found.participants.length}>
    <div class="parties">${FIVE.map(([role, zh, en, leader]) => html`<${Role} key=${role} zh=${zh} en=${en} leader=${leader} parts=${of(role)} whole=${found.project.id} />`)}
      ${others.map((role) => html`<${Role} key=${role} zh=${of(role)[0].role_zh} en=${role} leader="项目负责人" parts=${of(role)} whole=${found.project.id} />`)}</div><//>`;
}

/** @param {{zh: string, en: string, leader: string, parts: Participant[], whole: string}} props */
function Role({ zh, en, leader, parts, whole }) {
  return html`<section class=${parts.length ? "role" : "role untold"} aria-label=${`${zh} ${en}`}><h3>${both(zh, en)}</h3>
    ${parts.length === 0 ? html`<p class="fine">${both("截至基准日未载明", "not told on this day")}</p>` : null}
    ${parts.map((one) => html`<div class="unit">
      <p class="title"><${Party} id=${one.unit.id} name=${one.unit.name} kind="subject" />
        ${one.consortium ? html`<${Chip} tone="quiet" zh=${one.consortium === "lead" ? "联合体牵头人" : "联合体成员"} />` : null}</p>
      ${one.leader ? html`<p>${leader} <${Party} id=${one.leader.id} name=${one.leader.name} kind="person" />
        <span class="fine"> ${period({ valid_from: one.leader_from, valid_until: one.leader_until })}</span></p>`
        : html`<p class="fine">${leader} ${both("未载明", "not told")}</p>`}
      <p class="fine">${[period(one), one.qualification.join("、"), one.contracts.length ? `合同 ${one.contracts.join("、")}` : "", one.sites.filter((site) => site.id !== whole).map((site) => site.name).join("、")].filter(Boolean).join(" · ")}</p></div>`)}</section>`;
}
