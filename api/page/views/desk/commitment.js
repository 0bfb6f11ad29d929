// What may be done about a commitment, as its state allows; asked for when it is wanted.
import { both, html, useState } from "../../lib.js";
import { useAsk } from "../../ask.js";
import { Answered, Empty } from "../../parts/states.js";
import { BasisList } from "../../parts/why.js";
import { may } from "../../session.js";
import { Act, Left } from "./act.js";

const ROUTE = "POST /v1/commitments/{id}/acts";

/** @typedef {import("answers").CommitmentAnswer} CommitmentAnswer */

/** @param {{id: string, by: string, mine: string | null, ondone: () => void}} props */
export function ActOn({ id, by, mine, ondone }) {
  const [wanted, setWanted] = useState(false);
  if (mine === null || (mine && mine !== by) || !may(ROUTE)) return null;
  if (!wanted) return html`<button type="button" class="plain" onClick=${() => setWanted(true)}>${both("办理", "Act on it")}</button>`;
  return html`<${Allowed} id=${id} by=${by} mine=${mine} ondone=${ondone} />`;
}

/** @param {{id: string, by: string, mine: string | null, ondone: () => void}} props */
function Allowed({ id, by, mine, ondone }) {
  const path = `/v1/commitments/${encodeURIComponent(id)}`;
  /** @type {import("../../ask.js").Asking<CommitmentAnswer>} */
  const asking = useAsk(path);
  return html`<${Answered} asking=${asking}>${(/** @type {CommitmentAnswer} */ found) => (found.allowed.length === 0
    ? html`<${Empty} zh="目前没有可以办理的" en="Nothing may be done about it now" />`
    : html`<${Act} route=${ROUTE} mine=${mine} by=${by} zh="选择如何办理" en="Choose the act" path=${`${path}/acts`} ondone=${ondone} choices=${found.allowed.map((one) => [one.act, one.zh, one.en])}
        about=${html`<p><strong>${found.subjects.map((one) => one.name).join("、")}</strong> · ${found.commitment.item} · ${found.commitment.state.zh}</p>
          <p>${both(`核查期限 ${found.commitment.verify_by ?? "未载明"}`, "to be checked by")} <${Left} due=${found.commitment.verify_by} today=${found.as_of} /></p><${BasisList} basis=${found.basis} />`} />`)}<//>`;
}
