// How are these tied? Two parties or more, each with every other.
import { both, html, useEffect } from "../lib.js";
import { address, changed, go } from "../address.js";
import { useAsk } from "../ask.js";
import { refsOf } from "../graph/refs.js";
import { Answered, Empty, Notice } from "../parts/states.js";
import { Chain, Sources } from "../parts/chain.js";
import { Opener, Section } from "../parts/section.js";
import { Party } from "../parts/party.js";
import { Picker, picked } from "../parts/picker.js";

/** By which ties the two may be joined: its name in the address, and the kinds it means. @type {Array<[string, string, string, string]>} */
const VIA = [
  ["", "任何关系", "any tie", ""],
  ["control", "股权、任职与控制", "stakes, offices, control", "owns,holds_office,controls,acts_with,managed_by,branch_of"],
  ["works", "项目与投标", "projects and bids", "participates,leads,bids,part_of"],
];

/** @param {{query: URLSearchParams}} props */
export function Paths({ query }) {
  const from = query.get("from") ?? "";
  const to = query.get("to") ?? "";
  useEffect(() => { document.title = "两者关联 · 信脉"; }, []);
  const via = query.get("via") ?? "";
  const kinds = VIA.find(([name]) => name === via)?.[3] ?? "";
  /** @type {import("../ask.js").Asking<import("answers").PathsAnswer>} */
  const asking = useAsk(from && to ? "/v1/paths" : null, { from, to, mode: "all_shortest", kinds, as_of: query.get("as_of") });
  return html`<h1>${both("这两方有何关联?", "How are these two tied?")}</h1><${Form} key=${`${from} ${to}`} from=${from} to=${to} via=${via} names=${[asking.answer?.source.name ?? "", asking.answer?.target.name ?? ""]} />
    ${from && to ? html`<nav class="choices" aria-label="经由 By way of">${VIA.map(([name, zh, en]) => html`<a href=${changed({ via: name || null })} aria-current=${name === via ? "page" : undefined}>${both(zh, en)}</a>`)}</nav>` : null}
    <${Answered} asking=${asking}>${(/** @type {import("answers").PathsAnswer} */ answer) => html`<${Found} answer=${answer} />`}<//>`;
}

/** @param {{from: string, to: string, via: string, names: string[]}} props */
function Form({ from, to, via, names }) {
  /** @param {Event} event */
  const submit = (event) => {
    event.preventDefault();
    go(address({ tie: "", from: picked("from"), to: picked("to"), via: via || null }));
  };
  return html`<form class="card tie-form" onSubmit=${submit}>
    <${Picker} id="from" zh="一方" en="One" value=${from} name=${names[0] || from} onpick=${() => document.getElementById("to")?.focus()} />
    <${Picker} id="to" zh="另一方" en="Other" value=${to} name=${names[1] || to} onpick=${() => {}} />
    <button type="submit">${both("查", "Ask")}</button></form>`;
}

/** @param {{answer: import("answers").PathsAnswer}} props */
function Found({ answer }) {
  if (answer.outcome === "no_path") return html`<${Empty} zh=${`在 ${answer.max_hops} 步之内没有关联`} en=${`No path within ${answer.max_hops} hops`} />`;
  const drawn = refsOf(answer.paths.flatMap((path) => path.steps));
  return html`<div class="answer">
    ${answer.outcome === "truncated" ? html`<${Notice} zh="搜索被截断:可能还有未找到的关联。" en="Cut short: there may be ties that were not found." />` : null}
    ${drawn.length ? html`<p><a href=${address({ graph: drawn })}>${both("画成关系图", "Draw them all")}</a></p>` : null}
    ${answer.paths.map((path, index) => html`<${Section} class="path" zh=${`路径 ${index + 1}`} en=${`path ${index + 1} · ${path.hops} hops`}>
      ${path.via_hub.length ? html`<${Notice} zh="经过枢纽,证明力弱:" en="Through a hub, weak evidence:">
        <p>${path.via_hub.map((hub) => html`<${Party} ...${hub} /> `)}</p><//>` : null}
      <${Chain} steps=${path.steps} /><${Opener} label=${both("来源", "sources")} class="sources">${() => html`<${Sources} steps=${path.steps} />`}<//>
    <//>`)}</div>`;
}
