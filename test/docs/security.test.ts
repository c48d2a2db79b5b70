import { existsSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { readPage, tableRows } from "./page.ts";

const PAGE = readPage("SECURITY.md");

test("each threat names the tests that hold it, and they are there", () => {
  const threats = tableRows(
    PAGE.slice(PAGE.indexOf("## Who may try what"), PAGE.indexOf("## Where personal data is")),
  );
  threats.shift(); // the head
  expect(threats.length).toBeGreaterThan(15);
  for (const [who = "", what = "", , tested = ""] of threats) {
    const tests = [...tested.matchAll(/`([^`]+)`/g)].map(([, name = ""]) => name);
    const missing = tests.filter(
      (name) => name.startsWith("test/") && !existsSync(new URL(`../../${name}`, import.meta.url)),
    );
    expect({ who, what, missing, none: tests.length === 0 }).toEqual({ who, what, missing: [], none: false });
  }
});
