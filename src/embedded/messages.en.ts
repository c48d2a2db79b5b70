/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  otherServer: "Or set DATABASE_URL to a PostgreSQL server (15 or newer) of your own.",
  noEmbeddedPostgreSqlMachine: (platform: string) =>
    `There is no embedded PostgreSQL for this machine (${platform}).`,
  ifPackageLeftOutInstallation:
    "If the package was left out at installation, run npm ci again without --omit=optional.",
  embeddedPostgreSqlCannotRun: ({ path, why }: { path: string; why: string }) =>
    `The embedded PostgreSQL cannot be run here: ${path}: ${why}.`,
  needsSystemGlibcAlpineS:
    "It needs a system with glibc (not Alpine's musl) and a disk that allows programs to be run.",
  diskHoldsEmbeddedDatabaseFull: (folder: string) =>
    `The disk that holds the embedded database (${folder}) is full.`,
  freeSomeSpaceNewDatabase: "Free some space (a new database takes about 50 MB) and run the command again.",
  embeddedDatabaseNoPermissionUse: ({ path, why }: { path: string; why: string }) =>
    `The embedded database has no permission to use ${path} (${why}).`,
  runKvittUserOwnsFolder:
    "Run Kvitt as the user who owns that folder, or set KVITT_HOME to a folder you may write in.",
  embeddedDatabaseFoundNoFree: "The embedded database found no free port on 127.0.0.1.",
  checkProgramsMayListenAll: "Check that programs may listen on 127.0.0.1, and that not all ports are taken.",
  homeFolderCopyDatabaseBelongs: ({ original, pointer }: { original: string; pointer: string }) =>
    `This home folder is a copy: its database belongs to ${original} (see ${pointer}).`,
  beginHereEmptyDatabaseRemove: (pointer: string) =>
    `To begin here with an empty database, remove ${pointer}.`,
  databaseHomeShallLieSays: ({ folder, pointer }: { folder: string; pointer: string }) =>
    `The database of this home shall lie in ${folder} (says ${pointer}), and is not there.`,
  restoreBackupRemoveBeginEmpty: (pointer: string) =>
    `Restore it from a backup, or remove ${pointer} to begin with an empty database.`,
  accountPostgreSqlRunsCan: (home: string) =>
    `The account that PostgreSQL runs as can no longer walk to its database in ${home}.`,
  giveFoldersAboveRightWalked: "Give the folders above it the right to be walked through (chmod o+x).",
  embeddedDatabaseMadeAnotherMajor: (folder: string) =>
    `The embedded database in ${folder} was made by another major version of PostgreSQL.`,
  useVersionKvittMadeDump:
    "Use the version of Kvitt that made it, dump it with pg_dump and restore it into the new one.",
} satisfies typeof sv;
