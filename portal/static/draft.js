// Saves a form on every pause. Without this script the button does the same.
"use strict";

for (const form of document.querySelectorAll("form[data-autosave]")) {
  const note = form.querySelector("[data-saved]");
  let timer, isSending = false;
  const say = (text) => { if (note) note.textContent = text; };
  const save = async () => {
    if (isSending) return;
    const fields = new FormData(form);
    for (const [name, value] of [...fields]) if (value instanceof File) fields.delete(name);
    fields.set("do", "autosave");
    isSending = true;
    try {
      const answer = await fetch(form.action, { method: "POST", body: fields, redirect: "manual" });
      if (answer.status === 204) say("已保存，尚未提交。");
      else say("没有保存：登录可能已过期。请在另一个窗口重新登录，本页填写的内容不会丢失。");
    } catch {
      say("现在连不上服务器，内容还在本页，连上后会自动保存。");
      timer = setTimeout(save, 5000);
    } finally { isSending = false; }
  };
  form.addEventListener("input", () => { say("正在填写，尚未保存。"); clearTimeout(timer); timer = setTimeout(save, 1200); });
  form.addEventListener("submit", () => clearTimeout(timer));
}
