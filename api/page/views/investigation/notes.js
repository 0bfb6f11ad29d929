// Notes, changes taken from watch lists, and the trail of everything that was entered.
import { both, html } from "../../lib.js";
import { Empty } from "../../parts/states.js";
import { Opener, Section, Tally } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { Outcome } from "../watch.js";
import { Table } from "../../parts/table.js";
import { moment } from "../investigations.js";

/** @typedef {import("answers").InvestigationAnswer} InvestigationAnswer */
/** @typedef {import("../investigation.js").Entering} Entering */

/** @param {{found: InvestigationAnswer, open: boolean, entering: Entering}} props */
export function Notes({ found, open, entering }) {
  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault();
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (await entering({ kind: "note", text: String(new FormData(form).get("text")).trim() })) form.reset();
  };
  return html`<${Section} id="notes" zh="记录" en="Notes" count=${found.notes.length}>
    ${found.notes.length ? html`<ul class="items">${found.notes.map((one) => html`<li><p class="note-text">${one.text}</p><p class="fine">${one.by} · ${moment(one.at)}</p></li>`)}</ul>`
      : html`<${Empty} zh="尚无记录" en="No notes yet" />`}
    ${open ? html`<form class="noting" onSubmit=${submit}><label>${both("记一条;不要写身份号码", "Add a note; no identity numbers")} <textarea name="text" required maxlength="4000"></textarea></label>
      <button type="submit">${both("记入", "Enter")}</button></form>` : null}<//>`;
}

/** @param {{found: InvestigationAnswer}} props */
export function Changes({ found }) {
  if (found.changes.length === 0) return null;
  const names = new Map(found.subjects.map((one) => [one.id, one.name]));
  return html`<${Section} id="changes" zh="收入的变化" en="Changes taken in" count=${found.changes.length}><ul class="items">${found.changes.map((one) => html`<li>
    <p class="row"><${Party} id=${one.event.subject} name=${names.get(one.event.subject)} kind="subject" /> <${Outcome} outcome=${one.event.before} /> <span aria-hidden="true">→</span><span class="spoken">变为 becomes</span> <${Outcome} outcome=${one.event.after} />
      <span class="fine">${one.event.as_of.to}</span></p>
    <p>${[["became", "新增"], ["released", "解除"], ["changed", "改变"]].filter(([kind]) => one.event[kind].length).map(([kind, zh]) => `${zh} ${one.event[kind].join("、")}`).join(";")}</p>
    <p class="fine">${one.taken_by} · ${moment(one.taken)} · <code>${one.change}</code></p></li>`)}</ul><//>`;
}

/** @param {{found: InvestigationAnswer}} props */
export function Trail({ found }) {
  return html`<${Section} id="trail" zh="办理记录" en="Trail">
    <p class="fine">${both("每一条都与前一条的摘要相连;改动任何一条都会显现。", "Each entry is bound to the digest before it; altering any of them shows.")}</p>
    <${Opener} label=${html`${both("全部条目", "all entries")} <${Tally} number=${found.trail.length} />`}>${() => html`
      <${Table} class="trail" caption="办理记录 Trail" heads=${["#", both("时间", "when"), both("何人", "who"), both("何事", "what"), both("内容", "said"), both("摘要", "digest")]}
        rows=${found.trail.map((one) => [String(one.number), moment(one.at), one.by, one.kind_zh, one.says, html`<code title=${one.digest}>${one.digest.slice(0, 12)}</code>`])} />`}<//><//>`;
}
