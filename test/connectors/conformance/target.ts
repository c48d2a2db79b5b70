/** What every target that is an outside system must keep to. Called by each connector's test, with its stand-in. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { change, rows } from "../../../src/books/database.ts";
import { ConnectedShop } from "./connected-shop.ts";
import type { OpenTarget, TargetUnderTest } from "./system-under-test.ts";

export function targetConformance(open: OpenTarget): void {
  let shop: ConnectedShop;
  let system: TargetUnderTest;

  beforeAll(async () => {
    shop = await ConnectedShop.open();
  });
  afterAll(() => shop.close());
  beforeEach(async () => {
    await shop.begin(open);
    system = shop.system;
  });
  afterEach(() => {
    expect(system.server.violations).toEqual([]);
  });

  /** One payout of 100.00 whose line is not matched: two rows. */
  const payout = async (reference = "P1", date = "2026-03-01") => {
    await shop.shop.payout([{ amount: 10_000, reference1: "1001" }], { reference, date });
    await shop.night();
  };
  const posted = () => system.server.count(system.operations.post);

  describe("a voucher", () => {
    test("is there once, with its marker, its rows and its day, and was looked for before", async () => {
      await payout();
      expect(await shop.deliver()).toEqual([]);
      const [voucher, ...others] = system.vouchers();
      expect(others).toEqual([]);
      expect(voucher?.marker).toBe("kvitt:P1:K2026-1");
      expect(voucher?.date).toBe("2026-03-01");
      expect(voucher?.sums).toEqual(
        new Map([
          [1930, 10_000n],
          [1686, -10_000n],
        ]),
      );
      const { calls } = system.server;
      expect(calls.indexOf(system.operations.list)).toBeLessThan(calls.indexOf(system.operations.post));
      expect(await shop.states()).toEqual([`${system.system.name} posted`]);
      const payouts = await rows(shop.books, { state: "text" }, "select state from payout");
      expect(payouts).toEqual([{ state: "posted" }]);
    });

    test("that was posted and not recorded is found by its marker", async () => {
      await payout();
      await shop.deliver();
      const [before] = await shop.postings();
      await change(
        shop.books,
        "update posting set state = 'pending', reference = null, posted_at = null, sent_at = null",
      );
      expect(await shop.deliver()).toEqual([]);
      expect(posted()).toBe(1);
      expect((await shop.postings())[0]?.reference).toBe(before?.reference);
    });

    test("goes to several targets, each by itself", async () => {
      shop.configure({}, { targets: ["sie", system.system.name] });
      await payout();
      system.server.fail(system.operations.post, { kind: "status", status: 400, body: {} });
      expect(await shop.deliver()).toHaveLength(1);
      expect(await shop.states()).toEqual(["sie posted", `${system.system.name} failed`]);
      expect(await shop.retry()).toEqual([]);
      expect(await shop.states()).toEqual(["sie posted", `${system.system.name} posted`]);
      expect(system.vouchers()).toHaveLength(1);
    });

    test("of another with the marker as a part of its own is another's", async () => {
      system.addVouchers(["kvitt:P1:K2026-11", "x kvitt:P1:K2026-1"], "2026-03-01");
      await payout();
      await shop.deliver();
      expect(posted()).toBe(1);
    });

    test("is found on the last of several pages", async () => {
      await payout();
      const others = Array.from({ length: 1_100 }, (_, place) => `other-${place}`);
      system.addVouchers(others, "2026-03-01");
      await shop.deliver();
      await change(
        shop.books,
        "update posting set state = 'pending', reference = null, posted_at = null, sent_at = null",
      );
      await shop.deliver();
      expect(posted()).toBe(1);
    });

    test("with the same marker and other amounts is told, and nothing is sent", async () => {
      system.addVouchers(["kvitt:P1:K2026-1"], "2026-03-01");
      await payout();
      const [told] = await shop.deliver();
      expect(told).toContain("kvitt:P1:K2026-1");
      expect(await shop.states()).toEqual([`${system.system.name} failed`]);
      expect(posted()).toBe(0);
    });
  });

  describe("an answer that is lost", () => {
    test.each([
      ["the connection is cut", { kind: "done_then_reset" }],
      ["nothing comes", { kind: "done_then_silent" }],
      ["an error comes", { kind: "done_then_status", status: 502 }],
      ["it says something else", { kind: "done_then_body", body: {} }],
    ] as const)("after it was done (%s) is found, and it is not sent again", async (_name, fault) => {
      await payout();
      system.server.fail(system.operations.post, fault);
      expect(await shop.deliver()).toHaveLength(1);
      expect(await shop.postings()).toMatchObject([{ state: "pending", isSent: true }]);
      expect(await shop.deliver()).toEqual([]);
      expect(await shop.states()).toEqual([`${system.system.name} posted`]);
      expect([posted(), system.vouchers().length]).toEqual([1, 1]);
    });

    test.each([
      ["the connection is cut", { kind: "reset" }],
      ["nothing comes", { kind: "silent" }],
      ["an error comes", { kind: "status", status: 500, body: {} }],
    ] as const)("before it was done (%s) is waited for, and only then sent again", async (_name, fault) => {
      await payout();
      system.server.fail(system.operations.post, fault);
      await shop.deliver();
      shop.clock.pass(30_000);
      expect(await shop.deliver()).toHaveLength(1);
      expect([posted(), system.vouchers().length]).toEqual([1, 0]);
      shop.clock.pass(300_000);
      expect(await shop.deliver()).toEqual([]);
      expect([posted(), system.vouchers().length]).toEqual([2, 1]);
    });
  });

  describe("two workers", () => {
    test("with one delivery send it once", async () => {
      await payout();
      await Promise.all([shop.deliver(0), shop.deliver(1)]);
      await shop.deliver();
      expect([posted(), system.vouchers().length]).toEqual([1, 1]);
      expect(await shop.states()).toEqual([`${system.system.name} posted`]);
    });

    test("whose tokens end at once both go on", async () => {
      await payout("P1");
      await shop.deliver(0);
      await payout("P2");
      await shop.deliver(1);
      system.expireTokens();
      await payout("P3");
      await payout("P4");
      await Promise.all([shop.deliver(0), shop.deliver(1)]);
      shop.clock.pass(300_000);
      await shop.deliver();
      expect((await shop.states()).filter((state) => !state.endsWith("posted"))).toEqual([]);
      expect(system.vouchers()).toHaveLength(4);
    });
  });

  describe("a system that is busy", () => {
    test.each([
      ["with", { "retry-after": "3" }, 3_000],
      ["without", {}, 5_000],
    ])("is left alone as long as it asks, %s Retry-After", async (_name, headers, ms) => {
      await payout();
      const before = shop.clock.now().getTime();
      system.server.fail(system.operations.post, { kind: "status", status: 429, body: {}, headers });
      expect(await shop.deliver()).toEqual([]);
      const waited = shop.clock.now().getTime() - before;
      expect(waited).toBeGreaterThanOrEqual(ms);
      expect(waited).toBeLessThan(ms + 3_000);
      expect(system.vouchers()).toHaveLength(1);
    });

    test("for long is tried again by the queue, and nothing is under way", async () => {
      await payout();
      system.server.fail(system.operations.post, { kind: "status", status: 429, body: {} }, { times: 4 });
      expect(await shop.deliver()).toHaveLength(1);
      expect(await shop.postings()).toMatchObject([{ state: "pending", isSent: false, attempts: 1 }]);
      expect(await shop.deliver()).toEqual([]);
      expect(system.vouchers()).toHaveLength(1);
    });

    test("is never asked more often than it allows", async () => {
      for (let day = 1; day <= 9; day++) await payout(`P${day}`, `2026-02-0${day}`);
      await shop.deliver();
      expect(system.vouchers()).toHaveLength(9);
      expect(system.server.exceeded).toBe(0);
    });
  });

  describe("what only a person can cure is told at the first attempt, and then nothing is booked twice:", () => {
    const toldOnce = async (cure: () => void, ...words: string[]) => {
      const [told = "", ...others] = await shop.deliver();
      expect(others).toEqual([]);
      for (const word of words) expect(told).toContain(word);
      expect(await shop.postings()).toMatchObject([{ state: "failed", attempts: 1, isSent: false }]);
      expect(system.vouchers()).toEqual([]);
      cure();
      expect(await shop.retry()).toEqual([]);
      expect(await shop.states()).toEqual([`${system.system.name} posted`]);
      expect(system.vouchers()).toHaveLength(1);
    };

    test("a consent that was taken back", async () => {
      await payout();
      system.revoke();
      await toldOnce(() => system.consent(), "does not let Kvitt in", "kvitt retry");
    });

    test("a closed period", async () => {
      await payout();
      system.lockThrough("2026-03-31");
      await toldOnce(() => system.lockThrough(null), "2026-03-01", "locked");
    });

    test("accounts that are not there or not active, all of them", async () => {
      await payout();
      system.remove(1930);
      system.deactivate(1686);
      await toldOnce(
        () => {
          system.addAccount(1930);
          system.addAccount(1686);
        },
        "1930",
        "1686",
      );
    });
  });

  test("a voucher in a closed period goes to the first open day where the settings say so, and says which day it is of", async () => {
    shop.configure({ lockedPeriod: "first-open-day" });
    await payout();
    system.lockThrough("2026-03-31");
    system.server.fail(system.operations.post, { kind: "done_then_reset" });
    await shop.deliver();
    system.lockThrough("2026-04-30");
    expect(await shop.deliver()).toEqual([]);
    const [voucher, ...others] = system.vouchers();
    expect(others).toEqual([]);
    expect(voucher?.date).toBe("2026-04-01");
    expect(voucher?.text).toContain("2026-03-01");
  });

  test("a year that is not there is told", async () => {
    await payout("P1", "2031-03-01");
    const [told] = await shop.deliver();
    expect(told).toContain("fiscal year for 2031-03-01");
    expect(posted()).toBe(0);
  });

  test("no secret is in what is kept of a failure", async () => {
    await payout();
    system.server.fail(system.operations.list, {
      kind: "status",
      status: 400,
      body: { error: `wrong ${Object.values(system.secrets).join()}` },
    });
    await shop.deliver();
    const [posting] = await shop.postings();
    expect(posting?.problem).toContain("wrong ***");
  });
}
