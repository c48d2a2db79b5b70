/** Settings that can be used, but that are hardly intended. */
import { messages } from "./messages.ts";
import { existsSync } from "node:fs";
import type { AccountRole } from "../config/accounts.ts";
import { accountsOf, DEFAULT_SETTINGS } from "../config/settings.ts";
import type { Workspace } from "../config/workspace.ts";
import { loadChartOfAccounts } from "../delivery/chart.ts";
import { loadRates } from "../delivery/rates.ts";
import { hasRightCheck } from "../org-number.ts";
import { countryOf } from "../config/settings-check.ts";
import { isSieTarget } from "../config/sie-files.ts";
import { attention, broken, works, type Finding } from "./finding.ts";
import { idleSettings } from "./idle-settings.ts";

export async function checkSettings(workspace: Workspace): Promise<readonly Finding[]> {
  const { settings, config, smtpUrl, folder } = workspace;
  const { company, mail } = settings;
  const findings: Finding[] = [
    existsSync(config)
      ? works("settings", messages.settingsRead(config))
      : works("settings", messages.settingsDefault(config)),
  ];
  const rates = await loadRates(settings, folder);
  if (!rates.ok) findings.push(broken("settings", rates.problem, messages.correctRatesFile));
  findings.push(...(await checkChart(workspace)));
  if (mail.to.length === 0)
    findings.push(attention("settings", messages.noRecipients, messages.writeRecipients));
  if (smtpUrl !== null && mail.from === DEFAULT_SETTINGS.mail.from)
    findings.push(attention("settings", messages.defaultSender(mail.from), messages.writeSender));
  if (company.name === DEFAULT_SETTINGS.company.name)
    findings.push(attention("settings", messages.noCompanyName, messages.writeCompanyName));
  if (company.orgNumber !== undefined && !hasRightCheck(company.orgNumber, countryOf(settings.chart)))
    findings.push(
      attention("settings", messages.wrongCheckDigit(company.orgNumber), messages.compareOrgNumber),
    );
  findings.push(
    ...idleSettings(settings).map(({ problem, remedy }) => attention("settings", problem, remedy)),
  );
  if (company.orgNumber === undefined && settings.targets.some(isSieTarget))
    findings.push(attention("settings", messages.noOrgNumber, messages.writeOrgNumber));
  return findings;
}

/** Accounts that the vouchers of every merchant may use; the others are for foreign currencies and for decisions. */
const USED: readonly AccountRole[] = [
  "bank",
  "receivable",
  "clearing",
  "fee",
  "feeVat",
  "rounding",
  "holdback",
  "chargeback",
  "suspense",
  "debt",
];

/** An accounting program refuses a file with an account that is not in its chart. */
async function checkChart({ settings, folder }: Workspace): Promise<readonly Finding[]> {
  const chart = await loadChartOfAccounts(settings, folder);
  if (!chart.ok) return [broken("settings", chart.problem, messages.correctChartFile)];
  if (chart.value === null || settings.company.chartFile === undefined) return [];
  const { from, names } = chart.value;
  const merchants = ["", ...Object.keys(settings.merchants)];
  const used = merchants.flatMap((id) => USED.map((role) => accountsOf(settings, id)[role]));
  const missing = [...new Set(used)].filter((account) => !names.has(account)).sort((a, b) => a - b);
  if (missing.length === 0) return [];
  const all = missing.join(", ");
  return [attention("settings", messages.accountsMissing({ from, all }), messages.addAccounts)];
}
