// One lot: who bid, how the bidders are tied, and what grade of conflict that is, with the proof.
import { both, html, useEffect } from "../lib.js";
import { address } from "../address.js";
import { useAsk } from "../ask.js";
import { Answered, Empty, Notice } from "../parts/states.js";
import { Chip, Section } from "../parts/section.js";
import { Party } from "../parts/party.js";
import { Table } from "../parts/table.js";
import { ToInvestigation } from "../parts/to_investigation.js";
import { may } from "../session.js";
import { mayOpen } from "../places.js";
import { yuan } from "../words.js";
import { Conflicts } from "./project/conflicts.js";
import { projectPath } from "./project.js";

/** @typedef {import("answers").ProjectAnswer} ProjectAnswer */
/** @typedef {ProjectAnswer["lots"][number]} LotShape */

/** @param {{query: URLSearchParams}} props */
export function Lot({ query }) {
  const code = query.get("project") ?? "";
  const number = query.get("lot") ?? "";
  const asOf = query.get("as_of");
  useEffect(() => { document.title = `标段 ${number} · 信脉`; }, [number]);
  /** @type {import("../ask.js").Asking<ProjectAnswer>} */
  const asking = useAsk(projectPath(code), { as_of: asOf });
  return html`<${Answered} asking=${asking}>${(/** @type {ProjectAnswer} */ found) => {
    const lot = found.lots.find((one) => one.number === number);
    return html`<${Who} found=${found} lot=${lot} number=${number} />
      ${lot ? html`<${Bidders} lot=${lot} />` : null}
      ${may("GET /v1/projects/{code}/lots/{lot}/conflicts") ? html`<${Conflicts} key=${`conflicts ${code} ${number}`} path=${projectPath(code, `/lots/${encodeURIComponent(number)}/conflicts`)} asOf=${asOf}
        none="投标人之间没有发现互斥或线索" />` : html`<${Notice} zh="资格互斥不在您的权限之内,未显示。这不等于没有。" en="Conflicts are not open to your role; that does not mean there is nothing." />`}`;
  }}<//>`;
}

/** @param {{found: ProjectAnswer, lot: LotShape | undefined, number: string}} props */
function Who({ found, lot, number }) {
  const bidders = lot?.bidders.map((one) => one.unit) ?? [];
  return html`<header class="who"><h1>${lot && lot.name !== number ? `${number} ${lot.name}` : `标段 ${number}`}</h1>
    <p class="marks"><${Chip} zh="标段" en="lot" /><a href=${address({ project: found.project.id })}>${found.project.name || found.project.id}</a>
      ${lot?.opened ? html`<span class="fine">${both(`开标 ${lot.opened}`, "opened")}</span>` : null}</p>
    ${lot ? null : html`<${Notice} zh="在基准日,此标段尚无投标。" en="On this day nobody had bid for this lot." />`}
    <p class="acts">
      ${bidders.length > 1 && mayOpen("graph") ? html`<a class="button" href=${address({ graph: bidders.map((one) => one.id) })}>${both("投标人关系图", "Graph of the bidders")}</a>` : null}
      <${ToInvestigation} subjects=${bidders} finding=${{ question: "conflicts", ids: [found.project.id, number], says: `${found.name} ${number} 投标人之间的互斥` }} />
      <button type="button" class="plain" onClick=${() => print()}>${both("打印", "Print")}</button></p></header>`;
}

/** @param {{lot: LotShape}} props */
function Bidders({ lot }) {
  const rows = [...lot.bidders].sort((a, b) => (a.price ?? Infinity) - (b.price ?? Infinity)).map((one) => [
    html`<${Party} id=${one.unit.id} name=${one.unit.name} kind="subject" />`, one.price === null ? "未载明" : yuan(one.price),
    one.won ? html`<${Chip} zh="中标" en="won" />` : one.won === null ? "未载明" : "", one.consortium ?? "", one.handed_in ?? "",
  ]);
  return html`<${Section} id="bidders" zh="投标人" en="Bidders" count=${rows.length}>${rows.length
    ? html`<${Table} caption="投标人 Bidders" heads=${[both("投标人", "bidder"), both("报价", "price"), both("结果", "result"), both("联合体", "consortium"), both("投标", "bid")]} rows=${rows} />`
    : html`<${Empty} zh="没有投标记录" en="No bids" />`}<//>`;
}
