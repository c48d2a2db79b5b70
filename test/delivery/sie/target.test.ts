import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { clockAt } from "../../../src/clock.ts";
import type { Settings } from "../../../src/config/settings.ts";
import { readSettings } from "../../../src/config/read-settings.ts";
import type { Voucher } from "../../../src/ledger/voucher.ts";
import { rateTable } from "../../../src/delivery/rates.ts";
import { differenceFrom } from "../../sie/compare.ts";
import { readSie } from "../../sie/read.ts";
import { sieTarget } from "../../../src/delivery/sie/target.ts";
import { deliverOnce, voucherKey, type DeliveryTarget } from "../../../src/delivery/target.ts";
import { voucherSource } from "../../../src/delivery/voucher-source.ts";
import { COMPANY, credit, debit, PAYOUT } from "./vouchers.ts";

const NAME = "K500746_XISA93DJ_K2026-12.si";
let folder: string;
let signal: AbortSignal;

beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "kvitt-sie-")), "sie");
  signal = new AbortController().signal;
});
afterEach(() => rm(join(folder, ".."), { recursive: true, force: true }));

function settings(more: object = {}): Settings {
  const read = readSettings("test", { company: COMPANY, ...more });
  if (!read.ok) throw new Error(read.problem.en);
  return read.value;
}

function target(at = "2026-03-11T02:15:00Z", version = "0.1.0", using = settings()): DeliveryTarget {
  const rates = rateTable(using.rates, []);
  if (!rates.ok) throw new Error(rates.problem.en);
  return sieTarget({ folder, settings: using, rates: rates.value, version, clock: clockAt(at) });
}

const send = (voucher: Voucher = PAYOUT, to = target()) => deliverOnce(to, voucherSource(voucher), signal);
const lookUp = (voucher: Voucher = PAYOUT, at = target()) =>
  at.lookUp(voucherSource(voucher), voucherKey(voucher), signal);
const deliver = (voucher: Voucher = PAYOUT, to = target()) =>
  to.deliver(voucherSource(voucher), voucherKey(voucher), signal);
const CHANGED: Voucher = { ...PAYOUT, rows: [debit(1930, 100n, ""), credit(1510, 100n, "")] };

describe("a voucher is delivered as a file", () => {
  test("that says what the voucher says, under a name that is the reference", async () => {
    expect(await lookUp()).toBeNull();
    expect(await send()).toMatchObject({ kind: "delivered", reference: NAME });
    expect(await lookUp()).toMatchObject({ reference: NAME });
    expect(await readdir(folder)).toEqual([NAME]);
    const read = readSie(await readFile(join(folder, NAME)));
    expect(read.ok && differenceFrom(read.value, PAYOUT)).toBeNull();
    expect(read.ok && read.value.accounts.get(6064)).toBe("Factoringavgifter");
  });

  test("dated in the company's time zone", async () => {
    await send(PAYOUT, target("2026-03-10T23:30:00Z"));
    expect((await readFile(join(folder, NAME))).toString("latin1")).toContain("#GEN 20260311\r\n");
  });

  test("and an unbalanced voucher leaves nothing behind", async () => {
    await expect(send({ ...PAYOUT, rows: PAYOUT.rows.slice(1) })).rejects.toThrow("out of balance");
    expect(await readdir(folder)).toEqual([]);
  });
});

test("the file may be read by its group, and not by others, whatever the process gives new files", async () => {
  const before = process.umask(0);
  try {
    expect(await send()).toMatchObject({ kind: "delivered" });
  } finally {
    process.umask(before);
  }
  expect((await stat(join(folder, NAME))).mode & 0o777).toBe(0o640);
  expect((await stat(folder)).mode & 0o777 & ~0o750).toBe(0);
});

describe("the same voucher again", () => {
  test("is the same file, another night and another version too", async () => {
    await send();
    const before = await stat(join(folder, NAME));
    const later = target("2026-04-01T02:15:00Z", "0.2.0");
    expect(await send(PAYOUT, later)).toMatchObject({ kind: "delivered", reference: NAME });
    expect(await deliver(PAYOUT, later)).toMatchObject({ kind: "delivered", reference: NAME });
    const after = await stat(join(folder, NAME));
    expect([after.mtimeMs, after.ino]).toEqual([before.mtimeMs, before.ino]);
  });

  test("is known when a program has marked the file as imported, or changed its line ends", async () => {
    await send();
    const bytes = (await readFile(join(folder, NAME))).toString("latin1");
    await writeFile(
      join(folder, NAME),
      bytes.replace("#FLAGGA 0", "#FLAGGA 1").replaceAll("\r\n", "\n"),
      "latin1",
    );
    expect(await send()).toMatchObject({ kind: "delivered", reference: NAME });
    expect(await deliver()).toMatchObject({ kind: "delivered", reference: NAME });
  });

  test("by ten at the same time is one whole file", async () => {
    const all = await Promise.all(Array.from({ length: 10 }, () => deliver()));
    expect(all).toEqual(
      Array.from({ length: 10 }, () => ({ kind: "delivered", reference: NAME, rates: [] })),
    );
    expect(await readdir(folder)).toEqual([NAME]);
    expect(readSie(await readFile(join(folder, NAME))).ok).toBe(true);
  });

  test("finds its way past what a killed writer left, and tidies it away after an hour", async () => {
    await mkdir(folder, { recursive: true });
    const left = [0, 1].map((n) => join(folder, `.${NAME}.${n}.tmp`));
    for (const path of left) await writeFile(path, "#FLAGGA 0\r\n#KSU");
    const [old = "", fresh = ""] = left;
    const twoHoursAgo = new Date(Date.now() - 7_200_000);
    await utimes(old, twoHoursAgo, twoHoursAgo);
    expect(await send()).toMatchObject({ kind: "delivered", reference: NAME });
    expect((await readdir(folder)).sort()).toEqual([fresh.slice(folder.length + 1), NAME].sort());
  });
});

describe("a file with other content is never written over", () => {
  test.each([
    [
      "another voucher",
      async (path: string) => {
        await send(CHANGED);
        expect(await readFile(path)).toBeTruthy();
      },
    ],
    [
      "half a file",
      async (path: string) => {
        await send();
        const whole = await readFile(path);
        await writeFile(path, whole.subarray(0, whole.length - 40));
      },
    ],
    ["an empty file", (path: string) => writeFile(path, "")],
    ["a folder", (path: string) => mkdir(path)],
    ["a link to nowhere", (path: string) => symlink("/nowhere/at/all", path)],
  ])("%s is refused, with words", async (_, put) => {
    await mkdir(folder, { recursive: true });
    await put(join(folder, NAME));
    expect(await lookUp()).toBeNull();
    const before = await readdir(folder);
    const delivery = await send();
    expect(delivery).toMatchObject({ kind: "refused" });
    expect(delivery.kind === "refused" && delivery.problem.sv).toContain(`Det finns redan en fil ${NAME}`);
    expect(await readdir(folder)).toEqual(before);
  });
});

describe("a payout in another currency", () => {
  const EURO: Voucher = {
    ...PAYOUT,
    currency: "EUR",
    rows: [debit(1930, 9_833n, "in"), debit(6064, 167n, "avgift"), credit(1510, 10_000n, "ut")],
  };

  test("waits until a rate is known", async () => {
    expect(await send(EURO)).toEqual({
      kind: "waits",
      waitsFor: "needs_rate",
      currency: "EUR",
      date: "2026-03-10",
    });
    expect(await lookUp(EURO)).toBeNull();
    const later = settings({ rates: { EUR: { "2026-03-11": "11.5" } } });
    expect((await send(EURO, target(undefined, undefined, later))).kind).toBe("waits");
  });

  test("is written in the book currency, to the öre, and found again", async () => {
    const known = target(undefined, undefined, settings({ rates: { EUR: { "2026-03-09": "11.4523" } } }));
    expect(await send(EURO, known)).toMatchObject({ kind: "delivered", reference: NAME });
    expect(await lookUp(EURO, known)).toMatchObject({ reference: NAME });
    const read = readSie(await readFile(join(folder, NAME)));
    const [voucher] = read.ok ? read.value.vouchers : [];
    expect(read.ok && read.value.currency).toBe("SEK");
    expect(voucher?.text).toBe("Klarna utbetalning XISA93DJ (EUR 11,4523)");
    // 98.33 * 11.4523 = 1126.104659, 1.67 * 11.4523 = 19.125341, 100 * 11.4523 = 1145.23
    expect(voucher?.rows.map(({ account, amount }) => [account, amount])).toEqual([
      [1930, 112_610n],
      [6064, 1_913n],
      [1510, -114_523n],
    ]);
  });
});

describe("what cannot be delivered", () => {
  test("a date outside the fiscal year is for a person", async () => {
    const delivery = await send({ ...PAYOUT, date: "2027-01-02" });
    expect(delivery.kind === "refused" && delivery.problem.en).toBe(
      "Voucher K12 was numbered in fiscal year 2026, but by the settings its date 2027-01-02 is in 2027-01-01 to 2027-12-31.",
    );
  });

  test("a file where the folder should be is technical", async () => {
    await writeFile(folder, "");
    await expect(deliver()).rejects.toThrow(/EEXIST|ENOTDIR/);
  });

  test("an aborted delivery leaves nothing behind", async () => {
    const abort = new AbortController();
    const source = voucherSource(PAYOUT);
    const endless = {
      ...source,
      async *batches() {
        for (let n = 0; ; n++) {
          if (n === 5) abort.abort();
          yield PAYOUT.rows;
        }
      },
    };
    await expect(target().deliver(endless, voucherKey(PAYOUT), abort.signal)).rejects.toThrow("abort");
    expect(await readdir(folder)).toEqual([]);
  });
});
