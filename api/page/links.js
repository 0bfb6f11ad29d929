// Addresses inside the page; the day asked about travels along.
import { both } from "./dom.js";

export function day() {
  return new URLSearchParams(location.search).get("as_of") ?? "";
}

/** Say on what the answer shown stands: the day and the revision. */
export function stands(answer) {
  document.getElementById("as-of").value = answer.as_of;
  document.getElementById("foot").replaceChildren(
    both(`截至 ${answer.as_of} · 修订 ${answer.revision}`, `as of ${answer.as_of}, revision ${answer.revision}`));
}

/** @param {Record<string, string>} query */
export function address(query) {
  const all = new URLSearchParams(query);
  if (day() && !("as_of" in query)) all.set("as_of", day());
  const text = all.toString();
  return text ? `/?${text}` : "/";
}

export function go(to) {
  history.pushState(null, "", to);
  dispatchEvent(new PopStateEvent("popstate"));
}
