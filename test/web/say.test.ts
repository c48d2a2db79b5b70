import { expect, test } from "@jest/globals";
import { messages as books } from "../../src/books/messages.ts";
import { messages as decisions } from "../../src/decisions/messages.ts";
import { UserError } from "../../src/errors.ts";
import { verbatim } from "../../src/message.ts";
import { messages as lists } from "../../src/intake/receivables/messages.ts";
import { messages as pipeline } from "../../src/pipeline/messages.ts";
import { messages as refusals } from "../../src/reports/refusals/messages.ts";
import { messageOnPage, sayOnPage, withoutCommand } from "../../src/web/say.ts";

test("what ends in a command of the terminal ends before it in a browser", () => {
  const todos = [
    decisions.importFirst,
    decisions.resolveChangedFirst,
    decisions.undoFirst(7n),
    decisions.seeDeviations,
    decisions.undoWriteOffFirst(7n),
    books.seePayouts,
    pipeline.seeFailures,
  ].map(messageOnPage);
  expect(
    todos.flatMap(({ sv, en }) => [sv, en]).filter((text) => /kvitt /.test(text) || !text.endsWith(".")),
  ).toEqual([]);
  expect(todos[2]).toEqual({ sv: "Ångra först.", en: "Undo that first." });
});

test("an option of the terminal stands beside words that are enough without it", () => {
  const all = Object.values(decisions).flatMap((one) => ("sv" in one ? [messageOnPage(one)] : []));
  const said = [
    ...all,
    messageOnPage(decisions.raiseLimit("Anna")),
    messageOnPage(decisions.nameOneOf(["invoice:K1/1", "invoice:K2/1"])),
    messageOnPage(decisions.matchExample("invoice")),
  ].flatMap(({ sv, en }) => [sv, en]);
  expect(said.length).toBeGreaterThan(40);
  expect(said.filter((text) => /--|kvitt /.test(text))).toEqual([]);
  expect(messageOnPage(decisions.nameMoreOrAddAccount).en).toBe(
    "Name more receivables, or an account for the rest.",
  );
});

test("where a command and a page do the same, a page names the page", () => {
  for (const text of [refusals.notAReportTodo, refusals.configure, lists.columnMissingTodo].map(
    messageOnPage,
  ))
    expect(text).toEqual({
      sv: expect.stringMatching(/^(?!.*kvitt check).*[Ss]idan Ladda upp filer/),
      en: expect.stringMatching(/^(?!.*kvitt check).*[Tt]he page Upload files/),
    });
});

test("everything else stays as it is", () => {
  for (const text of [
    "Put it into kvitt.config.yaml: headers.",
    "Run `kvitt doctor`.",
    "The account 1510: see the chart.",
  ])
    expect(withoutCommand(text)).toBe(text);
  const error = new UserError(verbatim("There is no payout x."), verbatim("See the list: kvitt payouts"));
  expect(sayOnPage(error, "en")).toBe("There is no payout x. See the list.");
});
