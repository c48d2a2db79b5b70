/**
 * What each kind of deviation (CONTRACT §5) means to the person who resolves it: a short title, the likely cause, and
 * what to do, with the command to type. The same texts in the mail, on the terminal and on the page.
 */
import { messages } from "./messages.ts";
import { inEach, type Language, type Message } from "../message.ts";

/** CONTRACT §5, in its order; and a receivable that came again with another amount after it was matched. */
export const DEVIATION_CODES = [
  "no_receivable",
  "no_credit_note",
  "uncertain",
  "ambiguous",
  "partly_paid",
  "overpaid",
  "already_settled",
  "currency_differs",
  "receivable_changed",
  "chargeback",
  "payment_default",
  "needs_account",
  "needs_rate",
  "fee_differs",
  "report_changed",
  "debt_gap",
  "payout_missing",
  "totals_differ",
  "unknown_type",
  "unreadable",
] as const;
export type DeviationCode = (typeof DEVIATION_CODES)[number];

const KNOWN: ReadonlySet<string> = new Set(DEVIATION_CODES);

export function isDeviationCode(text: string): text is DeviationCode {
  return KNOWN.has(text);
}

/** Codes of a report file that was refused whole and is in `quarantine/`. */
export const FILE_CODES: ReadonlySet<DeviationCode> = new Set([
  "totals_differ",
  "unknown_type",
  "unreadable",
]);

export interface DeviationTexts {
  /** A few words: "Ingen kreditfaktura hittad". */
  readonly title: Message;
  readonly cause: Message;
  /** With commands between backticks. */
  readonly todo: Message;
}

interface Candidate {
  readonly kind: string;
  /** One number, or those of a combination, joined by commas. */
  readonly number: string;
}

/** What makes the commands fit one deviation; what is left out is shown as a word to be replaced (ID, FIL). */
export interface About {
  readonly id?: bigint | number | string;
  readonly candidates?: readonly Candidate[];
  /** Path of the report file. */
  readonly file?: string | null;
  readonly paymentReference?: string | null;
}

/** The texts for a code, its commands filled in with what is known about this one deviation. */
export function deviationTexts(code: DeviationCode, about: About = {}): DeviationTexts {
  const { title, cause, todo } = TEXTS[code];
  return { title, cause, todo: inEach((language) => fill(todo[language], about, language)) };
}

function fill(text: string, about: About, language: Language): string {
  const match = (usual: string) => {
    const { candidates = [] } = about;
    const [first] = candidates;
    const whole = first && canBeTyped(first, candidates) && shellWord(`${first.kind}:${first.number}`);
    return whole || `${usual}:${messages.numberPlaceholder[language]}`;
  };
  return text
    .replaceAll("{account}", () => messages.accountCommand[language])
    .replaceAll("{accept}", () => messages.acceptCommand[language])
    .replaceAll("{id}", () => String(about.id ?? "ID"))
    .replaceAll(/\{(invoice|credit_note)\}/g, (_whole, usual: string) => match(usual))
    .replaceAll("{file}", () => shellWord(about.file ?? "") ?? messages.filePlaceholder[language])
    .replaceAll(
      "{payout}",
      () => shellWord(about.paymentReference ?? "") ?? messages.payoutPlaceholder[language],
    );
}

/** `--match` splits at commas, so a number with a comma is written out only where its parts are candidates of their own. */
function canBeTyped({ kind, number }: Candidate, candidates: readonly Candidate[]): boolean {
  const parts = number.split(",");
  const isCandidate = (part: string) => candidates.some((one) => one.kind === kind && one.number === part);
  return parts.length === 1 || parts.every(isCandidate);
}

/**
 * The text as one word of a command that people copy into their shell, or null when it cannot be one safely: numbers
 * and names come from files that anybody may have written, and must never carry a second command along.
 */
function shellWord(text: string): string | null {
  if (/^[\p{L}\p{N}_/.:][\p{L}\p{N}._:/#+-]*$/u.test(text)) return text;
  return /^[\p{L}\p{N}_/.:][\p{L}\p{N}._:/#+(), -]*$/u.test(text) ? `"${text}"` : null;
}

const TEXTS: Readonly<Record<DeviationCode, DeviationTexts>> = {
  no_receivable: {
    title: messages.noReceivableTitle,
    cause: messages.noReceivableCause,
    todo: messages.noReceivableTodo,
  },
  no_credit_note: {
    title: messages.noCreditNoteTitle,
    cause: messages.noCreditNoteCause,
    todo: messages.noCreditNoteTodo,
  },
  uncertain: {
    title: messages.uncertainTitle,
    cause: messages.uncertainCause,
    todo: messages.uncertainTodo,
  },
  ambiguous: {
    title: messages.ambiguousTitle,
    cause: messages.ambiguousCause,
    todo: messages.ambiguousTodo,
  },
  partly_paid: {
    title: messages.partlyPaidTitle,
    cause: messages.partlyPaidCause,
    todo: messages.partlyPaidTodo,
  },
  overpaid: {
    title: messages.overpaidTitle,
    cause: messages.overpaidCause,
    todo: messages.overpaidTodo,
  },
  already_settled: {
    title: messages.alreadySettledTitle,
    cause: messages.alreadySettledCause,
    todo: messages.alreadySettledTodo,
  },
  currency_differs: {
    title: messages.currencyDiffersTitle,
    cause: messages.currencyDiffersCause,
    todo: messages.currencyDiffersTodo,
  },
  receivable_changed: {
    title: messages.receivableChangedTitle,
    cause: messages.receivableChangedCause,
    todo: messages.receivableChangedTodo,
  },
  chargeback: {
    title: messages.chargebackTitle,
    cause: messages.chargebackCause,
    todo: messages.chargebackTodo,
  },
  payment_default: {
    title: messages.paymentDefaultTitle,
    cause: messages.paymentDefaultCause,
    todo: messages.paymentDefaultTodo,
  },
  needs_account: {
    title: messages.needsAccountTitle,
    cause: messages.needsAccountCause,
    todo: messages.needsAccountTodo,
  },
  needs_rate: {
    title: messages.needsRateTitle,
    cause: messages.needsRateCause,
    todo: messages.needsRateTodo,
  },
  fee_differs: {
    title: messages.feeDiffersTitle,
    cause: messages.feeDiffersCause,
    todo: messages.feeDiffersTodo,
  },
  report_changed: {
    title: messages.reportChangedTitle,
    cause: messages.reportChangedCause,
    todo: messages.reportChangedTodo,
  },
  debt_gap: {
    title: messages.debtGapTitle,
    cause: messages.debtGapCause,
    todo: messages.debtGapTodo,
  },
  payout_missing: {
    title: messages.payoutMissingTitle,
    cause: messages.payoutMissingCause,
    todo: messages.payoutMissingTodo,
  },
  totals_differ: {
    title: messages.totalsDifferTitle,
    cause: messages.totalsDifferCause,
    todo: messages.totalsDifferTodo,
  },
  unknown_type: {
    title: messages.unknownTypeTitle,
    cause: messages.unknownTypeCause,
    todo: messages.unknownTypeTodo,
  },
  unreadable: {
    title: messages.unreadableTitle,
    cause: messages.unreadableCause,
    todo: messages.unreadableTodo,
  },
};
