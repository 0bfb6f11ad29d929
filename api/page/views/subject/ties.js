// The direct ties by kind: how many, before anything is opened.
import { both, html } from "../../lib.js";
import { address } from "../../address.js";
import { Empty } from "../../parts/states.js";
import { Opener, Section, Tally } from "../../parts/section.js";
import { Chain, Sources } from "../../parts/chain.js";
import { english } from "../../words.js";

/** @param {{answer: import("answers").SubjectAnswer}} props */
export function Ties({ answer }) {
  return html`<${Section} zh="直接关系" en="Direct ties" tools=${html`<a href=${address({ graph: answer.id })}>${both("画图", "draw")}</a>`}>
    ${answer.ties.length === 0 ? html`<${Empty} zh="没有直接关系" en="No direct ties" />` : html`<ul class="lines">${answer.ties.map((group) => html`<li key=${`${group.kind} ${group.direction}`}>
      <${Opener} label=${html`${both(group.kind_zh, english(group.kind))} <span class="fine">${group.direction === "out" ? "→" : "←"}</span> <${Tally} number=${group.count} />`}>${() => html`
        <ul class="items">${group.items.map((step) => html`<li><${Chain} steps=${[step]} /><${Opener} class="sources" label=${both("来源", "source")}>${() => html`<${Sources} steps=${[step]} />`}<//></li>`)}</ul>
        ${group.omitted ? html`<p class="fine omitted">${both(`另有 ${group.omitted} 条`, `${group.omitted} more`)}</p>` : null}`}<//></li>`)}</ul>`}<//>`;
}
