/** Björn Lundén's stand-in, as the conformance suites ask it. */
import { bjornlunden } from "../../../src/connectors/bjornlunden/bjornlunden.ts";
import { Bjornlunden } from "../../stand-ins/bjornlunden/bjornlunden.ts";
import { companyUnderTest } from "../conformance/company-under-test.ts";
import type { OpenTarget, TargetUnderTest } from "../conformance/system-under-test.ts";

export interface BjornlundenUnderTest extends TargetUnderTest {
  readonly server: Bjornlunden;
}

export const openBjornlunden = async (clock: Parameters<OpenTarget>[0]): Promise<BjornlundenUnderTest> => {
  const server = await Bjornlunden.open({ clock });
  const { company, tokens } = server;
  return {
    ...companyUnderTest(company, {
      markerOf: ({ description }) => description.split(" ", 1)[0] ?? "",
      marked: (marker) => [`${marker} En annan`, ""],
    }),
    system: bjornlunden,
    server,
    secrets: server.secrets,
    settings: (own = {}) => ({ ...server.settings, ...own }),
    operations: {
      post: "POST /journal",
      pay: "POST /customerinvoice/payment/{invoiceNumber}",
      // a payment is booked by the call that makes it
      book: null,
      list: "GET /journal/entry/batch",
      invoices: "GET /customerinvoice/batch",
    },
    expireTokens: () => tokens.expire(),
    revoke: () => tokens.revoke(),
    consent: () => tokens.consent(),
  };
};
