/** More ways to change the books past Kvitt, as a superuser whom no trigger stops: `kvitt verify` finds each of them. */
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { verify } from "../../src/audit/verify/verify.ts";
import { makeShop, SIZES } from "../simulate/shop.ts";
import { openWorld, type World } from "./world.ts";

const MINUTE = 60_000;
let world: World;

beforeAll(async () => {
  const shop = makeShop("tampered", SIZES.small);
  world = await openWorld(shop.settings);
  for (const night of shop.nights) await world.night(night);
  const [one = 0n, two = 0n] = await world.open("no_receivable");
  await world.decide(one, { accept: true, why: "waits for the shop" });
  await world.decide(two, { account: 3999, why: "sold by hand" });
}, 3 * MINUTE);
afterAll(() => world.close());

test("untouched, the books agree", async () => {
  expect((await verify(world.app)).findings).toEqual([]);
});

describe("found is", () => {
  test.each<[what: string, sql: string, check: string, subject: RegExp]>([
    [
      "a line's changed cell in a column that Kvitt does not use",
      `update line set extra = coalesce(extra, '{}') || '{"comment": "mine"}' where id = (select min(id) from line)`,
      "reports",
      /^payout \S+ row \d+$/,
    ],
    [
      "the changed VAT of a fee",
      `update line set fee_vat = coalesce(fee_vat, 0) + 1 where id = (select min(id) from line where type = 'FEE')`,
      "reports",
      /^payout \S+ row \d+$/,
    ],
    [
      "a payout whose total was not proven, as the row says now",
      `update payout set unproven = '["fees"]' where id = (select min(id) from payout)`,
      "trail",
      /^entry \d+ \(file \d+\)$/,
    ],
    [
      "the sums that a payout's page shows",
      `update payout set by_type = jsonb_set(by_type, '{0,effect}', '"1"') where id = (select min(id) from payout)`,
      "reports",
      /^payout \S+$/,
    ],
    [
      "a payout that waits to be booked again",
      `update payout set state = 'imported' where id = (select min(id) from payout)`,
      "clearing",
      /^payout \S+/,
    ],
    [
      "a voucher that waits to be exported again",
      `update posting set state = 'pending', posted_at = null, reference = null where id = (select min(id) from posting where state = 'posted')`,
      "deliveries",
      /^payout \S+$/,
    ],
    [
      "a payout that was never exported, as if it were",
      `update payout set state = 'posted'; update posting set state = 'failed', problem = 'x' where id = (select min(id) from posting)`,
      "deliveries",
      /^payout \S+$/,
    ],
    [
      "a delivery taken away from a decision's voucher",
      `delete from posting where voucher_id = (select max(id) from voucher where run_id is null)`,
      "deliveries",
      /^voucher K\d+$/,
    ],
    [
      "a letter with another text",
      `update mail set text = replace(text, 'e', 'a') where id = (select min(id) from mail)`,
      "trail",
      /^entry \d+ \(mail \d+\)$/,
    ],
    [
      "a letter with another attachment",
      `update mail set attachments = '[]' where id = (select min(id) from mail where attachments <> '[]')`,
      "trail",
      /^entry \d+ \(mail \d+\)$/,
    ],
    [
      "a letter taken away",
      `delete from mail where id = (select max(id) from mail)`,
      "trail",
      /^entry \d+ \(mail \d+\)$/,
    ],
    [
      "a letter that no run has written",
      `insert into mail (key, kind, message_id, sender, recipients, subject, text, html, created_at)
       values ('mine', 'digest', '<x@y>', 'a@b.se', '{c@d.se}', 'Books', 'agree', 'agree', now())`,
      "trail",
      /^mail \d+$/,
    ],
    [
      "a run by other rules than it had",
      `update run set rules = 1 where id = (select max(id) from run)`,
      "vouchers",
      /^voucher /,
    ],
    [
      "a run that began on another day",
      `update run set started_at = started_at - interval '1 day' where id = (select min(id) from run)`,
      "trail",
      /^entry \d+ \(run \d+\)$/,
    ],
    [
      "a dispute cover of a run that gave none",
      `insert into dispute_cover (claim_line_id, credit_line_id, amount, agreed, run_id, at)
       select c.id, d.id, 1, 'order', (select max(id) from run), now()
         from (select min(id) as id from line where effect < 0 and type <> 'FEE') c, (select max(id) as id from line where effect > 0) d`,
      "deviations",
      /^payout \S+ row \d+$/,
    ],
    [
      "advice that nobody gave",
      `insert into advice (merchant_id, topic, details, run_id, at) select 'K1', 'mine', '{}', max(id), now() from run`,
      "trail",
      /^advice \d+$/,
    ],
    [
      "a completion that no file brought",
      `insert into line_completion (line_id, report_file_id, merchant_reference2)
       select min(l.id), min(p.report_file_id), 'mine' from line l join payout p on p.id = l.payout_id where l.merchant_reference2 is null`,
      "reports",
      /^payout \S+ row \d+|line_completion \d+$/,
    ],
    [
      "a voucher row of another cost centre",
      `update voucher_row set cost_centre = '99' where voucher_id = (select min(id) from voucher) and position = 1`,
      "deliveries",
      /^voucher K\d+$/,
    ],
    [
      "an audit entry of another hour",
      `update audit set at = at - interval '1 hour' where id = (select max(id) from audit)`,
      "trail",
      /^entry \d+$/,
    ],
    [
      "an audit entry with another reason",
      `update audit set cause = 'because' where id = 1`,
      "trail",
      /^entry 1$/,
    ],
    [
      "a line that the books call disputed",
      `insert into disputed (line_id, payout_id, account) select id, payout_id, 1799 from line where type = 'SALE' limit 1`,
      "deviations",
      /^payout \S+ row \d+$/,
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
