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

const TEXTS: Readonly<Record<DeviationCode, DeviationTexts>> = messages.deviations;
