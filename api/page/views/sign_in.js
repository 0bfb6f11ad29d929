// Signing in: a key, asked for in place of whatever view was wanted.
import { both, html, useEffect, useRef, useState } from "../lib.js";
import { signIn } from "../session.js";

export function SignIn() {
  const [refused, setRefused] = useState(/** @type {import("../session.js").Refused | null} */ (null));
  const [busy, setBusy] = useState(false);
  const [purpose, setPurpose] = useState("");
  const [stateable, setStateable] = useState(/** @type {NonNullable<import("../session.js").Refused["stateable"]>} */ ([]));
  const key = useRef(/** @type {HTMLInputElement | null} */ (null));
  useEffect(() => { document.title = "登录 · 信脉"; key.current?.focus(); }, []);
  /** @param {Event} event */
  const submit = async (event) => {
    event.preventDefault();
    setBusy(true);
    const said = await signIn(key.current?.value.trim() ?? "", purpose);
    setBusy(false);
    setRefused(said);
    if (said?.stateable) setStateable(said.stateable);
    else if (said) key.current?.select();
  };
  return html`<main id="main" class="sign-in" tabindex="-1"><form class="card" id="sign-in" onSubmit=${submit}>
    <img src=${new URL("../mark.svg", import.meta.url).href} alt="" width="56" height="56" />
    <h1>信脉 <span class="en" lang="en">Xinmai</span></h1>
    <p class="lead">${both("谁与谁相连,依据何在。", "Who is tied to whom, and on whose word.")}</p>
    <label for="key">${both("访问密钥", "Your key")}</label>
    <input type="password" id="key" name="key" ref=${key} autocomplete="off" required spellcheck=${false} onInput=${() => { setStateable([]); setPurpose(""); }}
      aria-invalid=${refused !== null} aria-describedby=${refused ? "key-refused key-help" : "key-help"} />
    ${stateable.length ? html`<label for="purpose">${both("查询目的", "What the look-ups are for")}</label>
      <select id="purpose" required ref=${focus} onChange=${(/** @type {any} */ event) => setPurpose(event.target.value)}><option value="">请选择 choose</option>
        ${stateable.map(({ id, zh, en }) => html`<option value=${id}>${zh} ${en}</option>`)}</select>` : null}
    ${refused ? html`<p class="notice alert" role="alert" id="key-refused">${both(refused.detail_zh, refused.detail_en)}</p>` : null}
    <button type="submit" disabled=${busy}>${both("登录", "Sign in")}</button>
    <p class="fine" id="key-help">${both("密钥由安全管理员签发;本机开发密钥在服务启动时显示。", "Keys are issued by the security administrator; a developer's is printed when the service starts.")}</p>
  </form></main>`;
}

/** @param {HTMLElement | null} element */
function focus(element) {
  element?.focus();
}
