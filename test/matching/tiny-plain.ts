/** The answer to a tiny case by the plain reading of the contract. */
import { climb, type Account, type OpenLine } from "../simulate/plain/climb.ts";
import { lineKeys, receivableKeys } from "../simulate/plain/keys.ts";
import { SETTINGS, type TinyCase, type TinyLine, type TinyReceivable } from "./tiny-case.ts";

/** What came of each line, in words; lines in the order of the case. One such list for each of the two nights. */
export type Answers = readonly (readonly string[])[];

export function candidateKey({ kind, number }: { readonly kind: string; readonly number: string }): string {
  return `${kind}:${number}`;
}

export interface Came {
  /** "invoice:1 1000/1000 settles@3" */
  readonly settled: readonly string[];
  readonly codes: readonly string[];
  /** Of a line that is uncertain. */
  readonly candidates: readonly string[];
}

export function inWords({ settled, codes, candidates }: Came): string {
  const told = codes.map((code) =>
    code === "uncertain" ? `uncertain among ${[...candidates].sort().join(", ")}` : code,
  );
  return [...[...settled].sort(), ...told.sort()].join("; ") || "nothing";
}

interface TinyAccount extends Account {
  readonly from: TinyReceivable;
}

/** The order in which lines take their turn: payout date, payment reference, merchant, row. */
export function turnOf({ night, slot, currency, merchant }: TinyLine): string {
  return `${night}${slot}${currency}${merchant}`;
}

export function answersOf(one: TinyCase): Answers {
  const waiting = new Map<number, TinyAccount>();
  const done = new Map<TinyLine, string[]>();
  const partly = new Map<TinyLine, TinyAccount>();
  return [0, 1].map((night) => {
    const here = one.lines.filter((line) => line.night <= night);
    const everyLine = here.map(asAnyLine);
    const rows = one.receivables.filter((receivable) => receivable.night <= night).map(asRow);
    one.receivables.forEach((receivable, at) => {
      if (receivable.night > night) return;
      const before = waiting.get(at) ?? { settled: 0n, paidBack: 0n };
      waiting.set(at, { ...accountOf(receivable, rows), settled: before.settled, paidBack: before.paidBack });
    });
    const open = here
      .filter((line) => !done.has(line))
      .toSorted((a, b) => (turnOf(a) < turnOf(b) ? -1 : turnOf(a) > turnOf(b) ? 1 : 0))
      .flatMap((line): (OpenLine & { from: TinyLine })[] =>
        line.type === "FEE"
          ? []
          : [
              {
                from: line,
                key: String(one.lines.indexOf(line)),
                type: line.type,
                amount: BigInt(line.amount),
                currency: line.currency,
                keys: lineKeys(asAnyLine(line), everyLine),
                references: SETTINGS[one.settings[line.merchant]] ?? {},
              },
            ],
      );
    const verdicts = climb(open, [...waiting.values()]);
    const came = new Map<TinyLine, Came>();
    for (const line of open) {
      const { takings = [], code = null, candidates = [] } = verdicts.get(line) ?? {};
      const settled = takings.map(
        ({ receivable, lineAmount, receivableAmount, effect, rung }) =>
          `${candidateKey(receivable)} ${lineAmount}/${receivableAmount} ${effect}@${rung}`,
      );
      const [taking] = takings;
      if (taking) done.set(line.from, settled);
      if (taking && code === "partly_paid") partly.set(line.from, taking.receivable);
      came.set(line.from, {
        settled,
        codes: code === null || taking ? [] : [code],
        candidates: candidates.map(candidateKey),
      });
    }
    const accounts = [...waiting.values()];
    const isWaiting = (account: TinyAccount | undefined) =>
      accounts.some(({ from, settled, openAmount }) => from === account?.from && settled < openAmount);
    return one.lines.map((line) => {
      const now = came.get(line) ?? { settled: done.get(line) ?? [], codes: [], candidates: [] };
      return inWords(isWaiting(partly.get(line)) ? { ...now, codes: ["partly_paid"] } : now);
    });
  });
}

function asAnyLine(line: TinyLine) {
  return {
    merchantId: String(line.merchant),
    type: line.type,
    cells: new Map(Object.entries(line).map(([name, value]) => [name, String(value)])),
  };
}

function asRow(receivable: TinyReceivable) {
  const cells = new Map(Object.entries(receivable).map(([name, value]) => [name, String(value)]));
  cells.set("merchant_id", receivable.merchant === null ? "" : String(receivable.merchant));
  return { kind: receivable.kind, number: receivable.number, cells };
}

function accountOf(receivable: TinyReceivable, rows: readonly ReturnType<typeof asRow>[]): TinyAccount {
  return {
    from: receivable,
    kind: receivable.kind,
    number: receivable.number,
    date: receivable.date,
    currency: receivable.currency,
    openAmount: BigInt(receivable.open),
    receivedBefore: receivable.kind === "order" ? BigInt(receivable.amount - receivable.open) : 0n,
    keys: receivableKeys(asRow(receivable), rows),
    settled: 0n,
    paidBack: 0n,
  };
}
