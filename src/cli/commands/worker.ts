/** `kvitt worker ROLE...`: only the given roles, so that the work can be spread over processes and machines. */
import { ROLES, type Role } from "../../../workers/roles.ts";
import { command } from "../command.ts";
import { serve } from "../serve.ts";
import { messages } from "./messages.ts";

export const worker = command({
  name: "worker",
  text: messages.worker,
  arguments: [{ name: "<role...>", text: messages.workerRoles, choices: ROLES }],
  opensApp: false,
  run: (invocation, roles: Role[]) => serve(invocation, roles),
});
