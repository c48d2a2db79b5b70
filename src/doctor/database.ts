/** What the database's answers mean: its version, the schema in it, the role we act as, and its clock. */
import { messages } from "./messages.ts";
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
  const says = messages.postgreSql({ version, where });
  if (versionNumber >= OLDEST_VERSION) return works("database", says);
  return broken("database", says, messages.upgradeDatabasePostgreSqlNewer);
}

function judgeSchema({ migrations }: ServerCondition, known: readonly string[]): Finding {
  if (migrations === null)
    return attention("schema", messages.beenMadeYet, messages.runKvittMigrateOtherCommands);
  const newer = migrations.filter((name) => !known.includes(name));
  if (newer.length > 0)
    return broken("schema", messages.beenChangedNewerKvitt(newer.join(", ")), messages.updateKvitt);
  const missing = known.filter((name) => !migrations.includes(name));
  if (missing.length > 0)
    return attention(
      "schema",
      messages.isToBeUpgraded(missing.join(", ")),
      messages.takeBackupRunKvittMigrate,
    );
  return works("schema", messages.upDate);
}

function judgeRole({ migrations, mayTakeRole, mayEditFacts }: ServerCondition): readonly Finding[] {
  if (migrations === null) return []; // made together with the schema
  const migrateAgain = messages.runKvittMigrateOwnerDatabase;
  if (!mayTakeRole) return [broken("role", messages.roleMissingLogin(APPLICATION_ROLE), migrateAgain)];
  if (mayEditFacts)
    return [
      broken(
        "role",
        messages.roleMayEditRemoveBooked(APPLICATION_ROLE),
        messages.revokeUpdateDeleteTruncateTables(APPLICATION_ROLE),
      ),
    ];
  return [works("role", messages.mayAppendEdit(APPLICATION_ROLE))];
}

function judgeClock({ skewMs }: ServerCondition): Finding {
  const seconds = Math.abs(skewMs / 1000).toFixed(1);
  const says = messages.databaseSClockSMachine({ seconds, skewMs });
  const todo = messages.setBothClocksNtp;
  if (Math.abs(skewMs) < SKEW_SEEN_MS) return works("clock", messages.agreesDatabaseS);
  return Math.abs(skewMs) < SKEW_BAD_MS ? attention("clock", says, todo) : broken("clock", says, todo);
}
