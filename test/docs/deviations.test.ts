import { expect, test } from "@jest/globals";
import { DEVIATION_CODES, deviationTexts, type DeviationCode } from "../../src/format/deviation-texts.ts";
import type { Message } from "../../src/message.ts";
import { partProblem, readPage } from "./page.ts";

const PAGE = "docs/deviations.md";

const CLEARING: Message = {
  en: "On the clearing account (1686), until the line is matched or the deviation resolved.",
  sv: "På avräkningskontot (1686), tills raden är matchad eller avvikelsen åtgärdad.",
};
const DISPUTED: Message = {
  en: "On disputed receivables (1516).",
  sv: "På tvistiga kundfordringar (1516).",
};
const NOWHERE: Message = {
  en: "No money waits: the deviation is for information.",
  sv: "Inga pengar väntar: avvikelsen är en upplysning.",
};
const NOT_BOOKED: Message = {
  en: "Nothing of the file is booked. It is in `quarantine/`.",
  sv: "Inget ur filen är bokfört. Den ligger i `quarantine/`.",
};
const AGAIN: Message = {
  en: "When an invoice, credit note or order that fits is imported: the line is tried again each night.",
  sv: "När en faktura, kreditfaktura eller order som passar läses in: raden prövas igen varje natt.",
};
const CLEARER: Message = {
  en: "When it becomes clear what it pays: the line is tried again each night and when receivables are imported.",
  sv: "När det blir klart vad raden betalar: den prövas igen varje natt och när kundreskontran läses in.",
};
const BY_HAND: Message = { en: "No: a person resolves it.", sv: "Nej: en person åtgärdar den." };

/** What the page adds to the program's own texts: where the money is meanwhile, and whether the deviation closes automatically. */
const FACTS: Readonly<Record<DeviationCode, { readonly money: Message; readonly ends: Message }>> = {
  no_receivable: { money: CLEARING, ends: AGAIN },
  no_credit_note: { money: CLEARING, ends: AGAIN },
  uncertain: { money: CLEARING, ends: AGAIN },
  ambiguous: { money: CLEARING, ends: CLEARER },
  partly_paid: {
    money: {
      en: "On accounts receivable (1510); the invoice keeps its open amount.",
      sv: "På kundfordringar (1510); fakturan har kvar sitt restbelopp.",
    },
    ends: { en: "When the rest arrives.", sv: "När resten kommer." },
  },
  overpaid: { money: CLEARING, ends: CLEARER },
  already_settled: { money: CLEARING, ends: CLEARER },
  currency_differs: { money: CLEARING, ends: CLEARER },
  receivable_changed: {
    money: NOWHERE,
    ends: {
      en: "When a list says what was imported first again, or lists that disagree say whose they are.",
      sv: "När en lista åter säger det som lästes in först, eller när listor som inte är överens säger vems de är.",
    },
  },
  chargeback: {
    money: DISPUTED,
    ends: {
      en: "When the dispute is won, or covered by merchant protection: the same dispute, or the same order and amount.",
      sv: "När tvisten vinns eller täcks av handlarskyddet: samma tvist, eller samma order och belopp.",
    },
  },
  payment_default: {
    money: DISPUTED,
    ends: {
      en: "When the same amount comes back for the order.",
      sv: "När samma belopp kommer tillbaka för ordern.",
    },
  },
  needs_account: {
    money: { en: "On the suspense account (2999).", sv: "På observationskontot (2999)." },
    ends: BY_HAND,
  },
  needs_rate: {
    money: {
      en: "In a voucher in the payout's own currency; its SIE file waits.",
      sv: "I en verifikation i utbetalningens egen valuta; dess SIE-fil väntar.",
    },
    ends: { en: "When a rate for the day is known.", sv: "När en kurs för dagen är känd." },
  },
  fee_differs: {
    money: { en: "Booked as the report says (6064).", sv: "Bokfört som det står i rapporten (6064)." },
    ends: BY_HAND,
  },
  report_changed: { money: NOWHERE, ends: BY_HAND },
  debt_gap: {
    money: NOWHERE,
    ends: { en: "When the report in between is imported.", sv: "När rapporten däremellan läses in." },
  },
  payout_missing: {
    money: NOWHERE,
    ends: { en: "When the report comes.", sv: "När rapporten kommer." },
  },
  totals_differ: { money: NOT_BOOKED, ends: BY_HAND },
  unknown_type: { money: NOT_BOOKED, ends: BY_HAND },
  unreadable: { money: NOT_BOOKED, ends: BY_HAND },
};

function section(code: DeviationCode): string {
  const { title, cause, todo } = deviationTexts(code);
  const { money, ends } = FACTS[code];
  return `## \`${code}\`

**${title.sv}.** ${cause.sv}

- Att göra: ${todo.sv}
- Var pengarna är: ${money.sv}
- Stängs automatiskt: ${ends.sv}

> **${title.en}.** ${cause.en}
>
> - What to do: ${todo.en}
> - Where the money is: ${money.en}
> - Closes automatically: ${ends.en}
`;
}

test("every code is on the page, in the program's own texts, Swedish first", () => {
  expect(partProblem(PAGE, "src/format/deviation-texts.ts", DEVIATION_CODES.map(section).join("\n"))).toBe(
    "",
  );
});

test("the contract names every code", () => {
  const contract = readPage("docs/contract.md");
  for (const code of DEVIATION_CODES) expect(contract).toContain(`\`${code}\``);
});
