/**
 * The `kvitt.config.yaml` that `kvitt start` writes where there is none: every setting with its default, commented out,
 * so that the file changes nothing until somebody takes a `#` away. Settings without a default have an example.
 */
import { writeFile } from "node:fs/promises";
import { errnoOf } from "../../errors.ts";
import type { Language, Message } from "../../message.ts";
import { messages as t } from "./messages.ts";

/** Text above settings; a setting as YAML; a setting with a note beside it; or an empty line. */
type Line = Message | string | readonly [yaml: string, note: Message];

const LINES: readonly Line[] = [
  t.intro,
  "",
  t.company,
  "company:",
  ["  name: Företaget", t.companyName],
  ["  orgNumber: 556334-3689", t.companyOrgNumber],
  ["  currency: SEK", t.companyCurrency],
  ["  fiscalYearStart: 1", t.companyFiscalYearStart],
  ["  fiscalYears: []", t.companyFiscalYears],
  ["  chartFile: kontoplan.si", t.companyChartFile],
  ["language: sv", t.language],
  ["timeZone: Europe/Stockholm", t.timeZone],
  ['nightlyAt: "03:15"', t.nightlyAt],
  "",
  t.mail,
  "mail:",
  ["  from: kvitt@localhost.localdomain", t.mailFrom],
  ["  to: []", t.mailTo],
  ["  language: sv", t.mailLanguage],
  "",
  t.accounts,
  ["chart: SE", t.chart],
  ["accounts: {}", t.accountsByRole],
  ["lineAccounts: {}", t.lineAccounts],
  ["accountsInUse: []", t.accountsInUse],
  "",
  t.voucher,
  "voucher:",
  ["  series: K", t.voucherSeries],
  ["  rows: line", t.voucherRows],
  ["  per: payout", t.voucherPer],
  ["  feeVat: normal", t.voucherFeeVat],
  ["  lateDate: made", t.voucherLateDate],
  ["  closedThrough: 2025-12-31", t.voucherClosedThrough],
  ["targets: [sie]", t.targets],
  "sie:",
  ["  files: voucher", t.sieFiles],
  ["  numbers: own", t.sieNumbers],
  ["connectors: {}", t.connectors],
  "",
  t.rounding,
  ["tolerance: {}", t.tolerance],
  ["people: {}", t.people],
  ["rates: {}", t.rates],
  ["ratesFile: rates.csv", t.ratesFile],
  "",
  t.intake,
  ["settleSeconds: 2", t.settleSeconds],
  ["quietDays: 10", t.quietDays],
  "web:",
  ["  port: 8080", t.webPort],
  ["  host: 127.0.0.1", t.webHost],
  ["  url: https://kvitt.example.se", t.webUrl],
  ["  names: []", t.webNames],
  ["  signIn:", t.webSignIn],
  ["    issuer: https://login.example.se", t.webIssuer],
  ["    clientId: kvitt", t.webClientId],
  ["    name: Nordljus", t.webProviderName],
  ["    trustEmails: false", t.webTrustEmails],
  ["    passwords: true", t.webPasswords],
  "",
  t.heartbeat,
  "heartbeat:",
  ["  url: https://hc-ping.com/din-nyckel", t.heartbeatUrl],
  ["  letter: false", t.heartbeatLetter],
  ["  lateMinutes: 15", t.heartbeatLate],
  ["  nightMinutes: 180", t.heartbeatNight],
  "",
  t.receivables,
  "receivables:",
  ["  headers: {}", t.receivablesHeaders],
  "",
  t.merchants,
  "merchants:",
  "  K123456:",
  ["    name: nordljus.example", t.merchantName],
  ["    receivables: each", t.merchantReceivables],
  "    references:",
  ["      first: order_number", t.merchantFirst],
  ["      second: order_number", t.merchantSecond],
  ["    fees: []", t.merchantFees],
  ["    accounts: {}", t.merchantAccounts],
  ["    lineAccounts: {}", t.merchantAccounts],
  ['    nightlyAt: "04:00"', t.merchantNightlyAt],
  ['    costCentre: "10"', t.merchantCostCentre],
  ['    project: "20"', t.merchantProject],
  ["    series: N", t.merchantSeries],
  ["    headers: {}", t.merchantHeaders],
  ['    decimalMark: "."', t.merchantDecimalMark],
  ["    dateOrder: dmy", t.merchantDateOrder],
  ["    kustomReferences: [M]", t.merchantKustomReferences],
  ["    payoutEveryDays: 7", t.merchantPayoutEveryDays],
];

const TEXT_WIDTH = 110;
/** Where the notes begin. */
const NOTE_AT = 38;

/** The file's text. Taking one `#` away from each line leaves YAML with the notes as comments. */
export function starterFile(language: Language): string {
  return `${LINES.flatMap((line) => render(line, language)).join("\n")}\n`;
}

function render(line: Line, language: Language): readonly string[] {
  if (line === "") return [""];
  if (typeof line === "string") return [`#${line}`];
  if (!("sv" in line)) return [`${`#${line[0]}`.padEnd(NOTE_AT)} # ${line[1][language]}`];
  const rows: string[] = [];
  for (const word of line[language].split(" ")) {
    const last = rows.at(-1);
    if (last === undefined || last.length + word.length >= TEXT_WIDTH) rows.push(`## ${word}`);
    else rows[rows.length - 1] = `${last} ${word}`;
  }
  return rows;
}

/** True: it was written. A file that is there is left as it is. */
export async function writeStarterFile(path: string, language: Language): Promise<boolean> {
  try {
    await writeFile(path, starterFile(language), { flag: "wx" });
    return true;
  } catch (error) {
    if (errnoOf(error) === "EEXIST") return false;
    throw error;
  }
}
