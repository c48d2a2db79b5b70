/** What `kvitt resolve` is told: its options as they are typed, and the decision that they make together. */
import { VAT_RATES, type VatRate } from "../../config/accounts.ts";
import { UserError } from "../../errors.ts";
import type { Decision } from "../../decisions/decision.ts";
import type { Message } from "../../message.ts";

export interface DecisionOptions {
  readonly match?: readonly { kind: string; number: string }[];
  readonly account?: NamedAccounts;
  readonly vat?: VatRate;
  readonly writeOff?: boolean;
  readonly accept?: boolean;
  readonly why?: string;
}

interface NamedAccounts {
  readonly split: readonly { readonly account: number; readonly amount: string }[];
  /** The one that takes what is left. */
  readonly rest?: number;
}

/** Throws `NeedsPerson` for what does not go together. */
export function decisionOf(options: DecisionOptions): Omit<Decision, "actor"> {
  const { match, account, vat, accept, why } = options;
  const writeOff = options.writeOff === true;
  if (!match && !account && !accept && !writeOff) {
    throw wrong(
      { sv: "Ange hur avvikelsen avgörs.", en: "Say how the deviation is decided." },
      {
        sv: "Ett av --match KIND:NUMMER, --account N, --write-off och --accept --why TEXT.",
        en: "One of --match KIND:NUMBER, --account N, --write-off and --accept --why TEXT.",
      },
    );
  }
  const clash =
    accept && account ? "--account" : writeOff && match ? "--match" : writeOff && accept ? "--accept" : null;
  if (clash !== null) {
    const other = writeOff ? "--write-off" : "--accept";
    throw wrong(
      { sv: `${other} och ${clash} går inte ihop.`, en: `${other} and ${clash} do not go together.` },
      { sv: "Välj ett av dem.", en: "Choose one of them." },
    );
  }
  if (vat !== undefined && !account && !writeOff) {
    throw wrong(
      { sv: "--vat hör ihop med ett konto.", en: "--vat goes with an account." },
      { sv: "Lägg till --account N, eller ta bort --vat.", en: "Add --account N, or leave --vat out." },
    );
  }
  if ((accept || writeOff) && !why?.trim()) {
    throw wrong(
      writeOff
        ? { sv: "Den som skriver av säger varför.", en: "Who writes off says why." }
        : { sv: "Den som godkänner säger varför.", en: "Who accepts says why." },
      { sv: "Lägg till --why TEXT.", en: "Add --why TEXT." },
    );
  }
  return {
    ...(match ? { match } : {}),
    ...(account?.rest === undefined ? {} : { account: account.rest }),
    ...(account && account.split.length > 0 ? { split: account.split } : {}),
    ...(vat === undefined ? {} : { vat }),
    ...(writeOff ? { writeOff } : {}),
    ...(accept ? { accept } : {}),
    ...(why === undefined ? {} : { why }),
  };
}

export function readMatch(text: string): readonly { kind: string; number: string }[] {
  const matches: { kind: string; number: string }[] = [];
  let kind = "";
  for (const part of text.split(",")) {
    const named = /^(invoice|credit_note|order):(.+)$/.exec(part.trim());
    kind = named?.[1] ?? kind;
    const number = (named?.[2] ?? part).trim();
    if (kind === "" || number === "") {
      throw wrong(
        {
          sv: `"${text}" säger inte vilken kundfordran det är.`,
          en: `"${text}" does not say which receivable.`,
        },
        {
          sv: "Skriv slag:nummer, där slaget är invoice, credit_note eller order, som invoice:F1001.",
          en: "Write kind:number, with kind one of invoice, credit_note and order, such as invoice:F1001.",
        },
      );
    }
    matches.push({ kind, number });
  }
  return matches;
}

/** `3740` or `3740=12,50`, once or several times. The amount's currency is the line's, so it is kept as it is said. */
export function readAccount(text: string, before: NamedAccounts = { split: [] }): NamedAccounts {
  const [, number, said] = /^([1-9]\d{3})(?:=(.*))?$/s.exec(text.trim()) ?? [];
  if (number === undefined)
    throw wrong(
      { sv: `"${text}" är inget konto.`, en: `"${text}" is no account.` },
      {
        sv: "Skriv fyra siffror, som 3740 eller 3740=12,50.",
        en: "Write four digits, such as 3740 or 3740=12.50.",
      },
    );
  const account = Number(number);
  if (said === undefined) {
    if (before.rest !== undefined)
      throw wrong(
        {
          sv: `Både ${before.rest} och ${account} ska ta det som blir kvar.`,
          en: `Both ${before.rest} and ${account} are to take what is left.`,
        },
        {
          sv: "Bara ett --account får stå utan belopp: skriv till exempel 3740=12,50.",
          en: "Only one --account may stand without an amount: write for example 3740=12.50.",
        },
      );
    return { ...before, rest: account };
  }
  const amount = said.replace(/[\s\u00a0\u202f]/g, "").replace(",", ".");
  if (!/^\d{1,12}(\.\d{1,2})?$/.test(amount))
    throw wrong(
      { sv: `"${said}" är inget belopp.`, en: `"${said}" is no amount.` },
      { sv: "Skriv till exempel 3740=12,50.", en: "Write for example 3740=12.50." },
    );
  return { ...before, split: [...before.split, { account, amount }] };
}

export function readVat(text: string): VatRate {
  const rate = VAT_RATES.find((one) => String(one) === text.replace(/\s*%$/, ""));
  if (rate !== undefined) return rate;
  const rates = VAT_RATES.join(", ");
  throw wrong(
    { sv: `"${text}" är ingen momssats.`, en: `"${text}" is no rate of VAT.` },
    { sv: `Skriv någon av ${rates}.`, en: `Write one of ${rates}.` },
  );
}

function wrong(problem: Message, remedy: Message): UserError {
  return new UserError(problem, remedy);
}
