/** Fortnox's stand-in, as the conformance suites ask it. */
import { fortnox } from "../../../src/connectors/fortnox/fortnox.ts";
import { Fortnox } from "../../stand-ins/fortnox/fortnox.ts";
import { companyUnderTest } from "../conformance/company-under-test.ts";
import type { OpenTarget, TargetUnderTest } from "../conformance/system-under-test.ts";

export interface FortnoxUnderTest extends TargetUnderTest {
  readonly server: Fortnox;
}

export const openFortnox = async (clock: Parameters<OpenTarget>[0]): Promise<FortnoxUnderTest> => {
  const server = await Fortnox.open({ clock });
  const { company, tokens } = server;
  return {
    ...companyUnderTest(company, {
      markerOf: ({ comments }) => comments,
      marked: (marker) => ["En annan", marker],
    }),
    system: fortnox,
    server,
    secrets: server.secrets,
    settings: (own = {}) => ({ ...server.settings, ...own }),
    operations: {
      post: "POST /3/vouchers",
      pay: "POST /3/invoicepayments",
      book: "PUT /3/invoicepayments/{Number}/bookkeep",
      list: "GET /3/vouchers",
      invoices: "GET /3/invoices",
    },
    expireTokens: () => tokens.expire(),
    revoke: () => tokens.revoke(),
    consent: () => tokens.consent(),
  };
};
