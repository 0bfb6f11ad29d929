// Builds the page from data. Text is only ever text: nothing here parses markup.

/** An element with properties and children; a child that is a string becomes a text node.
 * @param {string} tag
 * @param {Record<string, unknown>} [props]
 * @param {...(Node | string | null | undefined | false)} children
 */
export function h(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.filter((child) => child || child === ""));
  return element;
}

/** Chinese with English beside it. */
export function both(zh, en) {
  const pair = document.createDocumentFragment();
  pair.append(zh, " ", h("span", { class: "en", lang: "en" }, en));
  return pair;
}

export function show(...nodes) {
  document.getElementById("main").replaceChildren(...nodes.filter(Boolean));
}

export function loading() {
  return h("p", { class: "state loading", role: "status" }, both("正在查询…", "Looking it up"));
}

export function empty(zh, en) {
  return h("p", { class: "state" }, both(zh, en));
}

/** What went wrong, in the service's own words, and what may be done. */
export function failed(problem, again) {
  const fields = (problem.errors ?? []).filter((one) => one.zh !== problem.detail_zh).map((one) =>
    h("li", {}, h("code", {}, one.field), " ", both(one.zh, one.en)));
  return h("section", { class: "state problem", role: "alert" },
    h("h2", {}, both(problem.title_zh, problem.title_en)),
    h("p", {}, both(problem.detail_zh, problem.detail_en)),
    fields.length > 0 && h("ul", {}, ...fields),
    problem.trace && h("p", { class: "fine" }, both("追踪号", "trace"), " ", h("code", {}, problem.trace)),
    again && !(problem.status < 500) && h("button", { type: "button", onclick: again }, both("再试一次", "Try again")));
}
