// A request to unmask somebody, as the second person sees it: for which case, why, and whether to allow it.
import { both, html, useEffect, useState } from "../lib.js";
import { act, problemOf } from "../ask.js";
import { Party } from "../parts/party.js";
import { Section } from "../parts/section.js";
import { Failed } from "../parts/states.js";
import { Shown, unmaskingPath } from "../parts/unmask.js";

/** @typedef {import("answers").UnmaskingAnswer} Request */

/** @param {{query: URLSearchParams}} props */
export function Unmasking({ query }) {
  const id = query.get("unmasking") ?? "";
  useEffect(() => { document.title = "脱敏信息的查看申请 · 信脉"; }, []);
  return html`<h1>${both("脱敏信息的查看申请", "A request to unmask")}</h1>
    <${Section} zh="申请" en="Request"><${Shown} key=${id} id=${id}>${(/** @type {Request} */ found, /** @type {() => void} */ again) => html`<${Judging} found=${found} again=${again} />`}<//><//>`;
}

/** @param {{found: Request, again: () => void}} props */
function Judging({ found, again }) {
  const [problem, setProblem] = useState(/** @type {import("../ask.js").ProblemBody | null} */ (null));
  const allow = () => act(unmaskingPath(found.id, "/approval"), undefined).then(again, (error) => setProblem(problemOf(error)));
  return html`<dl class="facts">
      <div><dt>${both("对象", "person")}</dt><dd><${Party} id=${found.subject} kind="person" /></dd></div>
      <div><dt>${both("案号", "case")}</dt><dd>${found.case}</dd></div><div><dt>${both("理由", "reason")}</dt><dd>${found.reason}</dd></div>
      <div><dt>${both("申请人", "asked by")}</dt><dd>${found.asked_by} · ${found.asked}</dd></div></dl>
    ${found.state === "waiting" ? html`<p class="acts"><button type="button" onClick=${allow}>${both("批准", "Allow")}</button></p>` : null}
    ${problem ? html`<${Failed} problem=${problem} />` : null}`;
}
