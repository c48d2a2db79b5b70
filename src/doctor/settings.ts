/** Settings that can be used but hardly are what anybody wants. */
import { messages } from "./messages.ts";
import { existsSync } from "node:fs";
import type { AccountRole } from "../config/accounts.ts";
import { accountsOf, DEFAULT_SETTINGS } from "../config/settings.ts";
import type { Workspace } from "../config/workspace.ts";
import { loadChartOfAccounts } from "../delivery/chart.ts";
import { loadRates } from "../delivery/rates.ts";
import { hasRightCheck } from "../org-number.ts";
import { countryOf } from "../config/settings-check.ts";
import { attention, broken, works, type Finding } from "./finding.ts";
import { idleSettings } from "./idle-settings.ts";

export async function checkSettings(workspace: Workspace): Promise<readonly Finding[]> {
  const { settings, config, smtpUrl, folder } = workspace;
  const { company, mail } = settings;
  const findings: Finding[] = [
    existsSync(config)
      ? works("settings", messages.areReadFrom(config))
      : works("settings", messages.defaultsNoFile(config)),
  ];
  const rates = await loadRates(settings, folder);
  if (!rates.ok) findings.push(broken("settings", rates.problem, messages.correctRatesFileRatesFile));
  findings.push(...(await checkChart(workspace)));
  if (mail.to.length === 0)
    findings.push(
      attention("settings", messages.nobodyReceivesNightSMail, messages.writeRecipientsUnderMailKvitt),
    );
  if (smtpUrl !== null && mail.from === DEFAULT_SETTINGS.mail.from)
    findings.push(
      attention(
        "settings",
        messages.mailSentMostServersRefuse(mail.from),
        messages.writeSenderUnderMailKvitt,
      ),
    );
  if (company.name === DEFAULT_SETTINGS.company.name)
    findings.push(attention("settings", messages.companyNoName, messages.writeCompanyNameKvittConfig));
  if (company.orgNumber !== undefined && !hasRightCheck(company.orgNumber, countryOf(settings.chart)))
    findings.push(
      attention(
        "settings",
        messages.checkDigitOrganisationNumberDoes(company.orgNumber),
        messages.compareCompanyOrgNumberKvitt,
      ),
    );
  findings.push(
    ...idleSettings(settings).map(({ problem, remedy }) => attention("settings", problem, remedy)),
  );
  if (company.orgNumber === undefined && settings.targets.includes("sie"))
    findings.push(
      attention("settings", messages.organisationNumberMissing, messages.writeCompanyOrgNumberKvitt),
    );
  return findings;
}

/** Accounts that every shop's vouchers may use; the others are for foreign currencies and for what a person decides. */
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

/** An accounting program refuses a file that uses an account which is not in its chart. */
async function checkChart({ settings, folder }: Workspace): Promise<readonly Finding[]> {
  const chart = await loadChartOfAccounts(settings, folder);
  if (!chart.ok) return [broken("settings", chart.problem, messages.correctCompanyChartFileWithout)];
  if (chart.value === null || settings.company.chartFile === undefined) return [];
  const { from, names } = chart.value;
  const merchants = ["", ...Object.keys(settings.merchants)];
  const used = merchants.flatMap((id) => USED.map((role) => accountsOf(settings, id)[role]));
  const missing = [...new Set(used)].filter((account) => !names.has(account)).sort((a, b) => a - b);
  if (missing.length === 0) return [];
  const all = missing.join(", ");
  return [
    attention(
      "settings",
      messages.accountsKvittBooks({ from, all }),
      messages.addThemAccountingProgramChoose,
    ),
  ];
}
