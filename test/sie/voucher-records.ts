/** Parses the fields of #VER and #TRANS: series, dates, accounts, amounts; or the problem with them. */
import type { SieField } from "../../src/delivery/sie/tokenize.ts";
import { parsePlain, showMinor, sum } from "../../src/money.ts";
import type { SieRow, SieVoucher } from "./document.ts";

export interface SieRefusal {
  readonly problem: string;
}

/** `#VER series number date ["text"] [regdate] [sign]` */
export function voucherOf(line: number, fields: readonly SieField[]): Omit<SieVoucher, "rows"> | SieRefusal {
  const [series, number, date, text, registered, sign] = fields;
  if (typeof series !== "string" || typeof number !== "string" || typeof date !== "string")
    return { problem: "#VER needs series, number and date" };
  const day = dateOf(date);
  if (day === null) return notADate(date);
  return {
    line,
    series,
    number,
    date: day,
    text: typeof text === "string" ? text : "",
    registered: typeof registered === "string" ? dateOf(registered) : null,
    sign: typeof sign === "string" && sign !== "" ? sign : null,
  };
}

/** `#TRANS account {objects} amount [date] ["text"] ...` */
export function rowOf(line: number, fields: readonly SieField[], currency: string): SieRow | SieRefusal {
  const [account, objects, amount, date, text] = fields;
  if (typeof objects === "string" || objects === undefined || typeof amount !== "string")
    return { problem: "#TRANS needs account, {objects} and amount" };
  const number = accountOf(account);
  if (typeof number === "object") return number;
  const units = parsePlain(amount, currency);
  if (units === null) return { problem: `"${amount}" is not an amount in ${currency}` };
  const day = typeof date === "string" && date !== "" ? dateOf(date) : null;
  if (typeof date === "string" && date !== "" && day === null) return notADate(date);
  return {
    line,
    account: number,
    objects: pairs(objects),
    amount: units,
    date: day,
    text: typeof text === "string" ? text : "",
  };
}

export function accountOf(field: SieField | undefined): number | SieRefusal {
  if (typeof field === "string" && /^\d{1,10}$/.test(field)) return Number(field);
  const found = typeof field === "string" ? field : "";
  return { problem: `"${found}" is not an account number` };
}

/** The problem when the rows do not add up to 0.00. */
export function balanceProblem(rows: readonly SieRow[], currency: string): string | null {
  const total = sum(rows.map(({ amount }) => amount));
  if (total === 0n) return null;
  const shown = showMinor(total, currency);
  return `the voucher is out of balance by ${shown} ${currency}`;
}

/** "20260310" is "2026-03-10"; null when there is no such day. */
function dateOf(text: string): string | null {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return null;
  const shown = date.toISOString().slice(0, 10);
  return shown === `${year}-${month}-${day}` ? shown : null; // the 31st of June is not the 1st of July
}

function notADate(text: string): SieRefusal {
  return { problem: `"${text}" is not a date (YYYYMMDD)` };
}

function pairs(list: readonly string[]): SieRow["objects"] {
  const objects: { dimension: string; object: string }[] = [];
  for (let at = 0; at + 1 < list.length; at += 2)
    objects.push({ dimension: list[at] ?? "", object: list[at + 1] ?? "" });
  return objects;
}
