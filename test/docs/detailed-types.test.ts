import { expect, test } from "@jest/globals";
import { ACCOUNT_CHARTS } from "../../src/config/accounts.ts";
import { knownKinds } from "../../src/config/detailed-types.ts";
import type { Language } from "../../src/message.ts";
import { partProblem } from "./page.ts";

const PAGES = {
  sv: {
    page: "docs/bokforing.md",
    columns: ["detaljerad typ", "för", "konto", "betydelse", "på engelska", "enligt"],
    sources: { verified: "Klarnas dokument", inferred: "namnet" },
  },
  en: {
    page: "docs/accounting.md",
    columns: ["detailed type", "of a", "account", "meaning", "in Swedish", "by"],
    sources: { verified: "Klarna's documents", inferred: "its name" },
  },
} as const;

const LANGUAGES: readonly (readonly [own: Language, other: Language])[] = [
  ["sv", "en"],
  ["en", "sv"],
];

test.each(LANGUAGES)(
  "the page (%s) has every detailed type that is finer than its type, with its account and its source",
  (own, other) => {
    const { page, columns, sources } = PAGES[own];
    const rows = new Map<string, { readonly types: string[]; readonly rest: string }>();
    for (const [kind, { role, words, source, finer }] of knownKinds()) {
      if (!finer || role === null) continue;
      const [type = "", detailedType = ""] = kind.split("/");
      const rest = `${ACCOUNT_CHARTS.SE[role]} (\`${role}\`) | ${words[own]} | ${words[other]} | ${sources[source]}`;
      const row = rows.get(`${detailedType} ${rest}`) ?? { types: [], rest };
      row.types.push(type);
      rows.set(`${detailedType} ${rest}`, row);
    }
    const lines = [...rows].map(
      ([key, { types, rest }]) => `| \`${key.split(" ")[0]}\` | ${types.join(", ")} | ${rest} |`,
    );
    const head = [`| ${columns.join(" | ")} |`, `|${" --- |".repeat(columns.length)}`];
    expect(partProblem(page, "src/config/detailed-types.ts", [...head, ...lines].join("\n"))).toBe("");
  },
);
