/** For the tests of this room: a text or bytes read to its end, lines in the order of their rows. */
import { readReport } from "../../src/reports/read.ts";
import type { ReadOptions, ReadResult, Refusal, SettlementLine } from "../../src/reports/report.ts";

export interface Read {
  readonly result: ReadResult;
  readonly lines: readonly SettlementLine[];
}

export async function read(content: string | Uint8Array, options: Partial<ReadOptions> = {}): Promise<Read> {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  const lines: SettlementLine[] = [];
  const source = async function* () {
    yield bytes;
  };
  const result = await readReport(source, { name: "report.csv", ...options }, (_, batch) => {
    lines.push(...batch);
  });
  return { result, lines: lines.sort((a, b) => a.row - b.row) };
}

export async function refusalsOf(
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
): Promise<readonly Refusal[]> {
  const { result } = await read(content, options);
  return result.outcome === "refused" ? result.refusals : [];
}

export async function reasonsOf(
  content: string | Uint8Array,
  options: Partial<ReadOptions> = {},
): Promise<string[]> {
  return (await refusalsOf(content, options)).map(({ reason }) => reason);
}

/** The one payout that must be in it. */
export async function payoutOf(content: string | Uint8Array, options: Partial<ReadOptions> = {}) {
  const { result, lines } = await read(content, options);
  if (result.outcome === "refused") throw new Error(JSON.stringify(result.refusals, null, 1));
  const [payout, ...others] = result.payouts;
  if (!payout || others.length > 0) throw new Error(`${result.payouts.length} payouts`);
  return { payout, lines, dialect: result.dialect };
}
