/** Limits of the settings are in the book currency; a line in another one is held to them by the rate of its payout. */
import { value, type Handle } from "../books/database.ts";
import type { Settings } from "../config/settings.ts";
import type { PlannedPayout } from "../ledger/voucher-plan.ts";
import { decimalsOf } from "../money.ts";

export interface LimitFor {
  readonly currency: string;
  readonly payout: Pick<PlannedPayout, "id" | "date"> | null;
}

/** The limit (minor units of the book currency) in minor units of the line's currency; null where no rate is known. */
export async function limitIn(
  trx: Handle,
  limit: bigint,
  { currency, payout }: LimitFor,
  settings: Settings,
): Promise<bigint | null> {
  const book = settings.company.currency;
  if (currency === book) return limit;
  const rate = (payout && (await rateUsed(trx, payout.id, currency))) ?? rateSet(settings, currency, payout);
  if (rate === null) return null;
  const [whole = "", fraction = ""] = rate.split(".");
  const price = BigInt(whole + fraction) * 10n ** BigInt(decimalsOf(book));
  const units = limit * 10n ** BigInt(decimalsOf(currency) + fraction.length);
  return price === 0n ? null : units / price;
}

/** By which the payout's vouchers were delivered. */
async function rateUsed(trx: Handle, payoutId: bigint, currency: string): Promise<string | null> {
  const rate = await value(
    trx,
    "text?",
    `select r.used ->> 'rate' from posting o join voucher v on v.id = o.voucher_id
       cross join jsonb_array_elements(o.rates) as r(used)
      where v.payout_id = :payoutId and r.used ->> 'currency' = :currency order by o.id limit 1`,
    { payoutId, currency },
  );
  return rate ?? null;
}

/** The latest of the settings at or before the payout's day. */
function rateSet({ rates }: Settings, currency: string, payout: LimitFor["payout"]): string | null {
  const known = Object.entries(rates[currency] ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return known.findLast(([date]) => payout === null || date <= payout.date)?.[1] ?? null;
}
