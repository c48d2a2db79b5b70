/** The form that uploads a file to the inbox, and its script: one PUT with the file as its body. */
import { messages } from "../messages.ts";
import type { Language, Message } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { section } from "../section.ts";
import { UPLOAD_BYTES_MAX } from "./receive.ts";

/** `host` is the address in the request, such as "127.0.0.1:8080". */
export function uploadSection(language: Language, host: string): Markup {
  const say = (message: Message) => message[language];
  const says = markup`data-sending="${say(messages.sending)}" data-failed="${say(messages.didNotWork)}" data-large="${say(messages.tooLargeToSend)}"`;
  const form = markup`<form id="upload-form" data-max="${UPLOAD_BYTES_MAX}" ${says}>
<p><label for="file">${say(messages.file)}</label><input type="file" id="file" name="file" required></p>
<fieldset><legend>${say(messages.whatIsIt)}</legend>
<label><input type="radio" name="folder" value="inbox" checked> ${say(messages.settlementReport)}</label>
<label><input type="radio" name="folder" value="receivables"> ${say(messages.receivablesList)}</label>
</fieldset>
<p><button type="submit">${say(messages.send)}</button></p>
<p id="upload-says" role="status"></p>
</form>
<noscript><p>${say(messages.withoutJavaScript)}<code>curl -T rapport.csv http://${host}/inbox/</code></p></noscript>`;
  return section("upload", say(messages.upload), [form]);
}

export const UPLOAD_SCRIPT = `"use strict";
const form = document.getElementById("upload-form");
const says = document.getElementById("upload-says");
const say = (text, tone) => {
  says.textContent = text;
  says.className = tone;
};
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [file] = form.elements.file.files;
  if (!file) return;
  if (file.size > Number(form.dataset.max)) return say(form.dataset.large, "trouble");
  const button = form.querySelector("button");
  button.disabled = true;
  say(form.dataset.sending, "");
  try {
    const place = "/" + form.elements.folder.value + "/" + encodeURIComponent(file.name);
    const language = document.documentElement.lang;
    const answer = await fetch(place + "?lang=" + language, {
      method: "PUT",
      headers: { "content-type": "application/octet-stream" },
      body: file,
    });
    const { says: text } = await answer.json();
    say(answer.ok ? text : form.dataset.failed + text, answer.ok ? "good" : "trouble");
    if (answer.ok) form.reset();
  } catch (error) {
    say(form.dataset.failed + error.message, "trouble");
  } finally {
    button.disabled = false;
  }
});
`;
