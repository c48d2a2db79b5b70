/** A voucher as Fortnox takes it. Pure. */
import type { VoucherRow } from "../../ledger/voucher.ts";
import { DecimalNumber } from "../http/exact-json.ts";
import { fewRows } from "../vouchers/sums.ts";
import type { VoucherToPost } from "./api.ts";
import { fortnoxText } from "./text.ts";

const TEXT_MAX = 200;
const ROW_TEXT_MAX = 100;

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
    VoucherRows: fewRows(rows).map(({ account, debit, credit, text: rowText, costCentre, project }) => ({
      Account: account,
      Debit: DecimalNumber.of(debit, "SEK"),
      Credit: DecimalNumber.of(credit, "SEK"),
      TransactionInformation: fortnoxText(rowText, ROW_TEXT_MAX),
      ...(costCentre === null ? {} : { CostCenter: costCentre }),
      ...(project === null ? {} : { Project: project }),
    })),
  };
}
