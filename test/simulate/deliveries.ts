/**
 * Other files in an inbox: a report again, a report changed afterwards, and files that must be refused, each with the
 * deviations that it must open.
 */
import { add, minor, type Minor } from "../../src/money.ts";
import { payoutKey, type KnownDeviation } from "./known.ts";
import type { LaidPayout } from "./layout.ts";
import type { Payout } from "./payout.ts";
import type { Random } from "./random.ts";
import { reportCsv, USUAL, type Layout } from "./report-csv.ts";

export interface NamedBytes {
  /** Relative to the folder it is put in; may have folders of its own. */
  readonly name: string;
  readonly bytes: Buffer;
}

export interface Delivery {
  readonly night: number;
  readonly file: NamedBytes;
  /** Open from that night on. */
  readonly deviations: readonly KnownDeviation[];
}

export function reportFile({ payout, layout }: LaidPayout): NamedBytes {
  const name = `${payout.channel.merchantId}/settlement.${payout.paymentReference}.csv`;
  return { name, bytes: reportCsv(payout, layout) };
}

/** One of each kind, at most; each with its own chance. */
export function extraDeliveries(payouts: readonly LaidPayout[], nights: number, random: Random): Delivery[] {
  const deliveries: Delivery[] = [];
  const later = (laid: LaidPayout) => random.between(laid.night, nights - 1);
  const some = (chance: number, deliver: (laid: LaidPayout) => Delivery) => {
    if (random.chance(chance)) deliveries.push(deliver(random.pick(payouts)));
  };
  some(0.5, (laid) => {
    const { name, bytes } = reportFile(laid);
    return {
      night: later(laid),
      file: { name: name.replace("settlement.", "kopia av settlement."), bytes },
      deviations: [],
    };
  });
  some(0.5, (laid) => ({ night: later(laid), file: relaid(laid), deviations: [] }));
  const plain = payouts.filter(
    ({ payout, night }) => payout.totals.total_deposit_amount === 0n && night < nights - 1,
  );
  if (plain.length > 0 && random.chance(0.5)) deliveries.push(changed(random.pick(plain), nights, random));
  for (const make of [offByOneOre, unknownType, notAReport]) {
    some(0.4, (laid) => refused(make(withOwnReference(laid.payout)), laid.night));
  }
  return deliveries;
}

/** The same payout with its columns in another order: the merchant has changed the report's configuration. */
function relaid(laid: LaidPayout): NamedBytes {
  const columns = [...laid.layout.columns.slice(0, 1), ...laid.layout.columns.slice(1).toReversed()];
  const layout: Layout = { ...USUAL, columns };
  const name = `${laid.payout.channel.merchantId}/settlement.${laid.payout.paymentReference}-2.csv`;
  return { name, bytes: reportCsv(laid.payout, { ...layout, blankLine: laid.layout.blankLine }) };
}

/** The same payout with another row, on a later night: it adds up, but is not what was booked. */
function changed({ payout, layout, night }: LaidPayout, nights: number, random: Random): Delivery {
  const [any] = payout.rows;
  if (!any) throw new Error("every payout has rows");
  const amount = minor(1_000n);
  const credit = {
    ...any,
    type: "CREDIT",
    detailedType: "CORRECTION_DISPUTE",
    amount,
    feeVat: null,
    feeVatRate: "",
    fees: [],
  };
  const totals = {
    ...payout.totals,
    total_credit_amount: add(payout.totals.total_credit_amount, amount),
    total_settlement_amount: add(payout.totals.total_settlement_amount, amount),
  };
  const file = {
    name: `settlement.${payout.paymentReference}.ny.csv`,
    bytes: reportCsv({ ...payout, totals, rows: [...payout.rows, credit] }, layout),
  };
  const about = payoutKey(payout.channel.merchantId, payout.paymentReference);
  return {
    night: random.between(night + 1, nights - 1),
    file,
    deviations: [{ about, codes: ["report_changed"], story: "a payout again with other content" }],
  };
}

interface Refused {
  readonly name: string;
  readonly bytes: Buffer;
  readonly code: string;
}

function refused({ name, bytes, code }: Refused, night: number): Delivery {
  return {
    night,
    file: { name, bytes },
    deviations: [{ about: name, codes: [code], story: "a file that is refused" }],
  };
}

function withOwnReference(payout: Payout): Payout {
  return { ...payout, paymentReference: `9${payout.paymentReference}` };
}

function offByOneOre(payout: Payout): Refused {
  const totals = {
    ...payout.totals,
    total_settlement_amount: add(payout.totals.total_settlement_amount, ONE),
  };
  return { name: "ett öre fel.csv", bytes: reportCsv({ ...payout, totals }), code: "totals_differ" };
}

/** A row of nothing, so that only its type is wrong. */
function unknownType(payout: Payout): Refused {
  const [any] = payout.rows;
  if (!any) throw new Error("every payout has rows");
  const row = { ...any, amount: minor(0n), feeVat: null, feeVatRate: "", detailedType: "" };
  const text = reportCsv({ ...payout, rows: [row, ...payout.rows] }).toString("utf8");
  const bytes = Buffer.from(text.replace(`\n${any.type};`, "\nSWISH_TRANSFER;"), "utf8");
  return { name: "okänd radtyp.csv", bytes, code: "unknown_type" };
}

function notAReport(): Refused {
  return {
    name: "anteckningar.txt",
    bytes: Buffer.from("Ring Klarna om utbetalningen!\n", "utf8"),
    code: "unreadable",
  };
}

const ONE: Minor = minor(1n);
