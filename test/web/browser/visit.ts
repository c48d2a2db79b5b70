/** A person at the desk: books of a test file's own, a real Chromium, and a session as if they had signed in. */
import { afterAll, afterEach, beforeAll, describe } from "@jest/globals";
import type { Browser, Page, Response } from "playwright-core";
import type { PersonRole } from "../../../src/books/people.ts";
import { closeShops } from "../../system/place.ts";
import { signedIn } from "../signed-in.ts";
import { chromiumPath, complaintsOf, openBrowser } from "./chromium.ts";
import { WIDE } from "./good-page.ts";
import { ANNA, openDesk, type DeskOptions, type OpenDesk } from "./open-desk.ts";

export interface Visit {
  readonly desk: OpenDesk;
  readonly page: Page;
  /** Opens a page of the desk, by its path. */
  go(path: string): Promise<Response | null>;
  /** Clicks what downloads a file, and reads it. */
  download(click: () => Promise<void>): Promise<{ readonly name: string; readonly path: string }>;
}

export interface VisitOptions extends DeskOptions {
  readonly role?: PersonRole;
}

/**
 * Opens the desk before the tests of the file, and closes it after them; what a page complains of fails the test. Without a
 * Chromium here `inBrowser` skips its tests, and it says so.
 */
export function visitDesk(
  what: string,
  options: VisitOptions | (() => Promise<VisitOptions>) = {},
): { readonly inBrowser: typeof describe.skip; readonly visit: Visit } {
  let desk: OpenDesk | undefined;
  let browser: Browser | undefined;
  let page: Page | undefined;
  let complaints: readonly string[] = [];
  const there = <T>(one: T | undefined): T => {
    if (one === undefined) throw new Error("the desk is open in tests only");
    return one;
  };
  const visit: Visit = {
    get desk() {
      return there(desk);
    },
    get page() {
      return there(page);
    },
    go: (path) => there(page).goto(there(desk).origin + path),
    download: async (click) => {
      const [download] = await Promise.all([there(page).waitForEvent("download"), click()]);
      return { name: download.suggestedFilename(), path: await download.path() };
    },
  };
  if (chromiumPath() === null) {
    process.stderr.write(`SKIPPED: ${what} in a browser: no Chromium here (apt-get install chromium)\n`);
    return { inBrowser: describe.skip, visit };
  }
  beforeAll(async () => {
    const chosen = typeof options === "function" ? await options() : options;
    desk = await openDesk(chosen);
    browser = await openBrowser();
    const context = await browser.newContext({ viewport: WIDE, locale: "sv-SE" });
    const { headers } = await signedIn(desk.app, chosen.role ?? "decide", ANNA.name);
    const [cookie = "", value = ""] = headers["cookie"]?.split("=") ?? [];
    await context.addCookies([{ name: cookie, value, url: desk.origin }]);
    page = await context.newPage();
    page.setDefaultTimeout(30_000);
    complaints = complaintsOf(page);
  });
  afterEach(() => {
    if (complaints.length > 0) throw new Error(`the pages complained:\n${complaints.join("\n")}`);
  });
  afterAll(async () => {
    await browser?.close();
    await desk?.close();
    await closeShops();
  });
  return { inBrowser: describe, visit };
}
