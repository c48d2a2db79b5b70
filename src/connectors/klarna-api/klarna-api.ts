/** Klarna's Settlements API, and Kustom's, which has the same resources: settlement reports come from there. */
import { z } from "zod";
import type { KlarnaApiAccount } from "../../config/connectors/klarna-api.ts";
import { keepSecret } from "../../secrets.ts";
import { findingOf } from "../check.ts";
import type { Connector, ConnectorFinding, Surroundings, System } from "../connector.ts";
import { ConnectorFault } from "../fault.ts";
import { HttpClient } from "../http/client.ts";
import { RateLimit } from "../http/rate-limit.ts";
import { readPassword } from "../secret-file.ts";
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
  let pass: Headers | null = null;
  const http = new HttpClient({
    system,
    base: url,
    limit: new RateLimit(CALLS, WINDOW_MS, clock),
    clock,
    log,
    // read once, and again where it is not taken any more: a new password needs no restart
    letIn: (stale) => {
      if (pass === null || stale !== null)
        pass = basicPass(user, readPassword({ file: passwordFile, home, system }));
      return Promise.resolve(pass);
    },
    faultOf: (status, body) => faultOf(system, status, body),
    ...(silentMs === undefined ? {} : { silentMs }),
  });
  return {
    name: `klarnaApi-${account.name}`,
    title: system,
    reports: klarnaReports({ http, system, from, clock }),
    async check(signal): Promise<readonly ConnectorFinding[]> {
      try {
        await http.get("/payouts", { query: { size: 1, offset: 0 }, signal });
        return [{ state: "works", says: messages.works(user), todo: null }];
      } catch (thrown) {
        if (!(thrown instanceof ConnectorFault)) throw thrown;
        return [findingOf(thrown)];
      }
    },
  };
}

function basicPass(user: string, password: string): Headers {
  const basic = Buffer.from(`${user}:${password}`).toString("base64");
  keepSecret(basic);
  return new Headers({ authorization: `Basic ${basic}` });
}

function faultOf(system: string, status: number, body: unknown): ConnectorFault {
  const read = Refusal.safeParse(body);
  const { error_code: code, error_messages: said = [], correlation_id: id } = read.success ? read.data : {};
  const says = [`HTTP ${status}`, ...said, ...(id === undefined ? [] : [`correlation id ${id}`])].join(", ");
  if (status === 401 || status === 403)
    return new ConnectorFault({ system, kind: "auth", says, code, todo: messages.newCredentials });
  return new ConnectorFault({ system, kind: status >= 500 ? "busy" : "data", says, code });
}
