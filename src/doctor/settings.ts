/** Settings that can be used but hardly are what anybody wants. */
import { existsSync } from "node:fs";
import type { AccountRole } from "../config/accounts.ts";
import { accountsOf, DEFAULT_SETTINGS } from "../config/settings.ts";
import type { Workspace } from "../config/workspace.ts";
import { loadChart } from "../delivery/chart.ts";
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
      ? works("settings", { sv: `läses från ${config}`, en: `are read from ${config}` })
      : works("settings", {
          sv: `är standard; filen ${config} finns inte`,
          en: `are the defaults; there is no file ${config}`,
        }),
  ];
  const rates = await loadRates(settings, folder);
  if (!rates.ok)
    findings.push(
      broken("settings", rates.problem, {
        sv: "Rätta kursfilen (ratesFile); utan den stannar natten.",
        en: "Correct the rates file (ratesFile); the night stops without it.",
      }),
    );
  findings.push(...(await checkChart(workspace)));
  if (mail.to.length === 0)
    findings.push(
      attention(
        "settings",
        { sv: "ingen tar emot nattens e-post", en: "nobody receives the night's mail" },
        {
          sv: "Skriv mottagare under mail.to i kvitt.config.yaml, eller i KVITT_MAIL_TO.",
          en: "Write recipients under mail.to in kvitt.config.yaml, or in KVITT_MAIL_TO.",
        },
      ),
    );
  if (smtpUrl !== null && mail.from === DEFAULT_SETTINGS.mail.from)
    findings.push(
      attention(
        "settings",
        {
          sv: `e-posten har avsändaren ${mail.from}, som de flesta servrar vägrar`,
          en: `mail is sent from ${mail.from}, which most servers refuse`,
        },
        {
          sv: "Skriv en avsändare under mail.from i kvitt.config.yaml, eller i KVITT_MAIL_FROM.",
          en: "Write a sender under mail.from in kvitt.config.yaml, or in KVITT_MAIL_FROM.",
        },
      ),
    );
  if (company.name === DEFAULT_SETTINGS.company.name)
    findings.push(
      attention(
        "settings",
        { sv: "företaget har inget namn", en: "the company has no name" },
        {
          sv: "Skriv company.name i kvitt.config.yaml; det står i SIE-filer och e-post.",
          en: "Write company.name in kvitt.config.yaml; it stands in SIE files and mails.",
        },
      ),
    );
  if (company.orgNumber !== undefined && !hasRightCheck(company.orgNumber, countryOf(settings.chart)))
    findings.push(
      attention(
        "settings",
        {
          sv: `kontrollsiffran i organisationsnumret ${company.orgNumber} stämmer inte`,
          en: `the check digit of the organisation number ${company.orgNumber} does not agree`,
        },
        {
          sv: "Jämför company.orgNumber i kvitt.config.yaml med företagets registreringsbevis.",
          en: "Compare company.orgNumber in kvitt.config.yaml with the company's registration.",
        },
      ),
    );
  findings.push(
    ...idleSettings(settings).map(({ problem, remedy }) => attention("settings", problem, remedy)),
  );
  if (company.orgNumber === undefined && settings.targets.includes("sie"))
    findings.push(
      attention(
        "settings",
        { sv: "organisationsnummer saknas", en: "the organisation number is missing" },
        {
          sv: "Skriv company.orgNumber i kvitt.config.yaml; bokföringsprogram jämför det när de läser en SIE-fil.",
          en: "Write company.orgNumber in kvitt.config.yaml; accounting programs compare it when they read a SIE file.",
        },
      ),
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
  const chart = await loadChart(settings, folder);
  if (!chart.ok)
    return [
      broken("settings", chart.problem, {
        sv: "Rätta company.chartFile; utan den kan inget avgöras på ett konto.",
        en: "Correct company.chartFile; without it nothing can be decided onto an account.",
      }),
    ];
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
      {
        sv: `konton som Kvitt bokför på saknas i ${from}: ${all}`,
        en: `accounts that Kvitt books on are not in ${from}: ${all}`,
      },
      {
        sv: "Lägg upp dem i bokföringsprogrammet, eller välj andra under accounts i kvitt.config.yaml.",
        en: "Add them in the accounting program, or choose others under accounts in kvitt.config.yaml.",
      },
    ),
  ];
}
