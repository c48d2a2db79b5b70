/** In a real Chromium: signing in at a real provider, and the page of the queues. Skipped, and it says so, without Chromium. */
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { writeFileSync } from "node:fs";
import type { FastifyInstance } from "fastify";
import type { Browser, Page } from "playwright-core";
import { importReport } from "../../../jobs/import-report.ts";
import { sendMail } from "../../../jobs/send-mail.ts";
import { addPerson } from "../../../src/books/people.ts";
import { openWorkspace } from "../../../src/config/workspace.ts";
import { buildServer } from "../../../src/web/server.ts";
import { CLIENT, openProvider, type TestProvider } from "../../openid/test-provider.ts";
import { testHouse, type TestHouse } from "../app-context.ts";
import { accessibilityFaults } from "./axe.ts";
import { chromiumPath, complaintsOf, openBrowser } from "./chromium.ts";

jest.setTimeout(200_000);

const isHere = chromiumPath() !== null;
if (!isHere)
  process.stderr.write("SKIPPED: the provider in a browser: no Chromium here (apt-get install chromium)\n");
const inBrowser = isHere ? describe : describe.skip;

let place: TestHouse;
let provider: TestProvider;
let server: FastifyInstance;
let browser: Browser;
let page: Page;
let origin: string;
let complaints: readonly string[];

if (isHere) {
  beforeAll(async () => {
    place = await testHouse();
    const port = await freePort();
    origin = `http://127.0.0.1:${port}`;
    provider = await openProvider(`${origin}/sign-in/callback`);
    provider.accounts.set("anna-sub", { email: "anna@example.com", email_verified: true });
    const signIn = { issuer: provider.issuer, clientId: CLIENT.id, name: "Nordljus" };
    writeFileSync(place.app.workspace.config, JSON.stringify({ web: { url: origin, signIn } }));
    const env = { KVITT_HOME: place.app.workspace.folder, KVITT_OIDC_CLIENT_SECRET: CLIENT.secret };
    const app = { ...place.app, workspace: openWorkspace(env, "/") };
    const anna = { email: "anna@example.com", name: "Anna Svensson", role: "admin" } as const;
    await addPerson(app.books, anna, app.clock.now());
    server = buildServer({ ...place, app, kinds: [importReport, sendMail] });
    await server.listen({ host: "127.0.0.1", port });
    browser = await openBrowser();
    page = await browser.newPage({ viewport: { width: 1200, height: 900 }, locale: "sv-SE" });
    page.setDefaultTimeout(30_000);
    complaints = complaintsOf(page);
  });
  afterAll(async () => {
    await browser.close();
    server.server.closeAllConnections();
    await server.close();
    await provider.close();
    await place.close();
  });
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo; // it listens on a port
  probe.close();
  await once(probe, "close");
  return port;
}

/** In both themes, wide and as wide as a phone. */
async function expectAccessible(): Promise<void> {
  for (const [colorScheme, width] of [
    ["light", 1200],
    ["dark", 360],
  ] as const) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 800 });
    expect({ at: page.url(), faults: await accessibilityFaults(page) }).toEqual({
      at: page.url(),
      faults: [],
    });
    expect(await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth")).toBeLessThan(1);
    const folder = process.env["PICTURES"];
    const name = new URL(page.url()).pathname.replaceAll("/", "-");
    if (folder !== undefined)
      await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png`, fullPage: true });
  }
}

inBrowser("signing in by the provider", () => {
  test("who breaks off is told so, and who goes on comes to the page that was asked for", async () => {
    await page.goto(`${origin}/queues`);
    await expectAccessible();
    provider.signedInAs = "";
    await page.getByRole("link", { name: "Logga in med Nordljus" }).click();
    await page.waitForURL("**/sign-in/callback?*");
    expect(await page.locator("[role=alert]").textContent()).toContain("Inloggningen avbröts.");
    await expectAccessible();
    provider.signedInAs = "anna-sub";
    await page.goto(`${origin}/queues`);
    await page.getByRole("link", { name: "Logga in med Nordljus" }).click();
    await page.waitForURL(`${origin}/queues`);
    expect(await page.locator("header").textContent()).toContain("Anna Svensson");
    // the answer of 401 to who broke off is the browser's only complaint
    expect(complaints.filter((one) => !one.includes("401"))).toEqual([]);
  });

  test("the page of the queues is accessible, and a job is tried and removed by its buttons", async () => {
    expect(await page.locator("main").textContent()).toContain("Alla köer är tomma.");
    for (const mailId of ["7", "8"]) await place.queues.enqueue(sendMail, { mailId }, { delayMs: 600_000 });
    await place.queues.enqueue(importReport, { fileId: "3" });
    await page.goto(`${origin}/queues`);
    await expectAccessible();
    await page.getByRole("button", { name: `Försök nu: ${sendMail.id({ mailId: "7" })}` }).click();
    await page.waitForURL("**/queues?tried=1");
    expect(await page.locator("[role=status]").textContent()).toBe("Ett jobb görs nu.");
    expect(await place.queues.counts(sendMail)).toEqual({ waiting: 1, active: 0, delayed: 1 });
    await page.getByRole("button", { name: `Ta bort: ${sendMail.id({ mailId: "8" })}` }).click();
    await page.waitForURL("**/queues?removed=1");
    expect(await place.queues.counts(sendMail)).toEqual({ waiting: 1, active: 0, delayed: 0 });
    await expectAccessible();
  });
});
