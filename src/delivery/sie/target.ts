/**
 * The SIE target: delivers vouchers as files in a folder that an accounting program imports from. One SIE file per voucher,
 * complete or absent, never overwritten. The file's name is the reference.
 */
import { messages } from "./messages.ts";
import { lstat, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createReadStream } from "node:fs";
import { accountsOf, type Settings } from "../../config/settings.ts";
import { createFile, PRIVATE } from "../../atomic-file.ts";
import { dateIn, type Clock } from "../../clock.ts";
import { errnoOf } from "../../errors.ts";
import { fiscalYearAt, fiscalYearName, type FiscalYear } from "../../config/fiscal-year.ts";
import { accountNames } from "../../ledger/account-names.ts";
import { inBookCurrency } from "../currency.ts";
import type { Rates } from "../rates.ts";
import type { Delivery, DeliveryTarget } from "../target.ts";
import type { VoucherSource } from "../voucher-source.ts";
import { sieFileName } from "./file-name.ts";
import { sieFingerprint } from "./fingerprint.ts";
import { sieChunks } from "./write.ts";

export interface SieTargetOptions {
  /** Created when it is missing. */
  readonly folder: string;
  readonly settings: Settings;
  readonly rates: Rates;
  /** Kvitt's own version, for #PROGRAM. */
  readonly version: string;
  readonly clock: Clock;
}

/** The target throws on a full disk, a missing permission or an invalid voucher; then nothing was delivered. */
export function sieTarget({ folder, settings, rates, version, clock }: SieTargetOptions): DeliveryTarget {
  const { company, language, timeZone } = settings;

  /** The voucher in the book currency, or the rate that is missing. */
  const inBooks = (voucher: VoucherSource) =>
    inBookCurrency(
      voucher,
      { currency: company.currency, accounts: accountsOf(settings, voucher.merchantId), language },
      rates,
    );
  const render = (voucher: VoucherSource) =>
    sieChunks(voucher, company, {
      version,
      generated: dateIn(timeZone, clock.now()),
      accountNames: accountNames(accountsOf(settings, voucher.merchantId)),
    });
  /** Whether the year of the voucher's date is the fiscal year that it was numbered in. */
  const isInYear = ({ fiscalYear, fiscalYearPart }: VoucherSource, { year, part }: FiscalYear) =>
    fiscalYearName(fiscalYear, fiscalYearPart) === fiscalYearName(year, part);

  return {
    name: "sie",

    async lookUp(voucher, _key, signal) {
      const name = sieFileName(voucher);
      const found = await kindOf(join(folder, name));
      if (found !== "file" || !isInYear(voucher, fiscalYearAt(voucher.date, company))) return null;
      const booked = inBooks(voucher);
      if (booked.kind === "needs_rate") return null;
      const same = await hasSameContent(join(folder, name), render(booked.voucher), signal);
      return same ? { reference: name, rates: booked.rates } : null;
    },

    async deliver(voucher, _key, signal): Promise<Delivery> {
      const year = fiscalYearAt(voucher.date, company);
      if (!isInYear(voucher, year)) return outsideYear(voucher, year);
      const booked = inBooks(voucher);
      if (booked.kind === "needs_rate")
        return { kind: "waits", waitsFor: "needs_rate", currency: booked.currency, date: booked.date };
      await mkdir(folder, { recursive: true, mode: 0o750 });
      const name = sieFileName(voucher);
      const path = join(folder, name);
      const created = await createFile(path, render(booked.voucher), { signal, mode: PRIVATE });
      const delivered = { kind: "delivered", reference: name, rates: booked.rates } as const;
      if (created.kind === "created") return delivered;
      if (created.kind === "unsure") return created;
      const same =
        (await kindOf(path)) === "file" && (await hasSameContent(path, render(booked.voucher), signal));
      return same ? delivered : nameTaken(name, folder);
    },
  };
}

/** Whether a file holds what we would write now, apart from the date and version that wrote it. */
async function hasSameContent(
  path: string,
  chunks: AsyncIterable<Buffer>,
  signal: AbortSignal,
): Promise<boolean> {
  const there = await sieFingerprint(createReadStream(path, { signal }));
  return (
    there !== null && there === (await sieFingerprint(Readable.from(chunks, { signal, objectMode: false })))
  );
}

async function kindOf(path: string): Promise<"none" | "file" | "other"> {
  try {
    return (await lstat(path)).isFile() ? "file" : "other";
  } catch (thrown) {
    if (errnoOf(thrown) === "ENOENT") return "none";
    throw thrown;
  }
}

function outsideYear(voucher: VoucherSource, { from, to }: FiscalYear): Delivery {
  const name = `${voucher.series}${voucher.number}`;
  const fiscalYear = fiscalYearName(voucher.fiscalYear, voucher.fiscalYearPart);
  return {
    kind: "refused",
    problem: messages.outsideFiscalYear({ name, fiscalYear, date: voucher.date, from, to }),
    remedy: messages.outsideFiscalYearRemedy,
  };
}

function nameTaken(name: string, folder: string): Delivery {
  return { kind: "refused", problem: messages.nameTaken({ name, folder }), remedy: messages.nameTakenRemedy };
}
