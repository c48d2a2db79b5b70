/** `kvitt doctor`: whether each part that a nightly run needs works, and what to do where it does not. */
import { hostname } from "node:os";
import { prepareFolders, readWorkspace, type Workspace } from "../../config/workspace.ts";
import { examine, examineRoles } from "../../doctor/checkup.ts";
import { broken, type Finding } from "../../doctor/finding.ts";
import { ToldError, UserError } from "../../errors.ts";
import { openLog } from "../../log.ts";
import { ROLES, type Role } from "../../roles.ts";
import { command } from "../command.ts";
import { EXIT, openDatabase, type CliContext } from "../context.ts";
import { renderFindings } from "../render/findings.ts";
import { messages } from "./messages.ts";

export const doctor = command({
  name: "doctor",
  text: messages.doctor,
  options: [{ flags: "--role <role...>", text: messages.doctorRole, choices: ROLES }],
  json: true,
  opensApp: false,
  run: async (invocation, { role: roles = [] }: { readonly role?: readonly Role[] }) => {
    const { answer, language } = invocation;
    const findings = await look(invocation, roles);
    const works = findings.every(({ state }) => state !== "broken");
    const checks = findings.map(({ check, state, says, todo }) => ({
      check,
      state,
      says: says[language],
      todo: todo?.[language] ?? null,
    }));
    answer({ works, checks }, () => renderFindings(findings, language));
    return works ? EXIT.agrees : EXIT.technical;
  },
});

async function look({ env, cwd, clock }: CliContext, roles: readonly Role[]): Promise<readonly Finding[]> {
  let workspace: Workspace;
  try {
    workspace = readWorkspace(env, cwd);
  } catch (thrown) {
    if (!(thrown instanceof ToldError)) throw thrown;
    // without settings or folders there is nothing else to look at
    const check = thrown instanceof UserError ? "settings" : "folders";
    return [broken(check, thrown.problem, thrown.todo)];
  }
  const log = openLog("silent");
  const prepare = () => prepareFolders(workspace);
  const checkup = { workspace, clock, log, prepare, openDatabase: () => openDatabase(workspace, log) };
  return roles.length === 0 ? examine(checkup) : examineRoles(checkup, roles, hostname());
}
