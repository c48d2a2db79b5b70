/** Fortnox: vouchers and payments of invoices go there, invoices come from there. */
import type { FortnoxSettings } from "../../config/connectors/fortnox.ts";
import { findingsOf } from "../check.ts";
import { ConnectorFault } from "../fault.ts";
import type { Connector, System } from "../connector.ts";
import { FortnoxApi } from "./api.ts";
import { TITLE } from "./faults.ts";
import { Ground } from "./ground.ts";
import { messages } from "./messages.ts";
import { checkMode, fortnoxPayments } from "./payment-target.ts";
import { fortnoxReceivables } from "./receivables.ts";
import { fortnoxVouchers } from "./voucher-target.ts";
import { dateIn } from "../../clock.ts";

export const fortnox: System = {
  name: "fortnox",
  title: TITLE,

  open({ settings, secrets, clock, log, silentMs }): Connector | null {
    const own: FortnoxSettings | undefined = settings.connectors.fortnox;
    if (own === undefined) return null;
    const clientSecret = secrets.KVITT_FORTNOX_CLIENT_SECRET;
    if (clientSecret === undefined)
      throw new ConnectorFault({
        system: TITLE,
        kind: "config",
        says: messages.secretMissing,
        todo: messages.setSecret,
      });
    const api = new FortnoxApi({ ...own, clientSecret, clock, log, silentMs });
    const ground = new Ground(api, clock);
    const today = () => dateIn(settings.timeZone, clock.now());
    return {
      name: "fortnox",
      title: TITLE,
      target: ({ rates }) => fortnoxVouchers({ api, ground, settings, own, rates }),
      ...(own.receivables ? { receivables: fortnoxReceivables({ api, settings, own, clock }) } : {}),
      payments: () => (own.payments === "none" ? null : fortnoxPayments({ api, ground, settings, own })),

      check(signal) {
        ground.forget();
        return findingsOf(async function* () {
          yield messages.connected(await api.companyName(signal));
          if (settings.targets.includes("fortnox")) {
            const series = own.series ?? settings.voucher.series;
            await ground.checkSeries(series, (await ground.yearOf(today(), signal)).Id, signal);
            yield messages.seriesWorks(series);
          }
          if (own.payments !== "none") {
            const code = await checkMode(ground, settings, own, signal);
            const account = (await ground.modeOfPayment(code, signal)) ?? 0;
            yield messages.modeWorks({ code, account });
          }
        });
      },
    };
  },
};
