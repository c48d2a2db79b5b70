import { expect, test } from "@jest/globals";
import { messages as books } from "../../src/books/messages.ts";
import { messages as decisions } from "../../src/decisions/messages.ts";
import { UserError } from "../../src/errors.ts";
import { verbatim } from "../../src/message.ts";
import { messages as pipeline } from "../../src/pipeline/messages.ts";
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

test("everything else stays as it is", () => {
  for (const text of [
    "Put it into kvitt.config.yaml: headers.",
    "Run `kvitt check FILE`, which proposes a header map.",
    "The account 1510: see the chart.",
  ])
    expect(withoutCommand(text)).toBe(text);
  const error = new UserError(verbatim("There is no payout x."), verbatim("See the list: kvitt payouts"));
  expect(sayOnPage(error, "en")).toBe("There is no payout x. See the list.");
});
