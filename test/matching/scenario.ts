/** Small worlds for matching: payouts, lines and receivables put straight into the books, and what came of them. */
import { select } from "../setup/select.ts";
import { rows, type Books } from "../../src/books/database.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../src/config/settings.ts";
import { RULES_VERSION } from "../../src/matching/ladder.ts";
import { match } from "../../src/pipeline/match.ts";

export interface LineOf {
  readonly type?: string;
  readonly amount: number;
  readonly orderId?: string;
  readonly captureId?: string;
  readonly refundId?: string;
  readonly reference1?: string;
  readonly reference2?: string;
  readonly captureReference?: string;
  readonly refundReference?: string;
  readonly detailedType?: string;
  readonly paymentMethod?: string;
  /** "2026-03-01" */
  readonly captureDate?: string;
  readonly extra?: Readonly<Record<string, string>>;
  /** The number of a dispute. */
  readonly dispute?: string;
}

export interface ReceivableOf {
  readonly kind?: "invoice" | "credit_note" | "order";
  readonly number: string;
  readonly amount: number;
  readonly open?: number;
  readonly orderId?: string;
  readonly orderNumber?: string;
  readonly captureId?: string;
  readonly refundId?: string;
  readonly currency?: string;
  readonly date?: string;
  readonly credits?: string;
  readonly merchantId?: string;
  /** Of an order: what it had received before; by default amount less open. */
  readonly receivedBefore?: number;
}

export interface PayoutOptions {
  readonly date?: string;
  readonly currency?: string;
  readonly reference?: string;
  readonly merchantId?: string;
  readonly issuer?: string;
  /** When the run that imported it was started. */
  readonly importedAt?: Date;
  /** Minor units: what the merchant owed the issuer before and after the payout. */
  readonly debts?: { readonly opening?: number; readonly closing?: number };
}

const EFFECT: Readonly<Record<string, number>> = {
  SALE: 1,
  CREDIT: 1,
  RELEASE: 1,
  COMMISSION: 1,
  CORRECTION: 1,
  FEE_REFUND: 1,
  REVERSAL_MERCHANT_PROTECTION: 1,
};
const AT = new Date("2026-03-02T03:15:00Z");

export class Scenario {
  readonly #books: Books;
  #reports = 0;

  constructor(books: Books) {
    this.#books = books;
  }

  /** A payout whose settlement is the sum of its lines. */
  async payout(
    lines: readonly LineOf[],
    {
      date = "2026-03-01",
      currency = "SEK",
      reference = "",
      merchantId = "K1",
      issuer = "klarna",
      importedAt = AT,
      debts = {},
    }: PayoutOptions = {},
  ): Promise<void> {
    this.#reports += 1;
    const name = reference || `P${this.#reports}`;
    const runId = await this.#run(RULES_VERSION, importedAt);
    const effects = lines.map(({ type = "SALE", amount }) => amount * (EFFECT[type] ?? -1));
    const net = effects.reduce((a, b) => a + b, 0);
    const totals = {
      settlement: String(Math.max(net, 0)),
      "besides.deposit": String(Math.max(-net, 0)),
      openingDebt: debts.opening === undefined ? null : String(debts.opening),
      closingDebt: debts.closing === undefined ? null : String(debts.closing),
    };
    const [file] = await rows(
      this.#books,
      { id: "bigint" },
      `insert into report_file (run_id, name, sha256, size, path, state, found_at)
       values (:runId, :name, repeat('0', 64), 0, '', 'imported', :at) returning id`,
      { runId, name, at: AT },
    );
    const [payout] = await rows(
      this.#books,
      { id: "bigint" },
      `insert into payout (report_file_id, run_id, issuer, merchant_id, payment_reference, currency, date,
                           settlement_type, settlement_amount, totals, columns, line_count)
       values (:fileId, :runId, :issuer, :merchantId, :name, :currency, :date, 'NET', :settlement, :totals, '{}', :count)
       returning id`,
      {
        fileId: file?.id,
        runId,
        issuer,
        name,
        merchantId,
        currency,
        date,
        settlement: totals.settlement,
        totals: JSON.stringify(totals),
        count: lines.length,
      },
    );
    for (const [index, line] of lines.entries()) {
      await select(
        this.#books,
        `insert into line (payout_id, row, type, detailed_type, amount, effect, order_id, capture_id, refund_id,
                           merchant_reference1, merchant_reference2, merchant_capture_reference, merchant_refund_reference,
                           payment_method, capture_date, extra)
         values (:payoutId, :row, :type, :detailedType, :amount, :effect, :orderId, :captureId, :refundId, :reference1,
                 :reference2, :captureReference, :refundReference, :paymentMethod, :captureDate, :extra)`,
        {
          payoutId: payout?.id,
          row: index + 4,
          type: line.type ?? "SALE",
          detailedType: line.detailedType ?? null,
          amount: line.amount,
          effect: effects[index],
          orderId: line.orderId ?? null,
          captureId: line.captureId ?? null,
          refundId: line.refundId ?? null,
          reference1: line.reference1 ?? null,
          reference2: line.reference2 ?? null,
          captureReference: line.captureReference ?? null,
          refundReference: line.refundReference ?? null,
          paymentMethod: line.paymentMethod ?? null,
          captureDate: line.captureDate ?? null,
          extra: JSON.stringify({
            ...line.extra,
            ...(line.dispute === undefined ? {} : { reversal_reference: line.dispute }),
          }),
        },
      );
    }
  }

  async receivables(list: readonly ReceivableOf[]): Promise<void> {
    for (const one of list) {
      await select(
        this.#books,
        `insert into receivable (kind, number, order_number, order_id, capture_id, refund_id, currency, amount,
                                 open_amount, date, credits, merchant_id, received_before, updated_at)
         values (:kind, :number, :orderNumber, :orderId, :captureId, :refundId, :currency, :amount, :open, :date,
                 :credits, :merchantId, :receivedBefore, :at)`,
        {
          kind: one.kind ?? "invoice",
          number: one.number,
          orderNumber: one.orderNumber ?? null,
          orderId: one.orderId ?? null,
          captureId: one.captureId ?? null,
          refundId: one.refundId ?? null,
          currency: one.currency ?? "SEK",
          amount: one.amount,
          open: one.open ?? one.amount,
          date: one.date ?? null,
          credits: one.credits ?? null,
          merchantId: one.merchantId ?? "",
          receivedBefore:
            one.receivedBefore ?? (one.kind === "order" ? one.amount - (one.open ?? one.amount) : 0),
          at: AT,
        },
      );
    }
  }

  async night(settings: Settings = DEFAULT_SETTINGS, { at = AT, rules = RULES_VERSION } = {}) {
    return match(this.#books, await this.#run(rules), settings, at, undefined, { rules });
  }

  /** "P1:4 -> F1001 119375 exact@1" for each allocation, in the order of lines. */
  async allocations(): Promise<string[]> {
    const found = await rows(
      this.#books,
      { said: "text" },
      `select p.payment_reference || ':' || l.row || ' -> ' || coalesce(r.number, a.account::text) || ' '
              || a.receivable_amount || ' ' || a.rule || coalesce('@' || a.rung, '') as said
         from allocation a join line l on l.id = a.line_id join payout p on p.id = l.payout_id
         left join receivable r on r.id = a.receivable_id
        order by p.payment_reference, l.row, r.number, a.id`,
    );
    return found.map(({ said }) => said);
  }

  /** "P1:4 no_receivable" for each deviation that is in the state. */
  async deviations(state = "open"): Promise<string[]> {
    const found = await rows(
      this.#books,
      { said: "text" },
      `select d.payment_reference || coalesce(':' || l.row, '') || ' ' || d.code as said
         from deviation d left join line l on l.id = d.line_id
        where d.state = :state order by d.payment_reference, l.row, d.code`,
      { state },
    );
    return found.map(({ said }) => said);
  }

  /** "K1 2026-03-01 Klarna utbetalning P1" for each voucher, in the order of their numbers. */
  async vouchers(): Promise<string[]> {
    const found = await rows(
      this.#books,
      { said: "text" },
      `select series || number || ' ' || date || ' ' || text as said from voucher order by fiscal_year, series, number`,
    );
    return found.map(({ said }) => said);
  }

  /** "1930 100.00 Klarna utbetalning P1" for each row of a voucher; credit below zero. */
  async rows(number: number): Promise<string[]> {
    const found = await rows(
      this.#books,
      { said: "text" },
      `select r.account || ' ' || show_minor(r.debit - r.credit, v.currency) || ' ' || r.text as said
         from voucher_row r join voucher v on v.id = r.voucher_id where v.number = :number order by r.position`,
      { number },
    );
    return found.map(({ said }) => said);
  }

  /** account -> balance over all vouchers (debit positive), without zeros. */
  async balances(): Promise<Record<string, number>> {
    const found = await rows(
      this.#books,
      { account: "number", balance: "text" },
      `select account, sum(debit - credit)::text as balance from voucher_row group by account
       having sum(debit - credit) <> 0 order by account`,
    );
    return Object.fromEntries(found.map(({ account, balance }) => [String(account), Number(balance)]));
  }

  /** "fee_differs P1:5 5.99 6.00 0.01" for each open deviation of the code: what was expected, what was found, the amount. */
  async details(code: string): Promise<string[]> {
    const found = await rows(
      this.#books,
      { shown: "text" },
      `select concat_ws(' ', d.code, d.payment_reference || coalesce(':' || l.row, ''), d.expected, d.found,
                        show_minor(d.amount, d.currency)) as shown
         from deviation d left join line l on l.id = d.line_id
        where d.state = 'open' and d.code = :code order by d.payment_reference, l.row`,
      { code },
    );
    return found.map(({ shown }) => shown);
  }

  async #run(rules: number = RULES_VERSION, at = AT): Promise<bigint> {
    const [run] = await rows(
      this.#books,
      { id: "bigint" },
      "insert into run (kind, started_at, rules) values ('nightly', :at, :rules) returning id",
      { at, rules },
    );
    return run?.id ?? 0n;
  }
}
