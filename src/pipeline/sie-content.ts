/** Vouchers as the bytes of one SIE file. */
import type { VoucherInFile } from "../books/sie-files.ts";
import { dateIn } from "../clock.ts";
import type { SieNumbers } from "../config/sie-files.ts";
import type { Rate } from "../delivery/rates-file.ts";
import { accountNamesOf } from "../delivery/sie/ready.ts";
import { sieChunksOfAll } from "../delivery/sie/write.ts";
import type { VoucherSource } from "../delivery/voucher-source.ts";
import { VERSION } from "../version.ts";
import type { AppContext } from "../app.ts";

/** A voucher that a file can have now. */
export interface ReadyVoucher extends VoucherInFile {
  readonly source: VoucherSource;
  readonly rates: readonly Rate[];
}

export function chunksOf(
  { workspace: { settings }, clock }: Pick<AppContext, "workspace" | "clock">,
  vouchers: readonly VoucherSource[],
  numbers: SieNumbers,
): AsyncGenerator<Buffer> {
  return sieChunksOfAll(vouchers, settings.company, {
    version: VERSION,
    generated: dateIn(settings.timeZone, clock.now()),
    accountNames: accountNamesOf(
      settings,
      vouchers.map(({ merchantId }) => merchantId),
    ),
    numbers,
  });
}
