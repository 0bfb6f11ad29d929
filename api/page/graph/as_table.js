// The drawing as a table, a page of it at a time; worked out only while it is looked at.
import { both, html, useMemo, useState } from "../lib.js";
import { Table } from "../parts/table.js";
import { table } from "./written.js";

const PAGE = 100;

/** @param {{nodes: import("./drawing.js").Node[], ties: import("./drawing.js").Tie[]}} props */
export function AsTable({ nodes, ties }) {
  const [wanted, setWanted] = useState(0);
  const pages = Math.max(1, Math.ceil(ties.length / PAGE));
  const page = Math.min(wanted, pages - 1);
  const { heads, rows } = useMemo(() => table(nodes, ties.slice(page * PAGE, (page + 1) * PAGE)), [nodes, ties, page]);
  return html`<${Table} caption="图中的关系 The ties drawn" heads=${heads} rows=${rows} />
    ${pages > 1 ? html`<nav class="pages" aria-label="表格分页 Pages of the table">
      <button type="button" class="plain" disabled=${page === 0} onClick=${() => setWanted(page - 1)}>${both("上一页", "previous")}</button>
      <span role="status">${both(`第 ${page + 1} / ${pages} 页`, `page ${page + 1} of ${pages}`)}</span>
      <button type="button" class="plain" disabled=${page === pages - 1} onClick=${() => setWanted(page + 1)}>${both("下一页", "next")}</button></nav>` : null}`;
}
