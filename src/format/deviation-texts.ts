/**
 * What each kind of deviation (CONTRACT §5) means to the person who has to deal with it: a short title, the likely
 * cause, and what to do, with the command to type. The same words in the mail, the terminal and the web.
 */
import { messages } from "./messages.ts";
import type { Message } from "../message.ts";

/** CONTRACT §5, in its order; and a receivable that came again with another amount after it was settled. */
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

/** Codes of a report file that was refused whole and lies in `quarantine/`. */
export const FILE_CODES: ReadonlySet<DeviationCode> = new Set([
  "totals_differ",
  "unknown_type",
  "unreadable",
]);

export interface DeviationWords {
  /** A few words: "Ingen kundfordran hittad". */
  readonly title: Message;
  readonly cause: Message;
  /** Commands stand between backticks. */
  readonly todo: Message;
}

interface Candidate {
  readonly kind: string;
  /** One number, or those of a covering set, joined by commas. */
  readonly number: string;
}

/** What makes the commands fit one deviation; what is left out stands as a word to be replaced (ID, FIL). */
export interface About {
  readonly id?: bigint | number | string;
  readonly candidates?: readonly Candidate[];
  /** Path of the report file. */
  readonly file?: string | null;
  readonly paymentReference?: string | null;
}

/** The words for a code, its commands filled in with what is known about this one deviation. */
export function deviationTexts(code: DeviationCode, about: About = {}): DeviationWords {
  const { title, cause, todo } = WORDS[code];
  return { title, cause, todo: { sv: fill(todo.sv, about, SV), en: fill(todo.en, about, EN) } };
}

export const RECEIVABLE_WORDS: Readonly<Record<"invoice" | "credit_note" | "order", Message>> = {
  invoice: messages.receivableInvoice,
  credit_note: messages.receivableCreditNote,
  order: messages.receivableOrder,
};

export function isReceivableKind(text: string): text is keyof typeof RECEIVABLE_WORDS {
  return Object.hasOwn(RECEIVABLE_WORDS, text);
}

interface Placeholders {
  readonly file: string;
  readonly number: string;
  readonly payout: string;
}
const SV: Placeholders = { file: "FIL", number: "NUMMER", payout: "REFERENS" };
const EN: Placeholders = { file: "FILE", number: "NUMBER", payout: "REFERENCE" };

function fill(text: string, about: About, placeholders: Placeholders): string {
  const match = (usual: string) => {
    const { candidates = [] } = about;
    const [first] = candidates;
    const whole = first && canBeTyped(first, candidates) && shellWord(`${first.kind}:${first.number}`);
    return whole || `${usual}:${placeholders.number}`;
  };
  return text
    .replaceAll("{id}", () => String(about.id ?? "ID"))
    .replaceAll(/\{(invoice|credit_note)\}/g, (_whole, usual: string) => match(usual))
    .replaceAll("{file}", () => shellWord(about.file ?? "") ?? placeholders.file)
    .replaceAll("{payout}", () => shellWord(about.paymentReference ?? "") ?? placeholders.payout);
}

/** `--match` parts at commas: a number that has one is typed only where it names several of the candidates. */
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

const ACCOUNT_SV = '`kvitt resolve {id} --account KONTO --why "orsak"`';
const ACCOUNT_EN = '`kvitt resolve {id} --account ACCOUNT --why "reason"`';
const ACCEPT_SV = '`kvitt resolve {id} --accept --why "orsak"`';
const ACCEPT_EN = '`kvitt resolve {id} --accept --why "reason"`';

const WORDS: Readonly<Record<DeviationCode, DeviationWords>> = {
  no_receivable: {
    title: messages.noReceivableTitle,
    cause: messages.noReceivableCause,
    todo: messages.noReceivableTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  no_credit_note: {
    title: messages.noCreditNoteTitle,
    cause: messages.noCreditNoteCause,
    todo: messages.noCreditNoteTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  uncertain: {
    title: messages.uncertainTitle,
    cause: messages.uncertainCause,
    todo: messages.uncertainTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  ambiguous: {
    title: messages.ambiguousTitle,
    cause: messages.ambiguousCause,
    todo: messages.ambiguousTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  partly_paid: {
    title: messages.partlyPaidTitle,
    cause: messages.partlyPaidCause,
    todo: messages.partlyPaidTodo({
      accountSv: ACCOUNT_SV,
      acceptSv: ACCEPT_SV,
      accountEn: ACCOUNT_EN,
      acceptEn: ACCEPT_EN,
    }),
  },
  overpaid: {
    title: messages.overpaidTitle,
    cause: messages.overpaidCause,
    todo: messages.overpaidTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  already_settled: {
    title: messages.alreadySettledTitle,
    cause: messages.alreadySettledCause,
    todo: messages.alreadySettledTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  currency_differs: {
    title: messages.currencyDiffersTitle,
    cause: messages.currencyDiffersCause,
    todo: messages.currencyDiffersTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  receivable_changed: {
    title: messages.receivableChangedTitle,
    cause: messages.receivableChangedCause,
    todo: messages.receivableChangedTodo({ acceptSv: ACCEPT_SV, acceptEn: ACCEPT_EN }),
  },
  chargeback: {
    title: messages.chargebackTitle,
    cause: messages.chargebackCause,
    todo: messages.chargebackTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  payment_default: {
    title: messages.paymentDefaultTitle,
    cause: messages.paymentDefaultCause,
    todo: messages.paymentDefaultTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  needs_account: {
    title: messages.needsAccountTitle,
    cause: messages.needsAccountCause,
    todo: messages.needsAccountTodo({ accountSv: ACCOUNT_SV, accountEn: ACCOUNT_EN }),
  },
  needs_rate: {
    title: messages.needsRateTitle,
    cause: messages.needsRateCause,
    todo: messages.needsRateTodo,
  },
  fee_differs: {
    title: messages.feeDiffersTitle,
    cause: messages.feeDiffersCause,
    todo: messages.feeDiffersTodo({ acceptSv: ACCEPT_SV, acceptEn: ACCEPT_EN }),
  },
  report_changed: {
    title: messages.reportChangedTitle,
    cause: messages.reportChangedCause,
    todo: messages.reportChangedTodo({ acceptSv: ACCEPT_SV, acceptEn: ACCEPT_EN }),
  },
  debt_gap: {
    title: messages.debtGapTitle,
    cause: messages.debtGapCause,
    todo: messages.debtGapTodo({ acceptSv: ACCEPT_SV, acceptEn: ACCEPT_EN }),
  },
  payout_missing: {
    title: messages.payoutMissingTitle,
    cause: messages.payoutMissingCause,
    todo: messages.payoutMissingTodo({ acceptSv: ACCEPT_SV, acceptEn: ACCEPT_EN }),
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
