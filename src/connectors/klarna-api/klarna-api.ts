/** Klarna's Settlements API, and Kustom's, which has the same resources: settlement reports come from there. */
import { z } from "zod";
import type { KlarnaApiAccount } from "../../config/connectors/klarna-api.ts";
import { findingsOf } from "../check.ts";
import type { Connector, Surroundings, System } from "../connector.ts";
import { ConnectorFault } from "../fault.ts";
import { basicAccess } from "../http/basic-access.ts";
import { HttpClient } from "../http/client.ts";
import { RateLimit } from "../http/rate-limit.ts";
import { messages } from "./messages.ts";
import { klarnaReports } from "./reports.ts";

/** No limit is published, and 429 is met in practice: a report is a handful of calls, so this is fast enough. */
const CALLS = 5;
const WINDOW_MS = 1_000;

const Refusal = z.object({
  error_code: z.string().optional(),
  error_messages: z.array(z.string()).optional(),
  correlation_id: z.string().optional(),
});

export const klarnaApi: System = {
  name: "klarnaApi",
  title: "Klarna Settlements API",
  open: (around) => (around.settings.connectors.klarnaApi ?? []).map((account) => connect(account, around)),
};

function connect(account: KlarnaApiAccount, { folder: home, clock, log, silentMs }: Surroundings): Connector {
  const system = `Settlements API ${account.name}`;
  const { user, passwordFile, url, from } = account;
  const http = new HttpClient({
    system,
    base: url,
    limit: new RateLimit(CALLS, WINDOW_MS, clock),
    clock,
    log,
    letIn: basicAccess(user, { file: passwordFile, home, system }),
    faultOf: (status, body) => faultOf(system, status, body),
    ...(silentMs === undefined ? {} : { silentMs }),
  });
  return {
    name: `klarnaApi-${account.name}`,
    title: system,
    reports: klarnaReports({ http, system, from, clock }),
    check: (signal) =>
      findingsOf(async function* () {
        await http.get("/payouts", { query: { size: 1, offset: 0 }, signal });
        yield messages.works(user);
      }),
  };
}

function faultOf(system: string, status: number, body: unknown): ConnectorFault {
  const read = Refusal.safeParse(body);
  const { error_code: code, error_messages: said = [], correlation_id: id } = read.success ? read.data : {};
  const says = [`HTTP ${status}`, ...said, ...(id === undefined ? [] : [`correlation id ${id}`])].join(", ");
  if (status === 401 || status === 403)
    return new ConnectorFault({ system, kind: "auth", says, code, todo: messages.newCredentials });
  return new ConnectorFault({ system, kind: status >= 500 ? "busy" : "data", says, code });
}
