/** The form that uploads files, and its script: one PUT a file, with the file as its body. */
import type { Language } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { messages } from "./messages.ts";
import { UPLOAD_BYTES_MAX } from "./receive.ts";

export function uploadForm(language: Language): Markup {
  const says = markup`data-sending="${messages.sending[language]}" data-failed="${messages.didNotWork[language]}" data-large="${messages.tooLargeToSend[language]}"`;
  return markup`<section id="upload"><h1>${messages.upload[language]}</h1>
<p>${messages.intro[language]}</p>
<form id="upload-form" class="drop" data-max="${UPLOAD_BYTES_MAX}" ${says}>
<label for="file">${messages.dropHere[language]}</label>
<input type="file" id="file" multiple>
<ul id="upload-list" aria-live="polite"></ul>
</form>
<noscript><p class="says attention">${messages.withoutJavaScript[language]}</p></noscript></section>`;
}

/** After one file its verdict is shown, after several the list of what waits; where something failed, the page stays. */
export const UPLOAD_SCRIPT = `"use strict";
const form = document.getElementById("upload-form");
const field = document.getElementById("file");
const list = document.getElementById("upload-list");
let queue = Promise.resolve();
const row = (name) => {
  const item = document.createElement("li");
  const bar = document.createElement("progress");
  const says = document.createElement("span");
  item.append(name + " ", bar, " ", says);
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", name);
  list.append(item);
  return {
    progress: (part) => (bar.value = part),
    say: (text, tone) => {
      says.textContent = text;
      if (tone) {
        says.className = "tag " + tone;
        bar.remove();
      }
    },
  };
};
const send = (file, shown) =>
  new Promise((done) => {
    const fail = (text) => {
      shown.say(form.dataset.failed + text, "trouble");
      done(null);
    };
    if (file.size > Number(form.dataset.max)) return fail(form.dataset.large);
    shown.say(form.dataset.sending);
    const request = new XMLHttpRequest();
    request.open("PUT", "/upload/" + encodeURIComponent(file.name) + "?lang=" + document.documentElement.lang);
    request.setRequestHeader("content-type", "application/octet-stream");
    request.setRequestHeader("accept", "application/json");
    request.setRequestHeader("x-form-token", document.body.dataset.form || "");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => event.lengthComputable && shown.progress(event.loaded / event.total));
    request.addEventListener("error", () => fail(""));
    request.addEventListener("load", () => {
      const answer = request.response || {};
      if (request.status !== 201) return fail(answer.says || String(request.status));
      shown.say(answer.says, answer.verdict);
      done(answer);
    });
    request.send(file);
  });
const sendAll = async (files) => {
  const answers = [];
  for (const [file, shown] of files.map((file) => [file, row(file.name)])) answers.push(await send(file, shown));
  field.value = "";
  if (answers.length === 0 || answers.includes(null)) return;
  location.assign(answers.length === 1 ? answers[0].href : "/upload");
};
const begin = (files) => {
  const all = [...files];
  queue = queue.then(() => sendAll(all));
};
field.addEventListener("change", () => begin(field.files));
form.addEventListener("submit", (event) => event.preventDefault());
for (const name of ["dragenter", "dragover"])
  document.addEventListener(name, (event) => {
    event.preventDefault();
    form.classList.add("over");
  });
document.addEventListener("dragleave", (event) => event.relatedTarget === null && form.classList.remove("over"));
document.addEventListener("drop", (event) => {
  event.preventDefault();
  form.classList.remove("over");
  begin(event.dataTransfer.files);
});
`;
