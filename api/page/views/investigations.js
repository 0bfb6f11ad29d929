// The organisation's investigations, and how a new one is opened.
import { both, html, useEffect, useState } from "../lib.js";
import { address, go } from "../address.js";
import { act, problemOf, useAsk } from "../ask.js";
import { Answered, Empty, Failed } from "../parts/states.js";
import { Chip, Section, Tally } from "../parts/section.js";

/** @typedef {import("answers").InvestigationsAnswer} InvestigationsAnswer */

/** @type {Array<[string, string, string]>} */
const WHICH = [["open", "在办", "open"], ["closed", "已结", "closed"]];

/** @param {{query: URLSearchParams}} props */
export function Investigations({ query }) {
  const state = query.get("investigations") || "open";
  const cursor = query.get("cursor");
  useEffect(() => { document.title = "调查案卷 · 信脉"; }, []);
  const asking = useAsk("/v1/investigations", { state, cursor });
  return html`<h1>${both("调查案卷", "Investigations")}</h1>
    <p class="fine">${both("只有本单位的人看得到。", "Only your own organisation sees these.")}</p>
    <${Opening} />
    <nav class="choices" aria-label="哪些案卷 Which">${WHICH.map(([each, zh, en]) => html`<a href=${address({ investigations: each })} aria-current=${each === state ? "page" : undefined}>${both(zh, en)}</a>`)}</nav>
    <${Answered} asking=${asking}>${(/** @type {InvestigationsAnswer} */ found) => (found.investigations.length === 0
      ? html`<${Empty} zh=${state === "open" ? "没有在办的案卷" : "没有已结的案卷"} en=${state === "open" ? "No open investigation" : "None is closed"}>
          ${state === "open" ? html`<p class="fine">${both("在上方立卷,或在任一主体、标段、项目上点“收入案卷”。", "Open one above, or from any subject, lot or project.")}</p>` : null}<//>`
      : html`<ul class="card items">${found.investigations.map((one) => html`<li key=${one.id}>
          <div class="row"><a class="party" href=${address({ investigation: one.id })}>${one.title}</a>
            <${Chip} zh=${one.state_zh} en=${one.state} tone=${one.state === "open" ? "" : "quiet"} /><code class="id">${one.number}</code></div>
          <p>${one.why}</p>
          <p class="fine"><${Tally} number=${one.subjects} /> ${both("个主体", "subjects")} · <${Tally} number=${one.findings} /> ${both("项发现", "findings")} ·
            ${one.opened_by} ${moment(one.opened)} ${both("立卷", "opened")} · ${both(`最近 ${moment(one.last_at)}`, "last entry")}</p></li>`)}</ul>
        ${found.next ? html`<p><a href=${address({ investigations: state, cursor: found.next })}>${both("下一页", "next page")}</a></p>` : null}`)}<//>`;
}

/** A time as people here read it: the day and the minute, in the reader's zone. @param {string} text */
export function moment(text) {
  const at = new Date(text);
  return Number.isNaN(at.valueOf()) ? text : at.toLocaleString("zh-CN", { year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" });
}

function Opening() {
  const [problem, setProblem] = useState(/** @type {import("../ask.js").ProblemBody | null} */ (null));
  const [busy, setBusy] = useState(false);
  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault();
    const told = new FormData(/** @type {HTMLFormElement} */ (event.target));
    setBusy(true);
    setProblem(null);
    try {
      const made = await act("/v1/investigations", { title: String(told.get("title")).trim(), why: String(told.get("why")).trim() });
      go(address({ investigation: made.investigation.id }));
    } catch (error) {
      setProblem(problemOf(error));
      setBusy(false);
    }
  };
  return html`<${Section} id="opening" zh="立卷" en="Open an investigation"><form class="row-form" onSubmit=${submit}>
    <label>${both("案由名称", "Title")} <input name="title" required maxlength="200" /></label>
    <label>${both("调查理由(依据)", "Why, on what ground")} <input name="why" required maxlength="400" placeholder="如:招标投诉〔2026〕17号" /></label>
    <button type="submit" disabled=${busy}>${both("立卷", "Open")}</button></form>
    ${problem ? html`<${Failed} problem=${problem} />` : null}<//>`;
}
