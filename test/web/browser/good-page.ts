/** What every page of the desk must be, in a real browser. */
import { expect } from "@jest/globals";
import type { Page } from "playwright-core";
import { accessibilityFaults } from "./axe.ts";

export const WIDE = { width: 1200, height: 900 } as const;
export const PHONE = { width: 360, height: 740 } as const;

export interface Look {
  readonly colorScheme: "light" | "dark";
  readonly viewport: typeof WIDE | typeof PHONE;
}

export const LOOKS: readonly Look[] = [
  { colorScheme: "light", viewport: WIDE },
  { colorScheme: "dark", viewport: PHONE },
];

/** Nothing for axe to find, in light and wide as well as dark and narrow, and nothing wider than the screen; it ends as it began. */
export async function expectGood(page: Page, looks: readonly Look[] = LOOKS): Promise<void> {
  for (const { colorScheme, viewport } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    const faults = await accessibilityFaults(page);
    const tooWide = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
    const found = { at: page.url(), colorScheme, faults, tooWide: Math.max(tooWide, 0) };
    expect(found).toEqual({ at: page.url(), colorScheme, faults: [], tooWide: 0 });
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(WIDE);
}
