// Related parties by kind of tie, each with the path that ties it and its sources.
import { ask, subjectPath } from "./ask.js";
import { chain, party, sources } from "./chain.js";
import { both, empty, failed, h, loading } from "./dom.js";
import { day } from "./links.js";
import { problemOf, tally } from "./subject.js";

const FORMATS = ["graphml", "gexf", "bods", "ftm", "csv"];

export async function related(id, place, current, hops = 2) {
  const body = h("div", {}, loading());
  place.replaceChildren(heading(id, place, current, hops), body);
  try {
    const answer = await ask(subjectPath(id, "/related"), { as_of: day(), hops, limit: 25 });
    if (current()) body.replaceChildren(...parts(answer));
  } catch (error) {
    if (current()) body.replaceChildren(failed(problemOf(error), () => related(id, place, current, hops)));
  }
}

function heading(id, place, current, hops) {
  const choose = (event) => related(id, place, current, Number(event.target.value));
  return h("div", { class: "bar" }, h("h2", {}, both("关联方", "Related parties")),
    h("label", {}, both("步数", "hops"), " ", h("select", { id: "hops", onchange: choose },
      ...[1, 2, 3, 4].map((n) => h("option", { value: n, selected: n === hops }, String(n))))),
    h("span", { class: "exports" }, both("导出", "export"), ...FORMATS.map((format) => h("a", {
      href: `${subjectPath(id, "/export")}?${new URLSearchParams({ format, hops, ...(day() && { as_of: day() }) })}`,
      download: "",
    }, format))));
}

function parts(answer) {
  const shown = answer.groups.filter((group) => group.items.length > 0);
  return [
    answer.truncated && h("p", { class: "notice" }, both("关联方过多,未全部列出;各组注明省略数。", "Cut short: each group says how many are left out.")),
    answer.hubs.length > 0 && hubs(answer.hubs),
    shown.length === 0 && empty("在此步数内没有关联方", "No related party within these hops"),
    ...shown.map(group),
  ].filter(Boolean);
}

function hubs(list) {
  return h("div", { class: "notice hubs" },
    h("p", {}, both("以下枢纽关系过多,只列出、不穿行:", "Hubs are named, not walked through:")),
    h("ul", {}, ...list.map((hub) => h("li", {}, party(hub.id, hub.name, hub.kind), " ",
      h("span", { class: "fine" }, `${hub.degree} 条关系 ties`)))));
}

function group(one) {
  return h("section", { class: "card group" },
    h("h3", {}, both(one.kind_zh, one.kind.replaceAll("_", " ")), " ", tally(one.items.length + one.omitted)),
    h("ul", { class: "items" }, ...one.items.map(item)),
    one.omitted > 0 && h("p", { class: "fine omitted" }, both(`另有 ${one.omitted} 个未列出`, `${one.omitted} more left out`)));
}

function item(one) {
  return h("li", {},
    h("div", { class: "row" }, party(one.id, one.name, one.kind),
      h("span", { class: "chip quiet" }, both(`${one.hops} 步`, one.hops === 1 ? "hop" : "hops")),
      one.hub && h("span", { class: "chip hub" }, both("枢纽", "hub")),
      one.stub && h("span", { class: "chip quiet" }, both("仅被提及", "stub"))),
    chain(one.path), sources(one.path));
}
