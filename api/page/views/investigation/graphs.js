// Saved graphs, drawn still: the ties are looked up anew, the places are the investigator's.
import { both, html } from "../../lib.js";
import { address } from "../../address.js";
import { Empty } from "../../parts/states.js";
import { Section } from "../../parts/section.js";
import { Table } from "../../parts/table.js";
import { Party } from "../../parts/party.js";
import { nodeKind, period } from "../../words.js";
import { moment } from "../investigations.js";

/** @typedef {import("answers").InvestigationAnswer} InvestigationAnswer */
/** @typedef {InvestigationAnswer["graphs"][number]} Graph */

const ACROSS = 1000;
const EDGE = 90;

/** @param {{found: InvestigationAnswer}} props */
export function Graphs({ found }) {
  return html`<${Section} id="graphs" zh="关系图" en="Graphs" count=${found.graphs.length}>
    ${found.graphs.length === 0 ? html`<${Empty} zh="尚未保存关系图:在关系图中点“收入案卷”。" en="None saved: take one in from the graph view." />`
      : found.graphs.map((one) => html`<${Drawn} key=${one.name} graph=${one} of=${found.investigation.id} />`)}<//>`;
}

/** @param {{graph: Graph, of: string}} props */
function Drawn({ graph, of }) {
  const shown = graph.nodes.filter((one) => !one.away);
  const placed = fitted(shown);
  const names = new Map(graph.nodes.map((one) => [one.id, one.name || one.id]));
  return html`<figure class="saved-graph"><figcaption><h3>${graph.name}</h3>
      <p class="fine">${both(`基准日 ${graph.day}`, "as of")} · ${graph.saved_by} · ${moment(graph.saved)} ·
        <a href=${address({ graph: "", kept: of, name: graph.name, as_of: graph.day })}>${both("在关系图中打开", "open in the graph")}</a></p></figcaption>
    <svg viewBox=${`0 0 ${ACROSS} ${placed.height}`} role="img" aria-label=${`${graph.name}: ${shown.length} 个节点, ${graph.ties.length} 条关系`}>
      ${graph.ties.map((tie) => {
        const [from, to] = [placed.at.get(tie.source), placed.at.get(tie.target)];
        return from && to ? html`<g class="tie-line"><line x1=${from.x} y1=${from.y} x2=${to.x} y2=${to.y} />
          <text x=${(from.x + to.x) / 2} y=${(from.y + to.y) / 2 - 6}>${`${tie.kind_zh} ${tie.said}`.trim()}</text></g>` : null;
      })}
      ${shown.map((one) => {
        const at = placed.at.get(one.id);
        return at ? html`<g class=${`node ${one.kind}`}>${one.kind === "person" ? html`<circle cx=${at.x} cy=${at.y} r="11" />` : html`<rect x=${at.x - 11} y=${at.y - 11} width="22" height="22" rx="4" />`}
          <text x=${at.x} y=${at.y + 38}>${one.name || one.id}</text></g>` : null;
      })}</svg>
    ${shown.length < graph.nodes.length ? html`<p class="fine">${both(`另有 ${graph.nodes.length - shown.length} 个节点被隐藏或折叠;在关系图中打开时照原样恢复`, "more are hidden or folded; they come back as they were in the graph")}</p>` : null}
    ${graph.missing.length ? html`<p class="notice">${both(`已无来源提到:${graph.missing.join("、")}`, "nobody names these any more")}</p>` : null}
    ${graph.nodes.some((one) => one.note || one.group) ? html`<ul class="items">${graph.nodes.filter((one) => one.note || one.group).map((one) => html`<li><${Party} ...${one} /> <span class="fine">${one.group}</span> ${one.note}</li>`)}</ul>` : null}
    ${graph.ties.length ? html`<${Table} caption=${`${graph.name}的关系 ties`} heads=${[both("自", "from"), both("关系", "tie"), both("至", "to"), both("期间", "when")]}
      rows=${graph.ties.map((tie) => [names.get(tie.source) ?? tie.source, `${tie.kind_zh} ${tie.said}`.trim(), names.get(tie.target) ?? tie.target, period(tie)])} />`
      : html`<p class="fine">${graph.nodes.length} ${nodeKind("organization")} ${both("之间在该日没有关系", "no ties between them on the day")}</p>`}</figure>`;
}

/** The investigator's places, to scale within the drawing. @param {Graph["nodes"]} nodes */
function fitted(nodes) {
  const xs = nodes.map((one) => one.x);
  const ys = nodes.map((one) => one.y);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const wide = Math.max(...xs) - left;
  const tall = Math.max(...ys) - top;
  const scale = Math.min((ACROSS - 2 * EDGE) / Math.max(wide, 1), 520 / Math.max(tall, 1));
  const shift = (ACROSS - 2 * EDGE - wide * scale) / 2;
  const at = new Map(nodes.map((one) => [one.id, { x: Math.round(EDGE + shift + (one.x - left) * scale), y: Math.round(45 + (one.y - top) * scale) }]));
  return { at, height: Math.round(tall * scale) + 110 };
}
