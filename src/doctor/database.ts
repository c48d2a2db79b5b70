/** Judges the database: its version, its schema, the role that Kvitt uses, and its clock. */
import { messages } from "./messages.ts";
import { messages as booksMessages } from "../books/messages.ts";
import type { ServerCondition } from "../books/health.ts";
import { APPLICATION_ROLE } from "../books/database.ts";
import type { Message } from "../message.ts";
import { attention, broken, works, type Finding } from "./finding.ts";

/** PostgreSQL 15: `server_version_num` of its first release. */
const OLDEST_VERSION = 150_000;
const SKEW_SEEN_MS = 2_000;
const SKEW_BAD_MS = 60_000;

/** `known` are the migrations of this program; `where` names the database. */
export function judgeDatabase(
  condition: ServerCondition,
  known: readonly string[],
  where: Message,
): readonly Finding[] {
  return [
    judgeVersion(condition, where),
    judgeSchema(condition, known),
    ...judgeRole(condition),
    judgeClock(condition),
  ];
}

function judgeVersion({ version, versionNumber, readOnly }: ServerCondition, where: Message): Finding {
  const says = messages.databaseVersion({ version, where });
  if (readOnly)
    return broken("database", messages.databaseReadOnly({ version, where }), messages.makeWritable);
  if (versionNumber >= OLDEST_VERSION) return works("database", says);
  return broken("database", says, messages.upgradeDatabase);
}

function judgeSchema({ migrations }: ServerCondition, known: readonly string[]): Finding {
  if (migrations === null) return attention("schema", messages.noSchema, messages.runMigrate);
  const newer = migrations.filter((name) => !known.includes(name));
  if (newer.length > 0)
    return broken("schema", booksMessages.newerSchema(newer.join(", ")), booksMessages.updateKvitt);
  const missing = known.filter((name) => !migrations.includes(name));
  if (missing.length > 0)
    return attention("schema", messages.olderSchema(missing.join(", ")), messages.backUpAndMigrate);
  return works("schema", messages.schemaUpToDate);
}

function judgeRole(condition: ServerCondition): readonly Finding[] {
  const { migrations, mayTakeRole, mayEditFacts, roleRemedy } = condition;
  const isMissing = migrations === null ? roleRemedy !== null : !mayTakeRole;
  if (isMissing)
    return [broken("role", messages.roleMissing(APPLICATION_ROLE), roleRemedy ?? messages.migrateAsOwner)];
  if (migrations === null) return []; // made together with the schema
  if (mayEditFacts)
    return [broken("role", messages.roleMayEdit(APPLICATION_ROLE), messages.revokeRights(APPLICATION_ROLE))];
  return [works("role", messages.roleMayAppend(APPLICATION_ROLE))];
}

function judgeClock({ skewMs }: ServerCondition): Finding {
  const seconds = Math.abs(skewMs / 1000).toFixed(1);
  const says = messages.clockDiffers({ seconds, skewMs });
  const todo = messages.setClocks;
  if (Math.abs(skewMs) < SKEW_SEEN_MS) return works("clock", messages.clockAgrees);
  return Math.abs(skewMs) < SKEW_BAD_MS ? attention("clock", says, todo) : broken("clock", says, todo);
}
