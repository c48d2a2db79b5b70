import { expect, test } from "@jest/globals";
import { DEFAULT_SETTINGS } from "../../src/config/settings.ts";
import { readRunSettings } from "../../src/audit/run-settings.ts";

test("a run from before late vouchers had a setting for their day is judged by the payout's day", () => {
  const { lateDate: _, ...then } = DEFAULT_SETTINGS.voucher;
  for (const kept of [{}, { voucher: then }]) {
    const read = readRunSettings("run 1", kept);
    expect(read).toMatchObject({ ok: true, value: { voucher: { lateDate: "payout", series: "K" } } });
  }
  const read = readRunSettings("run 2", { voucher: DEFAULT_SETTINGS.voucher });
  expect(read).toMatchObject({ ok: true, value: { voucher: { lateDate: "made" } } });
});
