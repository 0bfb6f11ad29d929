// Signing in: a key, asked for in place of whatever view was wanted.
import { both, html, useEffect, useRef, useState } from "../lib.js";
import { signIn } from "../session.js";

export function SignIn() {
  const [refused, setRefused] = useState(/** @type {import("../session.js").Refused | null} */ (null));
  const [busy, setBusy] = useState(false);
  const key = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => { document.title = "登录 · 信脉"; key.current?.focus(); }, []);
  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    const said = await signIn(key.current?.value.trim() ?? "");
    setBusy(false);
    setRefused(said);
    if (said) key.current?.select();
  };
  return html`<main id="main" class="sign-in" tabindex="-1"><form class="card" id="sign-in" onSubmit=${submit}>
    <img src=${new URL("../mark.svg", import.meta.url).href} alt="" width="56" height="56" />
    <h1>信脉 <span class="en" lang="en">Xinmai</span></h1>
    <p class="lead">${both("谁与谁相连,依据何在。", "Who is tied to whom, and on whose word.")}</p>
    <label for="key">${both("访问密钥", "Your key")}</label>
    <input type="password" id="key" name="key" ref=${key} autocomplete="off" required spellcheck=${false}
      aria-invalid=${refused !== null} aria-describedby=${refused ? "key-refused key-help" : "key-help"} />
    ${refused ? html`<p class="notice alert" role="alert" id="key-refused">${both(refused.detail_zh, refused.detail_en)}</p>` : null}
    <button type="submit" disabled=${busy}>${both("登录", "Sign in")}</button>
    <p class="fine" id="key-help">${both("密钥由安全管理员签发;本机开发密钥在服务启动时显示。", "Keys are issued by the security administrator; a developer's is printed when the service starts.")}</p>
  </form></main>`;
}
