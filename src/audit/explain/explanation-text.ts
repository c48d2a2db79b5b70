/** An explanation as people read it, in Swedish or English. */
import {
  deviationTexts,
  isDeviationCode,
  isReceivableKind,
  RECEIVABLE_WORDS,
} from "../../format/deviation-texts.ts";
import { contradictionText, sayContradiction } from "../../format/candidate-texts.ts";
import { formatMinor, parsePlain } from "../../money.ts";
import { DEVIATION_STATES } from "../../format/state-texts.ts";
import type { Language, Message } from "../../message.ts";
import type { Settlement, ToldDeviation } from "./line-history.ts";
import type { Explanation } from "./explain.ts";
import type { LookedAt, RungLook, Why } from "./match-trace.ts";

export function explanationText(explanation: Explanation, language: Language): string {
  const { line, settlements, deviations, rungs } = explanation;
  const amount = (text: string) => amountText(text, line.currency, language);
  const type = line.detailedType === null ? line.type : `${line.type}/${line.detailedType}`;
  const about = [
    line.orderId === null ? "" : `order_id ${line.orderId}`,
    line.merchantReference1 === null ? "" : `merchant_reference1 ${line.merchantReference1}`,
  ];
  const head = [`${line.paymentReference}:${line.row}`, type, amount(line.amount), ...about];
  const parts = [
    head.filter((part) => part !== "").join("  "),
    completedText(line.completedFrom, language),
    `${STATES[explanation.state][language]}${
      explanation.state === "partly"
        ? ` ${{ sv: "Kvar:", en: "Left:" }[language]} ${amount(explanation.left)}`
        : ""
    }`,
    section(
      { sv: "Vad som har beslutats", en: "What has been decided" },
      settlements.map(settlementText),
      language,
    ),
    section(
      { sv: "Vad som har sagts om raden", en: "What has been told of the line" },
      deviations.map(deviationText),
      language,
    ),
    section(
      {
        sv: "Stegen i tur och ordning, som böckerna står nu utan radens egen koppling",
        en: "The ladder, as the books stand now without what this line has settled",
      },
      rungs.filter(isWorthShowing).map(rungText),
      language,
    ),
  ];
  return parts.filter((part) => part !== "").join("\n");

  function settlementText(one: Settlement): string {
    const to =
      one.receivable === null
        ? `${{ sv: "konto", en: "account" }[language]} ${one.account ?? ""}`
        : `${kindWord(one.receivable.kind, language)} ${one.receivable.number}`;
    const difference =
      one.lineAmount === one.receivableAmount
        ? ""
        : ` (${{ sv: "av fordran", en: "of the receivable" }[language]} ${amount(one.receivableAmount)})`;
    const voucher =
      one.voucher === null ? "" : `, ${{ sv: "verifikation", en: "voucher" }[language]} ${one.voucher}`;
    const undone = one.takenBack ? ` ${{ sv: "– ångrat", en: "– taken back" }[language]}` : "";
    return `${amount(one.lineAmount)} → ${to}${difference}: ${reason(one, language)}${voucher}${undone}`;
  }

  function deviationText(one: ToldDeviation): string {
    const title = isDeviationCode(one.code) ? deviationTexts(one.code).title[language] : one.code;
    const candidates = one.candidates
      .map((candidate) => {
        const { kind, number, open, currency } = candidate;
        const left = amountText(open, currency ?? line.currency, language);
        const against = contradictionText(candidate, language);
        return `${kindWord(kind, language)} ${number} (${left}${against === "" ? "" : `; ${against}`})`;
      })
      .join(", ");
    const seen =
      candidates === "" ? "" : `; ${{ sv: "möjliga då:", en: "candidates then:" }[language]} ${candidates}`;
    return `d${one.id} ${title} (${one.code}), ${DEVIATION_STATES[one.state]?.[language] ?? one.state}, ${one.openedAt.slice(0, 10)}${seen}`;
  }

  function rungText(look: RungLook): string {
    const name = `${RUNGS[look.rung]?.[language] ?? String(look.rung)}${look.zeroless ? ZEROLESS[language] : ""}`;
    const references = look.references.map(({ field, value }) => `${field} ${value}`).join(", ");
    const said = [
      `${look.rung}. ${name}${references === "" ? "" : ` [${references}]`}: ${outcomeText(look, language)}`,
    ];
    for (const one of look.candidates)
      said.push(`     ${one.taken ? "✓" : "·"} ${candidateText(one, language)}`);
    return said.join("\n");
  }
}

function completedText(files: readonly string[], language: Language): string {
  const names = [...new Set(files)].join(", ");
  if (names === "") return "";
  return {
    sv: `Kompletterad med det som ${names} säger om den.`,
    en: `Completed with what ${names} says of it.`,
  }[language];
}

/** The second look of a rung says something only where it found something, or where it decides. */
function isWorthShowing({ zeroless, candidates, outcome }: RungLook): boolean {
  return !zeroless || (candidates.length > 0 && outcome !== "not_reached");
}

function section(title: Message, entries: readonly string[], language: Language): string {
  return entries.length === 0
    ? ""
    : `\n${title[language]}:\n${entries.map((entry) => `  ${entry}`).join("\n")}`;
}

function candidateText(
  { kind, number, open, currency, key, date, why, contradictions }: LookedAt,
  language: Language,
): string {
  const dated = date === null ? "" : ` ${date}`;
  const opened = { sv: "öppet", en: "open" }[language];
  return `${kindWord(kind, language)} ${number}${dated}, ${opened} ${amountText(open, currency, language)}, ${key}: ${[WHY[why][language], ...contradictions.map((one) => sayContradiction(kind, one)[language])].join("; ")}`;
}

function reason({ rule, rung, key, rules, run, decision }: Settlement, language: Language): string {
  if (decision !== null) {
    const why = decision.why === null ? "" : ` – ${decision.why}`;
    return {
      sv: `beslutat av ${decision.actor} ${decision.at.slice(0, 10)}${why}`,
      en: `decided by ${decision.actor} ${decision.at.slice(0, 10)}${why}`,
    }[language];
  }
  const named = RULES[rule]?.[language] ?? rule;
  return {
    sv: `${named}, steg ${rung ?? "–"} (${key ?? "–"}), regler version ${rules}, körning ${run ?? "–"}`,
    en: `${named}, rung ${rung ?? "–"} (${key ?? "–"}), rules version ${rules}, run ${run ?? "–"}`,
  }[language];
}

/** Why a rung answers or does not, in words. */
export function outcomeText({ outcome, rule }: RungLook, language: Language): string {
  if (outcome === "settles")
    return `${{ sv: "avgör:", en: "decides:" }[language]} ${RULES[rule ?? ""]?.[language] ?? rule}`;
  if (outcome === "deviates") {
    const title =
      rule !== null && isDeviationCode(rule) ? deviationTexts(rule).title[language] : (rule ?? "");
    return `${{ sv: "avgör: avvikelse,", en: "decides: deviation," }[language]} ${title} (${rule})`;
  }
  return OUTCOMES[outcome][language];
}

export function kindWord(kind: string, language: Language): string {
  return isReceivableKind(kind) ? RECEIVABLE_WORDS[kind][language] : kind;
}

function amountText(amount: string, currency: string, language: Language): string {
  const parsed = parsePlain(amount, currency);
  return `${parsed === null ? amount : formatMinor(parsed, currency, language)} ${currency}`;
}

const STATES: Readonly<Record<Explanation["state"], Message>> = {
  settled: { sv: "Raden är kopplad i sin helhet.", en: "The line is settled in full." },
  partly: { sv: "Raden är kopplad till en del.", en: "The line is settled in part." },
  open: {
    sv: "Raden är inte kopplad; beloppet ligger på avräkningskontot.",
    en: "The line is not settled; its amount is on the clearing account.",
  },
  unmatched: {
    sv: "Butiken bokför dagssummor (receivables: none): raden ligger på avräkningskontot och söker ingen kundfordran.",
    en: "The merchant books daily sums (receivables: none): the line is on the clearing account and looks for no receivable.",
  },
  booked: {
    sv: "Rader av den här typen paras inte ihop; de bokförs på ett konto.",
    en: "Lines of this type are not matched; they are booked to an account.",
  },
};

const RUNGS: Readonly<Record<number, Message>> = {
  1: { sv: "Leveransens eller återbetalningens id", en: "Capture or refund" },
  2: { sv: "Klarnas order-id", en: "Klarna's order id" },
  3: { sv: "Butikens referenser", en: "The merchant's references" },
  4: { sv: "Butikens andra referens", en: "The merchant's second reference" },
};

const ZEROLESS: Message = { sv: ", utan inledande nollor", en: ", without leading zeros" };

const OUTCOMES: Readonly<Record<Exclude<RungLook["outcome"], "settles" | "deviates">, Message>> = {
  no_reference: { sv: "raden har ingen sådan referens", en: "the line has no such reference" },
  no_candidate: { sv: "inget i böckerna har den", en: "nothing in the books has it" },
  contradicted: {
    sv: "det som stämmer säger emot raden på annat sätt, och tas aldrig av sig självt",
    en: "what agrees contradicts the line in another way, and is never taken by itself",
  },
  not_reached: {
    sv: "frågas inte, ett starkare steg har avgjort",
    en: "not asked, a stronger rung has decided",
  },
  waits: {
    sv: "väntar, ordern har inte fått någon betalning än",
    en: "waits, the order has not been paid anything yet",
  },
};

/** What a rule means, in a few words; also of rules that only a person or an undoing uses. */
export const RULES: Readonly<Record<string, Message>> = {
  exact: { sv: "exakt belopp", en: "exact amount" },
  twin: {
    sv: "en av flera lika i samma order, i datumordning",
    en: "one of several alike in one order, by date",
  },
  whole_order: { sv: "hela ordern på en rad", en: "the whole order on one line" },
  tolerance: { sv: "skillnaden är öresutjämning", en: "the difference is rounding" },
  part: { sv: "delbetalning", en: "part payment" },
  pay_back: { sv: "återbetalning av en betald order", en: "paid back from a settled order" },
  by_hand: { sv: "beslutat av en person", en: "decided by a person" },
  written_off: { sv: "avskriven rest", en: "rest written off" },
  reversal: { sv: "ångrat", en: "taken back" },
};

const WHY: Readonly<Record<Why, Message>> = {
  exact: { sv: "tas, beloppet är exakt radens", en: "taken, exactly the line's amount" },
  twin: { sv: "tas, först i datumordning av flera lika", en: "taken, the first by date of several alike" },
  whole_order: {
    sv: "tas, allt öppet i ordern är tillsammans radens belopp",
    en: "taken, all that is open of the order is the line's amount",
  },
  tolerance: { sv: "tas, skillnaden ryms i öresutjämningen", en: "taken, the difference is within rounding" },
  part: { sv: "tas till en del, raden är mindre", en: "taken in part, the line is smaller" },
  pay_back: {
    sv: "tas, betalar tillbaka en del av det som kommit in",
    en: "taken, pays back a part of what was received",
  },
  stronger_rung: { sv: "förbigås, ett starkare steg avgör", en: "passed over, a stronger rung decides" },
  contradicts: { sv: "förbigås, säger emot raden", en: "passed over, it contradicts the line" },
  second_reference_alone: {
    sv: "förbigås, bara den andra referensen stämmer och beloppet är ett annat",
    en: "passed over, only the second reference agrees and the amount is another",
  },
  other_currency: { sv: "förbigås, annan valuta", en: "passed over, another currency" },
  nothing_received: {
    sv: "förbigås, ordern har inte fått betalt än",
    en: "passed over, the order has not been paid yet",
  },
  nothing_open: { sv: "förbigås, inget är öppet på den", en: "passed over, nothing is open on it" },
  amount_differs: {
    sv: "förbigås, en annan har exakt radens belopp",
    en: "passed over, another has exactly the line's amount",
  },
  later_twin: {
    sv: "förbigås, en lika med tidigare datum går före",
    en: "passed over, one alike with an earlier date goes first",
  },
  not_alone: {
    sv: "förbigås, flera svar är möjliga och Kvitt gissar aldrig",
    en: "passed over, several answers are possible and Kvitt never guesses",
  },
  too_small: {
    sv: "förbigås, mindre är öppet än radens belopp",
    en: "passed over, less is open than the line's amount",
  },
};
