// Whom an investigation is about: persons masked, as everywhere.
import { both, html, useState } from "../../lib.js";
import { address } from "../../address.js";
import { Empty } from "../../parts/states.js";
import { Chip, Section } from "../../parts/section.js";
import { Party } from "../../parts/party.js";
import { Picker, picked } from "../../parts/picker.js";
import { nodeKind } from "../../words.js";
import { moment } from "../investigations.js";

/** @typedef {import("answers").InvestigationAnswer} InvestigationAnswer */

/** @param {{found: InvestigationAnswer, open: boolean, entering: import("../investigation.js").Entering}} props */
export function Subjects({ found, open, entering }) {
  const ids = found.subjects.map((one) => one.id);
  const tools = ids.length ? html`<a href=${address({ graph: ids })}>${both("画成关系图", "Draw them")}</a>` : null;
  return html`<${Section} id="subjects" zh="主体" en="Subjects" count=${ids.length} tools=${tools}>
    ${ids.length === 0 ? html`<${Empty} zh="尚未列入主体" en="No subject yet" />` : html`<ul class="items">${found.subjects.map((one) => html`<li key=${one.id}>
      <div class="row"><${Party} ...${one} /><${Chip} zh=${nodeKind(one.kind)} tone="quiet" /><code class="id">${one.id}</code>
        ${open ? html`<${Removing} id=${one.id} entering=${entering} />` : null}</div>
      ${one.note ? html`<p>${one.note}</p>` : null}<p class="fine">${one.listed_by} · ${moment(one.listed)}</p></li>`)}</ul>`}
    ${open ? html`<${Adding} entering=${entering} />` : null}<//>`;
}

/** @param {{entering: import("../investigation.js").Entering}} props */
function Adding({ entering }) {
  const [note, setNote] = useState("");
  const [turn, setTurn] = useState(0); // the box is a new one after each subject
  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault();
    const id = picked("add-subject");
    if (id && await entering({ kind: "subject", id, note: note.trim() })) { setNote(""); setTurn(turn + 1); }
  };
  return html`<form class="row-form adding" onSubmit=${submit}>
    <${Picker} key=${turn} id="add-subject" zh="列入一个主体" en="Add a subject" onpick=${() => {}} />
    <label>${both("备注", "Note")} <input value=${note} maxlength="4000" onInput=${(/** @type {any} */ event) => setNote(event.target.value)} /></label>
    <button type="submit">${both("列入", "Add")}</button></form>`;
}

/** @param {{id: string, entering: import("../investigation.js").Entering}} props */
function Removing({ id, entering }) {
  const [asking, setAsking] = useState(false);
  /** @param {SubmitEvent} event */
  const submit = (event) => {
    event.preventDefault();
    entering({ kind: "subject_removed", id, why: String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("why")).trim() });
  };
  if (!asking) return html`<button type="button" class="quiet" onClick=${() => setAsking(true)}>${both("移出", "Remove")}</button>`;
  return html`<form class="row-form" onSubmit=${submit}><label>${both("移出理由", "why")} <input name="why" required maxlength="4000" /></label>
    <button type="submit" class="plain">${both("移出", "Remove")}</button></form>`;
}
