/** `kvitt runs`: the nightly runs and imports, with their states. */
import { runs as runsIn } from "../../books/views.ts";
import { command } from "../command.ts";
import { EXIT } from "../context.ts";
import { renderRuns } from "../render/runs.ts";
import { messages } from "./messages.ts";

export const runs = command({
  name: "runs",
  text: messages.runs,
  json: true,
  run: async ({ app, answer, language }) => {
    const found = await runsIn(app.books);
    answer(found, () => renderRuns(found, language, app.workspace.settings.timeZone));
    return EXIT.agrees;
  },
});
