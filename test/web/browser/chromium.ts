/** A real Chromium, Debian's or the one that KVITT_CHROMIUM names. */
import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"] as const;

/** Its path; null when there is none. */
export function chromiumPath(): string | null {
  return process.env["KVITT_CHROMIUM"] ?? PLACES.find((path) => existsSync(path)) ?? null;
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = chromiumPath();
  if (executablePath === null) throw new Error("no Chromium here: apt-get install chromium");
  // root, as whom containers run, may not use the sandbox
  const args = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args });
}

/** What the page says of itself: errors of scripts, and everything that its content security policy forbade. */
export function complaintsOf(page: Page): readonly string[] {
  const said: string[] = [];
  page.on("console", (message) => {
    // an answer that refuses is no fault of the page
    if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) said.push(message.text());
  });
  page.on("pageerror", (error) => said.push(error.message));
  return said;
}
