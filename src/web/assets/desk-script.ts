/**
 * The keyboard on pages with a list or a decision: j and k go down and up, Enter opens, x marks, d goes to the decision, "/" searches.
 * The pages work without it.
 */
export const DESK_SCRIPT = `"use strict";
const rows = () => [...document.querySelectorAll("[data-row] a[href]")];
const go = (step) => {
  const all = rows();
  if (all.length === 0) return;
  const row = document.activeElement?.closest("[data-row]");
  const at = all.findIndex((one) => one.closest("[data-row]") === row);
  all[Math.min(Math.max(at + step, 0), all.length - 1)].focus();
};
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest("input:not([type=checkbox]):not([type=radio]), select, textarea, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") go(1);
  else if (event.key === "k") go(-1);
  else if (event.key === "/") document.getElementById("q")?.focus();
  else if (event.key === "x") event.target.closest("[data-row]")?.querySelector("input[type=checkbox]")?.click();
  else if (event.key === "d") document.querySelector("#decide input[type=radio], #decide button, #decide summary")?.focus();
  else if (event.key === "n") document.querySelector("a[rel=next]")?.click();
  else return;
  event.preventDefault();
});
`;
