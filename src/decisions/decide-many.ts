/**
 * Many deviations at once: each is decided exactly as it would be alone, all of them in one transaction or none. What was shown
 * before is what is booked: books that have changed since are said, and nothing is booked.
 */
import type { Books, Handle } from "../books/database.ts";
import { DEVIATION_STATES, deviations, type DeviationView } from "../books/views.ts";
import { acquireWriteLock } from "../books/write-lock.ts";
import type { Settings } from "../config/settings.ts";
import { UserError } from "../errors.ts";
import { decideInside, noSuch, type DecideOptions, type DecidedAbout } from "./decide.ts";
import type { Decision } from "./decision.ts";
import type { DecidedAmount } from "./four-eyes.ts";
import { messages } from "./messages.ts";
import { rehearsed, signOf, vouchersOf, type PreviewedVoucher } from "./preview.ts";

/** How many are decided at once: their preview is a page of less than 100 kB, and others wait seconds for the write lock. */
export const MANY_MAX = 70;

/** How each is decided: all in the same way, or each with the one candidate that it has. */
export type DecisionOfMany =
  | Omit<Decision, "match" | "split">
  | { readonly onlyCandidate: true; readonly why?: string; readonly actor: string };

type Options = Omit<DecideOptions, "second">;

export interface PreviewedOne {
  readonly deviation: DeviationView;
  readonly amount: DecidedAmount;
  readonly vouchers: readonly PreviewedVoucher[];
}

export interface PreviewedMany {
  readonly decidable: readonly PreviewedOne[];
  readonly refused: readonly { readonly deviation: DeviationView; readonly problem: UserError }[];
  /** What the decision must carry, so that what is booked is what was shown. */
  readonly shown: string;
}

/** What the decision would book, in one transaction that is rolled back; and those that cannot be decided so, with the reason. */
export async function previewMany(
  books: Books,
  ids: readonly bigint[],
  decision: DecisionOfMany,
  settings: Settings,
  at: Date,
  options: Options = {},
): Promise<PreviewedMany> {
  const ordered = inOrder(ids);
  return rehearsed(books, async (trx) => {
    await acquireWriteLock(trx);
    const decidable: PreviewedOne[] = [];
    const refused: { deviation: DeviationView; problem: UserError }[] = [];
    for (const deviation of await viewsOf(trx, ordered)) {
      try {
        // a savepoint: one that is refused leaves nothing behind for those after it
        const made = await trx.transaction((inside) =>
          decideOne(inside, deviation, decision, settings, at, options),
        );
        decidable.push({ deviation, amount: made.decided.amount, vouchers: made.vouchers });
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        refused.push({ deviation, problem: thrown });
      }
    }
    return { decidable, refused, shown: signOfMany(decidable) };
  });
}

export interface DecidedOne extends DecidedAbout {
  readonly deviationId: bigint;
}

/** `shown`: as the preview of these had it. Throws `UserError`, and then nothing has changed. */
export async function decideMany(
  books: Books,
  ids: readonly bigint[],
  { decision, shown }: { readonly decision: DecisionOfMany; readonly shown: string },
  settings: Settings,
  at: Date,
  options: Options = {},
): Promise<readonly DecidedOne[]> {
  const ordered = inOrder(ids);
  return books.transaction(async (trx) => {
    await acquireWriteLock(trx);
    const done: DecidedOne[] = [];
    const made: PreviewedOne[] = [];
    for (const deviation of await viewsOf(trx, ordered)) {
      const { decided, vouchers } = await decideOne(trx, deviation, decision, settings, at, options);
      done.push({ ...decided, deviationId: BigInt(deviation.id) });
      made.push({ deviation, amount: decided.amount, vouchers });
    }
    if (signOfMany(made) !== shown) throw new UserError(messages.notAsShown, messages.lookAgain);
    return done;
  });
}

async function decideOne(
  trx: Handle,
  deviation: DeviationView,
  decision: DecisionOfMany,
  settings: Settings,
  at: Date,
  options: Options,
): Promise<{ readonly decided: DecidedAbout; readonly vouchers: readonly PreviewedVoucher[] }> {
  const own = decisionAbout(deviation, decision);
  const decided = await decideInside(trx, BigInt(deviation.id), own, settings, at, options);
  return { decided, vouchers: await vouchersOf(trx, decided.decisionId) };
}

function decisionAbout(deviation: DeviationView, decision: DecisionOfMany): Decision {
  if (!("onlyCandidate" in decision)) return decision;
  const { onlyCandidate: _, ...rest } = decision;
  return { ...rest, match: onlyCandidateOf(deviation) };
}

/**
 * The one receivable that the deviation itself names. It is never guessed: where there are several, or one that contradicts the
 * line or agrees by the second reference only, a person looks at each.
 */
function onlyCandidateOf({ id, candidates }: DeviationView): NonNullable<Decision["match"]> {
  const [only, ...others] = candidates;
  if (only === undefined) throw new UserError(messages.noCandidate(id), messages.decideAlone);
  if (others.length > 0)
    throw new UserError(messages.severalCandidates({ id, count: candidates.length }), messages.decideAlone);
  if (only.contradictions !== undefined)
    throw new UserError(messages.candidateIsUncertain(id), messages.decideAlone);
  return only.number.split(",").map((number) => ({ kind: only.kind, number: number.trim() }));
}

/** By id and each once, so that those who ask for the same wait for each other in one order. */
function inOrder(ids: readonly bigint[]): readonly bigint[] {
  const ordered = [...new Set(ids)].toSorted((a, b) => (a < b ? -1 : 1));
  if (ordered.length === 0) throw new UserError(messages.noneChosen, messages.chooseSome);
  if (ordered.length > MANY_MAX)
    throw new UserError(
      messages.tooManyAtOnce({ count: ordered.length, max: MANY_MAX }),
      messages.chooseFewer,
    );
  return ordered;
}

async function viewsOf(trx: Handle, ids: readonly bigint[]): Promise<readonly DeviationView[]> {
  const found = await deviations(trx, { ids, states: DEVIATION_STATES });
  const missing = ids.find((id) => !found.some((one) => BigInt(one.id) === id));
  if (missing !== undefined) throw noSuch(missing);
  return found;
}

function signOfMany(made: readonly PreviewedOne[]): string {
  return signOf(
    made.map(({ deviation, amount, vouchers }) => [
      deviation.id,
      String(amount.amount),
      amount.currency,
      vouchers,
    ]),
  );
}
