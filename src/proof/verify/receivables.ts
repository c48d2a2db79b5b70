/** A receivable is what its last change made of it; and each change begins where the one before it ended. */
import { rows } from "../../books/database.ts";
import type { Finding, Proof } from "./finding.ts";

const CHANGED = /* sql */ `
  with step as (
    select c.id, c.receivable_id, c.was, c.became,
           lead(c.was) over (partition by c.receivable_id order by c.id) as next
      from receivable_change c)
  select s.receivable_id as id, r.kind, r.number,
         coalesce(s.next, receivable_content(r)) as found, s.became as expected
    from step s left join receivable r on r.id = s.receivable_id
   where r.id is null or s.became is distinct from coalesce(s.next, receivable_content(r))
   order by s.id limit :limit`;

export async function* checkReceivables(proof: Proof): AsyncIterable<Finding> {
  const { trx, limit } = proof;
  const [all] = await rows<{ count: bigint }>(trx, "select count(*) as count from receivable");
  proof.count("receivables", Number(all?.count ?? 0n));
  const wrong = await rows<{
    id: bigint;
    kind: string | null;
    number: string | null;
    found: Record<string, unknown> | null;
    expected: Record<string, unknown>;
  }>(trx, CHANGED, { limit });
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
        kind === null
          ? { sv: "fordran har tagits bort", en: "the receivable has been removed" }
          : {
              sv: `${field} är ${is}, men blev ${was} när fordran senast lästes in`,
              en: `${field} is ${is}, but became ${was} when it was last taken in`,
            },
    };
  }
}
