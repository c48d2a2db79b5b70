import { expect, test } from "@jest/globals";
import { parse } from "yaml";
import { deviations, vouchers } from "../../src/books/views.ts";
import { verify } from "../../src/audit/verify/verify.ts";
import type { Language } from "../../src/message.ts";
import { openWorld } from "../audit/world.ts";
import { blocksOf, partProblem, readPage } from "./page.ts";
import { voucherText } from "./voucher-text.ts";

const MINUTE = 60_000;
const PAGES: Readonly<Record<Language, string>> = {
  sv: "docs/sa-fors-bokforingen.md",
  en: "docs/how-your-books-are-kept.md",
};
const AT = new Date("2026-03-11T02:15:00Z");

/** What the shop itself has booked on the account, by the page: with the voucher it comes to zero. */
const OWN = [
  { account: 1510, amount: 162_500 },
  { account: 1510, amount: 162_500 },
  { account: 1686, amount: 162_500 },
  { account: 1689, amount: 162_500 },
];

const WAYS = (["sv", "en"] as const).flatMap((language) =>
  [1, 2, 3, 4].map((way) => [PAGES[language], language, way] as const),
);

test.each(WAYS)(
  "%s (%s): the voucher of way %i is what a night makes of the files on the page",
  async (name, language, way) => {
    const page = readPage(name);
    const [report = ""] = blocksOf(page, "csv report");
    const [receivables] = blocksOf(page, `csv receivables ${way}`);
    const [settings = "{}"] = blocksOf(page, `yaml settings ${way}`);
    const world = await openWorld({ ...(parse(settings) as object), language });
    try {
      const file = (called: string, text: string) => ({ name: called, bytes: Buffer.from(text) });
      await world.night({
        at: AT,
        files: [file("settlement.XISA93DJ.csv", report)],
        receivables: receivables === undefined ? [] : [file("list.csv", receivables)],
      });
      const [voucher, ...more] = await vouchers(world.app.books);
      if (!voucher) throw new Error("the night made no voucher");
      expect(more).toEqual([]);
      expect(await deviations(world.app.books)).toEqual([]);
      expect(partProblem(name, `way ${way}`, voucherText(voucher, language))).toBe("");

      const { account, amount } = OWN[way - 1] ?? { account: 0, amount: 0 };
      const units = (text: string) => Number(text.replace(".", ""));
      const booked = voucher.rows
        .filter((row) => row.account === account)
        .reduce((sum, { debit, credit }) => sum + units(debit) - units(credit), 0);
      expect(booked + amount).toBe(0);
      expect(voucher.rows.some(({ account: one }) => one >= 3000 && one < 4000)).toBe(false);
      expect((await verify(world.app, { all: true })).findings).toEqual([]);
    } finally {
      await world.close();
    }
  },
  MINUTE,
);

test("both pages run the same files, and say the same of the same programs", () => {
  const [sv, en] = [readPage(PAGES.sv), readPage(PAGES.en)];
  for (const kind of [
    "csv report",
    "csv receivables 1",
    "csv receivables 2",
    "csv receivables 4",
    "yaml settings 3",
    "yaml settings 4",
  ]) {
    expect(blocksOf(sv, kind)).toHaveLength(1);
    expect(blocksOf(sv, kind)).toEqual(blocksOf(en, kind));
  }
  const links = (text: string) => [...text.matchAll(/\]\((https:[^)]+)\)/g)].map(([, link]) => link);
  expect(links(sv).length).toBeGreaterThan(3);
  expect(links(sv)).toEqual(links(en));
});
