/**
 * The desk in a real Chromium, over the books of the demo's month: what a bookkeeper does, from the first sign-in to the files,
 * and that the books agree afterwards. Skipped, and it says so, where there is no Chromium.
 */
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { readFileSync } from "node:fs";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { closeShops } from "../../system/place.ts";
import { accessibilityFaults } from "./axe.ts";
import { chromiumPath, complaintsOf, openBrowser } from "./chromium.ts";
import { ANNA, openDesk, type OpenDesk } from "./open-desk.ts";

jest.setTimeout(300_000);

const isHere = chromiumPath() !== null;
if (!isHere)
  process.stderr.write("SKIPPED: the desk in a browser: no Chromium here (apt-get install chromium)\n");
const inBrowser = isHere ? describe : describe.skip;

let desk: OpenDesk;
let browser: Browser;
let context: BrowserContext;
let page: Page;
let complaints: readonly string[];

if (isHere) {
  beforeAll(async () => {
    desk = await openDesk();
    browser = await openBrowser();
    context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "sv-SE" });
    page = await context.newPage();
    page.setDefaultTimeout(60_000);
    complaints = complaintsOf(page);
  });
  afterEach(() => {
    if (complaints.length > 0) throw new Error(`the pages complained:\n${complaints.join("\n")}`);
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
    await closeShops();
  });
}

const go = (path: string) => page.goto(desk.origin + path);
const path = () => new URL(page.url()).pathname;

async function expectAccessible(): Promise<void> {
  expect({ at: page.url(), faults: await accessibilityFaults(page) }).toEqual({ at: page.url(), faults: [] });
}

async function signIn(password: string): Promise<void> {
  await page.fill("#email", ANNA.email);
  await page.fill("#password", password);
  await page.click("main button");
}

/** The open deviation of a kind. */
async function deviationOf(code: string): Promise<number> {
  const [found] = await desk.place.ask<{ id: string }>(
    `select id from kvitt.deviation where code = '${code}' and state = 'open' order by id limit 1`,
  );
  if (found === undefined) throw new Error(`no open deviation ${code}`);
  return Number(found.id);
}

async function stateOf(id: number): Promise<string | undefined> {
  const [found] = await desk.place.ask<{ state: string }>(
    `select state from kvitt.deviation where id = ${id}`,
  );
  return found?.state;
}

/** The debit and credit rows of the newest voucher, "1930 100.00" and "6064 -100.00". */
async function newestVoucher(): Promise<string[]> {
  const found = await desk.place.ask<{ said: string }>(
    `select account || ' ' || kvitt.show_minor(debit - credit, 'SEK') as said from kvitt.voucher_row
      where voucher_id = (select max(id) from kvitt.voucher) order by position`,
  );
  return found.map(({ said }) => said);
}

async function vouchersCount(): Promise<number> {
  const [found] = await desk.place.ask<{ count: string }>("select count(*) from kvitt.voucher");
  return Number(found?.count);
}

/** The rows that the page shows of the voucher to be, as `newestVoucher` has them. */
async function previewed(): Promise<string[]> {
  const cells = await page.locator("main tbody tr").evaluateAll((rows) =>
    rows.map((row) => {
      const of = (title: string) => row.querySelector(`[data-title="${title}"]`)?.textContent?.trim() ?? "";
      return [of("Konto"), of("Debet"), of("Kredit")];
    }),
  );
  const plain = (text: string) => text.replace(/\s/g, "").replace(",", ".");
  return cells.map(
    ([account = "", debit = "", credit = ""]) =>
      `${account} ${debit === "" ? `-${plain(credit)}` : plain(debit)}`,
  );
}

/** From the filled-in form over the preview to the decision; what the preview showed is what is booked. */
async function decideAsShown(id: number, { books = true } = {}): Promise<void> {
  await page.waitForURL(`**/deviations/${id}/preview`);
  await expectAccessible();
  const before = await vouchersCount();
  expect(await stateOf(id)).toBe("open");
  const shown = books ? await previewed() : [];
  await page.locator("main form button").first().click();
  await page.waitForURL(`**/deviations/${id}?done=resolved*`);
  expect(await page.locator("[role=status]").textContent()).toContain("åtgärdad");
  expect(["resolved", "closed"]).toContain(await stateOf(id));
  if (!books) return;
  expect(await vouchersCount()).toBe(before + 1);
  expect(shown.length).toBeGreaterThan(1);
  expect(await newestVoucher()).toEqual(shown);
}

async function undo(id: number, why: string): Promise<void> {
  await go(`/deviations/${id}`);
  await page.fill("#undo input[name=why]", why);
  await page.click("#undo button");
  await page.waitForURL(`**/deviations/${id}/preview`);
  await page.locator("main form button").first().click();
  await page.waitForURL(`**/deviations/${id}?done=undone*`);
  expect(await stateOf(id)).toBe("open");
  expect(await page.locator("#history").textContent()).toContain(why);
}

async function open(summary: string): Promise<void> {
  await page.locator("summary", { hasText: summary }).click();
}

inBrowser("signing in", () => {
  test("the first person comes in by the link, out again, and with the right password only", async () => {
    await page.goto(desk.firstLink);
    await expectAccessible();
    await page.fill("#name", ANNA.name);
    await page.fill("#email", ANNA.email);
    await page.fill("#password", ANNA.password);
    await page.click("main button");
    await page.waitForURL(`${desk.origin}/`);
    expect(await page.locator("header").textContent()).toContain(ANNA.name);
    await page.goto(desk.firstLink);
    expect(await page.locator("[role=alert]").count()).toBe(1);

    await go("/");
    await page.click("form.out button");
    await page.waitForURL("**/sign-in");
    await go("/payouts");
    expect(path()).toBe("/sign-in");
    await expectAccessible();
    await signIn("inte rätt lösenord");
    expect(await page.locator("[role=alert]").textContent()).toContain("fel");
    expect(await page.inputValue("#email")).toBe(ANNA.email);
    await signIn(ANNA.password);
    expect(path()).toBe("/payouts");
  });
});

inBrowser("the list of deviations", () => {
  test("is walked by keyboard: down, up, open, decide, next", async () => {
    await go("/deviations");
    const focused = () => page.evaluate<string>(`document.activeElement?.getAttribute("href") ?? ""`);
    const hrefs = await page
      .locator("[data-row] a")
      .evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(hrefs.length).toBeGreaterThan(4);
    await page.keyboard.press("j");
    expect(await focused()).toBe(hrefs[0]);
    await page.keyboard.press("j");
    expect(await focused()).toBe(hrefs[1]);
    await page.keyboard.press("k");
    expect(await focused()).toBe(hrefs[0]);
    await page.keyboard.press("Enter");
    await page.waitForURL(`**${hrefs[0]}`);
    await page.keyboard.press("d");
    expect(await page.evaluate<boolean>(`document.activeElement?.closest("#decide") !== null`)).toBe(true);
    await page.keyboard.press("n");
    await page.waitForURL((url) => url.pathname !== hrefs[0]);
    expect(path()).toMatch(/^\/deviations\/\d+$/);
    await page.keyboard.press("/");
    expect(await page.evaluate<string>("document.activeElement?.id")).toBe("q");
  });
});

inBrowser("deciding", () => {
  test("a candidate, taken back, then another number", async () => {
    const id = await deviationOf("ambiguous");
    await go(`/deviations/${id}`);
    await page.locator("#decide form button").first().click();
    await decideAsShown(id);
    await undo(id, "fel faktura");
    await open("Matcha mot en annan");
    await page.fill("#decide [name=number]:not([type=hidden])", "F26-1042");
    await page.locator("details[open] button").click();
    await decideAsShown(id);
    expect(await page.locator("#history tbody tr").count()).toBe(3);
  });

  test("an account with VAT, and taken back", async () => {
    const id = await deviationOf("needs_account");
    await go(`/deviations/${id}`);
    await open("Bokför på konto");
    await page.locator("details[open] [name=account]").first().fill("6064");
    await page.locator("details[open] [name=vat]").selectOption("25");
    await page.locator("details[open] button").click();
    await decideAsShown(id);
    expect(await newestVoucher()).toEqual(expect.arrayContaining(["6064 144.00", "2641 36.00"]));
    await undo(id, "fel konto");
  });

  test("a split over two accounts, one of them with VAT", async () => {
    const id = await deviationOf("uncertain");
    await go(`/deviations/${id}`);
    await open("Bokför på konto");
    const [accounts, amounts] = [
      page.locator("details[open] [name=account]"),
      page.locator("details[open] [name=amount]"),
    ];
    await accounts.nth(0).fill("3990");
    await amounts.nth(0).fill("1 000,00");
    await page.locator("details[open] [name=vat]").first().selectOption("25");
    await accounts.nth(1).fill("3740");
    await page.locator("details[open] button").click();
    await decideAsShown(id);
    expect(await newestVoucher()).toEqual(
      expect.arrayContaining(["3990 -800.00", "2611 -200.00", "3740 -849.00"]),
    );
    await undo(id, "hör till en order");
  });

  test("what the rules refuse is said on the page, and books nothing", async () => {
    const id = await deviationOf("no_credit_note");
    const before = await vouchersCount();
    await go(`/deviations/${id}`);
    await open("Matcha mot en annan");
    await page.fill("#decide [name=number]:not([type=hidden])", "finns-inte");
    await page.locator("details[open] button").click();
    await page.waitForSelector(".says.trouble");
    await expectAccessible();
    expect(await page.locator(".says.trouble").textContent()).toContain("finns-inte");
    expect(await vouchersCount()).toBe(before);
    expect(await stateOf(id)).toBe("open");
  });

  test("a write-off within the person's limit, and taken back", async () => {
    const id = await deviationOf("partly_paid");
    await go(`/deviations/${id}`);
    await open("Skriv av restbeloppet");
    await page.locator("details[open] [name=why]").fill("kunden får rabatt");
    await page.locator("details[open] button").click();
    await decideAsShown(id);
    await undo(id, "kunden betalar ändå");
  });

  test("a refused file is accepted with a reason, which stands in the history", async () => {
    const id = await deviationOf("totals_differ");
    await go(`/deviations/${id}`);
    await open("Godta som den är");
    await page.locator("details[open] [name=why]").fill("ändrad i Excel, den riktiga är inläst");
    await page.locator("details[open] button").click();
    await decideAsShown(id, { books: false });
    expect(await page.locator("#history").textContent()).toContain("ändrad i Excel, den riktiga är inläst");
    expect(await page.locator("#history").textContent()).toContain(ANNA.name);
  });

  test("and the books agree afterwards", async () => {
    expect(await desk.place.json(["verify"], 0)).toMatchObject({ agrees: true, findings: [] });
  });
});

inBrowser("downloads", () => {
  test("the report as it came, the evidence, and the SIE file that is in the folder", async () => {
    await go("/payouts/K512384/7350284101");
    const get = async (name: string | RegExp) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("link", { name }).first().click(),
      ]);
      return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
    };
    const report = await get("Rapporten som den kom");
    expect(report.name).toBe("settlement.7350284101.csv");
    expect(report.bytes.toString("utf8")).toContain("7350284101");
    const evidence = await get("Revisionsunderlag");
    expect(evidence.bytes.subarray(0, 4)).toEqual(Buffer.from("PK\u0003\u0004"));
    const sie = await get(/^SIE-fil/);
    expect(sie.bytes).toEqual(readFileSync(`${desk.place.workspace}/sie/${sie.name}`));
    expect(sie.bytes.toString("latin1")).toContain("#VER");
  });
});

inBrowser("every page that leads from the first", () => {
  test("is accessible in both themes and languages, and as wide as the screen of a phone", async () => {
    const kind = (url: string) => url.split(/[?#]/)[0]?.replaceAll(/\d{3,}|\d+$/g, "N") ?? url;
    const pages = new Map<string, string>();
    const queue = ["/", "/deviations", "/payouts", "/upload", "/nowhere"];
    for (let next = queue.shift(); next !== undefined && pages.size < 40; next = queue.shift()) {
      if (pages.has(kind(next)) || /^\/(?:language|sie)\/|\.\w{2,4}$|\/(?:report|evidence)$/.test(kind(next)))
        continue;
      pages.set(kind(next), next);
      const answer = await go(next);
      if (answer?.headers()["content-type"]?.startsWith("text/html") !== true) continue;
      const found = await page
        .locator("a[href^='/']:not([download])")
        .evaluateAll((all) => all.map((one) => one.getAttribute("href") ?? ""));
      queue.push(...found);
    }
    expect(pages.size).toBeGreaterThan(6);
    const wide = { width: 1200, height: 900 };
    for (const [colorScheme, viewport, language] of [
      ["light", wide, "sv"],
      ["dark", wide, "en"],
      ["dark", { width: 360, height: 740 }, "sv"],
      ["light", { width: 360, height: 740 }, "en"],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize(viewport);
      await go(`/language/${language}`);
      for (const url of pages.values()) {
        await go(url);
        expect(await page.getAttribute("html", "lang")).toBe(language);
        for (const one of await page.locator("summary").all()) await one.click();
        await expectAccessible();
        const tooWide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        expect({ url, tooWide: Math.max(tooWide, 0) }).toEqual({ url, tooWide: 0 });
      }
    }
    const dark = await page.evaluate<string>("getComputedStyle(document.body).backgroundColor");
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await page.evaluate<string>("getComputedStyle(document.body).backgroundColor")).not.toBe(dark);
  });
});
