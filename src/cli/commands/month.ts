/** `kvitt month 2026-10`: what the settlement accounts held in a month; its vouchers as one SIE file, and everything as one zip. */
import { resolve } from "node:path";
import { createFile, PRIVATE } from "../../atomic-file.ts";
import { sieOfMonth, writeMonth } from "../../audit/month/files.ts";
import { daysOf, specification } from "../../audit/month/specification.ts";
import { movementsOn } from "../../books/month.ts";
import { errnoOf, UserError } from "../../errors.ts";
import { showMinor } from "../../money.ts";
import { command } from "../command.ts";
import { EXIT, note, type OpenApp } from "../context.ts";
import { renderMonth } from "../render/month.ts";
import { messages } from "./messages.ts";

interface Options {
  readonly sie?: string;
  readonly zip?: string;
}

export const month = command({
  name: "month",
  text: messages.month,
  arguments: [{ name: "<month>", text: messages.monthArgument }],
  options: [
    { flags: "--sie <file>", text: messages.monthSie },
    { flags: "--zip <file>", text: messages.monthZip },
  ],
  json: true,
  run: async (invocation, name: string, { sie, zip }: Options) => {
    const { app, answer, json, language, cwd } = invocation;
    const accounts = await specification(app.books, app.workspace.settings, name);
    const files: string[] = [];
    if (sie !== undefined) {
      const path = resolve(cwd, sie);
      const made = await sieOfMonth(app, name);
      const created = await createFile(path, made.chunks(), { mode: PRIVATE });
      if (created.kind === "exists") throw fileExists(path);
      if (created.kind === "unsure") throw created.cause;
      const left = made.leftOut.map(({ voucher, why }) => `${voucher} ${why[language]}`).join(", ");
      if (left !== "") note(invocation, messages.monthWaiting(left)[language]);
      files.push(path);
    }
    if (zip !== undefined) {
      const path = resolve(cwd, zip);
      await writeMonth(app, name, path, app.workspace.settings.language).catch((thrown: unknown) => {
        throw errnoOf(thrown) === "EEXIST" ? fileExists(path) : thrown;
      });
      files.push(path);
    }
    const document = json ? { month: name, accounts: await shown(app, name, accounts), files } : null;
    answer(document, () => [renderMonth(accounts, language), ...files].join("\n"));
    return accounts.every(({ difference }) => difference === 0n) ? EXIT.agrees : EXIT.deviates;
  },
});

function fileExists(path: string): UserError {
  return new UserError(messages.fileExists(path), messages.moveFileOrUseOther);
}

/** As `--json` has it: amounts as decimal strings, with every movement. */
async function shown(
  { books }: OpenApp,
  name: string,
  accounts: Awaited<ReturnType<typeof specification>>,
): Promise<readonly object[]> {
  const all: object[] = [];
  for (const one of accounts) {
    const amount = (units: bigint) => showMinor(units, one.currency);
    const movements: object[] = [];
    for await (const batch of movementsOn(books, one, daysOf(name))) {
      for (const { place: _place, ...row } of batch) movements.push({ ...row, amount: amount(row.amount) });
    }
    const { account, name: named, roles, currency } = one;
    all.push({
      account,
      name: named,
      roles,
      currency,
      opening: amount(one.opening),
      debit: amount(one.debit),
      credit: amount(one.credit),
      closing: amount(one.closing),
      difference: amount(one.difference),
      movements,
      consistsOf: one.parts.map(({ currency: _currency, ...part }) => ({
        ...part,
        amount: amount(part.amount),
      })),
    });
  }
  return all;
}
