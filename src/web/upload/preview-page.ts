/** What taking in a report would book, before it is done: payouts, vouchers and deviations as they would be. */
import type { Language } from "../../message.ts";
import type { ImportPreview } from "../../pipeline/dry-run.ts";
import type { DeviationView, PayoutView } from "../../books/views.ts";
import { amountText, moneyText } from "../../format/amount.ts";
import { titleOf } from "../deviations/title.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { table } from "../tables.ts";
import { plannedVoucher } from "../voucher-table.ts";
import type { HeldFile } from "./hold.ts";
import { messages } from "./messages.ts";

const SHOWN_MAX = 50;

export interface PreviewPage {
  readonly held: HeldFile;
  readonly preview: ImportPreview;
  /** The buttons that take the file in. */
  readonly actions: Markup | null;
  readonly language: Language;
}

export function previewContent({ held, preview, actions, language }: PreviewPage): readonly Markup[] {
  const { lines, matched, vouchers, deviations, opened, outcome, planned, files, changed } = preview;
  const says = changed > 0 ? messages.changedReport : files.duplicate > 0 ? messages.alreadyKnown : null;
  return [
    markup`<section><h1>${messages.previewTitle[language]}: ${held.name}</h1>
<p class="says attention">${messages.nothingWritten[language]}</p>
${says === null ? null : markup`<p>${says[language]}</p>`}
<p>${messages.previewCounts({ lines, matched, vouchers, deviations })[language]}</p>
${actions}<p><a href="/upload/${held.id}">${messages.back[language]}</a></p></section>`,
    ...part(
      "payouts",
      messages.payouts[language],
      outcome,
      (shown) => [payoutTable(shown, language)],
      language,
    ),
    ...part(
      "deviations",
      messages.deviations[language],
      opened,
      (shown) => [deviationTable(shown, language)],
      language,
    ),
    ...part(
      "vouchers",
      messages.vouchers[language],
      planned,
      (shown) => shown.map((one) => plannedVoucher(one, language)),
      language,
    ),
  ];
}

function part<T>(
  id: string,
  title: string,
  all: readonly T[],
  show: (shown: readonly T[]) => readonly Markup[],
  language: Language,
): readonly Markup[] {
  if (all.length === 0) return [];
  const shown = all.slice(0, SHOWN_MAX);
  const more = all.length > shown.length ? [nothing(messages.firstShown(shown.length)[language])] : [];
  return [section(id, title, [...show(shown), ...more])];
}

/** Without links: what is shown does not exist yet. */
function payoutTable(payouts: readonly PayoutView[], language: Language): Markup {
  const columns = [
    { title: messages.payout[language], kind: "main" as const },
    { title: messages.merchantId[language] },
    { title: messages.amount[language], kind: "number" as const },
    { title: messages.lines[language], kind: "number" as const },
    { title: messages.deviations[language], kind: "number" as const },
  ];
  const rows = payouts.map(({ paymentReference, merchantId, settlementAmount: amount, currency, lines }) => [
    paymentReference,
    merchantId,
    moneyText({ amount, currency }, language),
    String(lines.total),
    lines.deviating === 0 ? "–" : { text: String(lines.deviating), tone: "attention" as const },
  ]);
  return table(messages.payouts[language], columns, rows);
}

function deviationTable(deviations: readonly DeviationView[], language: Language): Markup {
  const columns = [
    { title: messages.whatIsWrong[language], kind: "main" as const },
    { title: messages.payout[language] },
    { title: messages.row[language], kind: "number" as const },
    { title: messages.amount[language], kind: "number" as const },
  ];
  const rows = deviations.map(({ code, line, file, paymentReference, amount, currency }) => {
    const about = line?.merchantReference1 ?? line?.orderId ?? file;
    return [
      { text: titleOf(code, language), ...(about ? { note: about } : {}) },
      paymentReference ?? "",
      line === null ? "" : String(line.row),
      amount === null ? "" : `${amountText(amount, currency ?? "SEK", language)} ${currency ?? ""}`.trim(),
    ];
  });
  return table(messages.deviations[language], columns, rows);
}
