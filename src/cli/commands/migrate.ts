/** `kvitt migrate`: creates or upgrades the schema. */
import { openWorkspace } from "../../config/workspace.ts";
import { openLog } from "../../log.ts";
import { command } from "../command.ts";
import { EXIT, migrateAll, openDatabase } from "../context.ts";
import { messages } from "./messages.ts";

export const migrate = command({
  name: "migrate",
  text: messages.migrate,
  json: true,
  opensApp: false,
  run: async ({ env, cwd, answer, language }) => {
    const workspace = openWorkspace(env, cwd);
    const log = openLog(workspace.logLevel === "info" ? "warn" : workspace.logLevel);
    const database = await openDatabase(workspace, log);
    try {
      await migrateAll(workspace, database.url);
    } finally {
      await database.close();
    }
    answer({ upToDate: true }, () => messages.databaseUpToDate[language]);
    return EXIT.agrees;
  },
});
