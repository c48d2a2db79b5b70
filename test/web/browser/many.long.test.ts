/**
 * Many at once, and four eyes, by two people in a real Chromium over the books of the demo's month; the books agree afterwards.
 * Skipped, and it says so, where there is no Chromium.
 */
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { closeShops } from "../../system/place.ts";
import { signedIn } from "../signed-in.ts";
import { accessibilityFaults } from "./axe.ts";
import { chromiumPath, complaintsOf, openBrowser } from "./chromium.ts";
import { ANNA, openDesk, type OpenDesk } from "./open-desk.ts";

jest.setTimeout(300_000);

const isHere = chromiumPath() !== null;
if (!isHere)
  process.stderr.write("SKIPPED: many at once in a browser: no Chromium here (apt-get install chromium)\n");
const inBrowser = isHere ? describe : describe.skip;

let desk: OpenDesk;
let browser: Browser;
let anna: Page;
let bo: Page;
const complaints: (readonly string[])[] = [];

if (isHere) {
  beforeAll(async () => {
    desk = await openDesk({
      fourEyesAbove: "5000.00",
      unknownSales: [10_000n, 20_000n, 30_000n, 40_050n, 700_000n],
    });
    browser = await openBrowser();
    [anna, bo] = [await pageOf(ANNA.name), await pageOf("Bo Berg")];
  });
  afterEach(() => {
    if (complaints.flat().length > 0)
      throw new Error(`the pages complained:\n${complaints.flat().join("\n")}`);
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
    await closeShops();
  });
}

/** A browser of its own for each person. */
async function pageOf(name: string): Promise<Page> {
  const { headers } = await signedIn(desk.app, "decide", name);
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "sv-SE" });
  const [cookie = "", value = ""] = headers["cookie"]?.split("=") ?? [];
  await context.addCookies([{ name: cookie, value, url: desk.origin }]);
  const page = await context.newPage();
  page.setDefaultTimeout(60_000);
  complaints.push(complaintsOf(page));
  return page;
}

const go = (page: Page, path: string) => page.goto(desk.origin + path);

/** Nothing for axe to find in both themes and languages, and nothing wider than a phone; it ends as it began. */
async function expectGood(page: Page): Promise<void> {
  for (const [colorScheme, width] of [
    ["light", 1200],
    ["dark", 360],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 900 });
    expect({ at: page.url(), faults: await accessibilityFaults(page) }).toEqual({
      at: page.url(),
      faults: [],
    });
    const tooWide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    expect({ at: page.url(), tooWide: Math.max(tooWide, 0) }).toEqual({ at: page.url(), tooWide: 0 });
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1200, height: 900 });
}

async function count(of: string): Promise<number> {
  const [found] = await desk.place.ask<{ count: string }>(`select count(*) from kvitt.${of}`);
  return Number(found?.count);
}

/** Open lines without an invoice; those about more than the limit need a second person. */
async function unknown(size: "<= 500000" | "> 500000"): Promise<number[]> {
  const found = await desk.place.ask<{ id: string }>(
    `select id from kvitt.deviation where state = 'open' and code = 'no_receivable' and amount ${size} order by id`,
  );
  return found.map(({ id }) => Number(id));
}

inBrowser("many at once", () => {
  test("are marked by keyboard, previewed on one page, decided, and each can be taken back", async () => {
    const ids = await unknown("<= 500000");
    expect(ids.length).toBeGreaterThan(3);
    await go(anna, "/deviations?code=no_receivable");
    await expectGood(anna);
    await anna.keyboard.press("j");
    await anna.keyboard.press("x");
    expect(await anna.locator("input[name=id]:checked").count()).toBe(1);
    await anna.keyboard.press("x");
    expect(await anna.locator("input[name=id]:checked").count()).toBe(0);
    await anna.locator("a[href*='marked=all']").click();
    const all = await anna.locator("input[name=id]").count();
    expect(await anna.locator("input[name=id]:checked").count()).toBe(all);

    await anna.locator("input[type=radio][value=account]").check();
    await anna.locator("#decide [name=account]").fill("3990");
    await anna.locator("#decide [name=vat]").selectOption("25");
    await anna.locator("#decide [name=why]").fill("gamla, enligt beslut");
    const before = await count("voucher");
    await anna.locator("#decide button").click();
    await anna.waitForURL("**/deviations/many/preview");
    await expectGood(anna);
    expect(await count("voucher")).toBe(before);
    expect(await anna.locator(".headline").textContent()).toContain(`${ids.length} avvikelser`);
    expect(await anna.locator("#refused tbody tr").count()).toBe(all - ids.length);
    const shown = await anna.locator("#vouchers tbody tr").count();
    expect(shown).toBe(ids.length * 3);

    // a double click
    await anna.locator("main form.decision button").dblclick();
    await anna.waitForURL("**/deviations/decided/*");
    await expectGood(anna);
    expect(await count("voucher")).toBe(before + ids.length);
    expect(await anna.locator("main tbody tr").count()).toBe(ids.length);
    await anna.locator("a[href$='#undo']").first().click();
    await anna.locator("#undo input[name=why]").fill("den var en order");
    await anna.locator("#undo button").click();
    await anna.waitForURL("**/preview");
    await anna.locator("main form button").first().click();
    await anna.waitForURL("**?done=undone*");
    expect(await count("voucher")).toBe(before + ids.length + 1);
  });
});

inBrowser("four eyes", () => {
  test("one proposes, the other sees it on the first page and approves what is shown", async () => {
    const [id = 0] = await unknown("> 500000");
    const before = await count("voucher");
    await go(anna, `/deviations/${id}`);
    await anna.locator("summary", { hasText: "Bokför på konto" }).click();
    await anna.locator("details[open] [name=account]").first().fill("3990");
    await anna.locator("details[open] [name=why]").fill("stor gåva");
    await anna.locator("details[open] button").click();
    await anna.waitForURL("**/preview");
    await expectGood(anna);
    await anna.getByRole("button", { name: "Föreslå för en andra person" }).click();
    await anna.waitForURL("**?done=proposed");
    await expectGood(anna);
    expect(await anna.locator("#decide").count()).toBe(0);
    expect(await anna.getByRole("button", { name: "Godkänn och bokför" }).count()).toBe(0);
    expect(await count("voucher")).toBe(before);

    await go(bo, "/");
    await expectGood(bo);
    await bo.locator("#waiting tbody a").first().click();
    await bo.waitForURL(`**/deviations/${id}`);
    await expectGood(bo);
    const shown = await bo.locator("#waiting article tbody tr").count();
    await bo.getByRole("button", { name: "Godkänn och bokför" }).click();
    await bo.waitForURL("**?done=resolved*");
    expect(await count("voucher")).toBe(before + 1);
    const [rows] = await desk.place.ask<{ count: string; sign: string }>(
      `select count(*), max(v.sign) as sign from kvitt.voucher_row r join kvitt.voucher v on v.id = r.voucher_id
        where v.id = (select max(id) from kvitt.voucher)`,
    );
    expect(rows).toEqual({ count: String(shown), sign: "Bo Berg" });
    const history = (await bo.locator("#history").textContent()) ?? "";
    expect(history).toContain(ANNA.name);
    expect(history).toContain("Bo Berg");
    await go(bo, "/language/en");
    await go(bo, `/deviations/${id}`);
    expect(await bo.locator("#history").textContent()).toContain("proposed");
    await expectGood(bo);
  });

  test("and the books agree afterwards", async () => {
    expect(await desk.place.json(["verify"], 0)).toMatchObject({ agrees: true, findings: [] });
  });
});
