// Dropping files anywhere on the form; without it the choice of files works as everywhere.
"use strict";

for (const form of document.querySelectorAll("[data-drop]")) {
  const words = form.querySelector("[data-drop-words]");
  words.hidden = false;
  for (const name of ["dragenter", "dragover"]) form.addEventListener(name, (event) => { event.preventDefault(); form.classList.add("over"); });
  for (const name of ["dragleave", "drop"]) form.addEventListener(name, () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    form.elements.files.files = event.dataTransfer.files;
    words.textContent = `已选${event.dataTransfer.files.length}个文件，请点“收入”。`;
  });
  form.addEventListener("submit", () => { words.hidden = false; words.textContent = "正在收入，请不要关闭页面……"; });
}
