// Asks the service. Every refusal arrives as a Problem, a lost connection too; where nobody is
// signed in, a question waits until somebody is.
import { useCallback, useLayoutEffect, useState } from "./lib.js";
import { held } from "./held.js";
import { mayAsk, untilSignedIn, who } from "./session.js";

/** @typedef {{type: string, status: number, title_zh: string, title_en: string, detail_zh: string, detail_en: string, trace: string, errors: Array<{field: string, zh: string, en: string}>}} ProblemBody */
/** @typedef {Record<string, string | number | boolean | string[] | null | undefined>} Query */

export class Problem extends Error {
  /** @param {ProblemBody} body */
  constructor(body) {
    super(body.title_en);
    this.body = body;
  }
}

const NOT_SIGNED_IN = "urn:xinmai:problem:not-signed-in";
const NOT_READY = "urn:xinmai:problem:not-ready";
const PATIENCE = 120; // half-seconds to wait for a service that is still opening its network
/** @type {ProblemBody} */
const LOST = {
  type: "urn:xinmai:page:no-connection", status: 0, trace: "", errors: [],
  title_zh: "连接不上服务", title_en: "The service does not answer",
  detail_zh: "请检查服务是否在运行,然后再试。", detail_en: "Check that it is running, then try again.",
};

/** What a role may not ask is not even sent; the service would refuse it in the same way. @returns {ProblemBody} */
export function forbidden() {
  const role = who.get();
  return {
    type: "urn:xinmai:page:not-permitted", status: 403, trace: "", errors: [],
    title_zh: "不在您的权限之内", title_en: "Not open to your role",
    detail_zh: `${role?.role_zh ?? "您的角色"}不能查询或办理这一项。`, detail_en: `The role ${role?.role ?? ""} may not ask for this.`,
  };
}

/** On what the answers shown stand: the day, the revision, the rules. */
export const stands = held(/** @type {{as_of: string, revision: number, rules: string} | null} */ (null));

/** @param {string} path @param {Query} [query] */
export function addressed(path, query = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value === null || value === undefined || value === "") continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const text = search.toString();
  return text ? `${path}?${text}` : path;
}

/** @param {string} path @param {Query} [query] @param {AbortSignal} [signal] @returns {Promise<any>} */
export function ask(path, query = {}, signal = undefined) {
  return sent(addressed(path, query), { signal, headers: { Accept: "application/json" } });
}

/** Carries something out. The key makes a repeated request harmless: who may press twice gives the same.
 * @param {string} path @param {unknown} body @param {string} [method] @param {string} [key] @returns {Promise<any>} */
export function act(path, body, method = "POST", key = crypto.randomUUID()) {
  const headers = { Accept: "application/json", "Content-Type": "application/json", "Idempotency-Key": key };
  return sent(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
}

/** @param {string} address @param {RequestInit} how */
async function sent(address, how) {
  if (!mayAsk(address, how.method ?? "GET")) throw new Problem(forbidden());
  for (let left = PATIENCE; ; left -= 1) {
    const asker = who.get();
    const response = await reached(address, how);
    const body = response.status === 204 ? null : await response.json().catch(() => LOST);
    if (response.ok) return body;
    if (body?.type === NOT_SIGNED_IN) {
      if (who.get() === asker) await untilSignedIn(); // else somebody signed in meanwhile
      continue;
    }
    if (body?.type !== NOT_READY || left === 0) throw new Problem(body?.title_zh ? body : LOST);
    await new Promise((resume) => { setTimeout(resume, 500); });
  }
}

/** @param {string} address @param {RequestInit} how */
async function reached(address, how) {
  try {
    return await fetch(address, how);
  } catch (error) {
    if (/** @type {Error} */ (error).name === "AbortError") throw error;
    throw new Problem(LOST);
  }
}

/** Who asks; where a role must state a purpose and the session has none, it is asked for again. */
export async function learnWho() {
  for (;;) {
    const session = await ask("/v1/session");
    if (!session.purpose_needed || session.purpose) return who.set(session);
    await untilSignedIn();
  }
}

/** What went wrong, in the service's words; an error of ours is thrown on. @param {unknown} error */
export function problemOf(error) {
  if (error instanceof Problem) return error.body;
  throw error;
}

/** @template T @typedef {{answer: T | null, problem: ProblemBody | null, loading: boolean, again: () => void}} Asking */

/** Asks, and asks anew when the question changes. While only the query changes (the day, a number),
 * the answer shown stays until the next has come. No path asks nothing.
 * @template T @param {string | null} path @param {Query} [query] @returns {Asking<T>} */
export function useAsk(path, query = {}) {
  const wanted = path === null ? "" : addressed(path, query);
  const [state, setState] = useState(/** @type {{path: string | null, of: string, answer: T | null, problem: ProblemBody | null}} */ (
    { path: null, of: "", answer: null, problem: null }));
  const [turn, setTurn] = useState(0);
  useLayoutEffect(() => { // at once, and not only after what is shown so far has been painted
    if (!wanted) return undefined;
    const stop = new AbortController();
    sent(wanted, { signal: stop.signal, headers: { Accept: "application/json" } }).then((answer) => {
      if (stop.signal.aborted) return;
      if (answer.as_of && answer.revision !== undefined) stands.set(answer);
      setState({ path, of: wanted, answer, problem: null });
    }).catch((error) => {
      if (!stop.signal.aborted) setState({ path, of: wanted, answer: null, problem: problemOf(error) });
    });
    return () => stop.abort();
  }, [wanted, turn]);
  const again = useCallback(() => {
    setState({ path: null, of: "", answer: null, problem: null });
    setTurn((n) => n + 1);
  }, []);
  const mine = state.path === path && path !== null;
  return { answer: mine ? state.answer : null, problem: mine ? state.problem : null, loading: wanted !== "" && state.of !== wanted, again };
}

/** @param {string} id */
export function subjectPath(id, suffix = "") {
  return `/v1/subjects/${encodeURIComponent(id)}${suffix}`;
}
