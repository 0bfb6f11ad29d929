// Signing in, in place: a key for a session's cookie, which scripts cannot read.
import { both, h } from "./dom.js";

/** @type {Promise<void>|null} */
let asking = null;

/** Until somebody is signed in; all questions that wait share one form. */
export function signIn() {
  asking ??= form().finally(() => { asking = null; });
  return asking;
}

export async function signOut() {
  await fetch("/v1/session", { method: "DELETE" });
  location.reload();
}

function form() {
  return new Promise((resolve) => {
    const key = h("input", { type: "password", id: "key", name: "key", autocomplete: "off", required: "", spellcheck: "false" });
    const refused = h("p", { class: "notice", role: "alert", hidden: "" });
    const element = h("form", { method: "dialog" },
      h("h2", {}, both("登录", "Sign in")),
      h("label", { for: "key" }, both("访问密钥", "Your key")), key, refused,
      h("button", { type: "submit" }, both("登录", "Sign in")),
      h("p", { class: "fine" }, both("密钥由安全管理员签发;本机开发密钥在服务启动时显示。", "Keys are issued by the security administrator; a developer's is printed when the service starts.")));
    const dialog = h("dialog", { class: "card", id: "sign-in" }, element);
    dialog.addEventListener("cancel", (event) => event.preventDefault());
    element.addEventListener("submit", async (event) => {
      event.preventDefault();
      const said = await send(key.value.trim());
      if (said) {
        refused.replaceChildren(both(said.detail_zh, said.detail_en));
        refused.hidden = false;
        return;
      }
      dialog.close();
      dialog.remove();
      resolve(undefined);
    });
    document.body.append(dialog);
    dialog.showModal();
    key.focus();
  });
}

/** @param {string} key */
async function send(key) {
  const lost = { detail_zh: "连接不上服务", detail_en: "The service does not answer" };
  try {
    const response = await fetch("/v1/session", {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ key }),
    });
    return response.ok ? null : await response.json();
  } catch {
    return lost;
  }
}
