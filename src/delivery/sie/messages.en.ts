/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  outsideFiscalYear: ({
    name,
    fiscalYear,
    date,
    from,
    to,
  }: {
    name: string;
    fiscalYear: string;
    date: string;
    from: string;
    to: string;
  }) =>
    `Voucher ${name} was numbered in fiscal year ${fiscalYear}, but by the settings its date ${date} is in ${from} to ${to}.`,
  outsideFiscalYearRemedy:
    "Have company.fiscalYearStart or company.fiscalYears been changed? Set them as they were when the voucher was made, and retry.",
  nameTaken: ({ name, folder }: { name: string; folder: string }) =>
    `There is already a file ${name} in ${folder}, and its content is not the voucher's.`,
  nameTakenRemedy:
    "Find out whether that file has been imported into the accounting program. Move it out of the folder and retry; Kvitt never overwrites a file.",
} satisfies typeof sv;
