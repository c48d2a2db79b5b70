/**
 * A page with something under way, kept up to date: the element with `data-events` names the stream, and each text of an event
 * goes into the element that has its name in `data-live`. When it ends, the page is loaded again. Without it, a link does that.
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
  source.addEventListener("end", () => {
    source.close();
    location.reload();
  });
}
`;
