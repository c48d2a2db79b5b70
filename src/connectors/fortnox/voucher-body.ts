/** A voucher as Fortnox takes it. Pure. */
import type { VoucherRow } from "../../ledger/voucher.ts";
import { minor } from "../../money.ts";
import { DecimalNumber } from "../http/exact-json.ts";
import type { VoucherToPost } from "./api.ts";
import { fortnoxText } from "./text.ts";

const TEXT_MAX = 200;
const ROW_TEXT_MAX = 100;
/** A voucher of more rows is nothing that a person reads, and slow to open: its rows are summed. */
const ROWS_MAX = 500;

export interface VoucherFacts {
  readonly series: string;
  readonly date: string;
  readonly marker: string;
  readonly text: string;
  /** "K 12": Kvitt's own number, as Fortnox gives one of its own. */
  readonly own: string;
  readonly rows: readonly VoucherRow[];
}

export function voucherBody({ series, date, marker, text, own, rows }: VoucherFacts): VoucherToPost {
  const ending = ` (Kvitt ${own})`;
  return {
    Description: `${fortnoxText(text, TEXT_MAX - ending.length)}${ending}`,
    Comments: marker,
    VoucherSeries: series,
    TransactionDate: date,
    VoucherRows: summed(rows).map(({ account, debit, credit, text: rowText, costCentre, project }) => ({
      Account: account,
      Debit: DecimalNumber.of(debit, "SEK"),
      Credit: DecimalNumber.of(credit, "SEK"),
      TransactionInformation: fortnoxText(rowText, ROW_TEXT_MAX),
      ...(costCentre === null ? {} : { CostCenter: costCentre }),
      ...(project === null ? {} : { Project: project }),
    })),
  };
}

/** What each account comes to, debit above zero, as the voucher is compared with one that is there. */
export function sumsOf(rows: readonly VoucherRow[]): ReadonlyMap<number, bigint> {
  const sums = new Map<number, bigint>();
  for (const { account, debit, credit } of rows)
    sums.set(account, (sums.get(account) ?? 0n) + debit - credit);
  return sums;
}

/** Whether two vouchers come to the same on every account. */
export function areSame(one: ReadonlyMap<number, bigint>, other: ReadonlyMap<number, bigint>): boolean {
  return [...new Set([...one.keys(), ...other.keys()])].every(
    (account) => (one.get(account) ?? 0n) === (other.get(account) ?? 0n),
  );
}

/** One row for each account, side, cost centre and project, in the order in which they first come. */
function summed(rows: readonly VoucherRow[]): readonly VoucherRow[] {
  if (rows.length <= ROWS_MAX) return rows;
  const sums = new Map<string, VoucherRow>();
  for (const row of rows) {
    const key = JSON.stringify([row.account, row.debit > 0n, row.costCentre, row.project]);
    const before = sums.get(key);
    sums.set(
      key,
      before === undefined
        ? row
        : { ...before, debit: minor(before.debit + row.debit), credit: minor(before.credit + row.credit) },
    );
  }
  return [...sums.values()];
}
