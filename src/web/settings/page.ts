/** What the settings say. They stand in their file (edit-routes.ts changes some); passwords and secret addresses are not shown. */
import { ACCOUNT_ROLES } from "../../config/accounts.ts";
import { accountsOf, type MerchantSettings, type Settings } from "../../config/settings.ts";
import type { Workspace } from "../../config/workspace.ts";
import { atTime } from "../../format/days.ts";
import type { Language } from "../../message.ts";
import { scopes } from "../../pipeline/schedule.ts";
import type { Visitor } from "../access/access.ts";
import { formField } from "../document.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { messages } from "./messages.ts";
import { settingsHead, type Says } from "./parts.ts";

const MERCHANTS_SHOWN = 200;

export interface SettingsPage {
  readonly workspace: Workspace;
  readonly visitor: Visitor | null;
  readonly language: Language;
  readonly says?: Says;
  /** What the file now says that is not in force; null when it says what is running. */
  readonly pending: { readonly text: string; readonly tone: "attention" | "trouble" } | null;
}

export function settingsContent(page: SettingsPage): readonly Markup[] {
  const { workspace, language, says, pending } = page;
  const { settings, config } = workspace;
  const merchants = Object.entries(settings.merchants);
  const rest = merchants.length - MERCHANTS_SHOWN;
  return [
    markup`<section>${settingsHead("/settings", messages.settings[language], language, says)}
${pending === null ? null : markup`<p class="says ${pending.tone}" role="status">${pending.text}</p>`}
<p>${sentence(messages.fileLies(config)[language])}</p><p class="more">${messages.secretsNotShown[language]}</p></section>`,
    section("company", messages.company[language], [facts(companyFacts(settings, language))]),
    schedule(settings, language),
    mail(page),
    accounts(settings, language),
    section(
      "merchants",
      messages.merchants[language],
      [merchantTable(merchants.slice(0, MERCHANTS_SHOWN), language)],
      rest > 0 ? markup`${messages.moreMerchants(rest)[language]}` : null,
    ),
    section("folders", messages.folders[language], [facts(folderFacts(workspace, language))]),
  ];
}

type Facts = readonly (readonly [name: string, fact: string])[];

function facts(all: Facts): Markup {
  return markup`<dl class="list">${all.map(([name, fact]) => markup`<dt>${name}</dt><dd>${fact}</dd>`)}</dl>`;
}

function companyFacts(
  { company, chart, voucher, targets, language: own }: Settings,
  language: Language,
): Facts {
  return [
    [messages.name[language], company.name],
    [messages.orgNumber[language], company.orgNumber ?? messages.notSet[language]],
    [messages.currency[language], company.currency],
    [messages.language[language], new Intl.DisplayNames([language], { type: "language" }).of(own) ?? own],
    [messages.chart[language], chart],
    [messages.series[language], voucher.series],
    [
      messages.targets[language],
      targets.map((target) => messages.targetNames[target][language]).join(", ") || messages.notSet[language],
    ],
  ];
}

function folderFacts(workspace: Workspace, language: Language): Facts {
  const { folder, inbox, receivables, sie, databaseUrl, settings } = workspace;
  const { host, port, names, url } = settings.web;
  return [
    [messages.workspace[language], folder],
    [messages.inbox[language], inbox],
    [messages.receivables[language], receivables],
    [messages.sie[language], sie],
    [messages.database[language], hostOf(databaseUrl) ?? messages.ownDatabase[language]],
    [messages.web[language], [`${host}:${port}`, ...names, ...(url === undefined ? [] : [url])].join(", ")],
  ];
}

/** Never the address itself: it may hold a password, or be one. */
function hostOf(address: string | null | undefined): string | null {
  return address && URL.canParse(address) ? new URL(address).host : null;
}

function schedule(settings: Settings, language: Language): Markup {
  const title = messages.schedule[language];
  const columns = [
    { title: messages.whose[language], kind: "main" as const },
    { title: messages.at[language] },
  ];
  const all = scopes(settings);
  const shown = all.slice(0, MERCHANTS_SHOWN);
  const rows = shown.map(({ scope, at }): readonly string[] => [
    scope === "*" ? messages.everybody[language] : scope,
    atTime(at, language),
  ]);
  return section(
    "schedule",
    title,
    [table(title, columns, rows), facts([[messages.timeZone[language], settings.timeZone]])],
    all.length > shown.length ? markup`${messages.moreMerchants(all.length - shown.length)[language]}` : null,
  );
}

function mail({ workspace, visitor, language }: SettingsPage): Markup {
  const { settings, smtpUrl, mail: folder } = workspace;
  const { from, to } = settings.mail;
  const given = (key: string, value: string) => {
    const variable = workspace.fromEnvironment[key];
    return variable === undefined ? value : `${value} (${variable})`;
  };
  const all: Facts = [
    [messages.from[language], given("mail.from", from)],
    [messages.to[language], given("mail.to", to.join(", ") || messages.nobody[language])],
    [messages.server[language], hostOf(smtpUrl) ?? messages.asFiles(folder)[language]],
    [messages.heartbeat[language], hostOf(settings.heartbeat.url) ?? messages.notSet[language]],
  ];
  return section("mail", messages.mail[language], [
    facts(all),
    markup`<form method="post" action="/settings/test-mail" class="decision">${formField(visitor)}
<p><button>${messages.testMail[language]}</button> <small>${messages.testMailMeans[language]}</small></p></form>`,
  ]);
}

function accounts(settings: Settings, language: Language): Markup {
  const title = messages.accounts[language];
  const numbers = accountsOf(settings, "");
  const columns = [
    { title: messages.use[language], kind: "main" as const },
    { title: messages.account[language], kind: "number" as const },
  ];
  const rows = ACCOUNT_ROLES.map((role): readonly string[] => [
    messages.accountRoles[role][language],
    String(numbers[role]),
  ]);
  const lines = Object.entries(settings.lineAccounts).map(([type, account]): readonly string[] => [
    type,
    String(account),
  ]);
  const lineTitle = messages.lineAccounts[language];
  const lineColumns = [
    { title: messages.lineType[language], kind: "main" as const },
    { title: messages.account[language], kind: "number" as const },
  ];
  return section("accounts", title, [
    table(title, columns, rows),
    ...(lines.length === 0 ? [] : [markup`<h3>${lineTitle}</h3>`, table(lineTitle, lineColumns, lines)]),
  ]);
}

function merchantTable(
  merchants: readonly (readonly [string, MerchantSettings])[],
  language: Language,
): Markup {
  if (merchants.length === 0) return nothing(messages.noMerchants[language]);
  const columns = [
    { title: messages.merchants[language], kind: "main" as const },
    { title: messages.name[language] },
    { title: messages.ownSettings[language] },
  ];
  const rows = merchants.map(([id, merchant]): readonly (Cell | string)[] => [
    id,
    merchant.name ?? "",
    { text: "", note: ownSettings(merchant, language) },
  ]);
  return table(messages.merchants[language], columns, rows);
}

function ownSettings(merchant: MerchantSettings, language: Language): readonly string[] {
  const { receivables, series, costCentre, project, nightlyAt, accounts: own, lineAccounts } = merchant;
  const ownAccounts = ACCOUNT_ROLES.flatMap((role) => {
    const account = own[role];
    return account === undefined ? [] : [{ use: messages.accountRoles[role][language], account }];
  });
  const ofLines = Object.entries(lineAccounts).map(([use, account]) => ({ use, account }));
  return [
    ...(receivables === "none" ? [messages.dailySums] : []),
    ...(nightlyAt === undefined ? [] : [{ [language]: atTime(nightlyAt, language) }]),
    ...(series === undefined ? [] : [messages.ownSeries(series)]),
    ...(costCentre === undefined ? [] : [messages.costCentre(costCentre)]),
    ...(project === undefined ? [] : [messages.project(project)]),
    ...[...ownAccounts, ...ofLines].map((one) => messages.ownAccount(one)),
  ].flatMap((one) => one[language] ?? []);
}
