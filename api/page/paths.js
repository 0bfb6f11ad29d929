// How are these two tied?
import { ask } from "./ask.js";
import { chain, party, sources } from "./chain.js";
import { both, failed, h, loading, show } from "./dom.js";
import { address, day, go, stands } from "./links.js";
import { picker } from "./picker.js";
import { problemOf } from "./subject.js";

export async function pathsView(from, to, current) {
  document.title = "两者关联 · 信脉";
  const body = h("div", { class: "answer" });
  show(h("h1", {}, both("这两方有何关联?", "How are these two tied?")), form(from, to), body);
  if (!from || !to) return;
  body.replaceChildren(loading());
  try {
    const answer = await ask("/v1/paths", { from, to, mode: "all_shortest", as_of: day() });
    if (!current()) return;
    stands(answer);
    body.replaceChildren(...parts(answer));
  } catch (error) {
    if (current()) body.replaceChildren(failed(problemOf(error), () => pathsView(from, to, current)));
  }
}

function form(from, to) {
  const one = picker({ label: ["一方", "One"], value: from, onpick: (result) => { one.input.value = result.id; other.input.focus(); } });
  const other = picker({ label: ["另一方", "Other"], value: to, onpick: (result) => { other.input.value = result.id; } });
  one.input.id = "from";
  other.input.id = "to";
  const ask_ = (event) => {
    event.preventDefault();
    go(address({ tie: "", from: one.input.value.trim(), to: other.input.value.trim() }));
  };
  const element = h("form", { class: "card tie-form", onsubmit: ask_ }, one.element, other.element,
    h("button", { type: "submit" }, both("查", "Ask")));
  return element;
}

function parts(answer) {
  if (answer.outcome === "no_path") {
    return [h("p", { class: "state" }, both(`在 ${answer.max_hops} 步之内没有关联`, `No path within ${answer.max_hops} hops`))];
  }
  return [
    answer.outcome === "truncated" && h("p", { class: "notice" }, both("搜索被截断:可能还有未找到的关联。", "Cut short: there may be ties that were not found.")),
    ...answer.paths.map((path, index) => h("section", { class: "card path" },
      h("h2", {}, both(`路径 ${index + 1}`, `path ${index + 1}`), " ", h("span", { class: "fine" }, `${path.hops} 步 hops`)),
      path.via_hub.length > 0 && h("p", { class: "notice" }, both("经过枢纽,证明力弱:", "Through a hub, weak evidence:"), " ",
        ...path.via_hub.flatMap((hub) => [party(hub.id, hub.name, hub.kind), " "])),
      chain(path.steps), sources(path.steps))),
  ].filter(Boolean);
}
