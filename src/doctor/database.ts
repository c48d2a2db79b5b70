/** What the database's answers mean: its version, the schema in it, the role we act as, and its clock. */
import type { ServerCondition } from "../books/health.ts";
import { APPLICATION_ROLE } from "../books/database.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

/** PostgreSQL 15: `server_version_num` of its first release. */
const OLDEST_VERSION = 150_000;
const SKEW_SEEN_MS = 2_000;
const SKEW_BAD_MS = 60_000;

/** `known` are the migrations of this program, `where` says which database it is. */
export function judgeDatabase(
  condition: ServerCondition,
  known: readonly string[],
  where: { readonly sv: string; readonly en: string },
): readonly Finding[] {
  return [
    judgeVersion(condition, where),
    judgeSchema(condition, known),
    ...judgeRole(condition),
    judgeClock(condition),
  ];
}

function judgeVersion(
  { version, versionNumber }: ServerCondition,
  where: { readonly sv: string; readonly en: string },
): Finding {
  const says = { sv: `PostgreSQL ${version}, ${where.sv}`, en: `PostgreSQL ${version}, ${where.en}` };
  if (versionNumber >= OLDEST_VERSION) return works("database", says);
  return broken("database", says, {
    sv: "Uppgradera databasen till PostgreSQL 15 eller nyare.",
    en: "Upgrade the database to PostgreSQL 15 or newer.",
  });
}

function judgeSchema({ migrations }: ServerCondition, known: readonly string[]): Finding {
  if (migrations === null)
    return attention(
      "schema",
      { sv: "är inte skapat än", en: "has not been made yet" },
      {
        sv: "Kör kvitt migrate. Andra kommandon gör det också av sig själva.",
        en: "Run kvitt migrate. Other commands also do so by themselves.",
      },
    );
  const newer = migrations.filter((name) => !known.includes(name));
  if (newer.length > 0)
    return broken(
      "schema",
      {
        sv: `har ändrats av en nyare Kvitt (${newer.join(", ")})`,
        en: `has been changed by a newer Kvitt (${newer.join(", ")})`,
      },
      { sv: "Uppdatera den här Kvitt.", en: "Update this Kvitt." },
    );
  const missing = known.filter((name) => !migrations.includes(name));
  if (missing.length > 0)
    return attention(
      "schema",
      { sv: `ska uppgraderas (${missing.join(", ")})`, en: `is to be upgraded (${missing.join(", ")})` },
      { sv: "Ta en säkerhetskopia och kör kvitt migrate.", en: "Take a backup and run kvitt migrate." },
    );
  return works("schema", { sv: "är i senaste version", en: "is up to date" });
}

function judgeRole({ migrations, mayTakeRole, mayEditFacts }: ServerCondition): readonly Finding[] {
  if (migrations === null) return []; // made together with the schema
  const migrateAgain = {
    sv: "Kör kvitt migrate som databasens ägare.",
    en: "Run kvitt migrate as the owner of the database.",
  };
  if (!mayTakeRole)
    return [
      broken(
        "role",
        {
          sv: `rollen ${APPLICATION_ROLE} saknas, eller får inte användas av den här inloggningen`,
          en: `the role ${APPLICATION_ROLE} is missing, or not for this login`,
        },
        migrateAgain,
      ),
    ];
  if (mayEditFacts)
    return [
      broken(
        "role",
        {
          sv: `rollen ${APPLICATION_ROLE} får ändra eller ta bort bokförda rader`,
          en: `the role ${APPLICATION_ROLE} may edit or remove what is booked`,
        },
        {
          sv: `Ta bort rättigheterna update, delete och truncate från ${APPLICATION_ROLE} på bokföringens tabeller.`,
          en: `Revoke update, delete and truncate from ${APPLICATION_ROLE} on the tables of the books.`,
        },
      ),
    ];
  return [
    works("role", {
      sv: `${APPLICATION_ROLE} får lägga till, inte ändra`,
      en: `${APPLICATION_ROLE} may append, not edit`,
    }),
  ];
}

function judgeClock({ skewMs }: ServerCondition): Finding {
  const seconds = Math.abs(skewMs / 1000).toFixed(1);
  const says = {
    sv: `databasens klocka går ${seconds} s ${skewMs < 0 ? "efter" : "före"} den här datorns`,
    en: `the database's clock is ${seconds} s ${skewMs < 0 ? "behind" : "ahead of"} this machine's`,
  };
  const todo = { sv: "Ställ klockorna med NTP.", en: "Set both clocks by NTP." };
  if (Math.abs(skewMs) < SKEW_SEEN_MS)
    return works("clock", { sv: "går lika här och i databasen", en: "agrees with the database's" });
  return Math.abs(skewMs) < SKEW_BAD_MS ? attention("clock", says, todo) : broken("clock", says, todo);
}
