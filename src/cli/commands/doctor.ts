/** `kvitt doctor`: whether each part that a nightly run needs works, and what to do where it does not. */
import { openWorkspace, type Workspace } from "../../config/workspace.ts";
import { examine } from "../../doctor/checkup.ts";
import { broken, type Finding } from "../../doctor/finding.ts";
import { ToldError, UserError } from "../../errors.ts";
import { openLog } from "../../log.ts";
import { command } from "../command.ts";
import { EXIT, openDatabase, type CliContext } from "../context.ts";
import { renderFindings } from "../render/findings.ts";
import { messages } from "./messages.ts";

export const doctor = command({
  name: "doctor",
  text: messages.doctor,
  json: true,
  opensApp: false,
  run: async (invocation) => {
    const { answer, language } = invocation;
    const findings = await look(invocation);
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

async function look({ env, cwd, clock }: CliContext): Promise<readonly Finding[]> {
  let workspace: Workspace;
  try {
    workspace = openWorkspace(env, cwd);
  } catch (thrown) {
    if (!(thrown instanceof ToldError)) throw thrown;
    // without settings or folders there is nothing else to look at
    const check = thrown instanceof UserError ? "settings" : "folders";
    return [broken(check, thrown.problem, thrown.todo)];
  }
  const log = openLog("silent");
  return examine({ workspace, clock, log, openDatabase: () => openDatabase(workspace, log) });
}
