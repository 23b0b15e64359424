// Saves a form on the server whenever typing pauses; the button saves it without a script.
"use strict";

for (const form of document.querySelectorAll("[data-autosave]")) {
  const said = form.querySelector("[data-saved]");
  let waiting = 0;
  const save = async () => {
    try {
      const answer = await fetch(location.pathname, { method: "POST", body: new URLSearchParams(new FormData(form)), headers: { "X-Autosave": "1" } });
      if (!answer.ok || answer.redirected) throw new Error();
      said.textContent = `${new Date().toLocaleTimeString("zh-CN")} 已保存，尚未提交`;
    } catch {
      said.textContent = "没有保存：连接中断或登录已过期。所填内容还在本页，请恢复后再保存。";
    }
  };
  form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(save, 1500); });
}
