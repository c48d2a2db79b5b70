/** The tables of the evidence, as CSV that a spreadsheet reads and runs nothing of, and as JSON. */
import { deviationWords, isDeviationCode } from "../../deviation-words.ts";
import { csvCell } from "../../mail/csv.ts";
import { decimalsOf, showMinor } from "../../money.ts";
import type { Language, Words } from "../../words.ts";
import { rows, type Handle } from "../../books/database.ts";
import { voucherRows } from "../../books/postings.ts";
import { RULES } from "../explain-words.ts";
import type { Subject } from "./subject.ts";

/** UTF-8 with its mark, `;` between the cells, CR LF at the end of lines. */
const MARK = "\ufeff";

function line(cells: readonly unknown[]): string {
  const texts = cells.map((cell) => (cell === null || cell === undefined ? "" : String(cell)));
  return `${texts.map((text) => csvCell(text.replaceAll("\0", ""))).join(";")}\r\n`;
}

function amountIn(language: Language, currency: string) {
  return (amount: bigint | null) => {
    if (amount === null) return "";
    const plain = showMinor(amount, currency);
    return language === "sv" && decimalsOf(currency) > 0 ? plain.replace(".", ",") : plain;
  };
}

const AT_ONCE = 5_000;

interface LineRow {
  readonly row: number;
  readonly type: string;
  readonly detailedType: string | null;
  readonly orderId: string | null;
  readonly captureId: string | null;
  readonly refundId: string | null;
  readonly merchantReference1: string | null;
  readonly merchantReference2: string | null;
  readonly amount: bigint;
  readonly effect: bigint;
  readonly kind: string | null;
  readonly number: string | null;
  readonly account: number | null;
  readonly lineAmount: bigint | null;
  readonly receivableAmount: bigint | null;
  readonly rule: string | null;
  readonly rung: number | null;
  readonly key: string | null;
  readonly rules: number | null;
  readonly runId: bigint | null;
  readonly actor: string | null;
  readonly why: string | null;
  readonly voucher: string | null;
  readonly deviations: string | null;
}

const LINES = /* sql */ `
  with part as (select * from line where payout_id = :payoutId and row > :after order by row limit ${AT_ONCE})
  select l.row, l.type, l.detailed_type as "detailedType", l.order_id as "orderId", l.capture_id as "captureId",
         l.refund_id as "refundId", l.merchant_reference1 as "merchantReference1",
         l.merchant_reference2 as "merchantReference2", l.amount, l.effect, r.kind, r.number, a.account,
         a.line_amount as "lineAmount", a.receivable_amount as "receivableAmount", a.rule, a.rung, a.key, a.rules,
         a.run_id as "runId", c.actor, c.why, v.series || v.number as voucher,
         (select string_agg('d' || d.id || ' ' || d.code || ' ' || d.state, ', ' order by d.id) from deviation d
           where d.line_id = l.id) as deviations
    from part l
    left join allocation a on a.line_id = l.id
    left join receivable r on r.id = a.receivable_id
    left join decision c on c.id = a.decision_id
    left join voucher v on v.id = a.voucher_id
   order by l.row, a.id`;

const LINE_TITLES: Words = {
  sv: "rad;type;detailed_type;order_id;capture_id;refund_id;merchant_reference1;merchant_reference2;belopp;påverkan;valuta;kopplat;fordran;nummer;konto;av fordran;regel;steg;kolumn;regelversion;körning;beslutat av;skäl;verifikation;avvikelser",
  en: "row;type;detailed_type;order_id;capture_id;refund_id;merchant_reference1;merchant_reference2;amount;effect;currency;settled;kind;number;account;of receivable;rule;rung;column;rules version;run;decided by;reason;voucher;deviations",
};

/** A row for each line and each thing it was put on; a line that is on nothing has one row. */
export async function* linesCsv(
  db: Handle,
  { id, currency }: Subject,
  language: Language,
): AsyncIterable<string> {
  const amount = amountIn(language, currency);
  yield MARK + line(LINE_TITLES[language].split(";"));
  for (let after = 0; ;) {
    const batch = await rows<LineRow>(db, LINES, { payoutId: id, after });
    const last = batch.at(-1);
    if (!last) return;
    after = last.row;
    yield batch
      .map((one) =>
        line([
          one.row,
          one.type,
          one.detailedType,
          one.orderId,
          one.captureId,
          one.refundId,
          one.merchantReference1,
          one.merchantReference2,
          amount(one.amount),
          amount(one.effect),
          currency,
          amount(one.lineAmount),
          one.kind,
          one.number,
          one.account,
          amount(one.receivableAmount),
          one.rule === null ? null : (RULES[one.rule]?.[language] ?? one.rule),
          one.rung,
          one.key,
          one.rules,
          one.runId,
          one.actor,
          one.why,
          one.voucher,
          one.deviations,
        ]),
      )
      .join("");
  }
}

export interface EvidenceVoucher {
  readonly id: bigint;
  readonly voucher: string;
  readonly series: string;
  readonly fiscalYear: number;
  readonly number: number;
  readonly date: string;
  readonly cause: string;
  readonly text: string;
  readonly currency: string;
  readonly total: bigint;
  readonly runId: bigint | null;
  readonly decisionId: bigint | null;
  readonly createdAt: Date;
  readonly postings: readonly {
    readonly target: string;
    readonly state: string;
    readonly reference: string | null;
  }[];
}

export function vouchersOf(db: Handle, { id }: Subject): Promise<EvidenceVoucher[]> {
  return rows<EvidenceVoucher>(
    db,
    `select v.id, v.series || v.number as voucher, v.series, v.fiscal_year as "fiscalYear", v.number, v.date, v.cause, v.text,
            v.currency, v.total, v.run_id as "runId", v.decision_id as "decisionId", v.created_at as "createdAt",
            coalesce((select jsonb_agg(jsonb_build_object('target', o.target, 'state', o.state, 'reference', o.reference)
                                       order by o.target) from posting o where o.voucher_id = v.id), '[]') as postings
       from voucher v where v.payout_id = :id order by v.id`,
    { id },
  );
}

const VOUCHER_TITLES: Words = {
  sv: "verifikation;räkenskapsår;datum;orsak;verifikationstext;rad;konto;debet;kredit;valuta;text;kostnadsställe;projekt",
  en: "voucher;fiscal year;date;cause;voucher text;row;account;debit;credit;currency;text;cost centre;project",
};

export async function* vouchersCsv(db: Handle, subject: Subject, language: Language): AsyncIterable<string> {
  const amount = amountIn(language, subject.currency);
  yield MARK + line(VOUCHER_TITLES[language].split(";"));
  for (const one of await vouchersOf(db, subject)) {
    let position = 0;
    for await (const batch of voucherRows(db, one.id)) {
      yield batch
        .map(({ account, debit, credit, text, costCentre, project }) => {
          position += 1;
          const head = [one.voucher, one.fiscalYear, one.date, one.cause, one.text, position];
          return line([
            ...head,
            account,
            amount(debit),
            amount(credit),
            one.currency,
            text,
            costCentre,
            project,
          ]);
        })
        .join("");
    }
  }
}

/** One JSON array; amounts are decimal strings. Written row by row, since one voucher may have a million. */
export async function* vouchersJson(db: Handle, subject: Subject): AsyncIterable<string> {
  yield "[";
  for (const [index, { id, total, ...head }] of (await vouchersOf(db, subject)).entries()) {
    const shown = { ...head, total: showMinor(total, head.currency) };
    yield `${index === 0 ? "" : ","}\n${JSON.stringify(shown, plain).slice(0, -1)},"rows":[`;
    let first = true;
    for await (const batch of voucherRows(db, id)) {
      const texts = batch.map(({ debit, credit, ...row }) =>
        JSON.stringify({
          account: row.account,
          debit: showMinor(debit, head.currency),
          credit: showMinor(credit, head.currency),
          text: row.text,
          costCentre: row.costCentre,
          project: row.project,
        }),
      );
      yield `${first ? "\n  " : ",\n  "}${texts.join(",\n  ")}`;
      first = false;
    }
    yield "]}";
  }
  yield "\n]\n";
}

/** Ids are counts that no program should round: as text where they are too large to be exact. */
export function plain(_key: string, value: unknown): unknown {
  if (typeof value !== "bigint") return value;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(value) : String(value);
}

export interface EvidenceDeviation {
  readonly id: bigint;
  readonly code: string;
  readonly row: number | null;
  readonly state: string;
  readonly expected: string | null;
  readonly found: string | null;
  readonly amount: bigint | null;
  readonly currency: string | null;
  readonly candidates: readonly unknown[];
  readonly openedAt: Date;
  readonly openedRun: bigint | null;
  readonly closedAt: Date | null;
  readonly closedRun: bigint | null;
  /** Every state it has been in, in order. */
  readonly states: readonly string[];
  readonly decisions: readonly {
    readonly id: number;
    readonly action: string;
    readonly actor: string;
    readonly why: string | null;
    readonly at: string;
    readonly undoes: number | null;
  }[];
}

export function deviationsOf(db: Handle, { id }: Subject): Promise<EvidenceDeviation[]> {
  return rows<EvidenceDeviation>(
    db,
    `select d.id, d.code, l.row, d.state, d.expected, d.found, d.amount, d.currency, d.candidates,
            d.opened_at as "openedAt", d.opened_run as "openedRun", d.closed_at as "closedAt", d.closed_run as "closedRun",
            array(select c.state from deviation_change c where c.deviation_id = d.id order by c.id) as states,
            coalesce((select jsonb_agg(jsonb_build_object('id', c.id, 'action', c.action, 'actor', c.actor, 'why', c.why,
                                                'at', c.at, 'undoes', c.undoes, 'details', c.details) order by c.id)
               from decision c where c.deviation_id = d.id), '[]') as decisions
       from deviation d left join line l on l.id = d.line_id where d.payout_id = :id order by d.id`,
    { id },
  );
}

const DEVIATION_TITLES: Words = {
  sv: "avvikelse;kod;rubrik;rad;läge;väntat;funnet;belopp;valuta;öppnad;stängd;beslut",
  en: "deviation;code;title;row;state;expected;found;amount;currency;opened;closed;decisions",
};

export async function* deviationsCsv(
  db: Handle,
  subject: Subject,
  language: Language,
): AsyncIterable<string> {
  yield MARK + line(DEVIATION_TITLES[language].split(";"));
  for (const one of await deviationsOf(db, subject)) {
    const amount = amountIn(language, one.currency ?? subject.currency);
    yield line([
      one.id,
      one.code,
      isDeviationCode(one.code) ? deviationWords(one.code).title[language] : "",
      one.row,
      one.state,
      one.expected,
      one.found,
      amount(one.amount),
      one.currency,
      one.openedAt.toISOString(),
      one.closedAt?.toISOString(),
      one.decisions
        .map(
          ({ action, actor, why, at }) =>
            `${action} ${actor} ${at.slice(0, 10)}${why === null ? "" : `: ${why}`}`,
        )
        .join(" | "),
    ]);
  }
}

export async function* deviationsJson(db: Handle, subject: Subject): AsyncIterable<string> {
  const found = await deviationsOf(db, subject);
  const shown = found.map((one) => ({
    ...one,
    amount: one.amount === null ? null : showMinor(one.amount, one.currency ?? subject.currency),
  }));
  yield `${JSON.stringify(shown, plain, 2)}\n`;
}

/** The entries of the audit trail that are about this payout, one JSON a line: whole, so that each hash can be recomputed. */
export async function* auditJson(db: Handle, { id, files, runs }: Subject): AsyncIterable<string> {
  const entries = await rows<Record<string, unknown>>(
    db,
    `select * from audit
      where subject = any(:subjects::text[])
         or subject in (select 'deviation ' || d.id from deviation d where d.payout_id = :id)
      order by id`,
    {
      id,
      subjects: [...files.map((file) => `file ${file.id}`), ...runs.map((run) => `run ${run.id}`)],
    },
  );
  for (const entry of entries) yield `${JSON.stringify(entry, plain)}\n`;
}
