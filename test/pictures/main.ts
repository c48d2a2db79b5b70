/**
 * `npm run screenshots`: the pictures of the desk in docs/pictures, from the demo in a folder of its own, as somebody who has just
 * installed Kvitt would see it. Exit codes: 0 made, 1 not, 2 no Chromium here.
 */
import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import { z } from "zod";
import { demoMonth } from "../../src/demo/month.ts";
import { chromiumPath, openBrowser } from "../web/browser/chromium.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const BIN = join(ROOT, "bin/kvitt.js");
const PICTURES = join(ROOT, "docs/pictures");
const Link = z.object({ link: z.string() });

if (chromiumPath() === null) {
  process.stderr.write("no Chromium here: apt-get install chromium\n");
  process.exit(2);
}
mkdirSync(PICTURES, { recursive: true });
const folder = mkdtempSync(join(tmpdir(), "kvitt-pictures-"));
const env = { PATH: process.env["PATH"] ?? "", KVITT_LANG: "sv" };
const home = { ...env, KVITT_HOME: join(folder, ".kvitt-demo") };
const { status } = spawnSync(process.execPath, [BIN, "demo"], { cwd: folder, env });
if (status !== 0 && status !== 3) throw new Error(`the demo ended with ${String(status)}`);
appendFileSync(join(home.KVITT_HOME, "kvitt.config.yaml"), `web: { port: ${await freePort()} }\n`);
const started = spawn(process.execPath, [BIN, "start"], { cwd: folder, env: home, stdio: "ignore" });
try {
  const browser = await openBrowser();
  try {
    const context = await browser.newContext({ viewport: { width: 1180, height: 760 }, locale: "sv-SE" });
    await take(await context.newPage(), await firstLink());
  } finally {
    await browser.close();
  }
} finally {
  const ended = new Promise((resolve) => started.once("close", resolve));
  started.kill("SIGTERM");
  await ended;
  rmSync(folder, { recursive: true, force: true });
}

async function take(page: Page, link: string): Promise<void> {
  const origin = new URL(link).origin;
  const shot = async (name: string) => {
    if ((await page.getByRole("alert").count()) > 0) throw new Error(`${page.url()} shows an error`);
    await page.screenshot({ path: join(PICTURES, `${name}.png`) });
    process.stdout.write(`docs/pictures/${name}.png\n`);
  };
  await page.goto(link);
  await page.fill("#name", "Anna Svensson");
  await page.fill("#email", "anna@norrskensbutiken.example");
  await page.fill("#password", "fyra ord på rad");
  await page.click("main button");
  await page.waitForURL(`${origin}/`);
  await inBothThemes(page, "home", shot);
  await page.goto(`${origin}/deviations`);
  await shot("deviations");
  await page.getByRole("link", { name: "Flera möjliga matchningar" }).last().click();
  await page.waitForURL(`${origin}/deviations/*`);
  await inBothThemes(page, "deviation", shot);
  await page.locator("#decide form button").first().click();
  await page.waitForURL("**/preview");
  await shot("preview");
  await page.goto(`${origin}/payouts`);
  await shot("payouts");
  await page.locator("[data-row] a").first().click();
  await page.waitForURL(`${origin}/payouts/*/*`);
  await shot("payout");
  await page.goto(`${origin}/upload`);
  await page.setInputFiles("input[type=file]", {
    name: "settlement.7350284106.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(refusedReport()),
  });
  await page.waitForURL(`${origin}/upload/*`);
  await shot("upload");
  await page.goto(`${origin}/search?q=10434`);
  await shot("search");
  await page.goto(`${origin}/payouts`);
  await page.locator('a[href^="/months/"]').first().click();
  await page.waitForURL(`${origin}/months/*`);
  await shot("month");
  await page.goto(`${origin}/runs`);
  await shot("runs");
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`${origin}/deviations`);
  await shot("phone");
  await page.emulateMedia({ colorScheme: "dark" });
  await page.locator("[data-row] a").first().click();
  await page.waitForURL(`${origin}/deviations/*`);
  await shot("phone-dark");
}

/** A report of the demo's month with an amount that is none. */
function refusedReport(): string {
  const report =
    demoMonth()
      .find(({ name }) => name.includes("7350284105"))
      ?.bytes.toString("utf8") ?? "";
  const rows = report.split("\n");
  const at = (rows[3] ?? "").split(";").indexOf("amount");
  const cells = (rows[7] ?? "").split(";");
  cells[at] = "1 299 kr";
  rows[7] = cells.join(";");
  return rows.join("\n");
}

async function inBothThemes(page: Page, name: string, shot: (name: string) => Promise<void>): Promise<void> {
  await shot(name);
  await page.emulateMedia({ colorScheme: "dark" });
  await shot(`${name}-dark`);
  await page.emulateMedia({ colorScheme: "light" });
}

/** The link of the first administrator, as soon as the page answers. */
async function firstLink(): Promise<string> {
  const { stdout } = spawnSync(process.execPath, [BIN, "people", "--first", "--json"], {
    cwd: folder,
    env: home,
  });
  const { link } = Link.parse(JSON.parse(stdout.toString("utf8")));
  for (let tries = 0; tries < 240; tries += 1) {
    const answer = await fetch(new URL("/livez", link)).catch(() => null);
    if (answer?.ok === true) return link;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
  throw new Error("the page did not come up within a minute");
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
