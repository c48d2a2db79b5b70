/** What Björn Lundén's errors mean: each named id in one of the five classes. One that is not here is `data`, and keeps its words. */
import { z } from "zod";
import type { Message } from "../../message.ts";
import { classOfStatus, ConnectorFault, type FaultClass } from "../fault.ts";
import { messages } from "./messages.ts";

export const TITLE = "Björn Lundén";

interface Meaning {
  readonly kind: FaultClass;
  readonly todo?: Message;
}

const IDS: readonly (readonly [meaning: Meaning, ...ids: readonly string[]])[] = [
  [
    { kind: "auth", todo: messages.connectAgain },
    "CALLER_NOT_AUTHENTICATED",
    "CLIENT_ID_INVALID",
    "INTEGRATOR_KEY_INVALID",
  ],
  [
    { kind: "config", todo: messages.activate },
    "ACCESS_RESTRICTED",
    "ACCESSTYPE_NOT_FOUND_FOR_REQUESTTYPE",
    "ACCESS_TYPE_NOT_FOUND_FOR_REQUEST_TYPE",
    "CALLER_NOT_AUTHORIZED",
    "CALLERS_ROLE_NOT_AUTHORIZED",
    "CLOUD_DATABASE_NO_CONNECTION_TO_INTEGRATOR",
    "COMPANY_NOT_CONNECTED",
    "CONNECTION_DISABLED",
    "NO_AUTHORISATION",
  ],
  [
    { kind: "config", todo: messages.setUserKey },
    "COMPANY_NOT_FOUND",
    "COMPANY_PUBLIC_KEY_NOT_FOUND",
    "KEY_INVALID",
    "KEY_NOT_SPECIFIED",
    "PUBLICKEY_NOT_FOUND",
  ],
  [
    { kind: "config", todo: messages.licence },
    "BLA_PASSWORD_OR_BLE_LICENSE_KEY_REQUIRED",
    "CLOUD_DATABASE_DISABLED",
    "DATABASE_ARCHIVED",
    "DATABASE_INACTIVE",
    "DATABASE_MARKED_FOR_DELETION",
    "VALID_LICENSE_OR_CLIENTLIST_NOT_FOUND",
  ],
  [
    { kind: "config", todo: messages.addAccount },
    "ACCOUNT_IS_BLOCKED",
    "ACCOUNT_LOCKED",
    "ACCOUNT_NOT_FOUND",
    "JOURNAL_ENTRY_NOT_CREATED_ACCOUNT_MISSING",
    "PAYMENT_ACCOUNT_NOT_FOUND",
  ],
  [
    { kind: "config", todo: messages.addSeries },
    "JOURNAL_ID_MAX_1_CHARACTER",
    "JOURNAL_NOT_FOUND",
    "JOURNAL_SERIES_NOT_FOUND",
  ],
  [{ kind: "config", todo: messages.addObject }, "COSTCENTER_NOT_FOUND", "PROJECT_NOT_FOUND"],
  [
    { kind: "period", todo: messages.openPeriod },
    "ACCOUNTING_PERIOD_IS_LOCKED",
    "FINANCIAL_YEAR_HAS_BEEN_CLOSED",
    "FINANCIAL_YEAR_IS_BEING_CLOSED",
    "FINANCIAL_YEAR_IS_CLOSED",
    "JOURNAL_ENTRY_DATE_NOT_ALLOWED_IN_LOCKED_PERIOD",
  ],
  [
    { kind: "period", todo: messages.addYear },
    "DATE_OUTSIDE_FINANCIAL_YEAR",
    "DATE_OUTSIDE_YEAR",
    "DATE_TOO_EARLY_WITH_RESPECT_TO_FINANCIAL_YEAR",
    "DATE_TOO_LATE_WITH_RESPECT_TO_FINANCIAL_YEAR",
    "FINANCIAL_YEAR_NOT_FOUND",
  ],
  [{ kind: "busy" }, "CLOUD_DATABASE_NOT_CONNECTABLE", "CONNECTION_ERROR", "DATABASE_CONNECTOR_ERROR"],
];

const MEANINGS: ReadonlyMap<string, Meaning> = new Map(
  IDS.flatMap(([meaning, ...ids]) => ids.map((id) => [id, meaning] as const)),
);

const ApiError = z.object({
  message: z.string().nullish(),
  debugMessage: z.string().nullish(),
  exceptionId: z.string().nullish(),
  error_description: z.string().nullish(),
  error: z.string().nullish(),
  subErrors: z.array(z.object({ field: z.string().nullish(), message: z.string().nullish() })).nullish(),
});

/** Of an answer that is no success. */
export function faultOf(status: number, body: unknown): ConnectorFault {
  const { success, data } = ApiError.safeParse(body);
  const id = success ? (data.exceptionId ?? undefined) : undefined;
  const code = id === "NONE" ? undefined : id;
  const meaning = code === undefined ? undefined : MEANINGS.get(code);
  const kind = meaning?.kind ?? classOfStatus(status);
  return new ConnectorFault({
    system: TITLE,
    kind,
    says: (success ? wordsOf(data) : "") || `HTTP ${status}`,
    code,
    status,
    todo: meaning?.todo ?? (status === 403 ? messages.activate : undefined),
  });
}

/** Whether the thing that was asked for is not there. */
export function isMissing(thrown: unknown): boolean {
  return thrown instanceof ConnectorFault && (thrown.status === 404 || MISSING.has(thrown.code ?? ""));
}

const MISSING: ReadonlySet<string> = new Set([
  "ACCOUNT_NOT_FOUND",
  "INVOICE_NOT_FOUND",
  "JOURNAL_ENTRY_NOT_FOUND",
  "ORDER_NOT_FOUND",
]);

function wordsOf(said: z.infer<typeof ApiError>): string {
  const { message, debugMessage, error_description, error, subErrors } = said;
  const parts = (subErrors ?? []).map((one) => [one.field, one.message].filter(Boolean).join(": "));
  return [message || debugMessage || error_description || error, ...parts].filter(Boolean).join("; ");
}
