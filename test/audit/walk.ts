/**
 * A person who decides at random: puts lines on receivables and accounts, accepts, takes back, and now and then a night
 * goes by. What may not be done is refused; whatever is done, the books must agree afterwards.
 */
import { json } from "../../src/books/row.ts";
import { VAT_RATES } from "../../src/config/accounts.ts";
import { rows, type Handle } from "../../src/books/database.ts";
import { UserError } from "../../src/errors.ts";
import { showMinor } from "../../src/money.ts";
import { decide } from "../../src/decisions/decide.ts";
import type { Decision } from "../../src/decisions/decision.ts";
import { deliverDue } from "../../src/pipeline/deliver.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { seeded, type Random } from "../simulate/random.ts";
import type { World } from "./world.ts";

export interface Walked {
  readonly steps: number;
  readonly decided: number;
  readonly undone: number;
  readonly nights: number;
  /** Steps that Kvitt refused to take. */
  readonly refused: number;
}

export interface Walk {
  readonly seed: string | number;
  readonly steps: number;
  /** After so many steps the vouchers are delivered and `look` is asked. */
  readonly batch: number;
  readonly look: (walked: Walked) => Promise<void>;
}

type Step = "decided" | "undone" | "nights" | "refused";

const DAY_MS = 86_400_000;

/** Throws when a decision that is taken back at once leaves anything else than what was there before. */
export async function walk(world: World, { seed, steps, batch, look }: Walk): Promise<Walked> {
  const random = seeded(seed);
  const walked = { steps: 0, decided: 0, undone: 0, nights: 0, refused: 0 };
  while (walked.steps < steps) {
    walked[await takeStep(world, random)] += 1;
    walked.steps += 1;
    if (walked.steps % batch !== 0 && walked.steps !== steps) continue;
    await deliverDue(world.app);
    await look(walked);
  }
  return walked;
}

async function takeStep(world: World, random: Random): Promise<Step> {
  const { books } = world.app;
  if (random.chance(0.02)) {
    await world.night({
      files: [],
      receivables: [],
      at: new Date(world.app.clock.now().getTime() + DAY_MS),
    });
    return "nights";
  }
  try {
    if (random.chance(0.35)) return await takeBack(world, random);
    const id = await anyDeviation(books, "open", random);
    if (id === null) return await takeBack(world, random);
    const decision = await anyDecision(books, id, random);
    if (random.chance(0.15)) return await thereAndBack(world, id, decision);
    await decide(books, id, decision, world.app.workspace.settings, world.app.clock.now());
    return "decided";
  } catch (thrown) {
    if (thrown instanceof UserError) return "refused";
    throw thrown;
  }
}

async function takeBack({ app }: World, random: Random): Promise<Step> {
  const id = await anyDeviation(app.books, "resolved", random);
  if (id === null) return "refused";
  await undo(app.books, id, { actor: "anna" }, app.workspace.settings, app.clock.now());
  return "undone";
}

/** Taken back at once, a decision leaves no trace but its own. */
async function thereAndBack({ app }: World, id: bigint, decision: Decision): Promise<Step> {
  const { books, workspace, clock } = app;
  const before = await standing(books);
  await decide(books, id, decision, workspace.settings, clock.now());
  await undo(books, id, { actor: "anna" }, workspace.settings, clock.now());
  const after = await standing(books);
  if (after !== before)
    throw new Error(`deviation ${id}, decided and taken back, was not left as it was:\n${before}\n${after}`);
  return "undone";
}

async function anyDeviation(db: Handle, state: string, random: Random): Promise<bigint | null> {
  const found = await rows(
    db,
    { id: "bigint" },
    "select id from deviation where state = :state order by id",
    {
      state,
    },
  );
  return found.length === 0 ? null : random.pick(found).id;
}

async function anyDecision(db: Handle, id: bigint, random: Random): Promise<Decision> {
  const who = { actor: random.pick(["anna", "anna", "bo"]) };
  const account = random.between(3990, 3999);
  // of anna's 500.00, and VAT only now and then on what has none
  const vat = random.chance(0.4) ? { vat: random.pick(VAT_RATES) } : {};
  const [about] = await rows(db, { code: "text" }, "select code from deviation where id = :id", { id });
  if (about?.code === "partly_paid" && random.chance(0.7)) {
    const named = random.chance(0.5) ? await anyAccounts(db, id, random) : {};
    return { ...who, ...named, ...vat, writeOff: true, why: "nobody pays the rest" };
  }
  switch (random.between(0, 7)) {
    case 0:
      return { ...who, accept: true, why: "as it is" };
    case 1:
      return { ...who, account, ...vat, why: "on an account" };
    case 2:
    case 3:
      return { ...who, ...(await anyAccounts(db, id, random)), ...vat, why: "on several accounts" };
    default: {
      const match = await anyReceivables(db, id, random);
      if (match.length === 0) return { ...who, account };
      return {
        ...who,
        match,
        ...(random.chance(0.6) ? { account, ...vat } : {}),
        ...(random.chance(0.3) ? { accept: true, why: "agreed" } : {}),
      };
    }
  }
}

/** Amounts on one or two accounts of different classes, and mostly an account for the rest: some of it is to be refused. */
async function anyAccounts(db: Handle, id: bigint, random: Random): Promise<Omit<Decision, "actor">> {
  const [found] = await rows(
    db,
    { amount: "bigint", currency: "text" },
    "select coalesce(amount, 0) as amount, coalesce(currency, 'SEK') as currency from deviation where id = :id",
    { id },
  );
  const { amount, currency } = found ?? { amount: 0n, currency: "SEK" };
  const accounts = [3001, 6351, 2420, 3740, 5990];
  const split = Array.from({ length: random.pick([1, 1, 2]) }, () => ({
    account: random.pick(accounts),
    amount: showMinor((amount * BigInt(random.between(1, 60))) / 100n, currency),
  }));
  return random.chance(0.9) ? { split, account: random.pick(accounts) } : { split };
}

/** One to three that the line could be put on, if the amounts allow it; the same one twice now and then. */
async function anyReceivables(
  db: Handle,
  id: bigint,
  random: Random,
): Promise<{ kind: string; number: string }[]> {
  const all = await rows(
    db,
    { kind: "text", number: "text", open: "boolean" },
    `select r.kind, r.number,
            r.open_amount > coalesce((select sum(a.receivable_amount) from allocation a
                                       where a.receivable_id = r.id and a.effect = 'settles'), 0) as open
       from deviation d join line l on l.id = d.line_id join payout p on p.id = l.payout_id
       join receivable r on r.currency = p.currency
        and r.kind = any(case l.type when 'SALE' then array['invoice', 'order'] else array['credit_note', 'order'] end)
      where d.id = :id order by r.id`,
    { id },
  );
  // mostly those that something is open on; the others are to be refused
  const found = random.chance(0.9) ? all.filter(({ open }) => open) : all;
  if (found.length === 0) return [];
  return Array.from({ length: random.pick([1, 1, 1, 2, 2, 3]) }, () => random.pick(found));
}

/** All that a decision may change, but its own traces: what is open, what is settled, what is on each account. */
async function standing(db: Handle): Promise<string> {
  const [found] = await rows(
    db,
    { said: json<unknown>() },
    `select jsonb_build_object(
       'deviations', (select jsonb_agg(jsonb_build_array(id, state, closed_at, closed_run, decision_id, candidates, rung) order by id)
                        from deviation where state <> 'closed' or closed_run is not null),
       'unsettled', (select jsonb_agg(line_id order by line_id) from unsettled),
       'lines', (select jsonb_object_agg(line_id, used) from (
                   select line_id, sum(line_amount) as used from allocation group by 1 having sum(line_amount) <> 0) x),
       'receivables', (select jsonb_object_agg(receivable_id || ' ' || effect, used) from (
                   select receivable_id, effect, sum(receivable_amount) as used from allocation
                    where receivable_id is not null group by 1, 2 having sum(receivable_amount) <> 0) x),
       'accounts', (select jsonb_object_agg(payout_id || ' ' || account, balance) from (
                   select v.payout_id, r.account, sum(r.debit - r.credit) as balance
                     from voucher_row r join voucher v on v.id = r.voucher_id group by 1, 2
                   having sum(r.debit - r.credit) <> 0) x)) as said`,
  );
  return JSON.stringify(found?.said);
}
