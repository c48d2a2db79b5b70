/** The stand-in's journal: company, years, accounts, series and vouchers. */
import type { Company, Row, Voucher, Year } from "../company.ts";
import { row } from "../company.ts";
import type { Handler } from "../stand-in.ts";
import type { Habits } from "./bjornlunden.ts";
import { batch, kronor, missing, oreOf, refuse } from "./lists.ts";
import type { Tokens } from "./tokens.ts";

interface Given {
  readonly journalId: string;
  readonly journalEntryDate: string;
  readonly journalEntryText: string;
  readonly financialYearId: string;
  readonly ledgerEntries: readonly {
    readonly accountId: string;
    readonly amount: number;
    readonly text?: string;
    readonly costCenterId?: string;
    readonly projectId?: string;
  }[];
}

export function journalHandlers(company: Company, habits: Habits, tokens: Tokens): Record<string, Handler> {
  return {
    "GET /common/client": () => ({
      status: 200,
      body: [...tokens.activated].map(([publicKey, name]) => ({ publicKey, name, scopes: [] })),
    }),
    "GET /details": ({ headers }) => ({
      status: 200,
      body: {
        entityId: 1,
        name: tokens.activated.get(String(headers["user-key"])) ?? "",
        orgNumber: "5566778899",
      },
    }),
    "GET /financialyear": () => ({ status: 200, body: company.years.map((year) => yearSaid(year, company)) }),
    "GET /account/{id}": ({ values }) => {
      const number = Number(values["id"]);
      const account = company.accounts.get(number) ?? missing(habits, "ACCOUNT_NOT_FOUND", "Kontot saknas");
      return {
        status: 200,
        body: { entityId: number, id: String(number), name: `Konto ${number}`, closed: !account.active },
      };
    },
    "GET /journal/nextJournalEntryNumber/{journalId}/{id}": ({ values }) => {
      mustBeSeries(company, values["journalId"] ?? "");
      return { status: 200, body: company.vouchers.length + 1 };
    },
    "GET /journal/entry/batch": (asked) => {
      const { query } = asked;
      const [from, to] = [query.get("startdate") ?? "", query.get("enddate") ?? "9999"];
      const series = query.get("journalid");
      const found = company.vouchers.filter(
        ({ series: own, date }) =>
          (series === null || own.includes(series)) &&
          (habits.hasItsDays ? from <= date && date <= to : from < date && date < to),
      );
      return batch(
        asked,
        habits,
        found.map((one) => entrySaid(one, company)),
      );
    },
    "GET /journal/entry/{id}/{entryId}/{entryDate}": ({ values }) => {
      const found = company.vouchers.find(
        ({ series, number, date }) =>
          series === values["id"] && String(number) === values["entryId"] && date === values["entryDate"],
      );
      return {
        status: 200,
        body: entrySaid(
          found ?? missing(habits, "JOURNAL_ENTRY_NOT_FOUND", "Verifikationen saknas"),
          company,
        ),
      };
    },
    "POST /journal": ({ body }) => {
      const given = body as Given;
      const { journalId, journalEntryDate: date, journalEntryText, financialYearId, ledgerEntries } = given;
      if (journalId.length !== 1) refuse("JOURNAL_ID_MAX_1_CHARACTER", "Serien har ett tecken");
      mustBeSeries(company, journalId);
      const year = company.yearAt(date) ?? refuse("FINANCIAL_YEAR_NOT_FOUND", "Räkenskapsåret saknas");
      if (yearId(year) !== financialYearId)
        refuse("DATE_OUTSIDE_FINANCIAL_YEAR", "Datumet ligger utanför räkenskapsåret");
      mustBeOpen(company, date, "JOURNAL_ENTRY_DATE_NOT_ALLOWED_IN_LOCKED_PERIOD");
      const rows = ledgerEntries.map((one): Row => {
        const account = mustBeAccount(company, one.accountId);
        const { text = "", costCenterId: costCentre = "", projectId: project = "" } = one;
        return { ...row(account, oreOf(one.amount)), text, costCentre, project };
      });
      if (rows.reduce((sum, { amount }) => sum + amount, 0n) !== 0n)
        refuse("JOURNAL_ENTRY_NOT_IN_BALANCE", "Verifikationen balanserar inte");
      const made = company.post(journalId, date, journalEntryText, "MANUAL", rows);
      return { status: 200, body: entrySaid(made, company) };
    },
  };
}

export function mustBeOpen(company: Company, date: string, exceptionId: string): void {
  if (company.yearAt(date) === undefined) refuse("FINANCIAL_YEAR_NOT_FOUND", "Räkenskapsåret saknas");
  if (company.isLocked(date)) refuse(exceptionId, "Perioden är låst");
}

export function mustBeAccount(company: Company, id: string): number {
  const account = company.accounts.get(Number(id)) ?? refuse("ACCOUNT_NOT_FOUND", `Kontot ${id} saknas`);
  if (!account.active) refuse("ACCOUNT_IS_BLOCKED", `Kontot ${id} är spärrat`);
  return account.number;
}

function mustBeSeries(company: Company, series: string): void {
  if (!company.series.has(series)) refuse("JOURNAL_SERIES_NOT_FOUND", `Serien ${series} saknas`);
}

/** "202601": the month in which it begins. */
function yearId({ from }: Year): string {
  return from.slice(0, 7).replace("-", "");
}

function yearSaid(year: Year, { lockedThrough }: Company) {
  const { id, from, to } = year;
  const isClosed = lockedThrough !== null && lockedThrough >= to;
  const isPartly = lockedThrough !== null && lockedThrough >= from;
  return {
    entityId: id,
    id: yearId(year),
    fromDate: from,
    toDate: to,
    open: !isClosed,
    firstOpenPeriod: isPartly ? monthAfter(lockedThrough) : yearId(year),
  };
}

/** Periods are months: a day within one locks all of it. */
function monthAfter(day: string): string {
  const [year = 0, month = 0] = day.split("-").map(Number);
  return new Date(Date.UTC(year, month, 1)).toISOString().slice(0, 7).replace("-", "");
}

function entrySaid(voucher: Voucher, company: Company) {
  const { series, number, date, description, rows, year } = voucher;
  const entityId = company.vouchers.indexOf(voucher) + 1;
  return {
    entityId,
    journalId: series,
    journalEntryId: number,
    journalEntryDate: date,
    journalEntryText: description,
    financialYearId: yearId(year),
    ledgerEntries: rows.map(({ account, amount, text, costCentre, project }, place) => ({
      entityId: entityId * 1000 + place,
      accountId: String(account),
      amount: kronor(amount),
      text,
      costCenterId: costCentre,
      projectId: project,
    })),
  };
}
