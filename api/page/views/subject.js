// One subject: four sections never mixed, who stands behind it, what is stated of it and by whom.
import { both, html, useEffect } from "../lib.js";
import { address } from "../address.js";
import { subjectPath, useAsk } from "../ask.js";
import { pinned, seen, togglePinned } from "../kept.js";
import { mayOpen } from "../places.js";
import { may } from "../session.js";
import { useMarks } from "../parts/time_bar.js";
import { Answered, Notice, Truncated } from "../parts/states.js";
import { Chip } from "../parts/section.js";
import { ToInvestigation } from "../parts/to_investigation.js";
import { Unmask } from "../parts/unmask.js";
import { nodeKind } from "../words.js";
import { Owners } from "./subject/owners.js";
import { OwnFacts, Stated } from "./subject/record.js";
import { Related } from "./subject/related.js";
import { Risk } from "./subject/risk.js";
import { daysOf, Timeline } from "./subject/timeline.js";
import { Ties } from "./subject/ties.js";

/** @typedef {import("answers").SubjectAnswer} SubjectAnswer */

const RISK = "GET /v1/subjects/{id}/risk";
const OWNERS = "GET /v1/subjects/{id}/owners";
const RELATED = "GET /v1/subjects/{id}/related";

/** @param {{query: URLSearchParams}} props */
export function Subject({ query }) {
  const id = query.get("id") ?? "";
  const asOf = query.get("as_of");
  /** @type {import("../ask.js").Asking<SubjectAnswer>} */
  const asking = useAsk(subjectPath(id), { as_of: asOf });
  const { answer } = asking;
  useMarks(answer ? daysOf(answer) : []);
  useEffect(() => {
    if (!answer) return;
    document.title = `${answer.name || answer.id} · 信脉`;
    seen(answer);
  }, [answer?.id, answer?.name]);
  return html`<${Answered} asking=${asking}>${(/** @type {SubjectAnswer} */ found) => html`
    <${Who} answer=${found} />
    ${found.stub ? html`<${Notice} zh="此主体仅被他人提及,尚无来源描述它。" en="Only named by others; no delivery describes it." />` : null}
    ${found.truncated ? html`<${Truncated} />` : null}
    <${Withheld} id=${found.id} kind=${found.kind} />
    ${may(RISK, found.id) ? html`<${Risk} key=${`risk ${found.id}`} id=${found.id} asOf=${asOf} />` : null}
    <div class="record"><${OwnFacts} answer=${found} /><${Ties} answer=${found} /></div>
    ${found.kind === "person" || !may(OWNERS, found.id) ? null : html`<${Owners} key=${`owners ${found.id}`} id=${found.id} asOf=${asOf} />`}
    <${Timeline} answer=${found} />
    ${may(RELATED, found.id) ? html`<${Related} key=${`related ${found.id}`} id=${found.id} asOf=${asOf} />` : null}
    <${Stated} answer=${found} />`}<//>`;
}

/** What the role does not see is named: it is not the same as nothing. @param {{id: string, kind: string}} props */
function Withheld({ id, kind }) {
  const parts = [
    may(RISK, id) ? "" : "风险四部分", kind === "person" || may(OWNERS, id) ? "" : "股东与实际控制人", may(RELATED, id) ? "" : "关联方",
  ].filter(Boolean);
  if (!parts.length) return null;
  return html`<${Notice} zh=${`不在您的权限之内,未显示:${parts.join("、")}。这不等于没有。`} en="Some parts are not open to your role and not shown; that does not mean there is nothing." />`;
}

/** @param {{answer: SubjectAnswer}} props */
function Who({ answer }) {
  const isPinned = pinned.use().some((one) => one.id === answer.id);
  const inForce = answer.sanctions.some((one) => one.in_force);
  /** @param {string} ending */
  const file = (ending) => `/v1/files/subject/${encodeURIComponent(answer.id)}${ending}?as_of=${answer.as_of}`;
  return html`<header class="who">
    <h1>${answer.name || answer.id}</h1>
    <p class="marks"><${Chip} zh=${nodeKind(answer.kind)} />
      ${answer.fields.status ? html`<${Chip} zh=${String(answer.fields.status)} tone="quiet" />` : null}
      ${inForce ? html`<${Chip} tone="alert" zh="有生效失信记录" en="record in force" />` : null}
      ${answer.masked.length ? html`<${Chip} tone="quiet" zh="个人信息已脱敏" en="masked" />` : null}
      <code class="id">${answer.id}</code></p>
    ${answer.merged_from.length ? html`<p class="fine">${both(`已并入本主体:${answer.merged_from.join("、")}`, "merged into this subject")}</p>` : null}
    <p class="acts">
      ${mayOpen("graph") ? html`<a class="button" href=${address({ graph: answer.id })}>${both("关系图", "Graph")}</a>` : null}
      ${answer.kind === "person" || !may("GET /v1/subjects/{id}/tree", answer.id) ? null : html`<a class="button plain" href=${address({ graph: answer.id, shape: "tree" })}>${both("股权穿透", "Ownership tree")}</a>`}
      ${mayOpen("tie") ? html`<a class="button plain" href=${address({ tie: "", from: answer.id })}>${both("与另一方有何关联?", "Tied to another?")}</a>` : null}
      ${mayOpen("changes") ? html`<a class="button plain" href=${address({ changes: answer.id })}>${both("两日之间", "What changed")}</a>` : null}
      ${answer.kind === "person" || !mayOpen("suppose") ? null : html`<a class="button plain" href=${address({ suppose: answer.id })}>${both("假设", "What if")}</a>`}
      <button type="button" class="plain" aria-pressed=${isPinned} onClick=${() => togglePinned(answer)}>${isPinned ? both("取消置顶", "Unpin") : both("置顶", "Pin")}</button>
      <${ToInvestigation} subjects=${[answer]} finding=${{ question: "risk", ids: [answer.id], says: `${answer.name || answer.id}的风险` }} />
      ${may("GET /v1/files/{kind}/{id}", answer.id) ? html`<span class="files"><a href=${file(".html")} target="_blank" rel="noopener">${both("信用档案(可打印)", "Credit file, to print")}</a>
        <a href=${file(".pdf")} target="_blank" rel="noopener">PDF</a></span>` : null}</p>
    ${answer.masked.length && answer.kind === "person" ? html`<${Unmask} key=${answer.id} subject=${answer} />` : null}</header>`;
}
