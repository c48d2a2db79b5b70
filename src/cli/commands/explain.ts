/** `kvitt explain LINE`: why a line was matched as it was, rung by rung. */
import { explainLine } from "../../audit/explain/explain.ts";
import { explanationText } from "../../audit/explain/explanation-text.ts";
import { readLineName, type LineName } from "../../audit/explain/line-history.ts";
import { UserError } from "../../errors.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { messages } from "./messages.ts";

export const explain = command({
  name: "explain",
  text: messages.explain,
  arguments: [{ name: "<line>", text: messages.explainLine, read: readLine }],
  json: true,
  run: async ({ app, answer, language }, line: LineName) => {
    const explanation = await explainLine(app.books, line, app.workspace.settings);
    answer(explanation, () => explanationText(explanation, language));
    return EXIT.agrees;
  },
});

function readLine(text: string): LineName {
  const name = readLineName(text);
  if (name === null) throw new UserError(messages.notALine(text), messages.writeLine);
  return name;
}
