// A search box that lists subjects as one types: arrows choose, Enter takes, Escape closes.
import { ask } from "./ask.js";
import { both, h } from "./dom.js";
import { nodeKind } from "./words.js";

let count = 0;

/** @param {{label: [string, string], onpick: (result: object) => void, onsubmit?: (text: string) => void}} wishes */
export function picker({ label, onpick, onsubmit, value = "", quiet = false }) {
  const listId = `list-${++count}`;
  const list = h("ul", { id: listId, role: "listbox", class: "options", hidden: true });
  const input = h("input", {
    type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": listId,
    "aria-autocomplete": "list", "aria-label": `${label[0]} ${label[1]}`, spellcheck: "false",
    placeholder: quiet ? `${label[0]}  ${label[1]}` : "名称或代码 name or id", value,
  });
  const state = { results: [], active: -1, pending: null, timer: 0 };

  function close() {
    list.hidden = true;
    state.active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(index) {
    state.active = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = list.children[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
  }

  function take(result) {
    close();
    onpick(result);
  }

  function list_(results) {
    state.results = results;
    state.active = -1;
    list.replaceChildren(...(results.length ? results.map(option) : [
      h("li", { class: "none", role: "presentation" }, both("没有匹配的主体", "nothing matches"))]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
  }

  function option(result, index) {
    return h("li", {
      id: `${listId}-${index}`, role: "option", "aria-selected": "false",
      onpointerdown: (event) => { event.preventDefault(); take(result); },
    }, h("span", { class: "name" }, result.name), h("span", { class: "fine" }, `${nodeKind(result.kind)} · ${result.id}`));
  }

  async function look() {
    state.pending?.abort();
    const text = input.value.trim();
    if (!text) return close();
    state.pending = new AbortController();
    try {
      const answer = await ask("/v1/search", { q: text, limit: 8, of: "subject" }, state.pending.signal);
      if (document.activeElement === input) list_(answer.results);
    } catch (error) {
      if (error.name !== "AbortError") close();
    }
  }

  input.addEventListener("input", () => {
    clearTimeout(state.timer);
    state.timer = setTimeout(look, 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const last = state.results.length - 1;
    if (event.isComposing) return;
    if (event.key === "ArrowDown" && !list.hidden) choose(Math.min(state.active + 1, last));
    else if (event.key === "ArrowUp" && !list.hidden) choose(Math.max(state.active - 1, 0));
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && state.active >= 0) take(state.results[state.active]);
    else if (event.key === "Enter" && onsubmit) {
      clearTimeout(state.timer);
      state.pending?.abort();
      close();
      onsubmit(input.value.trim());
    } else return;
    event.preventDefault();
  });
  return { input, element: h("div", { class: "picker" }, quiet ? null : h("span", { class: "label" }, both(...label)), input, list) };
}
