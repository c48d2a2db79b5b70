/** A run that is under way, as it goes on. */
import type { Language } from "../../message.ts";
import { markup, type Markup } from "../markup.ts";
import { messages } from "./messages.ts";
import { progressOf, type Far } from "./progress.ts";

/** Kept up to date by the page's script "live"; without it, by the link. */
export function underWay(
  runId: bigint,
  far: Far,
  { language, link }: { readonly language: Language; readonly link: "refresh" | "toTheRun" },
): Markup {
  const { state, files, progress } = progressOf(far, language);
  return markup`<div data-events="/runs/${String(runId)}/events">
<p class="headline attention" role="status">${messages.underWay[language]} <span data-live="state">${state}</span></p>
<p><span data-live="files">${files}</span> <progress data-live="progress" aria-label="${messages.progress[language]}" max="${Math.max(progress.max, 1)}" value="${progress.value}"${progress.max === 0 ? markup` hidden` : null}></progress></p>
<p class="more"><a href="/runs/${String(runId)}">${messages[link][language]}</a></p></div>`;
}
