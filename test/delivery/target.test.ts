import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { clockAt } from "../../src/clock.ts";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { sieTarget } from "../../src/delivery/sie/target.ts";
import { deliverOnce, voucherKey, type Delivery, type DeliveryTarget } from "../../src/delivery/target.ts";
import { voucherSource } from "../../src/delivery/voucher-source.ts";
import { PAYOUT } from "./sie/vouchers.ts";

const { signal } = new AbortController();
const SENT: Delivery = { kind: "delivered", reference: "K500746_XISA93DJ_K2026-12.si", rates: [] };
let folder: string;
let calls: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kvitt-post-"));
  calls = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** The folder target, with its calls written down; an answer may be lost on the way back. */
function folderTarget(answer: (delivery: Delivery) => Delivery = (delivery) => delivery): DeliveryTarget {
  const clock = clockAt("2026-03-11T02:15:00Z");
  const real = sieTarget({ folder, settings: DEFAULT_SETTINGS, rates: new Map(), version: "0.1.0", clock });
  return {
    name: real.name,
    lookUp(...given) {
      calls.push(`lookUp ${given[1]}`);
      return real.lookUp(...given);
    },
    async deliver(...given) {
      calls.push(`deliver ${given[1]}`);
      return answer(await real.deliver(...given));
    },
  };
}

describe("posting a voucher", () => {
  test("asks the target before it tells it, and tells it once", async () => {
    const target = folderTarget();
    expect(await deliverOnce(target, voucherSource(PAYOUT), signal)).toEqual(SENT);
    expect(await deliverOnce(target, voucherSource(PAYOUT), signal)).toEqual(SENT);
    const key = voucherKey(PAYOUT);
    expect(key).toBe("K500746/XISA93DJ/K2026-12");
    expect(calls).toEqual([`lookUp ${key}`, `deliver ${key}`, `lookUp ${key}`]);
  });

  test("whose answer was lost is found the next time, not sent again", async () => {
    const lost: Delivery = { kind: "unsure", cause: new Error("the connection broke") };
    expect(
      await deliverOnce(
        folderTarget(() => lost),
        voucherSource(PAYOUT),
        signal,
      ),
    ).toEqual(lost);
    expect(await deliverOnce(folderTarget(), voucherSource(PAYOUT), signal)).toEqual(SENT);
    expect(calls.filter((call) => call.startsWith("deliver"))).toHaveLength(1);
    expect(await readdir(folder)).toHaveLength(1);
  });
});
