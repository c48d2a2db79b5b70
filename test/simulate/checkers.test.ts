/** The checkers can fail: correct books are damaged in one way at a time, and the right checker must notice. */
import { beforeAll, expect, test } from "@jest/globals";
import type { Books } from "./books.ts";
import { checkAll, checkInvariants, checkKnown } from "./checkers.ts";
import type { Known } from "./known.ts";
import { openPlain } from "./plain/system.ts";
import { certainButOpen, WRONG_MATCH, wrongMatches } from "./truth.ts";
import { makeCompany } from "./company.ts";
import { makeShop } from "./shop.ts";

let books: Books;
let known: Known;

beforeAll(async () => {
  const shop = makeShop("checkers");
  const system = await openPlain(shop.settings);
  for (const { files, receivables, at } of shop.nights) await system.night(files, receivables, at);
  books = await system.books();
  const last = shop.nights.at(-1);
  if (!last) throw new Error("a shop has nights");
  known = last.known;
});

test("right books have no violations", () => {
  expect(checkAll(books, known)).toEqual([]);
});

test("a voucher that does not balance is found", () => {
  const [first, ...others] = books.voucherRows;
  if (!first) throw new Error("there are voucher rows");
  const spoilt = { ...books, voucherRows: [{ ...first, debit: first.debit + 1n }, ...others] };
  expect(checkInvariants(spoilt)).toContainEqual(expect.stringMatching(/^voucher 1: debit \d+, credit \d+$/));
});

test("a payout without its voucher, or with two, is found", () => {
  const [first, ...others] = books.vouchers;
  if (!first) throw new Error("there are vouchers");
  const text = expect.stringMatching(/^payout \S+ \d+ has [02] vouchers of its own$/);
  expect(checkInvariants({ ...books, vouchers: others })).toContainEqual(text);
  const twice = { ...books, vouchers: [...books.vouchers, { ...first, id: "again" }] };
  expect(checkInvariants(twice)).toContainEqual(text);
});

test("an allocation that no voucher moved off the clearing account is found", () => {
  const late = books.vouchers.find(({ cause }) => cause === "late");
  const voucherRows = books.voucherRows.filter(({ voucherId }) => voucherId !== late?.id);
  expect(checkInvariants({ ...books, voucherRows })).toContainEqual(
    expect.stringMatching(/^payout \S+ \d+: 1686 holds \S+, unsettled lines are \S+$/),
  );
});

test("a receivable settled beyond its open amount is found, and a line used twice", () => {
  const taken = books.allocations.find(({ effect }) => effect === "settles");
  if (!taken) throw new Error("something is settled");
  const violations = checkInvariants({ ...books, allocations: [...books.allocations, taken] });
  expect(violations).toContainEqual(
    expect.stringMatching(/^(invoice|order|credit_note):\S+: \d+ settled of \d+ open$/),
  );
  expect(violations).toContainEqual(expect.stringMatching(/^\S+ \d+ row \d+: \d+ used of \d+$/));
});

test("more paid back than was received is found", () => {
  const back = books.allocations.find(({ effect }) => effect === "pays_back");
  const allocations = books.allocations.filter(
    ({ effect, receivableId }) => effect === "pays_back" || receivableId !== back?.receivableId,
  );
  expect(checkInvariants({ ...books, allocations })).toContainEqual(
    expect.stringMatching(/^order:\S+: \d+ paid back of 0 received$/),
  );
});

test("a settlement across currencies is found", () => {
  const receivables = books.receivables.map((one) => ({ ...one, currency: "XXX" }));
  expect(checkInvariants({ ...books, receivables })).toContainEqual(
    expect.stringMatching(/ in \w{3} settles a receivable in XXX$/),
  );
});

test("a wrong match is found twice: as what should not be, and as what is missing", () => {
  const [first, ...others] = books.allocations;
  const wrong = books.receivables.find(({ id }) => id !== first?.receivableId);
  if (!first || !wrong) throw new Error("there are allocations and receivables");
  const spoilt = { ...books, allocations: [{ ...first, receivableId: wrong.id }, ...others] };
  const violations = checkKnown(spoilt, known);
  expect(violations).toContainEqual(expect.stringMatching(/^settlement .*, but there should be none$/));
  expect(violations).toContainEqual(
    expect.stringMatching(/^settlement .*: missing, should be: settles .* \(.+\)$/),
  );
});

test("the right match by the wrong rung is found", () => {
  const allocations = books.allocations.map((one) => ({ ...one, rung: 4 }));
  expect(checkKnown({ ...books, allocations }, known)).toContainEqual(
    expect.stringMatching(/by rung 4, but it should be: .* by rung [123]/),
  );
});

test("an undone match counts as none", () => {
  const [first] = books.allocations;
  if (!first) throw new Error("there are allocations");
  const undone = { ...first, lineAmount: -first.lineAmount, receivableAmount: -first.receivableAmount };
  const spoilt = { ...books, allocations: [...books.allocations, undone] };
  expect(checkKnown(spoilt, known)).toContainEqual(
    expect.stringMatching(/^settlement .*: missing, should be/),
  );
});

test("a deviation too few, too many, twice, or of another code is found", () => {
  const [first, ...others] = books.deviations;
  if (!first) throw new Error("there are deviations");
  const told = (deviations: Books["deviations"]) => checkKnown({ ...books, deviations }, known);
  expect(told(others)).toEqual([expect.stringMatching(/is not told of/)]);
  expect(told([...books.deviations, first])).toEqual([expect.stringMatching(/is told of without reason/)]);
  expect(told([{ ...first, code: "fee_differs" }, ...others])).toEqual([
    expect.stringMatching(/is not told of, but fee_differs/),
    expect.stringMatching(/fee_differs is told of without reason/),
  ]);
  expect(told([...books.deviations, { ...first, state: "closed" }])).toEqual([]);
});

test("a lost line and a lost payout are found", () => {
  const [payout] = books.payouts;
  const payouts = books.payouts.slice(1);
  const lines = books.lines.slice(1);
  const violations = checkKnown({ ...books, payouts, lines }, known);
  expect(violations).toContainEqual(expect.stringContaining(`payout ${payout?.key ?? ""}: missing`));
  expect(violations).toContainEqual(expect.stringMatching(/^line .*: missing/));
});

test("money on the wrong account is found even where every voucher balances", () => {
  const voucherRows = books.voucherRows.map((row) => ({
    ...row,
    account: row.account === 6064 ? 6570 : row.account,
  }));
  const violations = checkAll({ ...books, voucherRows }, known);
  expect(violations).toContainEqual(expect.stringMatching(/^balance 6064 in SEK: missing/));
  expect(checkInvariants({ ...books, voucherRows })).toEqual([]);
});

test("a payment on another customer's invoice is found, and a sale that was left lying", async () => {
  const { truth, settings, nights } = await makeCompany(1);
  if (!truth) throw new Error("what a company sold is known");
  const system = await openPlain(settings);
  for (const { files, receivables, at } of nights) await system.night(files, receivables, at);
  const right = await system.books();
  const last = nights.length - 1;
  expect(wrongMatches(right, truth)).toEqual([]);
  expect(certainButOpen(right, truth, last)).toEqual([]);

  const [first, ...others] = right.allocations;
  const keyOf = new Map(right.receivables.map(({ id, key }) => [id, key]));
  const orderOf = (id: string | null) => truth.orderOfReceivable.get(keyOf.get(id ?? "") ?? "");
  const wrong = right.receivables.find(({ id }) => orderOf(id) !== orderOf(first?.receivableId ?? null));
  if (!first || !wrong) throw new Error("there are allocations, and receivables of several orders");
  const spoilt = { ...right, allocations: [{ ...first, receivableId: wrong.id }, ...others] };
  expect(wrongMatches(spoilt, truth)).toEqual([expect.stringContaining(WRONG_MATCH)]);
  expect(certainButOpen({ ...right, allocations: [] }, truth, last)).toHaveLength(truth.certain.length);
  expect(truth.certain.length).toBeGreaterThan(5);
});
