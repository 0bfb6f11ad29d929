// What a search found: the first of each sort, and more of one on demand.
import { both, html, useEffect, useState } from "../lib.js";
import { ask, problemOf, useAsk } from "../ask.js";
import { Answered, Empty, Failed, Truncated } from "../parts/states.js";
import { Chip } from "../parts/section.js";
import { Party } from "../parts/party.js";
import { familyOf } from "../graph/refs.js";
import { nodeKind } from "../words.js";

/** @typedef {import("answers").SearchAnswer} SearchAnswer */
/** @typedef {SearchAnswer["results"][number]} Hit */

const AT_ONCE = 50; // of each sort
/** @type {Array<[string, string, string]>} */
const SORTS = [["subject", "主体", "subjects"], ["project", "项目", "projects"], ["lot", "标段", "lots"]];

/** @param {{query: URLSearchParams}} props */
export function Results({ query }) {
  const text = query.get("q") ?? "";
  useEffect(() => { document.title = `${text} · 搜索 · 信脉`; }, [text]);
  const asking = useAsk("/v1/search", { q: text, limit: AT_ONCE, of: "each" });
  return html`<h1>${both("搜索结果", "Results")}</h1>
    <${Answered} asking=${asking}>${(/** @type {SearchAnswer} */ answer) => html`
      ${answer.truncated ? html`<${Truncated} zh=${`每类先列出前 ${AT_ONCE} 个;请写得更具体,或在下方再列出。`} en=${`The first ${AT_ONCE} of a sort; be more specific, or list more below.`} />` : null}
      ${answer.results.length === 0 ? html`<${Empty} zh="没有匹配的主体、项目或标段" en="Nothing matches">
        <p class="fine">${both("试试名称的一部分、拼音,或统一社会信用代码。", "Try a part of the name, or the code.")}</p><//>` : html`<ul class="card results">${answer.results.map((one) => html`<${Found} key=${one.id} one=${one} />`)}</ul>`}
      ${SORTS.filter(([sort]) => answer.results.filter((one) => familyOf(one.kind) === sort).length >= AT_ONCE)
        .map(([sort, zh, en]) => html`<${Further} key=${`${answer.query} ${sort}`} text=${answer.query} sort=${sort} zh=${zh} en=${en} />`)}`}<//>`;
}

/** @param {{one: Hit}} props */
function Found({ one }) {
  return html`<li><${Party} ...${one} /><${Chip} zh=${nodeKind(one.kind)} tone="quiet" /><code class="id">${one.id}</code></li>`;
}

/** What comes after the first of a sort. @param {{text: string, sort: string, zh: string, en: string}} props */
function Further({ text, sort, zh, en }) {
  const [state, setState] = useState(/** @type {{hits: Hit[], next: string | null | undefined, busy: boolean, problem: any}} */ ({ hits: [], next: undefined, busy: false, problem: null }));
  const more = async () => {
    setState((old) => ({ ...old, busy: true, problem: null }));
    try {
      const next = state.next ?? (await ask("/v1/search", { q: text, limit: AT_ONCE, of: sort })).next;
      /** @type {SearchAnswer} */
      const found = next ? await ask("/v1/search", { q: text, limit: AT_ONCE, of: sort, cursor: next }) : { results: [], next: null };
      setState((old) => ({ hits: [...old.hits, ...found.results], next: found.next, busy: false, problem: null }));
    } catch (error) {
      setState((old) => ({ ...old, busy: false, problem: problemOf(error) }));
    }
  };
  return html`${state.hits.length ? html`<ul class="card results">${state.hits.map((one) => html`<${Found} key=${one.id} one=${one} />`)}</ul>` : null}
    ${state.problem ? html`<${Failed} problem=${state.problem} again=${more} />` : null}
    ${state.next === null ? html`<p class="fine">${both(`${zh}已全部列出。`, `these are all the ${en}.`)}</p>`
      : html`<p><button type="button" class="plain" disabled=${state.busy} onClick=${more}>${both(`再列出 ${AT_ONCE} 个${zh}`, `${AT_ONCE} more ${en}`)}</button></p>`}`;
}
