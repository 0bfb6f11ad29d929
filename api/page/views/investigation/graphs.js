// Saved graphs, drawn still: the ties are looked up anew, the places are the investigator's.
import { both, html, useEffect, useRef } from "../../lib.js";
import { address } from "../../address.js";
import { drawn } from "../../graph/as_svg.js";
import { inRows, nodeLabel, PAGE } from "../../graph/look.js";
import { Empty } from "../../parts/states.js";
import { Section } from "../../parts/section.js";
import { Table } from "../../parts/table.js";
import { Party } from "../../parts/party.js";
import { nodeKind, period } from "../../words.js";
import { moment } from "../investigations.js";

/** @typedef {import("answers").InvestigationAnswer} InvestigationAnswer */
/** @typedef {InvestigationAnswer["graphs"][number]} Graph */

/** @param {{found: InvestigationAnswer}} props */
export function Graphs({ found }) {
  return html`<${Section} id="graphs" zh="关系图" en="Graphs" count=${found.graphs.length}>
    ${found.graphs.length === 0 ? html`<${Empty} zh="尚未保存关系图:在关系图中点“收入案卷”。" en="None saved: take one in from the graph view." />`
      : found.graphs.map((one) => html`<${Drawn} key=${one.name} graph=${one} of=${found.investigation.id} />`)}<//>`;
}

/** @param {{graph: Graph, of: string}} props */
function Drawn({ graph, of }) {
  const shown = graph.nodes.filter((one) => !one.away);
  const names = new Map(graph.nodes.map((one) => [one.id, one.name || one.id]));
  return html`<figure class="saved-graph"><figcaption><h3>${graph.name}</h3>
      <p class="fine">${both(`基准日 ${graph.day}`, "as of")} · ${graph.saved_by} · ${moment(graph.saved)} ·
        <a href=${address({ graph: "", kept: of, name: graph.name, as_of: graph.day })}>${both("在关系图中打开", "open in the graph")}</a></p></figcaption>
    ${shown.length ? html`<${Drawing} graph=${graph} shown=${shown} />` : null}
    ${shown.length < graph.nodes.length ? html`<p class="fine">${both(`另有 ${graph.nodes.length - shown.length} 个节点被隐藏或折叠;在关系图中打开时照原样恢复`, "more are hidden or folded; they come back as they were in the graph")}</p>` : null}
    ${graph.missing.length ? html`<p class="notice">${both(`已无来源提到:${graph.missing.join("、")}`, "nobody names these any more")}</p>` : null}
    ${graph.nodes.some((one) => one.note || one.group) ? html`<ul class="items">${graph.nodes.filter((one) => one.note || one.group).map((one) => html`<li><${Party} ...${one} /> <span class="fine">${one.group}</span> ${one.note}</li>`)}</ul>` : null}
    ${graph.ties.length ? html`<${Table} caption=${`${graph.name}的关系 ties`} heads=${[both("自", "from"), both("关系", "tie"), both("至", "to"), both("期间", "when")]}
      rows=${graph.ties.map((tie) => [names.get(tie.source) ?? tie.source, `${tie.kind_zh} ${tie.said}`.trim(), names.get(tie.target) ?? tie.target, period(tie)])} />`
      : html`<p class="fine">${graph.nodes.length} ${nodeKind("organization")} ${both("之间在该日没有关系", "no ties between them on the day")}</p>`}</figure>`;
}

/** As it is handed out and printed, in the page's own colours. @param {{graph: Graph, shown: Graph["nodes"]}} props */
function Drawing({ graph, shown }) {
  const place = useRef(/** @type {HTMLElement | null} */ (null));
  useEffect(() => {
    const parts = shown.map((one) => ({ ...one, name: one.name || one.id, label: inRows(nodeLabel({ ...one, ref: one.id, name: one.name || one.id, stub: Boolean(one.stub) }, one.note)), stub: Boolean(one.stub), large: false }));
    const lines = graph.ties.map((tie, at) => ({ ...tie, id: String(at), label: `${tie.kind_zh} ${tie.said}\n${period(tie)}`.trim(), ended: false, unknown: tie.said === "?", share: 0 }));
    const title = `${graph.name}: ${shown.length} 个节点, ${graph.ties.length} 条关系`;
    place.current?.replaceChildren(document.importNode(drawn(parts, lines, title, PAGE).documentElement, true));
  }, [graph]);
  return html`<div class="scroll" ref=${place}></div>`;
}
