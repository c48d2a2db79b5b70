/** What Fortnox's errors mean: each code in one of the five classes. One that is not here is `data`, and keeps its words. */
import type { Message } from "../../message.ts";
import { classOfStatus, ConnectorFault, type FaultClass } from "../fault.ts";
import { messages } from "./messages.ts";

export const TITLE = "Fortnox";

interface Meaning {
  readonly kind: FaultClass;
  readonly todo?: Message;
}

const of = (kind: FaultClass, todo?: Message): Meaning => (todo === undefined ? { kind } : { kind, todo });

const CODES: ReadonlyMap<number, Meaning> = new Map([
  [2000310, of("auth")],
  [2000311, of("auth")],
  [2000719, of("auth")],
  [2004054, of("auth")],
  [2000663, of("config", messages.grantScope)],
  [2001393, of("config", messages.grantScope)],
  [2002455, of("config", messages.grantScope)],
  [2001101, of("config", messages.buyLicence)],
  [2001103, of("config", messages.buyLicence)],
  [2000423, of("config", messages.addAccount)],
  [2000550, of("config", messages.addAccount)],
  [2001304, of("config", messages.addAccount)],
  [2001161, of("config")],
  [2001403, of("config")],
  [2000427, of("config")],
  [2000429, of("config")],
  [2000401, of("period")],
  [1000003, of("busy")],
]);

/** Of an answer that is no success: Fortnox has three forms of errors, one of them in two spellings. */
export function faultOf(status: number, body: unknown): ConnectorFault {
  const { code, says } = readError(body);
  const meaning = code === null ? undefined : CODES.get(code);
  return new ConnectorFault({
    system: TITLE,
    kind: meaning?.kind ?? classOfStatus(status),
    says: says ?? `HTTP ${status}`,
    code: code === null ? undefined : String(code),
    status,
    todo: meaning?.todo,
  });
}

/** Whether the thing that was asked for is not there. Its code is not known of everything; a path that is wrong has one of its own. */
export function isMissing(thrown: unknown): boolean {
  if (!(thrown instanceof ConnectorFault)) return false;
  const code = thrown.code ?? "";
  return MISSING.has(code) || (thrown.status === 404 && code !== NO_ROUTE);
}

const MISSING: ReadonlySet<string> = new Set(["2000433", "2000434", "2000423"]);
const NO_ROUTE = "2000762";

function readError(body: unknown): { readonly code: number | null; readonly says: string | null } {
  const outer = recordOf(body);
  const inner = recordOf(outer["ErrorInformation"]);
  const code = Number(inner["Code"] ?? inner["code"]);
  const says = [
    inner["Message"],
    inner["message"],
    outer["error_description"],
    outer["error"],
    outer["message"],
  ];
  const text = says.find((one) => typeof one === "string" && one !== "");
  return {
    code: Number.isSafeInteger(code) && code > 0 ? code : null,
    says: typeof text === "string" ? text : null,
  };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {}; // any object has text keys
}
