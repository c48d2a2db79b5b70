import { afterAll, describe, expect, test } from "@jest/globals";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { POINTER, STATE } from "../../src/embedded/external-data-dir.ts";
import { openDataDir } from "../../src/embedded/data-dir.ts";
import { runFolder } from "../setup/run.ts";

const isRoot = process.getuid?.() === 0;

/** A folder of the given mode, and the `pg/` in it. */
function homeUnder(mode: number): { above: string; home: string } {
  const above = mkdtempSync(join(runFolder(), "above-"));
  chmodSync(above, mode);
  return { above, home: join(above, "pg") };
}

test("the database lies in the home where its account can walk there, and others cannot look into it", () => {
  const { home } = homeUnder(0o711);
  const place = openDataDir(home);
  expect(place.folder).toBe(home);
  expect(place.data).toBe(join(home, "data"));
  expect(statSync(home).mode & 0o777).toBe(isRoot ? 0o711 : 0o700);
});

test("it has no account of its own for a plain user, and one without rights for root", () => {
  const { account } = openDataDir(homeUnder(0o711).home);
  if (isRoot) expect(account?.uid).toBeGreaterThan(0);
  else expect(account).toBeNull();
});

if (isRoot) {
  describe("in a home that only root can walk to", () => {
    const made = new Set<string>();
    const elsewhere = (home: string): string => {
      const { folder } = openDataDir(home);
      made.add(folder);
      return folder;
    };
    afterAll(() => {
      for (const folder of made) rmSync(folder, { recursive: true, force: true });
    });

    test("the database lies under /var/lib/kvitt, and a text file says so", () => {
      const { home } = homeUnder(0o700);
      const folder = elsewhere(home);
      expect(folder.startsWith(`${STATE}/`)).toBe(true);
      expect(readFileSync(join(home, POINTER), "utf8").split("\n")[0]).toBe(folder);
      expect(elsewhere(home)).toBe(folder);
    });

    test("a home that is moved keeps its database", () => {
      const { above, home } = homeUnder(0o700);
      const folder = elsewhere(home);
      renameSync(home, join(above, "moved"));
      expect(elsewhere(join(above, "moved"))).toBe(folder);
      // and it is the moved one's from now on: a new home in the old place has another
      expect(elsewhere(home)).not.toBe(folder);
    });

    test("a home that is copied does not share the database with its original", () => {
      const { above, home } = homeUnder(0o700);
      elsewhere(home);
      cpSync(home, join(above, "copy"), { recursive: true });
      expect(() => openDataDir(join(above, "copy"))).toThrow(
        `This home folder is a copy: its database belongs to ${home}`,
      );
    });

    test("a home that was deleted and made anew begins with an empty database, and the old one is kept", () => {
      const { home } = homeUnder(0o700);
      const before = elsewhere(home);
      rmSync(home, { recursive: true });
      expect(elsewhere(home)).not.toBe(before);
      expect(existsSync(before)).toBe(true);
    });

    test("a database that is gone is not exchanged for an empty one", () => {
      const { home } = homeUnder(0o700);
      rmSync(elsewhere(home), { recursive: true });
      expect(() => openDataDir(home)).toThrow("and is not there. Restore it from a backup");
    });

    test("a pointer to a folder that is not ours is not followed", () => {
      const { home } = homeUnder(0o700);
      mkdirSync(home);
      for (const folder of ["/etc", `${STATE}/../../../etc`, `${STATE}/x`, ""]) {
        writeFileSync(join(home, POINTER), `${folder}\n`);
        expect(() => openDataDir(home)).toThrow("and is not there");
      }
    });

    test("a database that the account can no longer reach is not replaced by an empty one", () => {
      const { above, home } = homeUnder(0o711);
      mkdirSync(openDataDir(home).data);
      chmodSync(above, 0o700);
      expect(() => openDataDir(home)).toThrow("can no longer reach its database");
    });
  });
}
