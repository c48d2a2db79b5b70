/**
 * As somebody who has just installed Kvitt: `kvitt start` in an empty folder, the one-time link in a real Chromium, and from there only
 * what the pages say, to a settled deviation and the SIE file with its voucher. Five minutes are enough.
 */
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { z } from "zod";
import { systemClock } from "../../../src/clock.ts";
import { demoMonth } from "../../../src/demo/month.ts";
import { runFolder } from "../../setup/run.ts";
import { readSie } from "../../sie/read.ts";
import { until } from "../../system/place.ts";
import { chromiumPath, complaintsOf, openBrowser } from "./chromium.ts";
import { expectGood, WIDE } from "./good-page.ts";

jest.setTimeout(420_000);

const FIVE_MINUTES_MS = 300_000;
const BIN = fileURLToPath(new URL("../../../bin/kvitt.js", import.meta.url));
const isHere = chromiumPath() !== null;
if (!isHere)
  process.stderr.write("SKIPPED: a new user in a browser: no Chromium here (apt-get install chromium)\n");
const inBrowser = isHere ? describe : describe.skip;

const folder = mkdtempSync(join(runFolder(), "new-user-"));
const env = { PATH: process.env["PATH"] ?? "", KVITT_LANG: "sv" };
let started: ChildProcess | undefined;
let browser: Browser | undefined;

if (isHere) {
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(async () => {
    await browser?.close();
    if (started?.exitCode === null) {
      const ended = once(started, "close");
      started.kill("SIGTERM");
      await ended;
    }
    rmSync(folder, { recursive: true, force: true });
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

/** The link that the terminal prints, once the page answers. */
async function firstLink(): Promise<string> {
  let link = "";
  await until("the page answers", async () => {
    if (link === "") {
      const { stdout, status } = spawnSync(process.execPath, [BIN, "people", "--first", "--json"], {
        cwd: folder,
        env,
      });
      if (status !== 0) return false;
      link = z.object({ link: z.string() }).parse(JSON.parse(stdout.toString("utf8"))).link;
    }
    const answer = await fetch(new URL("/livez", link)).catch(() => null);
    return answer?.ok === true;
  });
  return link;
}

const payload = (part: string) => {
  const found = demoMonth().find(({ name }) => name.includes(part));
  if (found === undefined) throw new Error(`the month has no ${part}`);
  return { name: found.name, mimeType: "text/csv", buffer: found.bytes };
};

/** Uploads a file, reads its verdict, takes it in, and follows the link to the run until it has ended. */
async function takeIn(page: Page, part: string): Promise<void> {
  await page.getByRole("link", { name: "Ladda upp filer" }).click();
  await page.setInputFiles("input[type=file]", payload(part));
  await page.waitForURL(/\/upload\/[0-9a-f-]{36}$/);
  expect(await page.locator(".headline").textContent()).toContain("Kan tas in");
  await page.getByRole("button", { name: "Ta in nu" }).click();
  await page.waitForURL("**/upload?*run=*");
  await page.getByRole("status").getByRole("link").click();
  await page.waitForURL("**/runs/*");
  await page.locator("[data-events]").waitFor({ state: "detached", timeout: 120_000 });
  expect(await page.locator(".trouble").count()).toBe(0);
}

inBrowser("a new user", () => {
  test("from the first start to a settled deviation and its SIE file in less than five minutes", async () => {
    const began = systemClock.now().getTime();
    mkdirSync(join(folder, ".kvitt"), { recursive: true });
    // all else is as it comes: another program may have the usual port
    writeFileSync(join(folder, ".kvitt", "kvitt.config.yaml"), `web: { port: ${await freePort()} }\n`);
    started = spawn(process.execPath, [BIN, "start"], { cwd: folder, env, stdio: "ignore" });
    const link = await firstLink();
    const page = await (browser ?? (await openBrowser())).newPage({ viewport: WIDE, locale: "sv-SE" });
    page.setDefaultTimeout(60_000);
    const complaints = complaintsOf(page);
    await page.goto(link);
    await expectGood(page);
    await page.getByLabel("Namn").fill("Kim Ny");
    await page.getByLabel("Mejladress").fill("kim@example.com");
    await page.getByLabel("Lösenord").fill("fyra ord på rad");
    await page.locator("main button").click();
    await page.waitForURL(new URL("/", link).href);
    await expectGood(page);

    await takeIn(page, "kundreskontra");
    await takeIn(page, "7350284102");
    await page.getByRole("link", { name: "Avvikelser", exact: true }).click();
    await page.waitForURL("**/deviations");
    await page.locator("[data-row] a", { hasText: "Ingen kreditfaktura hittad" }).click();
    await page.waitForURL("**/deviations/*");
    await page.locator("summary", { hasText: "Bokför på konto" }).click();
    const form = page.locator("details[open]");
    await form.getByLabel("Konto").first().fill("3001");
    await form.getByLabel("Moms i beloppet").selectOption("25");
    await form.getByLabel("Skäl").fill("retur i butiken");
    await form.getByRole("button", { name: "Förhandsgranska" }).click();
    await page.waitForURL("**/preview");
    await page.getByRole("button", { name: "Bokför beslutet" }).click();
    await page.waitForURL("**?done=resolved*");
    const said = (await page.getByRole("status").textContent()) ?? "";
    const voucher = /verifikation K ?(\d+)/.exec(said)?.[1];
    expect(voucher).toBeDefined();

    await page.getByRole("link", { name: "Utbetalningens verifikationer och SIE-filer" }).click();
    await page.waitForURL("**/payouts/K512384/7350284102#vouchers");
    const article = page.locator("#vouchers article", { hasText: `K${voucher} ·` });
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      article.getByRole("link", { name: /^SIE-fil/ }).click(),
    ]);
    const read = readSie(readFileSync(await download.path()));
    if (!read.ok) throw new Error(read.problems[0].problem);
    expect(read.value.vouchers.map(({ number }) => number)).toEqual([voucher]);
    expect(read.value.vouchers[0]?.rows.map(({ account }) => account).sort()).toEqual([1686, 2611, 3001]);
    const took = systemClock.now().getTime() - began;
    process.stdout.write(`a new user needed ${Math.round(took / 1_000)} s\n`);
    expect(took).toBeLessThan(FIVE_MINUTES_MS);
    expect(complaints).toEqual([]);
  });
});
