/** Files through the desk, as a person gives them: good ones, bad ones, several at once, rates, and a list with unknown headers. */
import { expect, jest, test } from "@jest/globals";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { demoMonth } from "../../../src/demo/month.ts";
import { expectGood } from "./good-page.ts";
import { visitDesk } from "./visit.ts";

jest.setTimeout(120_000);

const { inBrowser, visit } = visitDesk("the upload", {
  role: "admin",
  books: "nothing",
  config: "ratesFile: rates.csv\n",
  files: { "rates.csv": "date;currency;rate\n2026-09-30;EUR;11.35\n" },
});

interface Given {
  readonly name: string;
  readonly text: string | Buffer;
}

const MONTH = demoMonth();

/** A file of the demo's month, by a part of its name. */
function ofMonth(part: string): Given {
  const found = MONTH.find(({ name }) => name.includes(part));
  if (found === undefined) throw new Error(`the month has no ${part}`);
  return { name: found.name, text: found.bytes };
}

const REPORT = ofMonth("7350284101.csv");
const INVOICES = ofMonth("kundreskontra");

const payload = ({ name, text }: Given) => ({
  name,
  mimeType: "application/octet-stream",
  buffer: Buffer.from(text),
});

async function choose(language: "sv" | "en", files: readonly Given[]): Promise<void> {
  await visit.go(`/language/${language}`);
  await visit.go("/upload");
  await visit.page.setInputFiles("input[type=file]", files.map(payload));
}

/** One file, and its verdict on its own page. */
async function verdictOf(file: Given): Promise<string> {
  await choose("sv", [file]);
  await visit.page.waitForURL(/\/upload\/[0-9a-f-]{36}$/);
  return (await visit.page.locator(".headline").textContent()) ?? "";
}

/** As dropping from the desktop does: one event with all the files in it. */
async function drop(...files: readonly Given[]): Promise<void> {
  await visit.go("/upload");
  const given = files.map(({ name, text }) => ({ name, text: text.toString("utf8") }));
  const held = await visit.page.evaluateHandle(`(() => {
    const carried = new DataTransfer();
    for (const { name, text } of ${JSON.stringify(given)}) carried.items.add(new File([text], name));
    return carried;
  })()`);
  await visit.page.dispatchEvent("#upload-form", "drop", { dataTransfer: held });
}

async function count(sql: string): Promise<number> {
  const [found] = await visit.desk.place.ask<{ count: string }>(`select count(*) from kvitt.${sql}`);
  return Number(found?.count);
}

inBrowser("a good file", () => {
  test("a receivables list and then a report: verdict, what would be booked, taken in now, and the payout is there", async () => {
    const { page, desk } = visit;
    await visit.desk.work();
    expect(await verdictOf(INVOICES)).toBe("Kundreskontralista: Kan tas in");
    expect(await page.locator("main").textContent()).toContain("rader kan läsas in, 0 avvisas");
    await expectGood(page);
    await takeInNow();
    expect(await count("receivable where kind = 'invoice'")).toBeGreaterThan(50);

    expect(await verdictOf(REPORT)).toMatch(/^Avräkningsrapport: Kan tas in/);
    expect(await page.locator("#payouts").textContent()).toContain("stämmer på öret");
    await expectGood(page);
    await page.getByRole("button", { name: "Visa vad som skulle bokföras" }).click();
    await page.waitForURL("**/preview");
    await expectGood(page);
    const said = (await page.locator("main > section").first().textContent()) ?? "";
    expect(said).toContain("Ingenting är bokfört ännu");
    expect(await count("payout")).toBe(0);
    const shown = await page.locator("#vouchers article").allTextContents();
    const wrong = await page.locator("#deviations tbody tr").count();
    expect(shown.length).toBeGreaterThan(0);
    expect(wrong).toBeGreaterThan(0);

    await takeInNow();
    expect(await count("payout")).toBe(1);
    expect(await count("deviation where state = 'open'")).toBe(wrong);
    expect(await count("voucher")).toBe(shown.length);
    await visit.go("/payouts");
    await page.locator("[data-row] a", { hasText: "7350284101" }).click();
    await page.waitForURL("**/payouts/K512384/7350284101");
    expect(await desk.place.json(["verify"], 0)).toMatchObject({ agrees: true });
  });
});

/** The button, and then the run that takes in what there is, until it has ended. */
async function takeInNow(): Promise<void> {
  const { page, desk } = visit;
  await page.getByRole("button", { name: "Ta in nu" }).click();
  await page.waitForURL("**/upload?*run=*");
  const run = new URL(page.url()).searchParams.get("run") ?? "";
  await visit.go(`/runs/${run}`);
  await page.locator("[data-events]").waitFor({ state: "detached" });
  expect(await desk.place.ask(`select state from kvitt.run where id = ${run}`)).toEqual([{ state: "done" }]);
}

inBrowser("a bad file", () => {
  test("the refused cell is shown in its place, and nothing of the file can be taken in", async () => {
    const { page } = visit;
    const rows = REPORT.text.toString("utf8").split("\n");
    const amount = (rows[3] ?? "").split(";").indexOf("amount");
    const cells = (rows[6] ?? "").split(";");
    cells[amount] = "hundra kronor";
    rows[6] = cells.join(";");
    rows[8] = (rows[8] ?? "").replace("SALE", "SLAE");
    expect(await verdictOf({ name: "settlement.ändrad.csv", text: rows.join("\n") })).toContain(
      "Kan inte tas in",
    );
    const fault = page.locator("#faults article").first();
    expect(await fault.locator("h3").textContent()).toBe("rad 7, amount");
    expect(await fault.locator("mark").textContent()).toBe("hundra kronor");
    const box = await fault.locator("mark").boundingBox();
    expect((box?.x ?? 9_999) + (box?.width ?? 0)).toBeLessThan(1_200);
    const row = fault.locator("tr", { has: page.locator("mark") });
    expect(await row.locator("th").textContent()).toBe("7");
    const excerpt = await fault.locator(".excerpt tr").count();
    expect(excerpt).toBeGreaterThan(1);
    expect(await page.getByRole("button", { name: "Ta in nu" }).count()).toBe(0);
    await expectGood(page);
    await page.getByRole("button", { name: "Kasta filen" }).click();
    await page.waitForURL("**/upload?thrown=1");
    expect(await page.locator("[role=status]").textContent()).toContain("Filen är kastad.");
  });

  test("random bytes are not green, whatever they are called", async () => {
    const { page } = visit;
    expect(await verdictOf({ name: "settlement.7350284109.csv", text: randomBytes(4_000) })).toBe(
      "Okänd fil: Kan inte tas in",
    );
    expect(await page.locator(".headline.good, .tag.good").count()).toBe(0);
    expect(await page.locator("#faults article").count()).toBeGreaterThan(0);
    expect(await page.locator("main").textContent()).not.toContain("kvitt check");
    await expectGood(page);
  });
});

inBrowser("several files at once", () => {
  test("dropped together: each has its verdict in the list, and the good ones are taken in by one button", async () => {
    const { page } = visit;
    const before = await count("payout");
    await drop(ofMonth("7350284102.csv"), ofMonth("order på väg"), {
      name: "semester.csv",
      text: "a;b\n1;2\n",
    });
    await page.waitForURL((url) => url.pathname === "/upload");
    await page.locator("#waiting tbody tr").nth(2).waitFor();
    await expectGood(page);
    const list = page.locator("#waiting tbody tr");
    const bad = list.filter({ hasText: "semester.csv" });
    expect(await bad.locator(".tag.trouble").count()).toBe(1);
    expect(await list.filter({ hasText: "order på väg" }).locator(".tag.good").count()).toBe(1);
    await page.getByRole("button", { name: /^Ta in \d nu$/ }).click();
    await page.waitForURL("**/upload?*run=*");
    expect(await page.locator("[role=status]").textContent()).toContain("intagna");
    await expectGood(page);
    await visit.go(`/runs/${new URL(page.url()).searchParams.get("run") ?? ""}`);
    await page.locator("[data-events]").waitFor({ state: "detached" });
    expect(await count("payout")).toBe(before + 1);
    await visit.go("/upload");
    expect(await page.locator("#waiting").textContent()).toContain("semester.csv");
  });

  test("chosen together, in English: a file that is too much alike a report still says what is wrong with it", async () => {
    const { page } = visit;
    await choose("en", [ofMonth("7350284104.csv"), ofMonth("ändrad i Excel")]);
    await page.locator("#waiting tbody tr", { hasText: "ändrad i Excel" }).waitFor();
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await expectGood(page);
    await page.locator("#waiting a", { hasText: "ändrad i Excel" }).click();
    await page.waitForURL(/\/upload\/[0-9a-f-]{36}$/);
    expect(await page.locator(".headline").textContent()).toContain("Cannot be taken in");
    await expectGood(page);
  });
});

inBrowser("exchange rates", () => {
  test("are added to the rates file by one button", async () => {
    const { page, desk } = visit;
    const verdict = await verdictOf({
      name: "kurser.csv",
      text: "date;currency;rate\n2026-10-01;EUR;11.40\n",
    });
    expect(verdict).toBe("Valutakurser: Kan tas in");
    await expectGood(page);
    await page.getByRole("button", { name: "Lägg till kurserna" }).click();
    await page.waitForURL("**/upload?*rates=1*");
    expect(await page.locator("[role=status]").textContent()).toContain("Kurserna är tillagda.");
    expect(readFileSync(`${desk.place.workspace}/rates.csv`, "utf8")).toContain("2026-10-01;EUR;11.40");
  });

  test("that cannot be read are refused with their row", async () => {
    const { page } = visit;
    const verdict = await verdictOf({
      name: "kurser.csv",
      text: "date;currency;rate\n2026-10-02;EUR;elva\n",
    });
    expect(verdict).toBe("Valutakurser: Kan inte tas in");
    expect(await page.locator("#faults").textContent()).toContain("elva");
    await expectGood(page);
  });
});

inBrowser("a header map", () => {
  test("is made by choosing columns on the file itself, written into the settings, and used", async () => {
    const { page, desk } = visit;
    const list = {
      name: "export.csv",
      text: "Dokument;Kundens order;Att betala;Bokförd\n9001;10409;1849,00;2026-09-28\n",
    };
    expect(await verdictOf(list)).toContain("Kan inte tas in");
    await page.getByRole("link", { name: "Välj dess kolumner" }).click();
    await page.waitForURL("**/map");
    await expectGood(page);
    expect(await page.locator("#sample thead th").allTextContents()).toEqual([
      "Dokument",
      "Kundens order",
      "Att betala",
      "Bokförd",
    ]);
    await page.fill("#name", "nordljus");
    await page.selectOption("#column_number", "Dokument");
    await page.selectOption("#column_order_number", "Kundens order");
    await page.selectOption("#column_date", "Bokförd");
    await page.selectOption("#fixed_kind", "invoice");
    await page.fill("#fixed_currency", "SEK");
    await page.getByRole("button", { name: "Prova kartan" }).click();
    await page.waitForURL("**/map?*");
    expect(await page.locator("[role=alert]").textContent()).toContain("valuta och belopp behövs");
    expect(await page.getByRole("button", { name: "Skriv in kartan" }).count()).toBe(0);
    await expectGood(page);
    await page.selectOption("#column_amount", "Att betala");
    await page.getByRole("button", { name: "Prova kartan" }).click();
    await page.waitForURL("**column_amount=Att*");
    expect(await page.locator("#outcome .says.good").textContent()).toBe(
      "Med kartan kan 1 rad läsas in, 0 avvisas.",
    );
    await expectGood(page);
    await page.getByRole("button", { name: "Skriv in kartan" }).click();
    await page.waitForURL("**?map=nordljus");
    expect(readFileSync(`${desk.place.workspace}/kvitt.config.yaml`, "utf8")).toContain("nordljus:");
    await expectGood(page);
    expect(await page.locator("[role=status]").first().textContent()).toContain("startats om");

    await desk.restart();
    expect(await verdictOf(list)).toBe("Kundreskontralista: Kan tas in");
    await takeInNow();
    expect(
      await count("receivable where kind = 'invoice' and number = '9001' and open_amount = 184900"),
    ).toBe(1);
  });
});
