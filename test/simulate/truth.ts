/**
 * What really happened in a simulated shop: which order each line pays, and which order each receivable is for. It is
 * known because the simulator sold the goods; no rule of matching is asked. A line that is settled on a receivable of
 * another order is a wrong match, whatever the rules say of it.
 */
import type { Books } from "./books.ts";
import type { LineKey, ReceivableKey } from "./known.ts";

export interface Truth {
  readonly orderOfLine: ReadonlyMap<LineKey, string>;
  readonly orderOfReceivable: ReadonlyMap<ReceivableKey, string>;
  /** Sales that have one certain answer: settled wholly when the night (an index) is over. */
  readonly certain: readonly { readonly line: LineKey; readonly night: number }[];
}

export const WRONG_MATCH = "wrong match: ";

export function wrongMatches(books: Books, truth: Truth): string[] {
  const lineOf = new Map(books.lines.map(({ id, key }) => [id, key]));
  const receivableOf = new Map(books.receivables.map(({ id, key }) => [id, key]));
  return books.allocations.flatMap(({ lineId, receivableId, lineAmount, rung }) => {
    const line = lineOf.get(lineId) ?? "";
    const receivable = receivableOf.get(receivableId ?? "") ?? "";
    const [pays, isFor] = [truth.orderOfLine.get(line), truth.orderOfReceivable.get(receivable)];
    return pays !== undefined && pays === isFor
      ? []
      : [
          `${WRONG_MATCH}${lineAmount} of ${line}, which pays ${pays ?? "nothing"}, settles ${receivable} of ${isFor ?? "nothing"} by rung ${rung ?? "none"}`,
        ];
  });
}

export function certainButOpen(books: Books, truth: Truth, night: number): string[] {
  const idOf = new Map(books.lines.map(({ id, key }) => [key, id]));
  const settled = new Set(books.allocations.map(({ lineId }) => lineId));
  return truth.certain
    .filter((one) => one.night <= night && !settled.has(idOf.get(one.line) ?? ""))
    .map(
      ({ line }) =>
        `${line} has one certain answer, ${truth.orderOfLine.get(line) ?? ""}, and is not settled`,
    );
}
