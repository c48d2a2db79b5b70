/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  notAMonth: (text: string) => `${text} is no month.`,
  writeMonth: "Write year and month, for instance 2026-10.",
  noVouchers: (month: string) => `There are no vouchers in ${month} to write to a SIE file.`,
  seeVouchers: "A payout in another currency waits for its rate: kvitt vouchers",
  noneReady: ({ month, said }: { month: string; said: string }) =>
    `No voucher in ${month} can be written to a SIE file yet. ${said}.`,
  addRate:
    "Add the rate (upload a file of rates, or write it under `rates`), and fetch again. Everything else can be fetched already.",
  needsRate: ({ currency, date }: { currency: string; date: string }) =>
    `waits for the rate of ${currency} on ${date}`,
  otherFiscalYear: ({ numbered, now, date }: { numbered: string; now: string; date: string }) =>
    `dated ${date} and numbered in the fiscal year ${numbered}, which by the settings is ${now} now; write the fiscal years in company back, or fetch its own SIE file`,
  leftOutColumns: "voucher;why it is not in the SIE file;what to do",
  specificationColumns: "account;name;currency;what;date;voucher;merchant id;payout;order;text;amount",
  opening: "opening balance",
  movement: "movement",
  closing: "closing balance",
  part: "consists of",
  voucherColumns: "voucher;date;voucher text;account;debit;credit;currency;text;cost centre;project",
} satisfies typeof sv;
