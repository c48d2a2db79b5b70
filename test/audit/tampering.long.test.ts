/** Whoever changes the books past Kvitt, as a superuser whom no trigger stops, is found by `kvitt verify`. */
import { readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { rows } from "../../src/books/database.ts";
import { newestEntry } from "../../src/books/audit.ts";
import { verify, type VerifyResult } from "../../src/audit/verify/verify.ts";
import { makeShop, SIZES } from "../simulate/shop.ts";
import { openWorld, type World } from "./world.ts";

const MINUTE = 60_000;
let world: World;

beforeAll(async () => {
  const shop = makeShop("tampered", SIZES.small);
  world = await openWorld(shop.settings);
  for (const night of shop.nights) await world.night(night);
  const [one = 0n, other = 0n, third = 0n] = await world.open("no_receivable");
  await world.decide(one, { account: 3999, why: "found money" });
  await world.decide(other, { account: 3998, why: "found more" });
  await world.undo(other, "it was not");
  await world.decide(third, { accept: true, why: "waits for the shop" });
}, 3 * MINUTE);
afterAll(() => world.close());

test("untouched, the books agree", async () => {
  const { agrees, findings } = await verify(world.app);
  expect({ agrees, findings }).toEqual({ agrees: true, findings: [] });
});

const SALE = "(select min(id) from line where type = 'SALE')";
const EXACT = "(select min(id) from allocation where rule = 'exact' and effect = 'settles')";
const LATER = "(select max(id) from voucher where cause = 'late')";

describe("found is", () => {
  test.each<[what: string, sql: string, check: string, subject: RegExp]>([
    [
      "a line's changed amount",
      `update line set amount = amount + 100, effect = effect + 100 where id = ${SALE}`,
      "reports",
      /^payout \S+ row \d+$/,
    ],
    [
      "a line's changed type",
      `update line set type = 'CREDIT' where id = ${SALE}`,
      "reports",
      /^payout \S+ row \d+$/,
    ],
    [
      "a line's changed reference",
      `update line set merchant_reference1 = 'other' where id = ${SALE}`,
      "reports",
      /^payout \S+ row \d+$/,
    ],
    ["a deleted line", `delete from line where id = ${SALE}`, "reports", /^payout \S+ row \d+$/],
    [
      "an added line",
      `insert into line (payout_id, row, type, amount, effect) select payout_id, 999, 'SALE', 100, 100 from line limit 1`,
      "reports",
      /row 999$/,
    ],
    [
      "a line that was moved to another payout",
      `update line set payout_id = (select max(id) from payout), row = 900 where id = ${SALE}`,
      "reports",
      /^payout \S+ row \d+$/,
    ],
    [
      "a payout's changed total",
      `update payout set settlement_amount = settlement_amount + 100,
              totals = totals || jsonb_build_object('settlement', (settlement_amount + 100)::text) where id = (select min(id) from payout)`,
      "reports",
      /^payout \S+$/,
    ],
    [
      "a payout's changed date",
      `update payout set date = date + 1 where id = (select min(id) from payout)`,
      "reports",
      /^payout \S+$/,
    ],
    [
      "an allocation's changed amount",
      `update allocation set line_amount = line_amount - 1, receivable_amount = receivable_amount - 1 where id = ${EXACT}`,
      "allocations",
      /^(invoice|order|credit_note) /,
    ],
    [
      "an allocation that was moved to another receivable of the same amount",
      `insert into receivable (kind, number, currency, amount, open_amount, updated_at)
       select kind, 'mine', currency, amount, open_amount, updated_at from receivable
        where id = (select receivable_id from allocation where id = ${EXACT});
       update allocation set receivable_id = (select id from receivable where number = 'mine') where id = ${EXACT}`,
      "allocations",
      /→ \w+ mine$/,
    ],
    ["a deleted allocation", `delete from allocation where id = ${EXACT}`, "vouchers", /^voucher K\d+$/],
    [
      "an added allocation",
      `insert into allocation (line_id, account, effect, line_amount, receivable_amount, rule, rules, run_id, voucher_id)
       select u.line_id, 1999, 'account', l.amount, l.amount, 'by_hand', 1, v.run_id, v.id
         from unsettled u join line l on l.id = u.line_id join voucher v on v.payout_id = l.payout_id and v.cause = 'payout' limit 1`,
      "vouchers",
      /^voucher K\d+$/,
    ],
    [
      "an allocation by another rule than it was",
      `update allocation set rule = 'twin' where id = ${EXACT}`,
      "trail",
      /^entry \d+ \(matched run \d+\)$/,
    ],
    [
      "a balanced pair of changed voucher rows",
      `with one as (select voucher_id, position from voucher_row where credit > 200 limit 1)
       update voucher_row r set credit = r.credit - 100 from one where (r.voucher_id, r.position) = (one.voucher_id, one.position);
       update voucher_row r set debit = r.debit - 100
        where (voucher_id, position) = (select s.voucher_id, min(s.position) from voucher_row s join voucher v on v.id = s.voucher_id
                where s.debit > 200 and v.total <> (select sum(credit) from voucher_row t where t.voucher_id = v.id) group by s.voucher_id limit 1);
       update voucher v set total = (select sum(debit) from voucher_row r where r.voucher_id = v.id)`,
      "vouchers",
      /^voucher K\d+$/,
    ],
    [
      "a voucher row on another account",
      `update voucher_row set account = 1940 where account = 1930 and voucher_id = (select min(id) from voucher)`,
      "vouchers",
      /^voucher K\d+$/,
    ],
    [
      "a voucher row with another text",
      `update voucher_row set text = 'nothing to see' where position = 1 and voucher_id = (select min(id) from voucher)`,
      "deliveries",
      /^voucher K\d+$/,
    ],
    [
      "a deleted voucher",
      `delete from posting where voucher_id = ${LATER}; delete from voucher_row where voucher_id = ${LATER}; delete from voucher where id = ${LATER}`,
      "allocations",
      /^payout \S+ row \d+ → /,
    ],
    [
      "two vouchers that changed numbers",
      `update voucher set number = -1 where number = 1; update voucher set number = 1 where number = 2; update voucher set number = 2 where number = -1`,
      "deliveries",
      /^voucher K[12]$/,
    ],
    [
      "a hole in the numbers",
      `update voucher set number = number + 1 where number = (select max(number) from voucher)`,
      "vouchers",
      /^voucher K\d+$/,
    ],
    [
      "a voucher's changed date",
      `update voucher set date = date + 1 where id = (select min(id) from voucher)`,
      "vouchers",
      /^voucher K\d+$/,
    ],
    [
      "the changed date of a decision's voucher",
      `update voucher set date = date + 1 where cause = 'undo'`,
      "deliveries",
      /^voucher K\d+$/,
    ],
    [
      "a line taken out of the unsettled",
      `delete from unsettled where line_id = (select min(line_id) from unsettled)`,
      "clearing",
      /^payout \S+ row \d+$/,
    ],
    [
      "a deviation closed by hand",
      `update deviation set state = 'closed', closed_at = now(), closed_run = 1 where id = (select max(id) from deviation where state = 'open')`,
      "deviations",
      /^deviation \d+/,
    ],
    [
      "a deviation closed by hand together with its history",
      `update deviation set state = 'closed', closed_at = now(), closed_run = 1 where id = (select max(id) from deviation where code = 'chargeback');
       insert into deviation_change (deviation_id, state, expected, found, rung, candidates, amount, closed_at, closed_run)
       select id, state, expected, found, rung, candidates, amount, closed_at, closed_run from deviation
        where id = (select max(id) from deviation where code = 'chargeback')`,
      "trail",
      /^deviation_change \d+$/,
    ],
    [
      "a deleted deviation",
      `delete from deviation where id = (select max(id) from deviation where code = 'chargeback')`,
      "deviations",
      /^(deviation \d+|payout \S+ row \d+)$/,
    ],
    [
      "a deviation deleted together with its history",
      `delete from deviation_change where deviation_id = (select max(id) from deviation where code = 'needs_rate');
       delete from deviation where id = (select max(id) from deviation where code = 'needs_rate')`,
      "trail",
      /^entry \d+ \(matched run \d+\)$/,
    ],
    [
      "a deviation that is about something else",
      `update deviation set amount = amount + 1 where id = (select min(id) from deviation where amount is not null)`,
      "deviations",
      /^deviation \d+/,
    ],
    [
      "a decision by another person",
      `update decision set actor = 'someone else' where id = 1`,
      "vouchers",
      /^voucher /,
    ],
    [
      "a decision on another day",
      `update decision set at = at - interval '1 day' where id = 1`,
      "trail",
      /^entry \d+ \(decided:account deviation \d+\)$/,
    ],
    [
      "a voucher that was made on another day",
      `update voucher set registered = registered - 1 where decision_id = 1`,
      "deliveries",
      /^voucher /,
    ],
    [
      "a correction that corrects nothing",
      `update voucher set corrects = null where decision_id = 1`,
      "vouchers",
      /^voucher /,
    ],
    [
      "a decision's changed reason",
      `update decision set why = 'because' where id = 1`,
      "trail",
      /^entry \d+/,
    ],
    ["a changed audit entry", `update audit set actor = 'someone else' where id = 2`, "trail", /^entry 2$/],
    ["a removed audit entry", `delete from audit where id = 2`, "trail", /^entry 2$/],
    [
      "the removed end of the audit trail",
      `delete from audit where id = (select max(id) from audit)`,
      "trail",
      /^(deviation_change|decision) \d+$/,
    ],
    [
      "an added audit entry",
      `insert into audit select max(id) + 1, now(), 'anna', 'said', 'x', null, null, null, repeat('0', 64), repeat('1', 64) from audit`,
      "trail",
      /^entry \d+$/,
    ],
    [
      "a receivable raised after it was settled",
      `update receivable set amount = amount + 500, open_amount = open_amount + 500 where id = (select receivable_id from allocation where id = ${EXACT})`,
      "allocations",
      /^(invoice|order|credit_note) /,
    ],
    [
      "a receivable lowered after it was settled",
      `update receivable set open_amount = open_amount - 1 where id = (select min(a.receivable_id) from allocation a join receivable r on r.id = a.receivable_id
                                                                            where a.rule = 'exact' and r.kind <> 'order')`,
      "allocations",
      /^(invoice|order|credit_note) /,
    ],
    [
      "a receivable that nothing has settled, made another customer's",
      `update receivable set order_number = 'mine' where id = (select max(id) from receivable r where not exists (select from allocation a where a.receivable_id = r.id))`,
      "trail",
      /^entry \d+ \(receivables \S+\)$/,
    ],
    [
      "a delivery's changed reference",
      `update posting set reference = 'elsewhere.si' where id = (select min(id) from posting where state = 'posted')`,
      "deliveries",
      /^voucher K\d+$/,
    ],
    [
      "a delivery that was taken away",
      `delete from posting where id = (select min(id) from posting)`,
      "deliveries",
      /^voucher K\d+$/,
    ],
    [
      "the changed settings of a night",
      `update run set settings = jsonb_set(settings, '{mail,to}', '["x@example.se"]') where id = 1`,
      "trail",
      /^entry \d+ \(run 1\)$/,
    ],
    [
      "a file's changed hash",
      `update report_file set sha256 = repeat('a', 64) where id = (select min(report_file_id) from payout)`,
      "archive",
      /^file /,
    ],
    [
      "two lines that changed places under their allocations",
      `create temporary table pair as
         select min(id) as a, max(id) as b from line
          where type = 'SALE' and payout_id = (select min(payout_id) from line where type = 'SALE');
       create temporary table moved as select l.* from line l, pair where l.id in (pair.a, pair.b);
       delete from line using moved where line.id = moved.id;
       update moved set id = case id when pair.a then pair.b else pair.a end from pair;
       insert into line overriding system value select * from moved`,
      "allocations",
      /^payout \d+ row \d+/,
    ],
  ])(
    "%s",
    async (_what, sql, check, subject) => {
      const { agrees, findings } = await world.verdictAfter(sql);
      expect(findings.map((finding) => finding.check)).toEqual([check]);
      expect(findings[0]?.subject).toMatch(subject);
      expect(agrees).toBe(false);
    },
    MINUTE,
  );
});

/** Every file below a folder, largest first. */
function filesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).map((name) => join(folder, name));
  return names.filter((name) => statSync(name).isFile()).sort((a, b) => statSync(b).size - statSync(a).size);
}

async function verdictWithFile(path: string, change: (bytes: Buffer) => Buffer): Promise<VerifyResult> {
  const bytes = readFileSync(path);
  writeFileSync(path, change(bytes));
  try {
    return await verify(world.app);
  } finally {
    writeFileSync(path, bytes);
  }
}

test("found is a changed byte of an archived report", async () => {
  const [file] = await rows(
    world.app.books,
    { path: "text" },
    "select path from report_file where state = 'imported' order by id",
  );
  const path = join(world.app.workspace.folder, file?.path ?? "");
  const { findings } = await verdictWithFile(path, (bytes) =>
    Buffer.from(bytes.toString("latin1").replace("1", "2"), "latin1"),
  );
  expect(findings.map(({ check }) => check)).toEqual(["archive"]);
});

test("found is a changed amount in a SIE file, and a file that was moved away is no fault", async () => {
  const [path = ""] = filesIn(world.app.workspace.sie);
  const changed = await verdictWithFile(path, (bytes) =>
    Buffer.from(bytes.toString("latin1").replace(/(#TRANS \d+ \{\} -?\d+)/, "$11"), "latin1"),
  );
  expect(changed.findings.map(({ check }) => check)).toEqual(["deliveries"]);
  renameSync(path, `${path}.imported`);
  try {
    expect((await verify(world.app)).agrees).toBe(true);
  } finally {
    renameSync(`${path}.imported`, path);
  }
});

test("a head that was noted earlier proves that the trail up to it is unchanged", async () => {
  const { hash } = await newestEntry(world.app.books);
  expect((await verify(world.app, { anchor: hash })).agrees).toBe(true);
  const { findings } = await verify(world.app, { anchor: "f".repeat(64) });
  expect(findings).toMatchObject([{ check: "trail", subject: "chain" }]);
});
