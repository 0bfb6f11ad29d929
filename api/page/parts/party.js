// A party by its name: whoever has a view of its own is linked to it.
import { html } from "../lib.js";
import { address } from "../address.js";
import { nodeKind } from "../words.js";

/** Which part of the address opens a node of that kind. @type {Record<string, string>} */
export const VIEW_OF = { subject: "id", organization: "id", person: "id" };

/** @param {{id: string, name?: string, kind: string}} props */
export function Party({ id, name, kind }) {
  const label = name || id;
  const view = VIEW_OF[kind];
  if (!view) return html`<span class="party other"><span class="fine">${nodeKind(kind)}</span> ${label}</span>`;
  return html`<a class="party" href=${address({ [view]: id })}>${label}</a>`;
}
