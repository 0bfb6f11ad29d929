// Showing what is masked of a person, in place: for a case, with a reason, once a second person allows it.
import { both, html, useState } from "../lib.js";
import { address } from "../address.js";
import { act, problemOf, useAsk } from "../ask.js";
import { may } from "../session.js";
import { fieldName } from "../words.js";
import { Dialog } from "./dialog.js";
import { Answered, Failed } from "./states.js";

/** @typedef {import("answers").UnmaskingAnswer} Unmasking */

const KEPT = "unmaskings"; // this browser remembers which request was made for whom, and nothing that was shown

/** @returns {Record<string, string>} */
function kept() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT) ?? "{}") ?? {};
  } catch {
    return {};
  }
}

/** @param {string} id */
export function unmaskingPath(id, suffix = "") {
  return `/v1/unmaskings/${encodeURIComponent(id)}${suffix}`;
}

/** @param {{subject: {id: string, name: string}}} props */
export function Unmask({ subject }) {
  const [asked, setAsked] = useState(kept()[subject.id] ?? "");
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState(/** @type {import("../ask.js").ProblemBody | null} */ (null));
  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault();
    const told = new FormData(/** @type {HTMLFormElement} */ (event.target));
    try {
      /** @type {Unmasking} */
      const made = await act("/v1/unmaskings", { subject: subject.id, case: String(told.get("case")).trim(), reason: String(told.get("reason")).trim() });
      sessionStorage.setItem(KEPT, JSON.stringify({ ...kept(), [subject.id]: made.id }));
      setAsked(made.id);
      setOpen(false);
      setProblem(null);
    } catch (error) {
      setProblem(problemOf(error));
    }
  };
  if (!may("POST /v1/unmaskings")) return null;
  if (asked) return html`<${Shown} id=${asked} />`;
  return html`<button type="button" class="plain" onClick=${() => setOpen(true)}>${both("申请查看脱敏信息", "Ask to unmask")}</button>
    ${open ? html`<${Dialog} zh="申请查看脱敏信息" en="Ask to unmask" onclose=${() => setOpen(false)}><form class="taking" onSubmit=${submit}>
      <p class="fine">${both("须由另一人批准;申请、批准与每次查看都记入审计日志。", "A second person must allow it; asking, allowing and every showing are logged.")}</p>
      <label>${both("案号", "Case")} <input name="case" required minlength="2" maxlength="200" /></label>
      <label>${both("理由", "Reason")} <textarea name="reason" required minlength="4" maxlength="1000"></textarea></label>
      ${problem ? html`<${Failed} problem=${problem} />` : null}
      <p class="acts"><button type="submit">${both("申请", "Ask")}</button></p></form><//>` : null}`;
}

/** How a request stands: whoever asked sees the fields once it is allowed. @param {{id: string, children?: (found: Unmasking, again: () => void) => import("../lib.js").Children}} props */
export function Shown({ id, children }) {
  /** @type {import("../ask.js").Asking<Unmasking>} */
  const asking = useAsk(unmaskingPath(id));
  return html`<${Answered} asking=${asking}>${(/** @type {Unmasking} */ found) => html`<div class="notice unmasking">
    ${found.state === "waiting" ? html`<p>${both("已申请,等待另一人批准;请把此链接发给他:", "Asked; a second person has to allow it. Send them this link:")} <a href=${address({ unmasking: found.id })}>${found.id}</a></p>`
      : found.state === "open" ? html`<p>${both(`由 ${found.approved_by} 批准,至 ${found.until}`, "allowed until then")}</p>` : html`<p>${both("批准的时限已过", "the time it was allowed for is over")}</p>`}
    ${found.fields ? html`<dl class="facts">${Object.entries(found.fields).map(([name, value]) => html`<div key=${name}><dt>${fieldName("person", name)}</dt><dd>${value}</dd></div>`)}</dl>` : null}
    ${found.state === "waiting" && !children ? html`<p><button type="button" class="plain" onClick=${asking.again}>${both("看是否已批准", "See whether it is allowed")}</button></p>` : null}
    ${children ? children(found, asking.again) : null}</div>`}<//>`;
}
