// The states every view may be in: waiting, empty, failed, forbidden, cut short.
import { both, html, useEffect, useState } from "../lib.js";

/** @typedef {import("../lib.js").Children} Children */
/** @typedef {import("../ask.js").ProblemBody} ProblemBody */

/** After a moment it says how long it has been, so that long work is seen to go on.
 * @param {{zh?: string, en?: string, done?: number, total?: number}} props */
export function Loading({ zh = "正在查询…", en = "Looking it up", done, total }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return html`<div class="state loading" role="status"><span class="turning" aria-hidden="true"></span>
    <span>${both(zh, en)}</span>
    ${total ? html`<progress max=${total} value=${done ?? 0} aria-label=${`${zh} ${en}`}></progress>` : null}
    ${seconds >= 3 ? html`<span class="fine">${both(`已等待 ${seconds} 秒`, `${seconds} s so far`)}</span>` : null}</div>`;
}

/** @param {{zh: string, en: string, children?: Children}} props */
export function Empty({ zh, en, children }) {
  return html`<div class="state empty"><p>${both(zh, en)}</p>${children}</div>`;
}

/** @param {{zh: string, en: string, children?: Children}} props */
export function Notice({ zh, en, children }) {
  return html`<div class="notice"><p>${both(zh, en)}</p>${children}</div>`;
}

/** Not everything is shown; says how to see the rest. @param {{zh?: string, en?: string}} props */
export function Truncated({ zh = "内容过多,只列出一部分;请缩小范围。", en = "Too much to list, only a part is shown; narrow the question." }) {
  return html`<p class="notice truncated">${both(zh, en)}</p>`;
}

/** What went wrong, in the service's own words, and what may be done next.
 * @param {{problem: ProblemBody, again?: () => void}} props */
export function Failed({ problem, again }) {
  const forbidden = problem.status === 403 || problem.status === 401;
  const fields = (problem.errors ?? []).filter((one) => one.zh !== problem.detail_zh);
  return html`<section class=${forbidden ? "state problem forbidden" : "state problem"} role="alert">
    <h2>${both(problem.title_zh, problem.title_en)}</h2>
    <p>${both(problem.detail_zh, problem.detail_en)}</p>
    ${fields.length ? html`<ul>${fields.map((one) => html`<li><code>${one.field}</code> ${both(one.zh, one.en)}</li>`)}</ul>` : null}
    ${forbidden ? html`<p>${both("这不等于没有记录。需要时请向本单位管理员申请权限。", "This does not mean that there is nothing. Ask your administrator if you need it.")}</p>` : null}
    ${problem.trace ? html`<p class="fine">${both("追踪号", "trace")} <code>${problem.trace}</code></p>` : null}
    ${again && !(problem.status > 0 && problem.status < 500) ? html`<button type="button" onClick=${again}>${both("再试一次", "Try again")}</button>` : null}
  </section>`;
}

/** Draws what was asked for: waiting, refused, or the answer. An earlier answer stays, dimmed, while the next is on its way.
 * @template T
 * @param {{asking: import("../ask.js").Asking<T>, children: (answer: T) => Children, wait?: Children}} props */
export function Answered({ asking, children, wait = undefined }) {
  if (asking.problem) return html`<${Failed} problem=${asking.problem} again=${asking.again} />`;
  if (asking.answer === null) return asking.loading ? (wait ?? html`<${Loading} />`) : null;
  return html`<div class="answered" aria-busy=${asking.loading}>${children(asking.answer)}</div>`;
}
