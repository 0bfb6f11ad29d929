// What a search found.
import { both, html, useEffect } from "../lib.js";
import { useAsk } from "../ask.js";
import { Answered, Empty, Truncated } from "../parts/states.js";
import { Chip } from "../parts/section.js";
import { Party } from "../parts/party.js";
import { nodeKind } from "../words.js";

/** @param {{query: URLSearchParams}} props */
export function Results({ query }) {
  const text = query.get("q") ?? "";
  useEffect(() => { document.title = `${text} · 搜索 · 信脉`; }, [text]);
  const asking = useAsk("/v1/search", { q: text, limit: 50, of: "each" });
  return html`<h1>${both("搜索结果", "Results")}</h1>
    <${Answered} asking=${asking}>${(/** @type {import("answers").SearchAnswer} */ answer) => html`
      ${answer.truncated ? html`<${Truncated} zh="每类只列出前 50 个,请写得更具体。" en="Only the first 50 of a sort; be more specific." />` : null}
      ${answer.results.length === 0 ? html`<${Empty} zh="没有匹配的主体、项目或标段" en="Nothing matches">
        <p class="fine">${both("试试名称的一部分、拼音,或统一社会信用代码。", "Try a part of the name, or the code.")}</p><//>` : html`<ul class="card results">${answer.results.map((one) => html`<li key=${one.id}>
        <${Party} ...${one} /><${Chip} zh=${nodeKind(one.kind)} tone="quiet" /><code class="id">${one.id}</code></li>`)}</ul>`}`}<//>`;
}
