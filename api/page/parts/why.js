// The proof behind a line: the path drawn, the sources it stands on, the text of the rule.
import { both, html } from "../lib.js";
import { address } from "../address.js";
import { refsOf } from "../graph/refs.js";
import { mayOpen } from "../places.js";
import { place } from "../words.js";
import { Chain, Sources } from "./chain.js";
import { Opener } from "./section.js";

/** @typedef {import("answers").Basis} Basis */
/** @typedef {import("../lib.js").Children} Children */

/** @param {{basis: Basis[]}} props */
export function BasisList({ basis }) {
  return html`<ul class="basis">${basis.map((one) => html`<li><cite>${one.document.startsWith("信脉") ? one.document : `《${one.document}》`}</cite>
    ${one.number ? html`<span class="fine"> ${one.number}</span>` : null} <strong>${one.article}</strong>
    ${one.says ? html`<blockquote>${one.says}</blockquote>` : null}</li>`)}</ul>`;
}

/** @param {{path?: import("../words.js").Step[], origin?: {source: string, file: string, line: number} | null, basis?: Basis[], proof?: string, children?: Children}} props */
export function Why({ path = [], origin = null, basis = [], proof, children }) {
  return html`<${Opener} class="why" label=${both("为何", "why")}>${() => html`<div class="proof">
    ${path.length ? html`<div><h4>${both("路径", "Path")}</h4><${Chain} steps=${path} />
      ${mayOpen("graph") ? html`<p><a href=${address({ graph: refsOf(path) })}>${both("画成关系图", "Draw it")}</a></p>` : null}</div>` : null}
    ${path.length || origin ? html`<div><h4>${both("来源", "Sources")}</h4>
      ${path.length ? html`<${Sources} steps=${path} />` : null}
      ${origin ? html`<p class="origin">${place(origin)}</p>` : null}</div>` : null}
    ${basis.length ? html`<div><h4>${both("规则", "Rule")}</h4><${BasisList} basis=${basis} /></div>` : null}
    ${children}
    ${proof ? html`<${Proved} proof=${proof} />` : null}
  </div>`}<//>`;
}

/** The answer signed: as a file, and as a page to print. @param {{proof: string}} props */
export function Proved({ proof }) {
  if (!mayOpen("proof")) return null;
  return html`<p class="bits proved"><a href=${address({ proof })}>${both("打印证明", "Print the proof")}</a>
    <a href=${proof} download>${both("下载证明文件", "Download the signed proof")}</a></p>`;
}
