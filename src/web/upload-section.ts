/** The form that puts a file into the inbox, and the script behind it: one PUT with the file as its body. */
import type { Language } from "../message.ts";
import { markup, type Markup } from "./markup.ts";
import { section } from "./section.ts";
import { UPLOAD_BYTES_MAX } from "./upload.ts";

/** `host` is the address that the page was asked for at, such as "127.0.0.1:8080". */
export function uploadSection(language: Language, host: string): Markup {
  const words = {
    sv: {
      title: "Lägg in en fil",
      file: "Fil",
      what: "Vad är det?",
      report: "Avräkningsrapport från Klarna eller Kustom",
      receivables: "Kundfordringar (CSV)",
      send: "Lägg in",
      sending: "Skickar …",
      failed: "Det gick inte: ",
      large: "Filen är för stor att skickas så här. Lägg den direkt i mappen i stället.",
      noScript: "Utan JavaScript: ",
    },
    en: {
      title: "Put in a file",
      file: "File",
      what: "What is it?",
      report: "Settlement report from Klarna or Kustom",
      receivables: "Receivables (CSV)",
      send: "Put in",
      sending: "Sending …",
      failed: "That did not work: ",
      large: "The file is too large to be sent like this. Put it straight into the folder instead.",
      noScript: "Without JavaScript: ",
    },
  }[language];
  const says = markup`data-sending="${words.sending}" data-failed="${words.failed}" data-large="${words.large}"`;
  const form = markup`<form id="upload-form" data-max="${UPLOAD_BYTES_MAX}" ${says}>
<p><label for="file">${words.file}</label><input type="file" id="file" name="file" required></p>
<fieldset><legend>${words.what}</legend>
<label><input type="radio" name="folder" value="inbox" checked> ${words.report}</label>
<label><input type="radio" name="folder" value="receivables"> ${words.receivables}</label>
</fieldset>
<p><button type="submit">${words.send}</button></p>
<p id="upload-says" role="status"></p>
</form>
<noscript><p>${words.noScript}<code>curl -T rapport.csv http://${host}/inbox/</code></p></noscript>`;
  return section("upload", words.title, [form]);
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
