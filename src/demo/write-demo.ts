/** Writes the demo's month of files into a workspace, and the shop's settings beside them. */
import { mkdir, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { errnoOf } from "../errors.ts";
import type { Workspace } from "../config/workspace.ts";
import { demoMonth } from "./month.ts";

/** Norrskensbutiken's `kvitt.config.yaml`. */
export const DEMO_CONFIG = `# Norrskensbutiken AB: inställningarna i Kvitts demo.
# Allt har ett standardvärde. Här finns bara det som är butikens eget.
company:
  name: Norrskensbutiken AB
nightlyAt: "03:15"
mail:
  from: kvitt@norrskensbutiken.example
  to: ekonomi@norrskensbutiken.example
merchants:
  K512384:
    name: norrskensbutiken.example
    # Kassan i butiken skickar sin egen text i första referensen, och ordernumret i den andra.
    references:
      second: order_number
    # Ersättningar från Klarna är övriga intäkter. Debiteringar har inget konto än: de blir avvikelser.
    lineAccounts:
      CREDIT: 3990
`;

/** Writes the settings into a workspace that has none. Must be done before it is opened, which reads them. */
export async function writeDemoConfig(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(join(folder, "kvitt.config.yaml"), DEMO_CONFIG, { flag: "wx" });
  } catch (error) {
    if (errnoOf(error) !== "EEXIST") throw error;
  }
}

/**
 * Puts the month's reports and lists into the inbox: the same names and bytes each time. Each is renamed into place whole,
 * with the time stamp of its day: a file that has just changed would not be taken in yet.
 */
export async function writeDemo(workspace: Pick<Workspace, "inbox" | "receivables">): Promise<void> {
  for (const { folder, name, bytes, at } of demoMonth()) {
    await mkdir(workspace[folder], { recursive: true });
    const half = join(workspace[folder], `.${name}.tmp`);
    await writeFile(half, bytes);
    await utimes(half, at, at);
    await rename(half, join(workspace[folder], name));
  }
}
