/** The page that an auditor reads first: the payout, how it was booked, what a person decided, and the zip's contents. */
import { messages } from "./messages.ts";
import { amountText } from "../../format/amount.ts";
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import type { Block, Page } from "../../format/page.ts";
import { DEVIATION_STATES } from "../../format/state-texts.ts";
import type { Language, Message } from "../../message.ts";
import { rows, type Handle } from "../../books/database.ts";
import { IS_PAYMENT_DEFAULT } from "../../books/disputes.ts";
import type { Subject } from "./subject.ts";
import { deviationsOfPayout, type EvidenceDeviation } from "./deviations.ts";
import { vouchersOfPayout } from "./vouchers.ts";

export interface AuditHead {
  readonly id: bigint;
  readonly hash: string;
}

/** The summary of a payout, to be rendered as HTML and as text. `head` is the newest entry of the audit chain. */
export function summaryPage(
  db: Handle,
  subject: Subject,
  company: string,
  head: AuditHead,
  language: Language,
): Promise<Page> {
  return new Summary(db, subject, language).page(company, head);
}

class Summary {
  readonly #db: Handle;
  readonly #subject: Subject;
  readonly #language: Language;

  constructor(db: Handle, subject: Subject, language: Language) {
    this.#db = db;
    this.#subject = subject;
    this.#language = language;
  }

  async page(company: string, { id, hash }: AuditHead): Promise<Page> {
    const subject = this.#subject;
    const { open, difference } = await openAmountsOf(this.#db, subject);
    return {
      language: this.#language,
      above: `${company} · ${subject.date}`,
      headline: this.#t(messages.headline(subject.paymentReference)),
      tone: open === 0n && difference === 0n ? "good" : "attention",
      blocks: [
        ...this.#payout(open, difference),
        this.#section(messages.linesSection),
        await this.#lines(),
        this.#section(messages.vouchersSection),
        await this.#vouchers(),
        ...(await this.#deviations()),
        this.#section(messages.contentsSection),
        this.#facts(CONTENTS),
      ],
      foot: [this.#t(messages.newestEntry({ id, hash })), this.#t(messages.verifyCommand(hash))],
    };
  }

  #payout(open: bigint, difference: bigint): readonly Block[] {
    const {
      paymentReference,
      merchantId,
      date,
      settlementAmount,
      currency,
      settlementType,
      files,
      unproven,
    } = this.#subject;
    const [booked] = files;
    return [
      this.#section(messages.payoutSection),
      this.#facts([
        [messages.paymentReference, paymentReference],
        [messages.merchantId, merchantId],
        [messages.date, date],
        [messages.payoutAmount, `${this.#amount(settlementAmount)} ${currency}`],
        [messages.settlementType, settlementType],
        [messages.difference, this.#amount(difference)],
        [messages.notMatched, this.#amount(open)],
        [messages.reportFile, booked?.name ?? ""],
        ["SHA-256", booked?.sha256 ?? ""],
      ]),
      ...unproven.map((warning): Block => ({ kind: "sentence", text: `! ${this.#t(warning)}` })),
    ];
  }

  async #lines(): Promise<Block> {
    const types = await rows(
      this.#db,
      { type: "text", count: "bigint", amount: "bigint", effect: "bigint", matched: "bigint" },
      `select l.type, count(*) as count, sum(l.amount)::bigint as amount, sum(l.effect)::bigint as effect,
              coalesce(sum(a.used), 0)::bigint as matched
         from line l
         left join (select line_id, sum(line_amount)::bigint as used from allocation group by line_id) a on a.line_id = l.id
        where l.payout_id = :id group by l.type order by l.type`,
      { id: this.#subject.id },
    );
    return this.#table(
      [messages.type, messages.count, messages.amount, messages.effect, messages.matched],
      types.map((one) => [
        one.type,
        String(one.count),
        this.#amount(one.amount),
        this.#amount(one.effect),
        one.type === "SALE" || one.type === "RETURN" ? this.#amount(one.matched) : "–",
      ]),
    );
  }

  async #vouchers(): Promise<Block> {
    const heads = await vouchersOfPayout(this.#db, this.#subject);
    const sums = await rows(
      this.#db,
      { voucherId: "bigint", account: "number", debit: "bigint", credit: "bigint" },
      `select r.voucher_id as "voucherId", r.account, sum(r.debit)::bigint as debit, sum(r.credit)::bigint as credit
         from voucher_row r where r.voucher_id = any(:ids::bigint[]) group by 1, 2 order by 1, 2`,
      { ids: heads.map(({ id }) => String(id)) },
    );
    return this.#table(
      [messages.voucher, messages.account, messages.debit, messages.credit],
      heads.flatMap((one) =>
        sums
          .filter(({ voucherId }) => voucherId === one.id)
          .map(({ account, debit, credit }, index) => [
            index === 0 ? `${one.voucher}  ${one.date}  ${one.text}` : "",
            String(account),
            debit === 0n ? "" : this.#amount(debit),
            credit === 0n ? "" : this.#amount(credit),
          ]),
      ),
    );
  }

  async #deviations(): Promise<readonly Block[]> {
    const found = await deviationsOfPayout(this.#db, this.#subject);
    if (found.length === 0) return [];
    const blocks = [
      this.#section(messages.deviationsSection),
      this.#table(
        [messages.deviation, messages.row, messages.amount, messages.state, messages.decisions],
        found.slice(0, DEVIATIONS_MAX).map((one) => this.#deviation(one)),
        new Set([1, 2]),
      ),
    ];
    if (found.length > DEVIATIONS_MAX)
      blocks.push({
        kind: "sentence",
        text: this.#t(messages.moreDeviations(found.length - DEVIATIONS_MAX)),
      });
    return blocks;
  }

  #deviation({ id, code, row, amount, state, decisions }: EvidenceDeviation): readonly string[] {
    const title = isDeviationCode(code) ? this.#t(deviationTexts(code).title) : code;
    const decided = decisions.map(({ action, actor, why }) => {
      const name = ACTIONS[action]?.[this.#language] ?? action;
      return `${name}, ${actor}${why === null ? "" : `: ${why}`}`;
    });
    return [
      `d${id} ${title}`,
      row === null ? "" : String(row),
      amount === null ? "" : this.#amount(amount),
      DEVIATION_STATES[state]?.[this.#language] ?? state,
      decided.join("; "),
    ];
  }

  #t(message: Message): string {
    return message[this.#language];
  }

  #amount(units: bigint): string {
    return amountText(units, this.#subject.currency, this.#language);
  }

  #section(title: Message): Block {
    return { kind: "section", title: this.#t(title) };
  }

  #facts(pairs: readonly (readonly [Message | string, string | Message])[]): Block {
    const text = (one: Message | string) => (typeof one === "string" ? one : this.#t(one));
    return {
      kind: "table",
      columns: [
        { title: "", align: "left" },
        { title: "", align: "left" },
      ],
      rows: pairs.map(([name, value]) => [{ text: text(name) }, { text: text(value) }]),
    };
  }

  /** The first column is text and the others are numbers, unless `right` says which are. */
  #table(
    titles: readonly Message[],
    cells: readonly (readonly string[])[],
    right?: ReadonlySet<number>,
  ): Block {
    return {
      kind: "table",
      columns: titles.map((title, index) => ({
        title: this.#t(title),
        align: (right?.has(index) ?? index > 0) ? "right" : "left",
      })),
      rows: cells.map((row) => row.map((text) => ({ text }))),
    };
  }
}

const DEVIATIONS_MAX = 200;

/** Minor units: the amount on the clearing account (as a sum without sign), and the difference of the vouchers. */
async function openAmountsOf(db: Handle, { id }: Subject): Promise<{ open: bigint; difference: bigint }> {
  const [found] = await rows(
    db,
    { open: "bigint", difference: "bigint" },
    `select (select coalesce(sum(l.amount - coalesce((select sum(a.line_amount) from allocation a where a.line_id = l.id), 0)), 0)
               from line l
              where l.payout_id = :id
                and (l.id in (select u.line_id from unsettled u where u.payout_id = :id)
                     or exists (select from payout_without_receivables w where w.payout_id = :id)
                        and l.type in ('SALE', 'RETURN') and not ${IS_PAYMENT_DEFAULT}))::bigint as open,
            (select coalesce(sum(r.debit - r.credit), 0) from voucher v join voucher_row r on r.voucher_id = v.id
              where v.payout_id = :id)::bigint as difference`,
    { id },
  );
  return found ?? { open: 0n, difference: 0n };
}

const ACTIONS: Readonly<Record<string, Message>> = messages.actions;

const CONTENTS: readonly (readonly [string, Message])[] = [
  ["report/", messages.reportContent],
  ["lines.csv", messages.linesContent],
  ["vouchers.csv, vouchers.json", messages.vouchersContent],
  ["sie/", messages.sieContent],
  ["deviations.csv, deviations.json", messages.deviationsContent],
  ["audit.jsonl", messages.auditContent],
  ["settings.json", messages.settingsContent],
  ["SHA256SUMS", messages.sumsContent],
];
