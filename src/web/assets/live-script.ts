/**
 * A page with something under way, kept up to date: the element with `data-events` names the stream, and each text of an event
 * goes into the element that has its name in `data-live`. When it ends, the content of the page is asked for and put in place,
 * so that whoever reads is not thrown to the top. Without it, a link leads to the run.
 */
export const LIVE_SCRIPT = `"use strict";
const box = document.querySelector("[data-events]");
if (box) {
  const source = new EventSource(box.dataset.events);
  source.addEventListener("message", ({ data }) => {
    for (const [name, value] of Object.entries(JSON.parse(data))) {
      const shown = box.querySelector("[data-live=" + name + "]");
      if (shown === null) continue;
      if (shown.tagName === "PROGRESS") {
        shown.hidden = value.max === 0;
        shown.max = Math.max(value.max, 1);
        shown.value = value.value;
      } else if (shown.textContent !== value) shown.textContent = value;
    }
  });
  source.addEventListener("end", async () => {
    source.close();
    try {
      const answer = await fetch(location.href, { headers: { accept: "text/html" } });
      if (!answer.ok || answer.redirected) throw new Error("signed out, or trouble: the page says which");
      const next = new DOMParser().parseFromString(await answer.text(), "text/html").querySelector("main");
      document.querySelector("main").replaceChildren(...next.childNodes);
    } catch {
      location.reload();
    }
  });
}
`;
