/** What the simulator needs of a system to try it: nights, and a look at the books. */
import type { Books } from "./books.ts";
import { checkAll, type Violations } from "./checkers.ts";
import type { NamedBytes } from "./deliveries.ts";
import { seeded } from "./random.ts";
import type { Shop } from "./shop.ts";
import { certainButOpen, wrongMatches } from "./truth.ts";

export interface System {
  /** Puts the files where a shop would put them, and does a night's work at that time; resolves when it is done. */
  night(files: readonly NamedBytes[], receivables: readonly NamedBytes[], at: Date): Promise<void>;
  books(): Promise<Books>;
  close(): Promise<void>;
}

/** A system with empty books, for a shop with these settings. */
export type OpenSystem = (settings: Shop["settings"]) => Promise<System>;

export interface Finding {
  /** 1-based. */
  readonly night: number;
  readonly violations: Violations;
}

/**
 * Plays a shop night by night and compares the books after each. Stops after the first night on which anything is
 * wrong: what follows would only repeat it. null: everything was right.
 * `order`: shuffles the files of each night in another way; the answer must not depend on it.
 */
export async function play(shop: Shop, open: OpenSystem, order?: string | number): Promise<Finding | null> {
  const random = order === undefined ? null : seeded(order);
  const system = await open(shop.settings);
  try {
    for (const [index, { files, receivables, at, known }] of shop.nights.entries()) {
      await system.night(random?.shuffled(files) ?? files, random?.shuffled(receivables) ?? receivables, at);
      const books = await system.books();
      const violations = [
        ...(shop.truth ? wrongMatches(books, shop.truth) : []),
        ...checkAll(books, known),
        ...(shop.truth ? certainButOpen(books, shop.truth, index) : []),
      ];
      if (violations.length > 0) return { night: index + 1, violations };
    }
    return null;
  } finally {
    await system.close();
  }
}
