/**
 * Where the embedded database of a home lies: in the home's own `pg/`, or, where we are root and the account that
 * the database runs as cannot walk there (a home of mode 0700), under /var/lib/kvitt/. Then a text file in `pg/`
 * says where (elsewhere.ts).
 */
import { existsSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { accountFor, canEnter, give, type Account } from "./account.ts";
import { createExternal, followPointer, STATE } from "./external-data-dir.ts";
import { makeFolder } from "./folder.ts";
import { cannotWalkTo } from "./problems.ts";

export interface Place {
  /** Holds everything below; owned by whoever runs Kvitt. */
  readonly folder: string;
  /** PostgreSQL's own data directory; owned by `account`. */
  readonly data: string;
  readonly password: string;
  readonly serverLog: string;
  readonly lock: string;
  readonly clients: string;
  /** Where a copy of the PostgreSQL programs may be put. */
  readonly copies: string;
  readonly account: Account;
}

/** Chooses, and makes the folders. `home` is the `pg/` folder. Throws NeedsPerson when it cannot be used. */
export function placeFor(home: string): Place {
  makeFolder(home);
  return choose(realpathSync(home));
}

function choose(home: string): Place {
  const pointed = followPointer(home);
  if (pointed !== null) return layOut(pointed, accountFor(existingData(pointed)));
  const account = accountFor(existingData(home));
  if (canEnter(home, account)) return layOut(home, account);
  // books that are there are never exchanged for empty ones
  if (existsSync(join(home, "data"))) throw cannotWalkTo(home);
  const elsewhere = createExternal(home);
  return layOut(elsewhere, accountFor(elsewhere));
}

/** A database that is there keeps the owner it has. */
function existingData(folder: string): string {
  const data = join(folder, "data");
  return existsSync(data) ? data : folder;
}

function layOut(folder: string, account: Account): Place {
  const clients = join(folder, "clients");
  makeFolder(clients);
  // when root uses a home that a plain user owns, that user must be able to clear up here afterwards
  const owner = statSync(folder);
  if (process.getuid?.() === 0 && owner.uid !== 0) give(clients, owner);
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
