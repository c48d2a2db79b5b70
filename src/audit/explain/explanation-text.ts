/** Renders an explanation as text. */
import { messages } from "./messages.ts";
import { moneyText } from "../../format/amount.ts";
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import { contradictionMessage, contradictionText, receivableName } from "../../format/candidate-texts.ts";
import { DEVIATION_STATES } from "../../format/state-texts.ts";
import type { Language, Message } from "../../message.ts";
import type { LineAllocation, LineDeviation } from "./line-history.ts";
import type { Explanation } from "./explain.ts";
import type { TracedCandidate, RungTrace, CandidateReason } from "./match-trace.ts";

/** An explanation in words: what was found, and why, a list each. */
export interface ExplanationParts {
  readonly head: string;
  /** Empty when no later download has added to the line. */
  readonly completed: string;
  readonly state: string;
  /** Only those with something in them. An entry may have several lines. */
  readonly lists: readonly { readonly title: string; readonly entries: readonly string[] }[];
}

export function explanationText(explanation: Explanation, language: Language): string {
  const { head, completed, state, lists } = explanationParts(explanation, language);
  const sections = lists.map(
    ({ title, entries }) => `\n${title}:\n${entries.map((one) => `  ${one}`).join("\n")}`,
  );
  return [head, completed, state, ...sections].filter((part) => part !== "").join("\n");
}

export function explanationParts(explanation: Explanation, language: Language): ExplanationParts {
  const { line, settlements, deviations, rungs } = explanation;
  const amount = (text: string) => moneyText({ amount: text, currency: line.currency }, language);
  const type = line.detailedType === null ? line.type : `${line.type}/${line.detailedType}`;
  const about = [
    line.orderId === null ? "" : `order_id ${line.orderId}`,
    line.merchantReference1 === null ? "" : `merchant_reference1 ${line.merchantReference1}`,
  ];
  const head = [`${line.paymentReference}:${line.row}`, type, amount(line.amount), ...about];
  const left =
    explanation.state === "partly" ? ` ${messages.left[language]} ${amount(explanation.left)}` : "";
  const lists = [
    { title: messages.decided[language], entries: settlements.map(settlementText) },
    { title: messages.deviationsOfLine[language], entries: deviations.map(deviationText) },
    { title: messages.ladder[language], entries: rungs.filter(isWorthShowing).map(rungText) },
  ];
  return {
    head: head.filter((part) => part !== "").join("  "),
    completed: completedText(line.completedFrom, language),
    state: `${STATES[explanation.state][language]}${left}`,
    lists: lists.filter(({ entries }) => entries.length > 0),
  };

  function settlementText(one: LineAllocation): string {
    const to =
      one.receivable === null
        ? `${messages.account[language]} ${one.account ?? ""}`
        : receivableName(one.receivable.kind, one.receivable.number, language);
    const difference =
      one.lineAmount === one.receivableAmount
        ? ""
        : ` (${messages.receivableShare(amount(one.receivableAmount))[language]})`;
    const voucher = one.voucher === null ? "" : `, ${messages.voucher[language]} ${one.voucher}`;
    const undone = one.takenBack ? ` ${messages.reversed[language]}` : "";
    return `${amount(one.lineAmount)} → ${to}${difference}: ${reason(one, language)}${voucher}${undone}`;
  }

  function deviationText(one: LineDeviation): string {
    const title = isDeviationCode(one.code) ? deviationTexts(one.code).title[language] : one.code;
    const candidates = one.candidates
      .map((candidate) => {
        const { kind, number, open, currency } = candidate;
        const left = moneyText({ amount: open, currency: currency ?? line.currency }, language);
        const against = contradictionText(candidate, language);
        return `${receivableName(kind, number, language)} (${left}${against === "" ? "" : `; ${against}`})`;
      })
      .join(", ");
    const seen = candidates === "" ? "" : `; ${messages.candidatesThen[language]} ${candidates}`;
    return `d${one.id} ${title} (${one.code}), ${DEVIATION_STATES[one.state]?.[language] ?? one.state}, ${one.openedAt.slice(0, 10)}${seen}`;
  }

  function rungText(trace: RungTrace): string {
    const name = `${RUNGS[trace.rung]?.[language] ?? String(trace.rung)}${trace.zeroless ? messages.withoutLeadingZeros[language] : ""}`;
    const references = trace.references.map(({ field, value }) => `${field} ${value}`).join(", ");
    const lines = [
      `${trace.rung}. ${name}${references === "" ? "" : ` [${references}]`}: ${outcomeText(trace, language)}`,
    ];
    for (const one of trace.candidates)
      lines.push(`     ${one.taken ? "✓" : "·"} ${candidateText(one, language)}`);
    return lines.join("\n");
  }
}

function completedText(files: readonly string[], language: Language): string {
  const names = [...new Set(files)].join(", ");
  if (names === "") return "";
  return messages.completedFrom(names)[language];
}

/** A rung's second pass, without leading zeros, is shown only where it found candidates or decides. */
function isWorthShowing({ zeroless, candidates, outcome }: RungTrace): boolean {
  return !zeroless || (candidates.length > 0 && outcome !== "not_reached");
}

function candidateText(
  { kind, number, open, currency, key, date, why, contradictions }: TracedCandidate,
  language: Language,
): string {
  const dated = date === null ? "" : ` ${date}`;
  const opened = messages.open[language];
  return `${receivableName(kind, number, language)}${dated}, ${opened} ${moneyText({ amount: open, currency }, language)}, ${key}: ${[WHY[why][language], ...contradictions.map((one) => contradictionMessage(kind, one)[language])].join("; ")}`;
}

function reason({ rule, rung, key, rules, run, decision }: LineAllocation, language: Language): string {
  if (decision !== null) {
    const why = decision.why === null ? "" : ` – ${decision.why}`;
    return messages.decidedBy({ actor: decision.actor, at: decision.at.slice(0, 10), why })[language];
  }
  const named = RULES[rule]?.[language] ?? rule;
  return messages.matchedBy({ rule: named, rung: rung ?? "–", key: key ?? "–", rules, run: run ?? "–" })[
    language
  ];
}

/** Whether a rung decides, and why not. */
export function outcomeText({ outcome, rule }: RungTrace, language: Language): string {
  if (outcome === "settles")
    return messages.outcomeSettles(RULES[rule ?? ""]?.[language] ?? rule ?? "")[language];
  if (outcome === "deviates") {
    const title =
      rule !== null && isDeviationCode(rule) ? deviationTexts(rule).title[language] : (rule ?? "");
    return messages.outcomeDeviates({ title, code: rule ?? "" })[language];
  }
  return OUTCOMES[outcome][language];
}

const STATES: Readonly<Record<Explanation["state"], Message>> = messages.states;

const RUNGS: Readonly<Record<number, Message>> = messages.rungs;

const OUTCOMES: Readonly<Record<Exclude<RungTrace["outcome"], "settles" | "deviates">, Message>> =
  messages.outcomes;

/** The names of the rules, including those that only a decision or a reversal uses. */
export const RULES: Readonly<Record<string, Message>> = messages.rules;

const WHY: Readonly<Record<CandidateReason, Message>> = messages.why;
