/** The letter that a SIE file goes with: what is in it, for the person who sees it come; a program reads the file alone. */
import { messages } from "./messages.ts";
import { dateIn } from "../clock.ts";
import { moneyText } from "../format/amount.ts";
import { wholeDate } from "../format/days.ts";
import { oneLine } from "../format/one-line.ts";
import { pageHtml } from "../format/page-html.ts";
import { pageText } from "../format/page-text.ts";
import type { Block, Page } from "../format/page.ts";
import type { Language, Message } from "../message.ts";
import type { Minor } from "../money.ts";
import type { Composed } from "./digest.ts";

export interface VoucherLetter {
  readonly company: string;
  readonly at: Date;
  readonly timeZone: string;
  readonly file: { readonly name: string; readonly bytes: Buffer };
  readonly numbers: "own" | "importer";
  readonly vouchers: readonly LetterVoucher[];
}

export interface LetterVoucher {
  readonly series: string;
  readonly number: number;
  readonly date: string;
  readonly text: string;
  readonly total: Minor;
  readonly currency: string;
}

/** The others are in the file. */
const LISTED_MAX = 50;

export function composeVoucherLetter(letter: VoucherLetter, language: Language): Composed {
  const { company, at, timeZone, file, vouchers } = letter;
  const say = (message: Message) => message[language];
  const page: Page = {
    language,
    above: `${oneLine(company, 80)} · ${wholeDate(dateIn(timeZone, at), language)}`,
    headline: say(messages.vouchersToTakeIn(vouchers.length)),
    tone: "good",
    blocks: [
      { kind: "sentence", text: say(messages.takeInFile(file.name)) },
      ...(letter.numbers === "importer"
        ? [{ kind: "sentence" as const, text: say(messages.numbersFromProgram) }]
        : []),
      ...listed(vouchers, language),
    ],
    foot: [say(messages.doNotReply)],
  };
  return {
    subject: say(messages.vouchersSubject({ company: oneLine(company, 60), file: file.name })),
    text: pageText(page),
    html: pageHtml(page),
    attachments: [
      {
        filename: file.name,
        // no text: a mail server on the way must not change its character set or line ends
        contentType: "application/octet-stream",
        encoding: "base64",
        content: file.bytes.toString("base64"),
      },
    ],
  };
}

function listed(vouchers: readonly LetterVoucher[], language: Language): Block[] {
  const say = (message: Message) => message[language];
  const more = vouchers.length - LISTED_MAX;
  return [
    {
      kind: "table",
      columns: [
        { title: say(messages.voucherColumn), align: "left" },
        { title: say(messages.voucherDate), align: "left" },
        { title: say(messages.amount), align: "right" },
      ],
      rows: vouchers
        .slice(0, LISTED_MAX)
        .map(({ series, number, date, text, total, currency }) => [
          { text: `${series} ${number}`, notes: [oneLine(text, 200)] },
          { text: date },
          { text: moneyText({ amount: total, currency }, language) },
        ]),
    },
    ...(more > 0 ? [{ kind: "sentence" as const, text: say(messages.more(more)) }] : []),
  ];
}
