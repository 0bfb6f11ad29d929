// One investigation: whom it is about, what was found and still stands, notes, graphs, and the trail.
import { both, html, useEffect, useState } from "../lib.js";
import { ask, problemOf, useAsk } from "../ask.js";
import { Answered, Failed } from "../parts/states.js";
import { Chip } from "../parts/section.js";
import { enter, investigationPath } from "../parts/to_investigation.js";
import { Findings } from "./investigation/findings.js";
import { Graphs } from "./investigation/graphs.js";
import { Changes, Notes, Trail } from "./investigation/notes.js";
import { Subjects } from "./investigation/subjects.js";
import { moment } from "./investigations.js";

/** @typedef {import("answers").InvestigationAnswer} InvestigationAnswer */
/** Enters something; whether it was taken. @typedef {(entry: Record<string, unknown>) => Promise<boolean>} Entering */

/** @param {{query: URLSearchParams}} props */
export function Investigation({ query }) {
  const id = query.get("investigation") ?? "";
  /** @type {import("../ask.js").Asking<InvestigationAnswer>} */
  const asking = useAsk(investigationPath(id));
  return html`<${Answered} asking=${asking}>${(/** @type {InvestigationAnswer} */ found) => html`<${Opened} key=${id} first=${found} />`}<//>`;
}

/** What was entered last is shown at once: each entry is answered with the whole. @param {{first: InvestigationAnswer}} props */
function Opened({ first }) {
  const [found, setFound] = useState(first);
  const [problem, setProblem] = useState(/** @type {import("../ask.js").ProblemBody | null} */ (null));
  const [busy, setBusy] = useState(false);
  const { investigation } = found;
  useEffect(() => { document.title = `${investigation.title} · 案卷 · 信脉`; }, [investigation.title]);
  /** @type {Entering} */
  const entering = async (entry) => {
    setBusy(true);
    setProblem(null);
    try {
      setFound(await enter(investigation.id, entry, investigation.last));
      return true;
    } catch (error) {
      setProblem(problemOf(error));
      return false;
    } finally {
      setBusy(false);
    }
  };
  /** Where somebody else entered something meanwhile. */
  const latest = () => ask(investigationPath(investigation.id)).then((answer) => { setFound(answer); setProblem(null); }, (error) => setProblem(problemOf(error)));
  const open = investigation.state === "open";
  return html`<div class="answered" aria-busy=${busy}>
    <${Who} found=${found} entering=${entering} />
    ${problem ? html`<${Failed} problem=${problem} />` : null}
    ${problem?.status === 409 ? html`<p><button type="button" onClick=${latest}>${both("载入最新", "Load what is there now")}</button></p>` : null}
    ${found.whole ? null : html`<div class="notice alert" role="alert">${both("办理记录的摘要链不相符:有条目在记入之后被改动。请通知审计员。", "The trail's digests disagree: an entry was altered after it was made. Tell your auditor.")}</div>`}
    <${Subjects} found=${found} open=${open} entering=${entering} />
    <${Findings} found=${found} open=${open} entering=${entering} />
    <${Graphs} found=${found} />
    <${Changes} found=${found} />
    <${Notes} found=${found} open=${open} entering=${entering} />
    <${Trail} found=${found} /></div>`;
}

/** @param {{found: InvestigationAnswer, entering: Entering}} props */
function Who({ found, entering }) {
  const { investigation: one } = found;
  const path = investigationPath(one.id);
  return html`<header class="who"><h1>${one.title}</h1>
    <p class="marks"><${Chip} zh=${one.state_zh} en=${one.state} tone=${one.state === "open" ? "" : "quiet"} /><code class="id">${one.number}</code>
      <span class="fine">${one.opened_by} · ${moment(one.opened)}</span></p>
    <p><span class="fine">${both("理由", "ground")}</span> ${one.why}</p>
    <p class="acts">
      <a class="button" href=${`${path}/report.pdf`} download>${both("调查报告 PDF", "Report")}</a>
      <a class="button plain" href=${`${path}/report.html`} target="_blank" rel="noopener">${both("打印报告", "Report to print")}</a>
      <a class="button plain" href=${`${path}/proofs.zip`} download>${both("证明文件包", "Proof bundle")}</a>
      <${Share} />
      <${Ending} state=${one.state} entering=${entering} /></p>
    <p class="fine digest">${both(`第 ${one.last} 条 · 摘要`, "trail up to here, digest")} <code>${one.digest}</code></p></header>`;
}

/** The address itself is the link; another organisation finds nothing behind it. */
function Share() {
  const [said, setSaid] = useState("");
  const copy = () => navigator.clipboard.writeText(location.href).then(
    () => setSaid("已复制;仅本单位可打开 copied; only your organisation can open it"), () => setSaid(location.href),
  );
  return html`<button type="button" class="plain" onClick=${copy}>${both("复制链接", "Copy link")}</button><span class="fine" role="status">${said}</span>`;
}

/** Closing and opening again, with the reason. @param {{state: string, entering: Entering}} props */
function Ending({ state, entering }) {
  const [asking, setAsking] = useState(false);
  const closing = state === "open";
  /** @param {SubmitEvent} event */
  const submit = async (event) => {
    event.preventDefault();
    const why = String(new FormData(/** @type {HTMLFormElement} */ (event.target)).get("why")).trim();
    if (await entering({ kind: closing ? "closed" : "reopened", why })) setAsking(false);
  };
  if (!asking) return html`<button type="button" class="plain" onClick=${() => setAsking(true)}>${closing ? both("结卷", "Close") : both("重新打开", "Reopen")}</button>`;
  return html`<form class="row-form" onSubmit=${submit}><label>${both(closing ? "结卷理由" : "重开理由", "why")} <input name="why" required maxlength="4000" /></label>
    <button type="submit">${closing ? both("结卷", "Close") : both("重新打开", "Reopen")}</button></form>`;
}
