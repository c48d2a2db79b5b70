/** Lists of receivables put straight into the books, and what is kept of them. */
import { change, rows, type Books } from "../../src/books/database.ts";
import {
  mergeFile,
  type ReceivablesSource,
  type ReceivablesTaken,
} from "../../src/intake/receivables/import-receivables.ts";

const AT = new Date("2026-03-05T03:15:00Z");

export type Said = Partial<Pick<ReceivablesSource, "name" | "runId" | "merchantId" | "language">> & {
  /** The lists that came together. */
  readonly together?: string;
};

export class Lists {
  readonly #books: Books;
  #claims = 0;

  constructor(books: Books) {
    this.#books = books;
  }

  /** Takes in a list of the lines. */
  merge(
    lines: readonly string[],
    { name = "list.csv", together, ...said }: Said = {},
  ): Promise<ReceivablesTaken> {
    const text = `${lines.join("\n")}\n`;
    const claim = `claim ${++this.#claims}`;
    return mergeFile(this.#books, {
      name,
      source: async function* () {
        await Promise.resolve();
        yield Buffer.from(text);
      },
      language: "en",
      at: AT,
      runId: null,
      sitting: together === undefined ? null : { id: together, claim, file: name },
      ...said,
    });
  }

  /** "K1/order 1001: 29900 open 29900", with "disputed" and what was received before, in order of number. */
  async kept(): Promise<string[]> {
    const found = await rows(
      this.#books,
      { said: "text" },
      `select concat_ws(' ', merchant_id || '/' || kind, number || ':', amount, 'open', open_amount,
                        case when received_before > 0 then 'received ' || received_before end,
                        case when disputed then 'disputed' end) as said
         from receivable order by number, merchant_id, kind`,
    );
    return found.map(({ said }) => said);
  }

  /** Of code receivable_changed: "open 1001: 299.00 SEK (a.csv) | 1001: 450.00 SEK (b.csv)". */
  async told(): Promise<string[]> {
    const found = await rows(
      this.#books,
      { said: "text" },
      `select concat_ws(' | ', state || ' ' || expected, found) as said from deviation
        where code = 'receivable_changed' order by id`,
    );
    return found.map(({ said }) => said);
  }

  /** Something of the receivable is settled by a payment of the merchant. */
  async settle(number: string, amount: bigint, merchantId = "K1"): Promise<void> {
    await change(
      this.#books,
      `with r as (insert into run (kind, started_at) values ('import', now()) returning id),
            f as (insert into report_file (run_id, name, sha256, size, path, state, found_at)
                  select id, 'x', repeat('a', 64), 1, 'archive/x', 'imported', now() from r returning id, run_id),
            p as (insert into payout (report_file_id, run_id, issuer, merchant_id, payment_reference, currency, date,
                                      settlement_type, settlement_amount, totals, columns, line_count)
                  select id, run_id, 'klarna', :merchantId, 'P' || id, 'SEK', '2026-03-01', 'NET', :amount, '{}', '{}', 1
                    from f returning id)
       insert into line (payout_id, row, type, amount, effect) select id, 2, 'SALE', :amount, :amount from p`,
      { merchantId, amount },
    );
    await change(
      this.#books,
      `insert into allocation (line_id, receivable_id, effect, line_amount, receivable_amount, rung, key, rule, rules)
       select (select max(id) from line), id, 'settles', :amount, :amount, 3, 'number', 'exact', 1
         from receivable where number = :number order by id limit 1`,
      { number, amount },
    );
  }
}
