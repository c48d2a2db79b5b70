import { freshShop } from "../matching/fresh-shop.ts";
import { select } from "../setup/select.ts";
import { beforeEach, expect, test } from "@jest/globals";
import { column, openBooks, type Books } from "../../src/books/database.ts";
import { addPerson } from "../../src/books/people.ts";
import { proposalsAbout, waitingProposals } from "../../src/books/proposals.ts";
import { vouchers } from "../../src/books/views.ts";
import { DEFAULT_SETTINGS, SettingsSchema } from "../../src/config/settings.ts";
import { decide } from "../../src/decisions/decide.ts";
import { previewMany } from "../../src/decisions/decide-many.ts";
import type { Decision } from "../../src/decisions/decision.ts";
import { previewDecision } from "../../src/decisions/preview.ts";
import {
  approveProposal,
  decideOrPropose,
  previewProposal,
  rejectProposal,
  withdrawProposal,
} from "../../src/decisions/propose.ts";
import { undo } from "../../src/decisions/reverse.ts";
import { Scenario } from "../matching/scenario.ts";

const AT = new Date("2026-03-05T09:00:00Z");
const LATER = new Date("2026-03-06T09:00:00Z");
const { people } = SettingsSchema.parse({ people: { fourEyesAbove: "100.00" } });
const SETTINGS = { ...DEFAULT_SETTINGS, people };
const ON_3990 = { account: 3990, why: "gift" } as const;

let books: Books;
let shop: Scenario;
let url: string;
let anna: { actor: string; personId: bigint };
let bo: { actor: string; personId: bigint };

freshShop((fresh) => {
  ({ books, shop } = fresh);
  url = fresh.database.url;
});
beforeEach(async () => {
  [anna, bo] = await Promise.all([person("Anna"), person("Bo")]);
});

async function person(name: string) {
  const id = await addPerson(books, { email: `${name}@example.com`, name, role: "decide" }, AT);
  if (id === null) throw new Error("two people of the test have one address");
  return { actor: name, personId: id };
}

/** One line above the limit, and one at it. */
async function twoUnknown(): Promise<{ large: bigint; small: bigint }> {
  await shop.payout([
    { amount: 10_001, reference1: "a" },
    { amount: 10_000, reference1: "b" },
  ]);
  await shop.night();
  const [large = 0n, small = 0n] = await column(books, "bigint", "select id from deviation order by id");
  return { large, small };
}

const propose = (id: bigint, decision: Omit<Decision, "actor"> = ON_3990, by = anna) =>
  decideOrPropose(
    books,
    id,
    { decision: { ...decision, actor: by.actor }, personId: by.personId },
    SETTINGS,
    AT,
  );
async function proposed(id: bigint, decision?: Omit<Decision, "actor">): Promise<bigint> {
  const made = await propose(id, decision);
  if (!("proposalId" in made)) throw new Error("it was decided by one person");
  return made.proposalId;
}
const shownTo = (id: bigint, by = bo, at = LATER) => previewProposal(books, id, by, SETTINGS, at);
const approve = (id: bigint, shown: string, by = bo, at = LATER) =>
  approveProposal(books, id, { ...by, shown }, SETTINGS, at);
const count = async () => (await vouchers(books)).length;

test("the amount is in the book currency: a line in another one is held to it by the rate of its payout", async () => {
  const needs = async (currency: string, amount: number, rates: Readonly<Record<string, string>>) => {
    await shop.payout([{ amount, reference1: `${currency}${amount}` }], { currency });
    await shop.night();
    const [id = 0n] = await column(
      books,
      "bigint",
      "select max(id) from deviation where code = 'no_receivable'",
    );
    const settings = { ...SETTINGS, rates: { [currency]: rates } };
    const { needsSecondPerson } = await previewDecision(
      books,
      id,
      { ...ON_3990, actor: "Anna" },
      settings,
      AT,
    );
    if (needsSecondPerson)
      await expect(decide(books, id, { ...ON_3990, actor: "Anna" }, settings, AT)).rejects.toThrow(
        "100.00 SEK",
      );
    return needsSecondPerson;
  };
  const euro = { "2026-02-28": "10.00", "2026-03-02": "1.00" };
  expect(await needs("EUR", 1_000, euro)).toBe(false);
  expect(await needs("EUR", 1_001, euro)).toBe(true);
  expect(await needs("HUF", 300_000, { "2026-02-28": "0.03" })).toBe(false);
  // yen have no decimals
  expect(await needs("JPY", 1_400, { "2026-02-28": "0.0714" })).toBe(false);
  expect(await needs("JPY", 1_401, { "2026-02-28": "0.0714" })).toBe(true);
  // no rate is known, or only a later one: it may be above
  expect(await needs("GBP", 100, {})).toBe(true);
  expect(await needs("USD", 100, { "2026-03-02": "1.00" })).toBe(true);
});

test("what is above the amount waits for a second person, and is booked when that person approves it", async () => {
  const { large } = await twoUnknown();
  const before = await count();
  const { needsSecondPerson, vouchers: alone } = await previewDecision(
    books,
    large,
    { ...ON_3990, actor: "Anna" },
    SETTINGS,
    AT,
  );
  expect(needsSecondPerson).toBe(true);
  const id = await proposed(large);
  expect(await count()).toBe(before);
  expect((await waitingProposals(books, { limit: 9 })).map((one) => one.deviationId)).toEqual([large]);

  const preview = await shownTo(id);
  expect(preview.hasChanged).toBe(false);
  expect(preview.vouchers.map((one) => one.rows)).toEqual(alone.map((one) => one.rows));
  const made = await approve(id, preview.shown);
  expect(made.vouchers).toBe(1);
  expect(await count()).toBe(before + 1);
  expect(await waitingProposals(books, { limit: 9 })).toEqual([]);
  const [voucher] = (await vouchers(books)).slice(before);
  expect(voucher?.sign).toBe("Bo");
  const trail = await select(
    books,
    `select action, actor, after ->> 'proposal' as proposal, after ->> 'proposedBy' as "by" from audit
      where subject = 'deviation ${large}' order by id`,
  );
  expect(trail).toEqual([
    { action: "proposed", actor: "Anna", proposal: String(id), by: null },
    { action: "decided:account", actor: "Bo", proposal: String(id), by: "Anna" },
  ]);
  await expect(approve(id, preview.shown)).rejects.toThrow("Bo has approved the proposal already");
});

test("what is not above it is decided at once, and without the setting everything is", async () => {
  const { large, small } = await twoUnknown();
  expect(await propose(small)).toMatchObject({ vouchers: 1 });
  const made = await decide(books, large, { ...ON_3990, actor: "Anna" }, DEFAULT_SETTINGS, AT);
  expect(made.vouchers).toBe(1);
});

test("nobody decides it alone: not in the terminal, not with many others, and not by accepting it", async () => {
  const { large, small } = await twoUnknown();
  const before = await count();
  for (const decision of [ON_3990, { accept: true, why: "known" }])
    await expect(decide(books, large, { ...decision, actor: "Anna" }, SETTINGS, AT)).rejects.toThrow(
      "about 100.01 SEK, and above 100.00 SEK a second person must approve",
    );
  const { decidable, refused } = await previewMany(
    books,
    [large, small],
    { ...ON_3990, actor: "Anna" },
    SETTINGS,
    AT,
  );
  expect(decidable.map(({ deviation }) => BigInt(deviation.id))).toEqual([small]);
  expect(refused.map(({ problem }) => problem.problem.sv)).toEqual([
    expect.stringContaining("måste en andra person godkänna"),
  ]);
  expect(await count()).toBe(before);
});

test("the proposer approves it in no way: not as the same person, nor by a program, nor one of the same name", async () => {
  const { large } = await twoUnknown();
  const id = await proposed(large);
  const { shown } = await shownTo(id);
  const others = [
    anna,
    { actor: "Anna's program", personId: anna.personId },
    { actor: "Anna", personId: bo.personId },
  ];
  for (const by of others) {
    await expect(approve(id, shown, by)).rejects.toThrow("The proposal is your own");
    await expect(shownTo(id, by)).rejects.toThrow("The proposal is your own");
  }
  const nobody = { actor: "a program", personId: null, shown };
  await expect(approveProposal(books, id, nobody, SETTINGS, LATER)).rejects.toThrow("not known which person");
  await expect(rejectProposal(books, id, { ...anna, why: "no" }, LATER)).rejects.toThrow("your own");
  const from = { decision: { ...ON_3990, actor: "a program" }, personId: null };
  await withdrawProposal(books, id, anna, LATER);
  await expect(decideOrPropose(books, large, from, SETTINGS, AT)).rejects.toThrow("not known which person");
});

test("the database itself refuses that one person proposes and approves, and edits nothing", async () => {
  const { large } = await twoUnknown();
  const id = await proposed(large);
  const owner = openBooks({ url, asOwner: true, max: 1 });
  const end = (outcome: string, by: bigint) =>
    owner.raw(
      `insert into proposal_end (proposal_id, outcome, person_id, actor, why, at)
       values (${id}, '${outcome}', ${by}, 'x', 'y', now())`,
    );
  try {
    await expect(end("rejected", anna.personId)).rejects.toThrow("cannot be rejected");
    await expect(end("withdrawn", bo.personId)).rejects.toThrow("cannot be withdrawn");
    await expect(end("approved", bo.personId)).rejects.toThrow("not that of proposal");
    await expect(owner.raw("update proposal set amount = 1")).rejects.toThrow("append-only");
    await expect(owner.raw("delete from proposal")).rejects.toThrow("append-only");
  } finally {
    await owner.destroy();
  }
});

test("two who approve at once book it once", async () => {
  const { large } = await twoUnknown();
  const before = await count();
  const id = await proposed(large);
  const { shown } = await shownTo(id);
  const both = await Promise.allSettled([approve(id, shown), approve(id, shown)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  expect(await count()).toBe(before + 1);
});

test("while it waits nobody decides the deviation otherwise; rejected or withdrawn, it is open for the next", async () => {
  const { large } = await twoUnknown();
  const id = await proposed(large);
  await expect(propose(large, { account: 3991 }, bo)).rejects.toThrow("A proposal of Anna about deviation");
  await expect(
    decide(books, large, { accept: true, why: "x", actor: "Bo" }, DEFAULT_SETTINGS, AT),
  ).rejects.toThrow("waits for a second person");
  await expect(withdrawProposal(books, id, bo, LATER)).rejects.toThrow("made by Anna");
  await rejectProposal(books, id, { ...bo, why: "wrong account" }, LATER);
  const next = await proposed(large, { account: 3991 });
  await withdrawProposal(books, next, anna, LATER);
  expect(
    (await proposalsAbout(books, large)).map(({ outcome, endedBy, endedWhy }) => [
      outcome,
      endedBy,
      endedWhy,
    ]),
  ).toEqual([
    ["rejected", "Bo", "wrong account"],
    ["withdrawn", "Anna", null],
  ]);
  await expect(shownTo(next)).rejects.toThrow("Anna has withdrawn the proposal");
});

test("a deviation that closed meanwhile is said, and its proposal does not wait any more", async () => {
  await shop.payout([{ amount: 20_000, reference1: "F1" }]);
  await shop.night();
  const [deviation = 0n] = await column(books, "bigint", "select id from deviation");
  const id = await proposed(deviation);
  const { shown } = await shownTo(id);
  await shop.receivables([{ number: "F1", amount: 20_000 }]);
  await shop.night();
  expect(await shop.deviations("closed")).toEqual(["P1:4 no_receivable"]);
  await expect(approve(id, shown)).rejects.toThrow(`Deviation ${deviation} has closed since`);
  expect(await waitingProposals(books, { limit: 9 })).toEqual([]);
});

test("books that have changed are said, and only what was shown is booked", async () => {
  await shop.receivables([{ number: "F1", amount: 20_000, orderId: "o9" }]);
  await shop.payout([{ amount: 20_000, reference1: "lost" }]);
  await shop.night();
  const [deviation = 0n] = await column(books, "bigint", "select id from deviation");
  const match = [{ kind: "invoice", number: "F1" }];
  const id = await proposed(deviation, { match, account: 3990, why: "known" });
  const { shown, hasChanged } = await shownTo(id);
  expect(hasChanged).toBe(false);
  // another payout pays a part of the invoice
  await shop.payout([{ amount: 5_000, reference1: "F1" }], { reference: "P2" });
  await shop.night();
  await expect(approve(id, shown)).rejects.toThrow("have changed since the preview");
  const now = await shownTo(id);
  expect(now.hasChanged).toBe(true);
  await approve(id, now.shown);
  expect(await shop.balances()).toMatchObject({ "1510": -20_000, "3990": -5_000 });
});

test("a decision that two made is taken back as any other, and needs two again", async () => {
  const { large } = await twoUnknown();
  const id = await proposed(large);
  await approve(id, (await shownTo(id)).shown);
  await undo(books, large, { actor: "Anna" }, SETTINGS, LATER);
  expect(await waitingProposals(books, { limit: 9 })).toEqual([]);
  expect(await propose(large, ON_3990, bo)).toMatchObject({ proposalId: expect.any(BigInt) });
});

test("what is impossible is not proposed", async () => {
  const { large } = await twoUnknown();
  await expect(propose(large, { match: [{ kind: "invoice", number: "none" }] })).rejects.toThrow(
    "no invoice none",
  );
  expect(await proposalsAbout(books, large)).toEqual([]);
});
