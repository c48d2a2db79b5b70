/** axe-core in a page, by the browser's own debugger: the page's content security policy stays as strict as it is for people. */
import axeCore from "axe-core";
import type { Page } from "playwright-core";
import { z } from "zod";

const Violations = z.array(
  z.object({ id: z.string(), help: z.string(), nodes: z.array(z.object({ html: z.string() })) }),
);
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** "color-contrast: Elements must ...: <a ...>" for each fault; none: []. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  const debug = await page.context().newCDPSession(page);
  try {
    await debug.send("Runtime.evaluate", { expression: axeCore.source });
    const run = `axe.run(document, { runOnly: ${JSON.stringify(RULES)} }).then(({ violations }) =>
      violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => ({ html })) })))`;
    const asked = { expression: run, awaitPromise: true, returnByValue: true } as const;
    const { result, exceptionDetails } = await debug.send("Runtime.evaluate", asked);
    if (exceptionDetails !== undefined) throw new Error(`axe could not run: ${exceptionDetails.text}`);
    return Violations.parse(result.value).flatMap(({ id, help, nodes }) =>
      nodes.map(({ html }) => `${id}: ${help}: ${html.slice(0, 200)}`),
    );
  } finally {
    await debug.detach();
  }
}
