// Asks the service. Every refusal arrives as a Problem, a lost connection too; where nobody is
// signed in, the key is asked for and the question asked again.
import { signIn } from "./signin.js";

export class Problem extends Error {
  constructor(body) {
    super(body.title_en);
    this.body = body;
  }
}

const NOT_SIGNED_IN = "urn:xinmai:problem:not-signed-in";
const NOT_READY = "urn:xinmai:problem:not-ready";
const PATIENCE = 120; // half-seconds to wait for a service that is still opening its network
const LOST = {
  type: "urn:xinmai:page:no-connection", title_zh: "连接不上服务", title_en: "The service does not answer",
  detail_zh: "请检查服务是否在运行,然后再试。", detail_en: "Check that it is running, then try again.", errors: [],
};

/** @param {string} path @param {Record<string, string|number|null|undefined>} [query] */
export async function ask(path, query = {}, signal = undefined) {
  const given = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)]));
  const address = given.length ? `${path}?${search}` : path;
  for (let left = PATIENCE; ; left -= 1) {
    const response = await send(address, signal);
    const body = await response.json().catch(() => LOST);
    if (response.ok) return body;
    if (body.type === NOT_SIGNED_IN) {
      await signIn();
      continue;
    }
    if (body.type !== NOT_READY || left === 0) throw new Problem(body.title_zh ? body : LOST);
    await new Promise((resume) => { setTimeout(resume, 500); });
  }
}

async function send(address, signal) {
  try {
    return await fetch(address, { signal, headers: { Accept: "application/json" } });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem(LOST);
  }
}

export function subjectPath(id, suffix = "") {
  return `/v1/subjects/${encodeURIComponent(id)}${suffix}`;
}
