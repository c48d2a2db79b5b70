/** `kvitt start`: the whole system in one process, with a settings file to begin from the first time. */
import { ROLES } from "../../../workers/roles.ts";
import { writeStarterFile } from "../../config/starter/starter-file.ts";
import { command } from "../command.ts";
import { serve } from "../serve.ts";
import { messages } from "./messages.ts";

export const start = command({
  name: "start",
  text: messages.start,
  opensApp: false,
  run: async (invocation) =>
    serve(invocation, ROLES, {
      prepare: ({ workspace }) => writeStarterFile(workspace.config, invocation.language),
    }),
});
