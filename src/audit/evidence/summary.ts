/** The page that an auditor reads first: what was paid out, how it was booked, what a person decided, and what is where. */
import { messages } from "./messages.ts";
import { deviationTexts, isDeviationCode } from "../../format/deviation-texts.ts";
import type { Block, Page } from "../../mail/page.ts";
import { formatMinor } from "../../money.ts";
import type { Language, Message } from "../../message.ts";
import { rows, type Handle } from "../../books/database.ts";
import { IS_PAYMENT_DEFAULT } from "../../books/disputes.ts";
import type { Subject } from "./subject.ts";
import { deviationsOfPayout } from "./deviations.ts";
import { vouchersOfPayout } from "./vouchers.ts";

export interface AuditHead {
  readonly id: bigint;
  readonly hash: string;
}

export async function summaryPage(
  db: Handle,
  subject: Subject,
  company: string,
  head: AuditHead,
  language: Language,
): Promise<Page> {
  const say = (words: Message) => words[language];
  const amount = (units: bigint) => formatMinor(units, subject.currency, language);
  const { open, remainder } = await openAmountsOf(db, subject);
  const [booked] = subject.files;
  const blocks: Block[] = [
    section(messages.thePayout),
    facts([
      [messages.paymentReference, subject.paymentReference],
      [messages.merchantId, subject.merchantId],
      [messages.date, subject.date],
      [messages.amount, `${amount(subject.settlementAmount)} ${subject.currency}`],
      [messages.settlementType, subject.settlementType],
      [messages.unexplained, amount(remainder)],
      [messages.notSettled, amount(open)],
      [messages.reportFile, booked?.name ?? ""],
      ["SHA-256", booked?.sha256 ?? ""],
    ]),
    ...subject.unproven.map((words): Block => ({ kind: "sentence", text: `! ${words[language]}` })),
    section(messages.theLines),
    await linesBlock(),
    section(messages.theVouchers),
    await vouchersBlock(),
    ...(await deviationBlocks()),
    section(messages.whatIsInHere),
    facts(CONTENTS),
  ];
  return {
    language,
    above: `${company} · ${subject.date}`,
    headline: say(messages.evidencePayout(subject.paymentReference)),
    tone: open === 0n && remainder === 0n ? "good" : "attention",
    blocks,
    foot: [
      say(messages.newestEntryAuditTrailWhen({ id: head.id, hash: head.hash })),
      say(messages.checkNothingBeenChangedSince(head.hash)),
    ],
  };

  function section(title: Message): Block {
    return { kind: "section", title: say(title) };
  }

  function facts(pairs: readonly (readonly [Message | string, string | Message])[]): Block {
    const text = (one: Message | string) => (typeof one === "string" ? one : say(one));
    return {
      kind: "table",
      columns: [
        { title: "", align: "left" },
        { title: "", align: "left" },
      ],
      rows: pairs.map(([name, value]) => [{ text: text(name) }, { text: text(value) }]),
    };
  }

  async function linesBlock(): Promise<Block> {
    const types = await rows<{
      type: string;
      count: bigint;
      amount: bigint;
      effect: bigint;
      settled: bigint;
    }>(
      db,
      `select l.type, count(*) as count, sum(l.amount)::bigint as amount, sum(l.effect)::bigint as effect,
              coalesce(sum(a.used), 0)::bigint as settled
         from line l
         left join (select line_id, sum(line_amount)::bigint as used from allocation group by line_id) a on a.line_id = l.id
        where l.payout_id = :id group by l.type order by l.type`,
      { id: subject.id },
    );
    return table(
      [messages.type, messages.count, messages.summaryAmount, messages.effect, messages.settled],
      types.map((one) => [
        one.type,
        String(one.count),
        amount(one.amount),
        amount(one.effect),
        one.type === "SALE" || one.type === "RETURN" ? amount(one.settled) : "–",
      ]),
    );
  }

  async function vouchersBlock(): Promise<Block> {
    const heads = await vouchersOfPayout(db, subject);
    const sums = await rows<{ voucherId: bigint; account: number; debit: bigint; credit: bigint }>(
      db,
      `select r.voucher_id as "voucherId", r.account, sum(r.debit)::bigint as debit, sum(r.credit)::bigint as credit
         from voucher_row r where r.voucher_id = any(:ids::bigint[]) group by 1, 2 order by 1, 2`,
      { ids: heads.map(({ id }) => String(id)) },
    );
    return table(
      [messages.voucher, messages.account, messages.debit, messages.credit],
      heads.flatMap((one) =>
        sums
          .filter(({ voucherId }) => voucherId === one.id)
          .map(({ account, debit, credit }, index) => [
            index === 0 ? `${one.voucher}  ${one.date}  ${one.text}` : "",
            String(account),
            debit === 0n ? "" : amount(debit),
            credit === 0n ? "" : amount(credit),
          ]),
      ),
    );
  }

  async function deviationBlocks(): Promise<Block[]> {
    const found = await deviationsOfPayout(db, subject);
    if (found.length === 0) return [];
    return [
      section(messages.deviationsDecisions),
      table(
        [messages.deviation, messages.row, messages.summaryAmount, messages.state, messages.decisions],
        found
          .slice(0, SHOWN)
          .map((one) => [
            `d${one.id} ${isDeviationCode(one.code) ? deviationTexts(one.code).title[language] : one.code}`,
            one.row === null ? "" : String(one.row),
            one.amount === null ? "" : amount(one.amount),
            STATES[one.state]?.[language] ?? one.state,
            one.decisions
              .map(
                ({ action, actor, why }) =>
                  `${ACTIONS[action]?.[language] ?? action}, ${actor}${why === null ? "" : `: ${why}`}`,
              )
              .join("; "),
          ]),
        new Set([1, 2]),
      ),
      ...(found.length > SHOWN
        ? [
            {
              kind: "sentence",
              text: say(messages.moreDeviationsCsv(found.length - SHOWN)),
            } as const,
          ]
        : []),
    ];
  }

  /** The first column is text, the others numbers, unless told otherwise. */
  function table(
    titles: readonly Message[],
    cells: readonly (readonly string[])[],
    right?: ReadonlySet<number>,
  ): Block {
    return {
      kind: "table",
      columns: titles.map((title, index) => ({
        title: say(title),
        align: (right?.has(index) ?? index > 0) ? "right" : "left",
      })),
      rows: cells.map((row) => row.map((text) => ({ text }))),
    };
  }
}

const SHOWN = 200;

/** Minor units: what lies on the clearing account (as a sum without sign), and what the vouchers leave unexplained. */
async function openAmountsOf(db: Handle, { id }: Subject): Promise<{ open: bigint; remainder: bigint }> {
  const [found] = await rows<{ open: bigint; remainder: bigint }>(
    db,
    `select (select coalesce(sum(l.amount - coalesce((select sum(a.line_amount) from allocation a where a.line_id = l.id), 0)), 0)
               from line l
              where l.payout_id = :id
                and (l.id in (select u.line_id from unsettled u where u.payout_id = :id)
                     or exists (select from payout_without_receivables w where w.payout_id = :id)
                        and l.type in ('SALE', 'RETURN') and not ${IS_PAYMENT_DEFAULT}))::bigint as open,
            (select coalesce(sum(r.debit - r.credit), 0) from voucher v join voucher_row r on r.voucher_id = v.id
              where v.payout_id = :id)::bigint as remainder`,
    { id },
  );
  return found ?? { open: 0n, remainder: 0n };
}

const STATES: Readonly<Record<string, Message>> = {
  open: messages.statesOpen,
  resolved: messages.statesResolved,
  closed: messages.statesClosed,
};

const ACTIONS: Readonly<Record<string, Message>> = {
  match: messages.actionsMatch,
  account: messages.actionsAccount,
  accept: messages.actionsAccept,
  undo: messages.actionsUndo,
};

const CONTENTS: readonly (readonly [string, Message])[] = [
  ["report/", messages.reportCameByteByte],
  ["lines.csv", messages.eachLineSettlesWhy],
  ["vouchers.csv, vouchers.json", messages.vouchersAllRows],
  ["sie/", messages.sieFilesDelivered],
  ["deviations.csv, deviations.json", messages.deviationsHistoryDecisions],
  ["audit.jsonl", messages.entriesAuditTrail],
  ["settings.json", messages.settingsEachRun],
  ["SHA256SUMS", messages.hashEachFileHereSha256sum],
];
