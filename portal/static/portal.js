// What a page cannot do without a script: passkeys, and the server's clock. Everything else is a form.
"use strict";

const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

async function options(path, fields) {
  const answer = await fetch(path, { method: "POST", body: new URLSearchParams(fields) });
  if (!answer.ok) throw new Error("服务器没有给出签署内容，请刷新后重试。");
  const found = await answer.json();
  found.challenge = bytes(found.challenge);
  if (found.user) found.user.id = bytes(found.user.id);
  for (const list of [found.allowCredentials, found.excludeCredentials]) for (const one of list || []) one.id = bytes(one.id);
  return found;
}

function shown(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"])
    if (credential.response[name]) response[name] = text(credential.response[name]);
  return JSON.stringify({ id: credential.id, rawId: text(credential.rawId), type: credential.type, response, clientExtensionResults: {} });
}

const acts = {
  async login(form) {
    form.elements.assertion.value = shown(await navigator.credentials.get({ publicKey: await options("/login/passkey/options", {}) }));
  },
  async sign(form, button) {
    const statement = button.closest("[data-statement]").dataset.statement;
    form.elements.assertion.value = shown(await navigator.credentials.get({ publicKey: await options("/account/sign/options", { statement }) }));
  },
  async add(form) {
    form.elements.attestation.value = shown(await navigator.credentials.create({ publicKey: await options("/account/passkey/options", {}) }));
  },
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("[data-passkey-login], [data-passkey-add]")) form.hidden = false;
  for (const button of document.querySelectorAll("[data-passkey]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const form = button.closest("form");
      try {
        await acts[button.dataset.passkey](form, button);
        for (const field of form.querySelectorAll("[data-code] [required]")) field.required = false;
        form.submit();
      } catch (error) {
        const note = form.querySelector(".problem") || button.insertAdjacentElement("afterend", Object.assign(document.createElement("p"), { className: "problem" }));
        note.setAttribute("role", "alert");
        note.textContent = error.name === "NotAllowedError" ? "没有完成验证：已取消、超时，或这台设备没有登记通行密钥。" : error.message;
      }
    });
  }
}

for (const link of document.querySelectorAll("[data-back]")) link.addEventListener("click", (event) => { event.preventDefault(); history.back(); });

const time = document.getElementById("server-time");
if (time) {
  const drift = new Date(time.dateTime) - Date.now();
  if (Math.abs(drift) > 5 * 60 * 1000) time.insertAdjacentText("afterend", "（本机时间与服务器相差5分钟以上，以服务器为准）");
}
document.getElementById("errors")?.focus();

// What is typed stays in this browser until it is signed; logging out wipes it (Clear-Site-Data).
for (const form of document.querySelectorAll("[data-draft]")) {
  const name = `draft ${form.dataset.draft}`;
  const fields = () => [...form.elements].filter((one) => one.name && one.type !== "hidden");
  const kept = JSON.parse(localStorage.getItem(name) || "{}");
  for (const one of fields()) {
    const value = kept[one.name];
    if (value === undefined || (one.value && !["radio", "checkbox"].includes(one.type))) continue;
    if (one.type === "radio" || one.type === "checkbox") one.checked = value === one.value;
    else one.value = value;
  }
  form.addEventListener("input", () => {
    const typed = {};
    for (const one of fields()) if (!["radio", "checkbox"].includes(one.type) || one.checked) typed[one.name] = one.value;
    localStorage.setItem(name, JSON.stringify(typed));
  });
}
for (const form of document.querySelectorAll("[data-signs]")) form.addEventListener("submit", () => localStorage.removeItem(`draft ${form.dataset.signs}`));
