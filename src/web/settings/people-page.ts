/** Who may sign in: all of them, and one with what can be changed. */
import type { Person } from "../../books/people.ts";
import { dayAndTime } from "../../format/days.ts";
import type { Language, Message } from "../../message.ts";
import type { Visitor } from "../access/access.ts";
import { messages as access } from "../access/messages.ts";
import { roleName } from "../access/role-name.ts";
import { formField } from "../document.ts";
import { markup, type Markup } from "../markup.ts";
import { nothing, section } from "../section.ts";
import { table, type Cell } from "../tables.ts";
import { messages } from "./messages.ts";
import { roleChoice, saying, settingsHead, type Says } from "./parts.ts";

export interface Frame {
  readonly visitor: Visitor | null;
  readonly language: Language;
  readonly timeZone: string;
  readonly now: Date;
  readonly says?: Says;
}

export function peopleContent(people: readonly Person[], frame: Frame): readonly Markup[] {
  const { visitor, language, timeZone, now, says } = frame;
  const title = messages.people[language];
  const columns = [
    { title: messages.name[language], kind: "main" as const },
    { title: messages.email[language] },
    { title: messages.role[language] },
    { title: messages.state[language] },
    { title: messages.since[language] },
  ];
  const rows = people.map((person): readonly (Cell | string)[] => [
    { text: person.name, href: `/settings/people/${person.id}` },
    person.email,
    roleName(person.role, language),
    stateOf(person, now, language),
    dayAndTime(person.createdAt, timeZone, language),
  ]);
  return [
    markup`<section>${settingsHead("/settings/people", title, language, says)}
${rows.length === 0 ? nothing(messages.noPeople[language]) : table(title, columns, rows)}</section>`,
    section("invite", messages.inviteTitle[language], [
      markup`<p class="more">${messages.roleMeans[language]}</p>
<form method="post" action="/settings/people" class="decision">${formField(visitor)}<p>
<label for="name">${messages.nameMeans[language]}<input id="name" name="name" maxlength="100" required></label>
<label for="email">${messages.email[language]}<input id="email" name="email" type="email" maxlength="300" required></label>
${roleChoice("decide", language)}
<button>${messages.invite[language]}</button></p></form>`,
    ]),
  ];
}

function stateOf(
  { disabledAt, lockedUntil, password, isBound }: Person,
  now: Date,
  language: Language,
): Cell {
  if (disabledAt !== null) return { text: messages.disabled[language], tone: "trouble" };
  if (lockedUntil !== null && lockedUntil > now)
    return { text: messages.locked[language], tone: "attention" };
  if (password === null && !isBound) return { text: messages.invited[language], tone: "attention" };
  return { text: messages.working[language], tone: "good" };
}

export function personContent(person: Person, { visitor, language, now, says }: Frame): readonly Markup[] {
  const { id, name, email, role, disabledAt } = person;
  const facts = [
    [messages.email[language], email],
    [messages.role[language], roleName(role, language)],
    [messages.state[language], stateOf(person, now, language).text],
  ] as const;
  const to = (what: string) => `/settings/people/${id}/${what}`;
  const button = (what: string, text: Message, means: Message | null) =>
    markup`<form method="post" action="${to(what)}" class="decision">${formField(visitor)}
<p><button>${text[language]}</button>${means === null ? null : markup` <small>${means[language]}</small>`}</p></form>`;
  return [
    markup`<section><h1>${name}</h1>${saying(says)}
<dl class="facts">${facts.map(([what, fact]) => markup`<div><dt>${what}</dt><dd>${fact}</dd></div>`)}</dl>
<p class="more"><a href="/settings/people">${messages.toPeople[language]}</a></p></section>`,
    section("role-of", messages.changeRole[language], [
      markup`<p class="more">${messages.roleMeans[language]}</p>
<form method="post" action="${to("role")}" class="decision">${formField(visitor)}
<p>${roleChoice(role, language)} <button>${messages.changeRole[language]}</button></p></form>`,
    ]),
    section(
      "entrance",
      access.signIn[language],
      disabledAt === null
        ? [
            button("link", messages.newLink, messages.newLinkMeans),
            ...(person.isBound ? [button("free", messages.free, messages.freeMeans)] : []),
            button("disable", messages.disable, messages.disableMeans),
          ]
        : [button("enable", messages.enable, null)],
    ),
  ];
}
