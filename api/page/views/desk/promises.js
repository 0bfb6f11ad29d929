// How the promises of a procedure are kept, in numbers.
import { both, html } from "../../lib.js";
import { Section } from "../../parts/section.js";
import { Table } from "../../parts/table.js";

/** @param {{found: import("answers").HandlingsAnswer}} props */
export function Promises({ found }) {
  if (found.promises.length === 0) return null;
  return html`<${Section} zh="时限承诺的兑现" en="How the promises are kept"><${Table} numbers caption="时限承诺 Promises" heads=${[both("承诺", "promise"), both("工作日", "days"), both("按时", "kept"), both("超时", "late"), both("在办", "open")]}
    rows=${found.promises.map((one) => [one.zh, String(one.promised), String(one.kept), String(one.late), String(one.open)])} /><//>`;
}
