/** A way of writing a report: everything that a merchant can set in the portal, and that Excel does to a file. */
import { decimalsOf, minor } from "../../src/money.ts";
import type { Random } from "./random.ts";

export interface WrittenDialect {
  readonly delimiter: ";" | "," | "\t" | "|";
  readonly mark: "." | ",";
  /** Between groups of three digits; "" for none. */
  readonly gap: string;
  readonly minus: "-" | "\u2212" | "trailing";
  readonly signed: boolean;
  /** Totals that are deducted carry a minus too. */
  readonly signedTotals: boolean;
  /** Zeros at the end are left out, as Excel does: "12.5", "1500". */
  readonly trimmed: boolean;
  readonly encoding:
    "utf-8" | "utf-8 bom" | "utf-16le" | "utf-16be" | "utf-16le bom" | "utf-16be bom" | "windows-1252";
  readonly lineEnd: "\n" | "\r\n" | "\r";
  readonly quoting: "all" | "some" | "needed";
  readonly dates: "instant" | "millis" | "spaced" | "offset" | "day" | "dmy" | "mdy" | "dotted";
  readonly headers: "plain" | "upper" | "spaced";
  readonly padded: boolean;
  readonly lastLineEnd: boolean;
  readonly hint: boolean;
}

export function randomDialect(chance: Random): WrittenDialect {
  const encoding: WrittenDialect["encoding"] = chance.pick([
    "utf-8",
    "utf-8",
    "utf-8",
    "utf-8 bom",
    "utf-16le",
    "utf-16be",
    "utf-16le bom",
    "utf-16be bom",
    "windows-1252",
    "windows-1252",
  ]);
  const narrow = encoding === "windows-1252";
  const mark = chance.pick([".", ","] as const);
  const trimmed = chance.chance(0.2);
  const otherMark = mark === "." ? "," : ".";
  const gaps: [string, ...string[]] = ["", "", " ", "\u00a0", "'"];
  if (!narrow) gaps.push("\u202f", "\u2019");
  // "1.500" alone could be one and a half: with decimals always written it is plain, without them it may not be.
  if (!trimmed) gaps.push(otherMark, otherMark);
  const signed = chance.chance(0.4);
  return {
    delimiter: chance.pick([";", ";", ",", "\t", "|"]),
    mark,
    gap: chance.pick(gaps),
    minus: chance.pick(narrow ? ["-", "trailing"] : ["-", "\u2212", "trailing"]),
    signed,
    signedTotals: signed && chance.chance(0.5),
    trimmed,
    encoding,
    lineEnd: chance.pick(["\n", "\r\n", "\r"]),
    quoting: chance.pick(["all", "some", "needed", "needed"]),
    dates: chance.pick(["instant", "instant", "millis", "spaced", "offset", "day", "dmy", "mdy", "dotted"]),
    headers: chance.pick(["plain", "plain", "upper", "spaced"]),
    padded: chance.chance(0.2),
    lastLineEnd: chance.chance(0.8),
    hint: chance.chance(0.1),
  };
}

export function writeAmount(amount: bigint, currency: string, dialect: WrittenDialect): string {
  const { mark, gap, minus, trimmed } = dialect;
  const decimals = decimalsOf(currency);
  const units = minor(amount < 0n ? -amount : amount);
  const digits = String(units).padStart(decimals + 1, "0");
  const whole = digits.slice(0, digits.length - decimals).replace(/\B(?=(?:\d{3})+$)/g, gap);
  let fraction = digits.slice(digits.length - decimals);
  if (trimmed) fraction = fraction.replace(/0+$/, "");
  const plain = fraction === "" ? whole : whole + mark + fraction;
  if (amount >= 0n) return plain;
  return minus === "trailing" ? `${plain}-` : minus + plain;
}

export function writeDate(instant: number, dates: WrittenDialect["dates"]): string {
  const iso = new Date(instant).toISOString();
  const [day = "", rest = ""] = iso.split("T");
  const time = rest.slice(0, 8);
  const [y = "", m = "", d = ""] = day.split("-");
  switch (dates) {
    case "instant":
      return `${day}T${time}Z`;
    case "millis":
      return iso;
    case "spaced":
      return `${day} ${time}`;
    case "offset":
      return `${new Date(instant + 2 * 3_600_000).toISOString().slice(0, 19)}+02:00`;
    case "day":
      return day;
    case "dmy":
      return `${d}/${m}/${y}`;
    case "mdy":
      return `${m}/${d}/${y}`;
    case "dotted":
      return `${d}.${m}.${y} ${time.slice(0, 5)}`;
  }
}

/** What can be read back of a date that was written like that. */
export function dateAsWritten(instant: number, dates: WrittenDialect["dates"]): string {
  const unit = { day: 86_400_000, dmy: 86_400_000, mdy: 86_400_000, dotted: 60_000 };
  const step =
    dates === "day" || dates === "dmy" || dates === "mdy" || dates === "dotted" ? unit[dates] : 1000;
  return new Date(Math.floor(instant / step) * step).toISOString();
}

export function encode(text: string, encoding: WrittenDialect["encoding"]): Uint8Array {
  switch (encoding) {
    case "utf-8":
      return Buffer.from(text, "utf8");
    case "utf-8 bom":
      return Buffer.from(`\ufeff${text}`, "utf8");
    case "utf-16le":
      return Buffer.from(text, "utf16le");
    case "utf-16le bom":
      return Buffer.from(`\ufeff${text}`, "utf16le");
    case "utf-16be":
      return Buffer.from(text, "utf16le").swap16();
    case "utf-16be bom":
      return Buffer.from(`\ufeff${text}`, "utf16le").swap16();
    case "windows-1252":
      return Buffer.from(text, "latin1"); // what we write is the same in both
  }
}
