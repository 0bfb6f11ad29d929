// Where one begins: what was looked at before, and what the store holds.
import { both, html, useEffect } from "../lib.js";
import { address } from "../address.js";
import { useAsk } from "../ask.js";
import { pinned, recent } from "../kept.js";
import { mayOpen } from "../places.js";
import { may } from "../session.js";
import { Answered, Empty } from "../parts/states.js";
import { Party } from "../parts/party.js";
import { Section } from "../parts/section.js";
import { english, linkKind, nodeKind } from "../words.js";

/** Where one may go on to: the part of the address, and its name. @type {Array<[string, string, string]>} */
const WAYS = [
  ["tie", "两方有何关联", "how two are tied"], ["watch", "监测与变化", "watched, and what changed"],
  ["policies", "“1+N”政策登记", "policy documents"], ["stats", "监管闭环统计", "the loop in numbers"],
];

export function Home() {
  useEffect(() => { document.title = "信脉 Xinmai"; }, []);
  /** @type {import("../ask.js").Asking<import("answers").StatusAnswer>} */
  const asking = useAsk(may("GET /v1/status") ? "/v1/status" : null);
  return html`<section class="hello"><h1>信用之脉,一查可见</h1>
      <p lang="en" class="en">Who is tied to whom, as of which day, and who said so.</p>
      ${may("GET /v1/search") ? html`<p class="fine">${both("输入名称、拼音或统一社会信用代码开始;按 / 聚焦搜索。", "Type a name or a code to begin; / focuses the search.")}</p>` : null}
      <p class="ways">${WAYS.filter(([part]) => mayOpen(part)).map(([part, zh, en]) => html`<a href=${address({ [part]: "" })}>${both(zh, en)}</a>`)}</p></section>
    <div class="two"><${Remembered} zh="置顶" en="Pinned" list=${pinned.use()} /><${Remembered} zh="最近查看" en="Recently seen" list=${recent.use()} /></div>
    <${Answered} asking=${asking}>${(/** @type {import("answers").StatusAnswer} */ answer) => html`<${Figures} counts=${answer.counts} />`}<//>`;
}

/** @param {{zh: string, en: string, list: import("../kept.js").Kept[]}} props */
function Remembered({ zh, en, list }) {
  if (list.length === 0) return null;
  return html`<${Section} zh=${zh} en=${en}><ul class="plain-list">${list.map((one) =>
    html`<li key=${one.id}><${Party} ...${one} /> <span class="fine">${nodeKind(one.kind)}</span></li>`)}</ul><//>`;
}

/** @param {{counts: Record<string, number>}} props */
function Figures({ counts }) {
  const rows = Object.entries(counts).sort((a, b) => b[1] - a[1]);
  if (rows.length === 0) return html`<${Empty} zh="存储还是空的:请先用 xinmai load 载入数据。" en="The store is empty: load a delivery with xinmai load." />`;
  return html`<div class="figures">${rows.map(([kind, count]) => html`<div class="figure" key=${kind}>
    <strong>${count.toLocaleString("zh-CN")}</strong>${both(nodeKind(kind) === kind ? linkKind(kind) : nodeKind(kind), english(kind))}</div>`)}</div>`;
}
