/** Whether every folder of the home can be written to, and whether there is room on its disk. */
import { randomUUID } from "node:crypto";
import { open, statfs, unlink } from "node:fs/promises";
import { join } from "node:path";
import { errnoOf, messageOf } from "../errors.ts";
import type { Home } from "../home.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

/** A large report is in the inbox, the archive and the database at the same time. */
const LITTLE_BYTES = 2 * 1024 ** 3;
const TOO_LITTLE_BYTES = 200 * 1024 ** 2;

export async function checkFolders(home: Home): Promise<readonly Finding[]> {
  const folders = [
    home.inbox,
    home.receivables,
    home.work,
    home.archive,
    home.quarantine,
    home.sie,
    home.mail,
  ];
  const findings = await Promise.all(folders.map(checkFolder));
  const bad = findings.filter((finding) => finding !== null);
  if (bad.length > 0) return bad;
  return [
    works("folders", {
      sv: `alla går att skriva i; inkorgen är ${home.inbox}`,
      en: `all can be written to; the inbox is ${home.inbox}`,
    }),
  ];
}

/** null: it can be written to. */
async function checkFolder(folder: string): Promise<Finding | null> {
  // a hidden name, which the intake leaves alone
  const probe = join(folder, `.kvitt-doctor-${randomUUID()}.part`);
  try {
    const file = await open(probe, "wx");
    try {
      await file.writeFile("x");
      await file.sync();
    } finally {
      await file.close();
      await unlink(probe);
    }
    return null;
  } catch (error) {
    return broken(
      "folders",
      {
        sv: `det går inte att skriva i ${folder}: ${messageOf(error)}`,
        en: `${folder} cannot be written to: ${messageOf(error)}`,
      },
      cureOf(errnoOf(error) ?? ""),
    );
  }
}

function cureOf(code: string) {
  switch (code) {
    case "ENOENT":
      return { sv: "Skapa mappen, eller starta om Kvitt.", en: "Make the folder, or restart Kvitt." };
    case "ENOSPC":
    case "EDQUOT":
      return { sv: "Ge plats på disken.", en: "Make room on the disk." };
    case "EROFS":
      return {
        sv: "Montera disken så att det går att skriva på den.",
        en: "Mount the disk so that it can be written to.",
      };
    default:
      return {
        sv: "Ge den användare som kör Kvitt rätt att skriva där.",
        en: "Let the user that runs Kvitt write there.",
      };
  }
}

export async function checkDisk(home: Home): Promise<readonly Finding[]> {
  const free = await Promise.all(
    [home.folder, home.inbox].map(async (folder) => {
      const { bavail, bsize } = await statfs(folder);
      return { folder, bytes: bavail * bsize };
    }),
  );
  const least = free.reduce((a, b) => (b.bytes < a.bytes ? b : a));
  const size = `${(least.bytes / 1024 ** 3).toFixed(1)} GiB`;
  const says = { sv: `${size} ledigt i ${least.folder}`, en: `${size} free in ${least.folder}` };
  const todo = {
    sv: "Ge plats: en stor rapport ligger samtidigt i inkorgen, arkivet och databasen.",
    en: "Make room: a large report is in the inbox, the archive and the database at the same time.",
  };
  if (least.bytes < TOO_LITTLE_BYTES) return [broken("disk", says, todo)];
  return [least.bytes < LITTLE_BYTES ? attention("disk", says, todo) : works("disk", says)];
}
