/** What our writer would write now of vouchers that were delivered, to be compared with the file that was. */
import { Readable } from "node:stream";
import { settledDates, settledReceivables, voucherRows, type SourceRow } from "../../books/postings.ts";
import { statedVat } from "../../books/stated-vat.ts";
import { accountsOf } from "../../config/settings.ts";
import type { SieNumbers } from "../../config/sie-files.ts";
import { fiscalYearAt } from "../../config/fiscal-year.ts";
import { inBookCurrency } from "../../delivery/currency.ts";
import type { Rate } from "../../delivery/rates-file.ts";
import { rateTable } from "../../delivery/rates.ts";
import { sieFingerprint } from "../../delivery/sie/fingerprint.ts";
import { sieChunksOfAll } from "../../delivery/sie/write.ts";
import { NONE_SETTLED, type VoucherSource } from "../../delivery/voucher-source.ts";
import { LANGUAGES, type Language } from "../../message.ts";
import type { VerifyContext } from "./checks.ts";

export interface Delivered extends SourceRow {
  /** The exchange rates that it was written with. */
  readonly rates: readonly Rate[];
}

/** What the settings of then may have been, where a voucher was converted; what was VAT then may be a cost by today's. */
interface Then {
  readonly language: Language;
  readonly isVatStated: boolean;
}

const THEN: readonly Then[] = LANGUAGES.flatMap((language) =>
  [true, false].map((isVatStated) => ({ language, isVatStated })),
);

/** Whether a file's fingerprint is that of these vouchers. */
export async function isWhatWasDelivered(
  fingerprint: string | null,
  vouchers: readonly Delivered[],
  numbers: SieNumbers,
  context: VerifyContext,
): Promise<boolean> {
  if (fingerprint === null) return false;
  const { currency } = context.workspace.settings.company;
  const isConverted = vouchers.some((one) => one.currency !== currency);
  for (const then of isConverted ? THEN : THEN.slice(0, 1)) {
    const sources: VoucherSource[] = [];
    for (const voucher of vouchers) {
      const source = await sourceBy(voucher, then, context);
      if (source === null) return false;
      sources.push(source);
    }
    if (fingerprint === (await fingerprintOf(sources, numbers, context))) return true;
  }
  return false;
}

/** null: the rates that it was converted by are not known. */
async function sourceBy(
  { rates, voucherId: id, accounts, costCentres, projects, ...head }: Delivered,
  { language, isVatStated }: Then,
  { trx, workspace: { settings } }: VerifyContext,
): Promise<VoucherSource | null> {
  const { currency } = settings.company;
  const source: VoucherSource = {
    ...head,
    id,
    uses: { accounts, costCentres, projects },
    settled: NONE_SETTLED,
    batches: () => voucherRows(trx, id),
  };
  if (source.currency === currency) return source;
  const used = rateTable({}, rates);
  if (!used.ok) return null;
  const booked = inBookCurrency(
    {
      ...source,
      statedVat: isVatStated ? await statedVat(trx, id, currency) : null,
      settled: { dates: await settledDates(trx, id), batches: () => settledReceivables(trx, id) },
    },
    { currency, accounts: accountsOf(settings, source.merchantId), language },
    used.value,
  );
  return booked.kind === "ready" ? booked.voucher : null;
}

/** Only the vouchers are compared, so the company's name and year may have changed. */
function fingerprintOf(
  sources: readonly VoucherSource[],
  numbers: SieNumbers,
  { workspace: { settings } }: VerifyContext,
): Promise<string | null> {
  const { company } = settings;
  // the year is not compared, but the writer requires the vouchers' dates to be in it
  const placed = sources.map((source) => {
    const { year: fiscalYear, part: fiscalYearPart } = fiscalYearAt(source.date, company);
    return { ...source, fiscalYear, fiscalYearPart };
  });
  const [{ currency, date } = { currency: company.currency, date: "" }] = placed;
  const details = { version: "", generated: date, accountNames: new Map<number, string>(), numbers };
  const chunks = sieChunksOfAll(placed, { ...company, currency }, details);
  return sieFingerprint(Readable.from(chunks, { objectMode: false }));
}
