// Which address of the service each view cannot do without: where it may not be asked, the view is not offered.
import { may } from "./session.js";

/** By the part of the page's address that names the view. @type {Record<string, string[]>} */
const NEEDS = {
  id: ["GET /v1/subjects/{id}"], q: ["GET /v1/search"], graph: ["POST /v1/ties/among"], tie: ["GET /v1/paths"],
  changes: ["GET /v1/diff"], suppose: ["POST /v1/what-if"], proof: ["GET /v1/proof"],
  project: ["GET /v1/projects/{code}"], lot: ["GET /v1/projects/{code}"], map: ["GET /v1/map"],
  policies: ["GET /v1/policies"], stats: ["GET /v1/statistics"], records: ["GET /v1/statistics/records"],
  investigations: ["GET /v1/investigations"], investigation: ["GET /v1/investigations/{id}"],
  unmasking: ["GET /v1/unmaskings/{id}"], watch: ["GET /v1/watchlists"],
  desk: ["GET /v1/commitments/overdue", "GET /v1/cases", "GET /v1/repairs", "GET /v1/objections", "GET /v1/inspections/draw", "GET /v1/catalogue/coverage", "GET /v1/watchlists"],
};

/** Whether whoever is signed in may open a view: one of what it asks is enough. @param {string} view */
export function mayOpen(view) {
  return NEEDS[view]?.some((route) => may(route)) ?? true;
}
