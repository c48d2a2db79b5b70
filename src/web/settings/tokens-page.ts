/** The tokens of programs. What they are is not kept, so it cannot be shown. */
import type { ApiToken } from "../../books/people.ts";
import { dayAndTime } from "../../format/days.ts";
import type { Language } from "../../message.ts";
import type { Visitor } from "../access/access.ts";
import { roleName } from "../access/role-name.ts";
import { formField } from "../document.ts";
import { markup, sentence, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { messages } from "./messages.ts";
import { roleChoice, settingsHead, type Says } from "./parts.ts";

export interface TokensPage {
  readonly visitor: Visitor | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly says?: Says;
}

export function tokensContent(tokens: readonly ApiToken[], page: TokensPage): readonly Markup[] {
  const { visitor, language, timeZone, says } = page;
  const title = messages.tokens[language];
  const columns = [
    { title: messages.program[language], kind: "main" as const },
    { title: messages.role[language] },
    { title: messages.made[language] },
    { title: messages.used[language] },
    { title: messages.state[language] },
  ];
  const when = (at: Date) => dayAndTime(at, timeZone, language);
  const rows = tokens.map(({ name, role, createdAt, usedAt, revokedAt }): readonly (Cell | string)[] => [
    name,
    roleName(role, language),
    when(createdAt),
    usedAt === null ? messages.never[language] : when(usedAt),
    revokedAt === null
      ? { text: messages.valid[language], tone: "good" }
      : messages.revoked(when(revokedAt))[language],
  ]);
  const valid = tokens.filter(({ revokedAt }) => revokedAt === null);
  return [
    markup`<section>${settingsHead("/settings/tokens", title, language, says)}
<p>${sentence(messages.tokensMean[language])}</p>
${rows.length === 0 ? nothing(messages.noTokens[language]) : table(title, columns, rows)}</section>`,
    section("make", messages.makeToken[language], [
      markup`<p class="more">${messages.roleMeans[language]}</p>
<form method="post" action="/settings/tokens" class="decision">${formField(visitor)}<p>
<label for="name">${messages.programName[language]}<input id="name" name="name" maxlength="100" required></label>
${roleChoice("read", language)}
<button>${messages.makeToken[language]}</button></p></form>`,
    ]),
    ...(valid.length === 0
      ? []
      : [
          section(
            "revoke",
            messages.revoke[language],
            valid.map((one) => revokeForm(one, visitor, language)),
          ),
        ]),
  ];
}

function revokeForm({ id, name }: ApiToken, visitor: Visitor | null, language: Language): Markup {
  return markup`<form method="post" action="/settings/tokens/${String(id)}/revoke" class="decision">${formField(visitor)}
<p><button>${messages.revokeName(name)[language]}</button></p></form>`;
}
