/**
 * Chooses the folder of the embedded database: the home folder's own `pg/`, or, where we are root and the account that the
 * database runs as cannot enter it (a home of mode 0700), one under /var/lib/kvitt/. Then a text file in `pg/` names it
 * (external-data-dir.ts).
 */
import { existsSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { accountFor, canEnter, changeOwner, type Account } from "./account.ts";
import { createExternal, followPointer, STATE } from "./external-data-dir.ts";
import { makeFolder } from "./folder.ts";
import { cannotReach } from "./problems.ts";

export interface DataDir {
  /** Holds everything below; owned by the user who runs Kvitt. */
  readonly folder: string;
  /** PostgreSQL's own data directory; owned by `account`. */
  readonly data: string;
  readonly password: string;
  readonly serverLog: string;
  readonly lock: string;
  readonly clients: string;
  /** Where a copy of the PostgreSQL programs may be made. */
  readonly copies: string;
  readonly account: Account;
}

/** Chooses and creates the folders. `pgFolder` is the home's `pg/`. Throws UserError when it cannot be used. */
export function openDataDir(pgFolder: string): DataDir {
  makeFolder(pgFolder);
  return chooseDataDir(realpathSync(pgFolder));
}

function chooseDataDir(pgFolder: string): DataDir {
  const pointed = followPointer(pgFolder);
  if (pointed !== null) return dataDirIn(pointed, accountFor(existingData(pointed)));
  const account = accountFor(existingData(pgFolder));
  if (canEnter(pgFolder, account)) return dataDirIn(pgFolder, account);
  // existing books are never replaced by empty ones
  if (existsSync(join(pgFolder, "data"))) throw cannotReach(pgFolder);
  const external = createExternal(pgFolder);
  return dataDirIn(external, accountFor(external));
}

/** An existing database keeps its owner. */
function existingData(folder: string): string {
  const data = join(folder, "data");
  return existsSync(data) ? data : folder;
}

function dataDirIn(folder: string, account: Account): DataDir {
  const clients = join(folder, "clients");
  makeFolder(clients);
  // when root uses a folder that a plain user owns, that user must be able to clean up here later
  const owner = statSync(folder);
  if (process.getuid?.() === 0 && owner.uid !== 0) changeOwner(clients, owner);
  return {
    folder,
    data: join(folder, "data"),
    password: join(folder, "password"),
    serverLog: join(folder, "server.log"),
    lock: join(folder, "lock"),
    clients,
    copies: process.getuid?.() === 0 ? STATE : folder,
    account,
  };
}
