/** "Run now" as a person sees it: from the button on the first page to the end of the night, on one page that is never loaded again. */
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { Browser, Page } from "playwright-core";
import { sampleReport } from "../../intake/sample.ts";
import { closeShops } from "../../system/place.ts";
import { accessibilityFaults } from "./axe.ts";
import { chromiumPath, complaintsOf, openBrowser } from "./chromium.ts";
import { ANNA, openDesk, type OpenDesk } from "./open-desk.ts";

jest.setTimeout(240_000);

const isHere = chromiumPath() !== null;
if (!isHere)
  process.stderr.write("SKIPPED: run now in a browser: no Chromium here (apt-get install chromium)\n");
const inBrowser = isHere ? describe : describe.skip;

let desk: OpenDesk;
let browser: Browser;
let page: Page;
let complaints: readonly string[];

if (isHere) {
  beforeAll(async () => {
    desk = await openDesk();
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, locale: "sv-SE" });
    page = await context.newPage();
    page.setDefaultTimeout(90_000);
    complaints = complaintsOf(page);
    await page.goto(desk.firstLink);
    await page.fill("#name", ANNA.name);
    await page.fill("#email", ANNA.email);
    await page.fill("#password", ANNA.password);
    await page.click("main button");
    await page.waitForURL(`${desk.origin}/`);
  });
  afterAll(async () => {
    await browser.close();
    await desk.close();
    await closeShops();
  });
}

inBrowser("Run now", () => {
  test("the page follows the run to its end without being loaded again", async () => {
    for (const reference of ["7000000001", "7000000002", "7000000003"])
      desk.place.put(`inbox/settlement.${reference}.csv`, sampleReport({ reference }));
    await page.goto(`${desk.origin}/`);
    expect(await page.locator(".facts").first().textContent()).toContain(
      "settlement.7000000001.csv och 2 till",
    );
    await page.getByRole("button", { name: "Kör nu" }).click();
    await page.waitForURL("**/runs/*");
    const said = page.locator("[data-live=state]");
    const before = await said.textContent();
    // what a page keeps only as long as it is not loaded again: a mark, and all that was said meanwhile
    await page.evaluate(`window.told = new Set();
      new MutationObserver(() => {
        for (const name of ["state", "files"]) {
          const shown = document.querySelector("[data-live=" + name + "]");
          if (shown !== null) window.told.add(shown.textContent);
        }
      }).observe(document.querySelector("[data-events]"), { subtree: true, childList: true, characterData: true });`);
    const home = await page.context().newPage();
    await home.goto(`${desk.origin}/`);
    expect(await home.locator("[role=status]").textContent()).toContain("Pågår:");

    await desk.work();
    await page.locator("[data-events]").waitFor({ state: "detached" });
    const told = await page.evaluate<string[] | null>("window.told ? [...window.told] : null");
    expect(told?.filter((text) => text !== before).length).toBeGreaterThan(0);
    expect(await page.locator("#steps").textContent()).toContain("3");
    expect(await page.locator("#files [data-row]").count()).toBe(3);
    expect(await page.locator("#steps .attention").count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);

    await home.locator("[data-events]").waitFor({ state: "detached" });
    expect(await home.getByRole("button", { name: "Kör nu" }).count()).toBe(1);
    expect(complaints).toEqual([]);
  });
});
