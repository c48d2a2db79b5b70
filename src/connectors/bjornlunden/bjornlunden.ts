/** Björn Lundén (BL Administration in the cloud, Lundify): vouchers and payments of invoices go there, invoices come from there. */
import { dateIn } from "../../clock.ts";
import type { Message } from "../../message.ts";
import { findingsOf } from "../check.ts";
import type { Connector, System } from "../connector.ts";
import { BjornlundenApi } from "./api.ts";
import { TITLE } from "./faults.ts";
import { fault, Ground } from "./ground.ts";
import { messages } from "./messages.ts";
import { bjornlundenPayments, clearingOf } from "./payment-target.ts";
import { bjornlundenReceivables } from "./receivables.ts";
import { bjornlundenVouchers, seriesOf } from "./voucher-target.ts";

const NAME = "bjornlunden";

export const bjornlunden: System = {
  name: NAME,
  title: TITLE,

  open({ settings, secrets, clock, log, silentMs }): Connector | null {
    const own = settings.connectors.bjornlunden;
    if (own === undefined) return null;
    const clientSecret = secrets.KVITT_BJORNLUNDEN_CLIENT_SECRET;
    if (clientSecret === undefined) throw fault("config", messages.secretMissing, messages.setSecret);
    const api = new BjornlundenApi({ ...own, clientSecret, clock, log, silentMs });
    const ground = new Ground({ api, settings, own, clock });

    /** What its roles need, one thing after the other. */
    const found = async function* (signal: AbortSignal): AsyncGenerator<Message> {
      yield messages.connected(await ground.company(signal));
      if (!settings.targets.includes(NAME)) return;
      const { year } = await ground.dayOf(dateIn(settings.timeZone, clock.now()), signal);
      yield messages.yearWorks({ from: year.fromDate, to: year.toDate });
      const series = seriesOf(own, settings.voucher.series);
      await api.checkSeries(series, year.id, signal);
      yield messages.seriesWorks(series);
      if (own.payments === "none") return;
      const clearing = clearingOf(settings);
      await ground.checkAccounts([clearing], signal);
      yield messages.clearingWorks(clearing);
    };

    return {
      name: NAME,
      title: TITLE,
      target: ({ rates }) => bjornlundenVouchers({ api, ground, settings, own, rates }),
      ...(own.receivables ? { receivables: bjornlundenReceivables({ api, ground, clock }) } : {}),
      payments: () => (own.payments === "none" ? null : bjornlundenPayments({ api, ground, settings, own })),

      check(signal) {
        ground.forget();
        return findingsOf(() => found(signal));
      },
    };
  },
};
