/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  notAMonth: (text: string) => `${text} is no month.`,
  writeMonth: "Write year and month, for instance 2026-10.",
  noVouchers: (month: string) => `There are no vouchers in ${month} to write to a SIE file.`,
  seeVouchers: "See `kvitt vouchers`; a payout in another currency waits for its rate.",
  specificationColumns: "account;name;currency;what;date;voucher;merchant id;payout;order;text;amount",
  opening: "opening balance",
  movement: "movement",
  closing: "closing balance",
  part: "consists of",
  voucherColumns: "voucher;date;voucher text;account;debit;credit;currency;text;cost centre;project",
} satisfies typeof sv;
