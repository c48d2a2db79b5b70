/**
 * Checks receivables against the log of their changes: each change continues the one before it, the receivable is as its last
 * change left it, and what an order had received before its first import is unchanged.
 */
import { json } from "../../books/row.ts";
import { messages } from "./messages.ts";
import { count, rows } from "../../books/database.ts";
import { findRows, type VerifyContext, type VerifyFinding } from "./checks.ts";

const CHANGED = /* sql */ `
  with step as (
    select c.id, c.receivable_id, receivable_facts(c.became) as became,
           receivable_facts(lead(c.was) over (partition by c.receivable_id order by c.id)) as next
      from receivable_change c)
  select s.receivable_id as id, r.kind, r.number,
         coalesce(s.next, receivable_facts(receivable_content(r))) as found, s.became as expected
    from step s left join receivable r on r.id = s.receivable_id
   where r.id is null or s.became is distinct from coalesce(s.next, receivable_facts(receivable_content(r)))
   order by s.id limit :limit`;

// Its amount less its open amount at the first import; a smaller amount later limits it.
const RECEIVED = /* sql */ `
  with first as (
    select distinct on (receivable_id) receivable_id, (was ->> 'amount')::bigint - (was ->> 'open_amount')::bigint as received
      from receivable_change order by receivable_id, id),
  lowest as (
    select receivable_id, min(least((was ->> 'amount')::bigint, (became ->> 'amount')::bigint)) as amount
      from receivable_change group by receivable_id)
  select x.id, x.kind, x.number, show_minor(x.received_before, x.currency) as found,
         show_minor(x.expected, x.currency) as expected
    from (select r.*, case when r.kind <> 'order' then 0
                           else least(coalesce(f.received, r.amount - r.open_amount), coalesce(l.amount, r.amount)) end as expected
            from receivable r
            left join first f on f.receivable_id = r.id
            left join lowest l on l.receivable_id = r.id) x
   where x.received_before <> x.expected
   order by x.id limit :limit`;

type ReceivablesContext = Pick<VerifyContext, "trx" | "limit" | "count">;

export async function* checkReceivables(context: ReceivablesContext): AsyncIterable<VerifyFinding> {
  const { trx, limit } = context;
  context.count("receivables", await count(trx, "from receivable"));
  const wrong = await rows(
    trx,
    {
      id: "bigint",
      kind: "text?",
      number: "text?",
      found: json<Record<string, unknown> | null>(),
      expected: json<Record<string, unknown>>(),
    },
    CHANGED,
    { limit },
  );
  for (const { id, kind, number, found, expected } of wrong) {
    const subject = kind === null ? `receivable ${id}` : `${kind} ${number}`;
    const field = Object.keys(expected).find(
      (name) => JSON.stringify(found?.[name]) !== JSON.stringify(expected[name]),
    );
    const [is, was] = [JSON.stringify(found?.[field ?? ""]), JSON.stringify(expected[field ?? ""])];
    yield {
      check: "receivables",
      subject,
      problem:
        kind === null ? messages.receivableRemoved : messages.receivableFieldDiffers({ field, is, was }),
    };
  }
  yield* checkReceived(context);
}

function checkReceived(context: ReceivablesContext): AsyncIterable<VerifyFinding> {
  return findRows(
    context,
    { kind: "text", number: "text", found: "text", expected: "text" },
    RECEIVED,
    ({ kind, number, found, expected }) => ({
      check: "receivables",
      subject: `${kind} ${number}`,
      problem: messages.receivedBeforeDiffers({ found, expected }),
    }),
  );
}
