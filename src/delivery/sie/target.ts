/**
 * The SIE target: delivers vouchers as files in a folder that an accounting program imports from. One SIE file per voucher,
 * complete or absent, never overwritten. The file's name is the reference.
 */
import type { Settings } from "../../config/settings.ts";
import type { SieNumbers } from "../../config/sie-files.ts";
import { dateIn, type Clock } from "../../clock.ts";
import type { Rates } from "../rates.ts";
import type { Delivery, DeliveryTarget } from "../target.ts";
import type { VoucherSource } from "../voucher-source.ts";
import { sieFileName } from "./file-name.ts";
import { isInFolder, putInFolder, type Content } from "./folder.ts";
import { accountNamesOf, readyForSie } from "./ready.ts";
import { sieChunks } from "./write.ts";

export interface SieTargetOptions {
  /** Created when it is missing. */
  readonly folder: string;
  readonly settings: Settings;
  readonly rates: Rates;
  /** Kvitt's own version, for #PROGRAM. */
  readonly version: string;
  readonly clock: Clock;
}

/** The target throws on a full disk, a missing permission or an invalid voucher; then nothing was delivered. */
export function sieTarget({ folder, settings, rates, version, clock }: SieTargetOptions): DeliveryTarget {
  const { company, timeZone, sie } = settings;

  /** With numbers as the settings have them, and the other way: a file from before they were changed is the voucher's all the same. */
  const contents = (voucher: VoucherSource): readonly [Content, Content] => {
    const written = (numbers: SieNumbers) => () =>
      sieChunks(voucher, company, {
        version,
        generated: dateIn(timeZone, clock.now()),
        accountNames: accountNamesOf(settings, [voucher.merchantId]),
        numbers,
      });
    return [written(sie.numbers), written(sie.numbers === "own" ? "importer" : "own")];
  };

  return {
    name: "sie",

    async lookUp(voucher, _key, signal) {
      const ready = readyForSie(voucher, settings, rates);
      if (ready.kind !== "ready") return null;
      const name = sieFileName(voucher);
      const isThere = await isInFolder({ folder, name }, contents(ready.voucher), signal);
      return isThere ? { reference: name, rates: ready.rates } : null;
    },

    async deliver(voucher, _key, signal): Promise<Delivery> {
      const ready = readyForSie(voucher, settings, rates);
      if (ready.kind !== "ready") return ready;
      const name = sieFileName(voucher);
      const put = await putInFolder({ folder, name }, contents(ready.voucher), signal);
      return put.kind === "there" ? { kind: "delivered", reference: name, rates: ready.rates } : put;
    },
  };
}
