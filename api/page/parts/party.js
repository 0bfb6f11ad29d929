// A party by its name: whoever has a view of its own is linked to it.
import { html } from "../lib.js";
import { address } from "../address.js";
import { mayOpen } from "../places.js";
import { nodeKind } from "../words.js";

/** Which part of the address opens a node of that kind. @type {Record<string, string>} */
export const VIEW_OF = { subject: "id", organization: "id", person: "id", project: "project", works: "project", building: "project" };

/** A lot is known by its project and its own number. @param {string} id @param {string} kind @returns {Record<string, string> | null} */
export function opening(id, kind) {
  const at = id.lastIndexOf("#");
  if (kind === "lot" && at > 0) return mayOpen("lot") ? { lot: id.slice(at + 1), project: id.slice(0, at) } : null;
  return VIEW_OF[kind] && mayOpen(VIEW_OF[kind]) ? { [VIEW_OF[kind]]: id } : null;
}

/** @param {{id: string, name?: string, kind: string}} props */
export function Party({ id, name, kind }) {
  const label = name || id;
  const parts = opening(id, kind);
  if (!parts) return html`<span class="party other"><span class="fine">${nodeKind(kind)}</span> ${label}</span>`;
  return html`<a class="party" href=${address(parts)}>${label}</a>`;
}
