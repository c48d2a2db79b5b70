/**
 * Settings that can be read, but contradict each other or have no effect: refused at start, each with its place. The stored
 * settings of earlier runs are not checked: they were in force then.
 */
import { messages } from "./messages.ts";
import type { AccountPreset } from "./accounts.ts";
import { CONNECTOR_TARGETS } from "./connectors.ts";
import type { Settings } from "./settings.ts";
import { isLineType, isMatched } from "./detailed-types.ts";
import { isLoopback } from "./loopback.ts";
import { dayAfter, monthsAfter } from "./fiscal-year.ts";
import { LINE_TYPES } from "../line-types.ts";
import { readOrgNumber, type Country } from "../org-number.ts";
import type { Message } from "../message.ts";

export interface SettingsProblem {
  readonly path: readonly PropertyKey[];
  readonly remedy: Message;
}

const LONGEST_MONTHS = 18;

/** `raw` is the content of the file: it shows whether a value was written or is the default. */
export function problemsIn(settings: Settings, raw: unknown): readonly SettingsProblem[] {
  return [
    ...lineAccountProblems(settings.lineAccounts, ["lineAccounts"]),
    ...Object.entries(settings.merchants).flatMap(([id, { lineAccounts }]) =>
      lineAccountProblems(lineAccounts, ["merchants", id, "lineAccounts"]),
    ),
    ...orgNumberProblems(settings),
    ...fiscalYearProblems(settings, raw),
    ...rateProblems(settings),
    ...feeProblems(settings),
    ...signInProblems(settings),
    ...connectorProblems(settings),
  ];
}

/** A target is connected before it is delivered to. */
function connectorProblems({ targets, connectors }: Settings): SettingsProblem[] {
  const mail: SettingsProblem[] =
    targets.includes("mail") && connectors.mail === undefined
      ? [{ path: ["targets"], remedy: messages.targetNotConnected("mail") }]
      : [];
  const systems = CONNECTOR_TARGETS.flatMap((name): SettingsProblem[] => {
    const own = connectors[name];
    const isTarget = targets.includes(name);
    if (own === undefined)
      return isTarget ? [{ path: ["targets"], remedy: messages.targetNotConnected(name) }] : [];
    if (own.payments === "none") return [];
    const path = ["connectors", name, "payments"];
    // without the vouchers, the payments would leave their sum on the clearing account
    if (!isTarget) return [{ path, remedy: messages.paymentsWithoutTarget(name) }];
    const lacksMode = name === "fortnox" && connectors.fortnox?.modeOfPayment === undefined;
    return lacksMode ? [{ path, remedy: messages.paymentsWithoutMode }] : [];
  });
  return [...mail, ...systems];
}

/** The country of an organisation number that does not begin with the letters of one. */
export function countryOf(chart: AccountPreset): Country {
  return chart === "SE-2025" ? "SE" : chart;
}

function lineAccountProblems(
  lineAccounts: Settings["lineAccounts"],
  path: readonly PropertyKey[],
): SettingsProblem[] {
  return Object.keys(lineAccounts).flatMap((key): SettingsProblem[] => {
    const [type = "", detailedType = null, ...more] = key.split("/");
    if (!isLineType(type) || more.length > 0 || detailedType === "")
      return [
        { path: [...path, key], remedy: messages.noSuchLineType({ key, lineTypes: LINE_TYPES.join(", ") }) },
      ];
    if (!isMatched({ type, detailedType })) return [];
    return [{ path: [...path, key], remedy: messages.lineAccountWithoutEffect(type) }];
  });
}

function orgNumberProblems({ company, chart }: Settings): SettingsProblem[] {
  if (company.orgNumber === undefined) return [];
  const read = readOrgNumber(company.orgNumber, countryOf(chart));
  return read.ok ? [] : [{ path: ["company", "orgNumber"], remedy: read.problem }];
}

function fiscalYearProblems({ company }: Settings, raw: unknown): SettingsProblem[] {
  const problems: SettingsProblem[] = [];
  const at = (index: number, remedy: Message) =>
    problems.push({ path: ["company", "fiscalYears", index], remedy });
  company.fiscalYears.forEach(({ from, to }, index) => {
    const before = company.fiscalYears[index - 1];
    if (to < from) at(index, messages.endsBeforeBegins({ to, from }));
    else if (to >= monthsAfter(from, LONGEST_MONTHS))
      at(index, messages.yearTooLong({ from, to, longestMonths: LONGEST_MONTHS }));
    if (before === undefined) return;
    const next = dayAfter(before.to, 1);
    if (from < next) at(index, messages.yearsOverlap({ from, to: before.to }));
    else if (from > next) at(index, messages.yearsWithGap({ from, to: before.to }));
  });
  const last = company.fiscalYears.at(-1);
  if (problems.length === 0 && last !== undefined && isWritten(raw, ["company", "fiscalYearStart"])) {
    const next = dayAfter(last.to, 1);
    const month = Number(next.slice(5, 7));
    if (month !== company.fiscalYearStart)
      problems.push({
        path: ["company", "fiscalYearStart"],
        remedy: messages.contradictsFiscalYears({ next, month }),
      });
  }
  return problems;
}

function rateProblems({ rates, company }: Settings): SettingsProblem[] {
  if (!Object.hasOwn(rates, company.currency)) return [];
  return [{ path: ["rates", company.currency], remedy: messages.rateWithoutEffect(company.currency) }];
}

function feeProblems({ merchants }: Settings): SettingsProblem[] {
  return Object.entries(merchants).flatMap(([id, { fees }]) =>
    fees.flatMap(({ from, to }, index): SettingsProblem[] =>
      from === undefined || to === undefined || from <= to
        ? []
        : [{ path: ["merchants", id, "fees", index], remedy: messages.neverInForce({ to, from }) }],
    ),
  );
}

function isWritten(raw: unknown, path: readonly string[]): boolean {
  let found = raw;
  for (const key of path) {
    if (typeof found !== "object" || found === null || !Object.hasOwn(found, key)) return false;
    found = (found as Record<string, unknown>)[key]; // an object that has the key, as checked above
  }
  return true;
}

/** Microsoft's addresses for many tenants: anybody may have a tenant there, and write any address into it. */
const ANY_TENANT = /^https:\/\/login\.microsoftonline\.com\/(?:common|organizations|consumers)\//;

function signInProblems({ web }: Settings): SettingsProblem[] {
  const { issuer, clientId, trustEmails, passwords } = web.signIn;
  const problems: SettingsProblem[] = [];
  const at = (path: readonly string[], remedy: Message) => problems.push({ path: ["web", ...path], remedy });
  if (issuer === undefined) {
    if (clientId !== undefined) at(["signIn", "clientId"], messages.clientWithoutIssuer);
    if (!passwords) at(["signIn", "passwords"], messages.nobodyComesIn);
    return problems;
  }
  if (clientId === undefined) at(["signIn", "issuer"], messages.issuerWithoutClient);
  if (isOpen(issuer)) at(["signIn", "issuer"], messages.useHttps);
  if (web.url === undefined) at(["signIn", "issuer"], messages.issuerWithoutUrl);
  else if (isOpen(web.url)) at(["url"], messages.useHttps);
  if (trustEmails && ANY_TENANT.test(`${issuer}/`)) at(["signIn", "trustEmails"], messages.trustOwnTenant);
  return problems;
}

/** Whether what is sent there can be read on the way. */
function isOpen(address: string): boolean {
  const { protocol, hostname } = new URL(address);
  return protocol !== "https:" && !isLoopback(hostname);
}
