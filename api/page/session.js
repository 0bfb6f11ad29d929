// Who is signed in, and what they may ask. A key is exchanged for a session's cookie, which scripts cannot read.
import { held } from "./held.js";

/** ``stateable``: what the look-ups may be for, where that is still to be said.
 * @typedef {{detail_zh: string, detail_en: string, stateable?: Session["stateable"]}} Refused */
/** @typedef {import("answers").SessionAnswer} Session */

/** Whether the service waits to be told who asks. */
export const signedOut = held(false);

/** Who asks; null until it was asked, or where it could not be. */
export const who = held(/** @type {Session | null} */ (null));

/** @type {Array<() => void>} */
let waiting = [];

/** Until somebody is signed in; questions that wait are then asked again. @returns {Promise<void>} */
export function untilSignedIn() {
  signedOut.set(true);
  return new Promise((resolve) => { waiting.push(resolve); });
}

/** @type {Refused} */
const LOST = { detail_zh: "连接不上服务,请检查它是否在运行。", detail_en: "The service does not answer; check that it is running." };

/** What was wrong with the key; null where it was taken. ``purpose``: what the session is for, where the role must say.
 * @param {string} key @param {string} [purpose] @returns {Promise<Refused | null>} */
export async function signIn(key, purpose = "") {
  /** @type {Session} */
  let session;
  try {
    const response = await fetch("/v1/session", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key, ...(purpose ? { purpose } : {}) }),
    });
    if (!response.ok) return await response.json();
    session = await response.json();
  } catch {
    return LOST;
  }
  if (session.purpose_needed && !purpose) {
    await ended();
    return { stateable: session.stateable, detail_zh: `${session.role_zh}查询须说明目的:请选择后再登录。`, detail_en: `The role ${session.role} states a purpose: choose one, then sign in.` };
  }
  who.set(session);
  const ready = waiting;
  waiting = [];
  signedOut.set(false);
  for (const resume of ready) resume();
  return null;
}

function ended() {
  return fetch("/v1/session", { method: "DELETE" }).catch(() => undefined);
}

export async function signOut() {
  await ended();
  location.assign("/");
}

/** Whether who is signed in may ask an address of the service, written as the contract writes it; ``id``: of whom.
 * @param {string} route such as ``GET /v1/subjects/{id}`` @param {string} [id] */
export function may(route, id = undefined) {
  const session = who.get();
  const whose = session?.may[route];
  if (!session || whose === undefined || whose === "any") return true; // what is not known here, the service decides
  return whose === "own" && (id === undefined || id === session.subject);
}

/** The same of an address as it is sent. @param {string} address @param {string} method */
export function mayAsk(address, method) {
  const path = address.split("?", 1)[0];
  const found = patterns(who.get()).find((one) => one.method === method && one.path.test(path));
  return !found || may(found.route, found.path.exec(path)?.groups?.id?.replace(/\.(html|pdf)$/, ""));
}

/** @typedef {{route: string, method: string, path: RegExp}} Pattern */
let known = /** @type {{of: Session | null, all: Pattern[]}} */ ({ of: null, all: [] });

/** The addresses as patterns, those with the fewest holes first: ``/v1/repairs/due`` is no ``/v1/repairs/{id}``.
 * @param {Session | null} session @returns {Pattern[]} */
function patterns(session) {
  if (known.of === session) return known.all;
  /** @param {Pattern} one */
  const holes = (one) => one.route.split("{").length;
  const all = Object.keys(session?.may ?? {}).map((route) => {
    const [method, path] = route.split(" ");
    const body = path.replace(/[.]/g, "\\.").replace(/\{(\w+)\}/g, (_, name) => (name === "id" ? "(?<id>[^/]+)" : "[^/]+"));
    return { route, method, path: new RegExp(`^${body}$`) };
  });
  known = { of: session, all: all.sort((a, b) => holes(a) - holes(b)) };
  return known.all;
}
