import { expect, test } from "@jest/globals";
import { ACCOUNT_CHARTS } from "../../src/config/accounts.ts";
import { knownKinds } from "../../src/config/detailed-types.ts";
import { partProblem } from "./page.ts";

test("the page has every detailed type that is finer than its type, with its account and where that is known from", () => {
  const rows = new Map<string, { readonly types: string[]; readonly rest: string }>();
  for (const [kind, { role, words, source, finer }] of knownKinds()) {
    if (!finer || role === null) continue;
    const [type = "", detailedType = ""] = kind.split("/");
    const known = source === "verified" ? "Klarna's documents" : "its name";
    const rest = `${ACCOUNT_CHARTS.SE[role]} (\`${role}\`) | ${words.en} | ${words.sv} | ${known}`;
    const row = rows.get(`${detailedType} ${rest}`) ?? { types: [], rest };
    row.types.push(type);
    rows.set(`${detailedType} ${rest}`, row);
  }
  const lines = [...rows].map(
    ([key, { types, rest }]) => `| \`${key.split(" ")[0]}\` | ${types.join(", ")} | ${rest} |`,
  );
  const head = [
    "| detailed type | of a | account | meaning | in Swedish | by |",
    "| --- | --- | --- | --- | --- | --- |",
  ];
  expect(
    partProblem("docs/accounting.md", "src/config/detailed-types.ts", [...head, ...lines].join("\n")),
  ).toBe("");
});
