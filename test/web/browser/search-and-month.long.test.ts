/** Looking something up, and closing a month, as a bookkeeper does it: from the search to the line, from the month to its files. */
import { expect, jest, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import { order } from "../../../src/demo/shop.ts";
import { unzip } from "../../audit/unzip.ts";
import { readSie } from "../../sie/read.ts";
import { expectGood } from "./good-page.ts";
import { visitDesk } from "./visit.ts";

jest.setTimeout(120_000);

const { inBrowser, visit } = visitDesk("search and month", { role: "read" });

const SOLD = order(2);

/** Types it into the field that every page has. */
async function seek(text: string): Promise<void> {
  const { page } = visit;
  await page.fill("#q", text);
  await page.press("#q", "Enter");
  await page.waitForURL("**/search?q=*");
  expect(await page.locator("h1").textContent()).toContain(text);
}

inBrowser("the search", () => {
  test("an order leads to its line, why it went there, and its payout", async () => {
    const { page } = visit;
    await visit.go("/");
    await seek(SOLD.number);
    await expectGood(page);
    const [line] = await visit.desk.place.ask<{ id: string }>(
      `select l.id from kvitt.line l where l.merchant_reference1 = '${SOLD.number}' and l.type = 'SALE'`,
    );
    await page.locator(`#lines a[href="/lines/${line?.id}"]`).click();
    await page.waitForURL(`**/lines/${line?.id}`);
    await expectGood(page);
    const said = (await page.locator("main").textContent()) ?? "";
    expect(said).toContain(SOLD.orderId);
    expect(await page.locator(".says.good").count()).toBe(1);
    await page.getByRole("link", { name: "Utbetalning 7350284101" }).click();
    await page.waitForURL("**/payouts/K512384/7350284101");
  });

  test("an invoice number leads to the invoice and the line that paid it", async () => {
    const { page } = visit;
    await seek("F26-1042");
    await page.locator("#receivables a", { hasText: "F26-1042" }).click();
    await page.waitForURL("**/receivables/*");
    expect(await page.locator("h1").textContent()).toBe("Kundfaktura F26-1042");
    expect(await page.locator("#settled").textContent()).toContain("Ingen rad har reglerat den ännu.");
    await expectGood(page);
    const [paid] = await visit.desk.place.ask<{ number: string; line: string }>(
      `select r.number, a.line_id as line from kvitt.allocation a join kvitt.receivable r on r.id = a.receivable_id
        where r.kind = 'invoice' order by a.id limit 1`,
    );
    await seek(paid?.number ?? "");
    await page
      .locator("#receivables th a")
      .getByText(paid?.number ?? "", { exact: true })
      .first()
      .click();
    await page.waitForURL("**/receivables/*");
    await page.locator(`#settled a[href="/lines/${paid?.line}"]`).click();
    await page.waitForURL(`**/lines/${paid?.line}`);
    expect(await page.locator("main").textContent()).toContain(paid?.number);
  });

  test("an amount as a Swede writes it finds a payout, and a line that is not matched", async () => {
    const { page } = visit;
    await seek("30 236,41");
    await page.locator("#payouts th a", { hasText: "7350284101" }).click();
    await page.waitForURL("**/payouts/K512384/7350284101");
    await seek("1 849,00");
    await expectGood(page);
    expect(await page.locator("#lines tbody tr").count()).toBe(1);
    await page.locator("#lines th a").click();
    await page.waitForURL("**/lines/*");
    await page.getByRole("link", { name: /^Osäker/ }).click();
    await page.waitForURL("**/deviations/*");
  });

  test("a Klarna id leads to its line, and a payment reference to its payout", async () => {
    const { page } = visit;
    await seek(SOLD.orderId);
    await page.locator("#lines th a").first().click();
    await page.waitForURL("**/lines/*");
    expect(await page.locator("main").textContent()).toContain(SOLD.orderId);
    await seek("7350284102");
    await page.locator("#payouts th a").click();
    await page.waitForURL("**/payouts/K512384/7350284102");
  });

  test("what is not in the books is said, in both languages, with what can be sought", async () => {
    const { page } = visit;
    await seek("finns-inte");
    expect(await page.locator(".none").textContent()).toContain("Hittade inte finns-inte.");
    await visit.go("/language/en");
    await visit.go("/search?q=%3Cscript%3E");
    expect(await page.getAttribute("html", "lang")).toBe("en");
    expect(await page.locator(".none").textContent()).toContain("<script>");
    await expectGood(page);
    await visit.go("/language/sv");
  });
});

inBrowser("the month", () => {
  test("is found from the payouts, and its SIE file has every voucher of the books, in balance", async () => {
    const { page, desk } = visit;
    await visit.go("/payouts");
    await page.getByRole("link", { name: "oktober 2026" }).click();
    await page.waitForURL("**/months/2026-10");
    await expectGood(page);
    const file = await visit.download(() =>
      page.getByRole("link", { name: "Månadens verifikationer som en SIE-fil" }).click(),
    );
    expect(file.name).toMatch(/2026-10.*\.si$/);
    const read = readSie(readFileSync(file.path));
    if (!read.ok) throw new Error(`${file.name}: ${read.problems[0].problem}`);
    const vouchers = await desk.place.ask<{ name: string; rows: string }>(
      `select v.series || v.number as name, count(r.*) as rows from kvitt.voucher v
         join kvitt.voucher_row r on r.voucher_id = v.id
        where v.date between '2026-10-01' and '2026-10-31' group by v.id order by v.id`,
    );
    expect(vouchers.length).toBeGreaterThan(4);
    expect(read.value.vouchers.map((one) => `${one.series}${one.number} ${one.rows.length}`).sort()).toEqual(
      vouchers.map(({ name, rows }) => `${name} ${rows}`).sort(),
    );
    for (const { rows } of read.value.vouchers)
      expect(rows.reduce((sum, { amount }) => sum + amount, 0n)).toBe(0n);
  });

  test("its specification has what the page has of each account, to the öre", async () => {
    const { page } = visit;
    await visit.go("/months/2026-10");
    const file = await visit.download(() =>
      page.getByRole("link", { name: "Specifikationen (CSV)" }).click(),
    );
    expect(file.name).toBe("kvitt-2026-10.csv");
    const text = readFileSync(file.path, "utf8");
    const accounts = await page
      .locator("#accounts tbody tr")
      .evaluateAll((rows) =>
        rows.map((row) => [...row.querySelectorAll("a, td span")].map((cell) => cell.textContent ?? "")),
      );
    expect(accounts.map(([name]) => name)).toEqual(
      ["1686", "1516", "1687", "2890", "2999"].map((account) => `${account} SEK`),
    );
    for (const [name = "", , , , closing = ""] of accounts) {
      const plain = closing.replaceAll(/\s/g, "").replace("−", "-");
      const rows = text.split("\r\n").filter((row) => row.includes(name.slice(0, 4)));
      expect({ name, has: rows.some((row) => row.replaceAll(/\s/g, "").includes(plain)) }).toEqual({
        name,
        has: true,
      });
    }
  });

  test("its zip has the SIE file, the specification and the reports as they came", async () => {
    const { page, desk } = visit;
    await visit.go("/months/2026-10");
    const file = await visit.download(() => page.getByRole("link", { name: /^Allt i en zip/ }).click());
    expect(file.name).toMatch(/2026-10.*\.zip$/);
    const inside = unzip(readFileSync(file.path));
    const names = [...inside.keys()];
    expect(names.some((name) => name.endsWith(".si"))).toBe(true);
    const report = names.find((name) => name.includes("settlement.7350284101"));
    const [kept] = await desk.place.ask<{ name: string }>(
      "select name from kvitt.report_file where name like '%7350284101%'",
    );
    expect(kept?.name).toBe("settlement.7350284101.csv");
    expect(inside.get(report ?? "")?.toString("utf8")).toContain("7350284101");
  });

  test("a month without vouchers says so, in English and in the dark as well", async () => {
    const { page } = visit;
    await visit.go("/language/en");
    await visit.go("/months/2026-10");
    await page.locator("a[rel=prev]").click();
    await page.waitForURL("**/months/2026-09");
    expect(await page.locator("#accounts .none").count()).toBe(1);
    await expectGood(page);
    await visit.go("/language/sv");
  });
});
