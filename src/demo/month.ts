/** October 2026 at Norrskensbutiken as files: five weekly reports, one that must be refused, and the shop's own lists. */
import { ZERO, type Minor } from "../money.ts";
import { closingDebt, klarnaReport, type DemoPayout } from "./klarna-report.ts";
import { receivablesList, type DemoReceivable } from "./receivables-list.ts";
import { MERCHANT_ID } from "./shop.ts";
import { allWeeks, EDITED } from "./weeks.ts";

export interface DemoFile {
  readonly folder: "inbox" | "receivables";
  readonly name: string;
  readonly bytes: Buffer;
  /** When the made-up shop wrote it. */
  readonly at: Date;
}

export function demoMonth(): readonly DemoFile[] {
  const weeks = allWeeks();
  const files: DemoFile[] = [];
  let openingDebt: Minor = ZERO;
  for (const { reference, paidAt, lines } of weeks) {
    const payout: DemoPayout = {
      merchantId: MERCHANT_ID,
      paymentReference: reference,
      paidAt,
      openingDebt,
      lines,
    };
    openingDebt = closingDebt(payout);
    const report = klarnaReport(payout);
    files.push(inboxFile(`settlement.${reference}.csv`, report, paidAt));
    if (reference === EDITED)
      files.push(inboxFile(`settlement.${reference} (ändrad i Excel).csv`, edited(report), paidAt));
  }
  const receivables = weeks.flatMap((week) => week.receivables);
  const list = (name: string, rows: readonly DemoReceivable[]): DemoFile => ({
    folder: "receivables",
    name,
    bytes: Buffer.from(receivablesList(rows), "utf8"),
    at: new Date("2026-10-30T16:00:00Z"),
  });
  return [
    ...files,
    list(
      "kundreskontra oktober 2026.csv",
      receivables.filter(({ kind }) => kind !== "order"),
    ),
    list(
      "order på väg oktober 2026.csv",
      receivables.filter(({ kind }) => kind === "order"),
    ),
  ];
}

/** The report with one öre more in one fee, so that its lines do not add up to its total. */
function edited(report: string): string {
  const rows = report.split("\n");
  const at = rows.findIndex((row) => row.startsWith("FEE;"));
  const columns = (rows[3] ?? "").split(";");
  const cells = (rows[at] ?? "").split(";");
  const amount = columns.indexOf("amount");
  const ore = BigInt((cells[amount] ?? "").replace(".", "")) + 1n;
  cells[amount] = `${ore / 100n}.${String(ore % 100n).padStart(2, "0")}`;
  return rows.with(at, cells.join(";")).join("\n");
}

function inboxFile(name: string, report: string, paidAt: string): DemoFile {
  return { folder: "inbox", name, bytes: Buffer.from(report, "utf8"), at: new Date(paidAt) };
}
