/**
 * Every kind of deviation in a real Chromium: each way to decide it that its page offers, with the voucher shown first and booked
 * as shown, and taken back in the same manner.
 */
import { expect, jest, test } from "@jest/globals";
import { DEVIATION_CODES, type DeviationCode } from "../../../src/format/deviation-texts.ts";
import { everyKind } from "./every-kind-books.ts";
import { expectGood, PHONE, WIDE, type Look } from "./good-page.ts";
import { visitDesk } from "./visit.ts";

jest.setTimeout(120_000);

const { inBrowser, visit } = visitDesk("every kind of deviation", async () => everyKind(new Date()));

const LOOKS = [
  { language: "sv", colorScheme: "light", viewport: WIDE },
  { language: "en", colorScheme: "dark", viewport: PHONE },
] as const satisfies readonly (Look & { language: string })[];

type Way = "candidate" | "account" | "write_off" | "accept";

/** The ways that the page of a kind must offer, and no others. */
const WAYS: Readonly<Record<DeviationCode, readonly Way[]>> = {
  no_receivable: ["account", "accept"],
  no_credit_note: ["account", "accept"],
  uncertain: ["account", "accept"],
  ambiguous: ["candidate", "account", "accept"],
  partly_paid: ["account", "write_off", "accept"],
  overpaid: ["candidate", "account", "accept"],
  already_settled: ["account", "accept"],
  currency_differs: ["account", "accept"],
  receivable_changed: ["accept"],
  chargeback: ["account", "accept"],
  payment_default: ["account", "accept"],
  needs_account: ["account", "accept"],
  needs_rate: ["accept"],
  fee_differs: ["accept"],
  report_changed: ["accept"],
  debt_gap: ["accept"],
  payout_missing: ["accept"],
  totals_differ: ["accept"],
  unknown_type: ["accept"],
  unreadable: ["accept"],
};
/** Those whose line any receivable may take that a person names. */
const OF_OPEN_LINES = 8;

async function openOne(code: DeviationCode): Promise<number> {
  const [found] = await visit.desk.place.ask<{ id: string }>(
    `select id from kvitt.deviation where code = '${code}' and state = 'open' order by id limit 1`,
  );
  if (found === undefined) throw new Error(`the books have no open deviation ${code}`);
  return Number(found.id);
}

async function stateOf(id: number): Promise<string | undefined> {
  const [found] = await visit.desk.place.ask<{ state: string }>(
    `select state from kvitt.deviation where id = ${id}`,
  );
  return found?.state;
}

/** Account, debit and credit of the vouchers after the given one. */
async function bookedAfter(voucher: number): Promise<string[]> {
  const found = await visit.desk.place.ask<{ said: string }>(
    `select r.account || ' ' || kvitt.show_minor(r.debit - r.credit, v.currency) as said
       from kvitt.voucher v join kvitt.voucher_row r on r.voucher_id = v.id where v.id > ${voucher} order by v.id, r.position`,
  );
  return found.map(({ said }) => said);
}

async function lastVoucher(): Promise<number> {
  const [found] = await visit.desk.place.ask<{ id: string | null }>(
    "select max(id) as id from kvitt.voucher",
  );
  return Number(found?.id ?? 0);
}

/** What the page shows of the vouchers to be, as `bookedAfter` has it. */
async function shownVouchers(): Promise<string[]> {
  const cells = await visit.page
    .locator("main article tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? "")),
    );
  const titles = await visit.page.locator("main article thead th").allTextContents();
  const [debitAt, creditAt] = ["Debet|Debit", "Kredit|Credit"].map((title) =>
    titles.findIndex((one) => new RegExp(`^(?:${title})$`).test(one)),
  );
  const plain = (text = "") =>
    text
      .replace(/[\s,](?=\d{3}\b)/g, "")
      .replace(/\s/g, "")
      .replace(",", ".");
  return cells.map((row) => {
    const [debit, credit] = [plain(row[debitAt ?? 1]), plain(row[creditAt ?? 2])];
    return `${row[0]} ${debit === "" ? `-${credit}` : debit}`;
  });
}

/** Fills in the form of the way, and sends it. */
async function ask(way: Way): Promise<void> {
  const { page } = visit;
  if (way === "candidate") {
    const form = page.locator("#decide > form").first();
    // what the receivable leaves of the line needs an account
    const rest = form.locator("[name=account]");
    if ((await rest.count()) > 0) await rest.fill("3740");
    return form.locator("button").click();
  }
  const action = page.locator(`#decide details:has(input[name=do][value=${way}])`);
  await action.locator("summary").click();
  if (way === "account") await action.locator("[name=account]").first().fill("3990");
  await action.locator("[name=why]").fill(`prövar ${way}`);
  await action.locator("button").click();
}

/** The ways that the page offers. */
async function offered(): Promise<Way[]> {
  const { page } = visit;
  const has = async (selector: string) => (await page.locator(selector).count()) > 0;
  const ways: Way[] = [];
  if (await has("#decide > form button")) ways.push("candidate");
  for (const way of ["account", "write_off", "accept"] as const)
    if (await has(`#decide details input[name=do][value=${way}]`)) ways.push(way);
  return ways;
}

/** From the preview that is open to the page of the deviation; what is booked is what was shown. */
async function confirm(id: number, done: "resolved" | "undone"): Promise<readonly string[]> {
  const { page } = visit;
  await page.waitForURL(`**/deviations/${id}/preview`);
  expect(await page.locator(".says.trouble").allTextContents()).toEqual([]);
  const [before, was] = [await lastVoucher(), await stateOf(id)];
  const shown = await shownVouchers();
  await page.locator("main form button").first().click();
  await page.waitForURL(`**/deviations/${id}?done=${done}*`);
  expect(was).toMatch(done === "resolved" ? /^open$/ : /^(?:resolved|closed)$/);
  expect(await bookedAfter(before)).toEqual(shown);
  return shown;
}

const opposite = (rows: readonly string[]) =>
  rows.map((row) => {
    const [account = "", amount = ""] = row.split(" ");
    return `${account} ${amount.startsWith("-") ? amount.slice(1) : `-${amount}`}`;
  });

inBrowser("every kind of deviation", () => {
  test.each(DEVIATION_CODES.map((code, index) => [code, index] as const))(
    "%s: each way that its page offers is shown first, booked as shown, and taken back",
    async (code, index) => {
      const { page } = visit;
      const look = LOOKS[index % LOOKS.length] ?? LOOKS[0];
      const id = await openOne(code);
      await visit.go(`/language/${look.language}`);
      await visit.go(`/deviations/${id}`);
      await expectGood(page, [look]);
      expect(await offered()).toEqual(WAYS[code]);
      const others = await page.locator("#decide details input[name=do][value=match]").count();
      expect(others).toBe(index < OF_OPEN_LINES && code !== "partly_paid" ? 1 : 0);
      for (const way of WAYS[code]) {
        expect(await page.locator("#undo").count()).toBe(0);
        await ask(way);
        await page.waitForURL(`**/deviations/${id}/preview`);
        if (way === WAYS[code][0]) await expectGood(page, [look]);
        const shown = await confirm(id, "resolved");
        expect(shown.length > 1).toBe(way !== "accept");
        expect(["resolved", "closed"]).toContain(await stateOf(id));
        expect(await page.locator("#decide").count()).toBe(0);
        await page.locator("#undo [name=why]").fill("prövar att ångra");
        await page.locator("#undo button").click();
        expect(await confirm(id, "undone")).toEqual(opposite(shown));
        expect(await stateOf(id)).toBe("open");
        expect(await page.locator("#history").textContent()).toContain("prövar att ångra");
      }
    },
  );

  test("a report that came again shows what differs, line by line, and nothing to match", async () => {
    const { page } = visit;
    await visit.go("/language/sv");
    await visit.go(`/deviations/${await openOne("report_changed")}`);
    expect(await page.locator("#books").textContent()).toContain("ändrad: merchantReference1: WEB → WEBB");
    expect(await page.locator("#decide").textContent()).not.toContain("Matcha");
  });

  test("and the books agree after all of it", async () => {
    expect(await visit.desk.place.json(["verify"], 0)).toMatchObject({ agrees: true, findings: [] });
  });
});
