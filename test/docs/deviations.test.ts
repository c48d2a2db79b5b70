import { expect, test } from "@jest/globals";
import { DEVIATION_CODES, deviationTexts, type DeviationCode } from "../../src/format/deviation-texts.ts";
import type { Message } from "../../src/message.ts";
import { partProblem, readPage } from "./page.ts";

const PAGE = "docs/deviations.md";

const CLEARING: Message = {
  en: "On the clearing account (1686), until the line is settled or decided.",
  sv: "På avräkningskontot (1686), tills raden är reglerad eller avgjord.",
};
const DISPUTED: Message = {
  en: "On disputed receivables (1516).",
  sv: "På tvistiga kundfordringar (1516).",
};
const NOWHERE: Message = {
  en: "Nothing waits: the deviation tells of it.",
  sv: "Inget väntar: avvikelsen upplyser om det.",
};
const NOT_BOOKED: Message = {
  en: "Nothing of the file is booked. It lies in `quarantine/`.",
  sv: "Inget ur filen är bokfört. Den ligger i `quarantine/`.",
};
const AGAIN: Message = {
  en: "When a receivable that fits is taken in: the line is tried again each night.",
  sv: "När en kundfordran som passar läses in: raden prövas igen varje natt.",
};
const CLEARER: Message = {
  en: "When it becomes clear what it settles: the line is tried again each night and when receivables are taken in.",
  sv: "När det blir klart vad raden reglerar: den prövas igen varje natt och när kundfordringar läses in.",
};
const BY_HAND: Message = { en: "No: a person decides.", sv: "Nej: en människa avgör." };

/** What the page adds to the program's own words: where the money is meanwhile, and whether it ends by itself. */
const FACTS: Readonly<Record<DeviationCode, { readonly money: Message; readonly ends: Message }>> = {
  no_receivable: { money: CLEARING, ends: AGAIN },
  no_credit_note: { money: CLEARING, ends: AGAIN },
  uncertain: { money: CLEARING, ends: AGAIN },
  ambiguous: { money: CLEARING, ends: CLEARER },
  partly_paid: {
    money: {
      en: "On the receivable (1510), which stays open for the rest.",
      sv: "På kundfordran (1510), som står kvar öppen för resten.",
    },
    ends: { en: "When the rest arrives.", sv: "När resten kommer." },
  },
  overpaid: { money: CLEARING, ends: CLEARER },
  already_settled: { money: CLEARING, ends: CLEARER },
  currency_differs: { money: CLEARING, ends: CLEARER },
  receivable_changed: { money: NOWHERE, ends: BY_HAND },
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
    ends: { en: "When the report in between is taken in.", sv: "När rapporten däremellan läses in." },
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

**${title.en}.** ${cause.en}

- What to do: ${todo.en}
- Where the money is: ${money.en}
- Ends by itself: ${ends.en}

> **${title.sv}.** ${cause.sv}
>
> - Att göra: ${todo.sv}
> - Var pengarna är: ${money.sv}
> - Går över av sig själv: ${ends.sv}
`;
}

test("every code is on the page, in the program's own words", () => {
  expect(partProblem(PAGE, "src/format/deviation-texts.ts", DEVIATION_CODES.map(section).join("\n"))).toBe(
    "",
  );
});

test("the contract names every code", () => {
  const contract = readPage("docs/contract.md");
  for (const code of DEVIATION_CODES) expect(contract).toContain(`\`${code}\``);
});
