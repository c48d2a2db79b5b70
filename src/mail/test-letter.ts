/** The letter behind the button "send a test mail". */
import { messages } from "./messages.ts";
import { dateIn } from "../clock.ts";
import { dayAndTime, wholeDate } from "../format/days.ts";
import { oneLine } from "../format/one-line.ts";
import { pageHtml } from "../format/page-html.ts";
import { pageText } from "../format/page-text.ts";
import type { Page } from "../format/page.ts";
import type { Language } from "../message.ts";
import type { Composed } from "./digest.ts";

export interface TestLetter {
  readonly company: string;
  readonly at: Date;
  readonly timeZone: string;
  /** A person's name. */
  readonly askedBy: string;
}

export function composeTestLetter(
  { company, at, timeZone, askedBy }: TestLetter,
  language: Language,
): Composed {
  const when = dayAndTime(at, timeZone, language);
  const page: Page = {
    language,
    above: `${oneLine(company, 80)} · ${wholeDate(dateIn(timeZone, at), language)}`,
    headline: messages.testHeadline[language],
    tone: "good",
    blocks: [{ kind: "sentence", text: messages.testMeans({ name: oneLine(askedBy, 80), when })[language] }],
    foot: [messages.doNotReply[language]],
  };
  return {
    subject: `Kvitt: ${messages.testSubject[language]}`,
    text: pageText(page),
    html: pageHtml(page),
    attachments: [],
  };
}
