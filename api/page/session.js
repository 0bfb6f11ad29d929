// Who is signed in. A key is exchanged for a session's cookie, which scripts cannot read.
import { held } from "./held.js";

/** @typedef {{detail_zh: string, detail_en: string}} Refused */

/** Whether the service waits to be told who asks. */
export const signedOut = held(false);

/** @type {Array<() => void>} */
let waiting = [];

/** Until somebody is signed in; questions that wait are then asked again. @returns {Promise<void>} */
export function untilSignedIn() {
  signedOut.set(true);
  return new Promise((resolve) => { waiting.push(resolve); });
}

/** What was wrong with the key; null where it was taken. ``purpose``: what the session is for, where the role must say.
 * @param {string} key @param {string} [purpose] @returns {Promise<Refused | null>} */
export async function signIn(key, purpose = "") {
  try {
    const response = await fetch("/v1/session", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key, ...(purpose ? { purpose } : {}) }),
    });
    if (!response.ok) return await response.json();
  } catch {
    return { detail_zh: "连接不上服务,请检查它是否在运行。", detail_en: "The service does not answer; check that it is running." };
  }
  const ready = waiting;
  waiting = [];
  signedOut.set(false);
  for (const resume of ready) resume();
  return null;
}

export async function signOut() {
  await fetch("/v1/session", { method: "DELETE" }).catch(() => undefined);
  location.assign("/");
}
