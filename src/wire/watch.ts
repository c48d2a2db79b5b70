/**
 * Watches the PostgreSQL connections of a pool. One that waits for an answer, with no byte in either direction for ten
 * seconds, must prove that it is alive (proof-of-life.ts); one that cannot is cut, so that whoever waits is told and the pool
 * opens another. No time limit on statements does this: one that takes minutes is at work, and one that takes a second may
 * never be answered.
 */
import type { ClientBase, ClientConfig } from "pg";
import type { Log } from "../log.ts";
import { messageOf } from "../errors.ts";
import { judge, terminate, type Backend } from "./proof-of-life.ts";
import { WatchedClient } from "./watched-client.ts";

export type { WatchedClient };

const LOOK_EVERY_MS = 2_500;
/** After five seconds of quiet, a connection that waits for nothing is made to answer. */
const PING_AFTER_LOOKS = 2;
/** An answer that is missing for ten asks for a proof of life. */
const SILENT_LOOKS = 4;
/** Verdicts other than "at work" in a row that end a connection: a backend may wait for us for a moment. */
const DOUBTS_MAX = 2;

export interface Watch {
  /** The class of this watch's connections, for a pool. */
  readonly Client: new (config?: ClientConfig) => WatchedClient;
  /** Sets up a new session of this watch (WatchedClient.greet). */
  greet(client: ClientBase, settings: Readonly<Record<string, string>>): Promise<void>;
  /** Cuts every connection: at shutdown, when a polite end has taken too long. */
  cutAll(): void;
}

export function watchPostgres(url: string, log: Log): Watch {
  const watched = new Map<WatchedClient, number>();
  /** Backends of connections that were cut, which the server may still hold. */
  let lost: Backend[] = [];
  let timer: NodeJS.Timeout | null = null;
  let looking = false;

  const look = async (): Promise<void> => {
    const silent: WatchedClient[] = [];
    for (const client of watched.keys()) {
      const quietLooks = client.look();
      if (client.isCut) continue;
      if (quietLooks < PING_AFTER_LOOKS) watched.set(client, 0);
      else if (!client.waits && client.backend !== null) client.ping();
      else if (client.waits && quietLooks >= SILENT_LOOKS) silent.push(client);
    }
    if (silent.length > 0) await doubt(silent);
    await buryLost();
  };

  const doubt = async (silent: readonly WatchedClient[]): Promise<void> => {
    const backends = silent.map(({ backend }) => backend);
    const verdicts = await judge(url, backends);
    silent.forEach((client, index) => {
      const verdict = "silent" in verdicts ? "unsure" : verdicts[index];
      if (verdict === "at work" || client.hasMoved) return void watched.set(client, 0);
      const doubts = (watched.get(client) ?? 0) + 1;
      watched.set(client, doubts);
      if (verdict !== "gone" && doubts < DOUBTS_MAX) return;
      const why = "silent" in verdicts ? `the server is silent: ${verdicts.silent}` : "it waits for nothing";
      log.warn({ pid: client.backend?.pid, why }, "a database connection was dead");
      if (client.backend !== null) lost.push(client.backend);
      client.cut(`the database connection was dead: ${why}`);
    });
  };

  const buryLost = async (): Promise<void> => {
    if (lost.length === 0) return;
    await terminate(url, lost); // what cannot be asked now is asked at the next look
    lost = [];
  };

  const lookOnce = () => {
    if (looking) return;
    looking = true;
    look()
      .catch((error: unknown) =>
        log.debug({ error: messageOf(error) }, "the database's sessions could not be asked"),
      )
      .finally(() => {
        looking = false;
        if (watched.size > 0 || lost.length > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      });
  };

  return {
    Client: class extends WatchedClient {
      constructor(config?: ClientConfig) {
        super(config);
        watched.set(this, 0);
        timer ??= setInterval(lookOnce, LOOK_EVERY_MS).unref();
        this.on("end", () => watched.delete(this));
      }
    },
    greet: async (client, settings) => {
      if (!(client instanceof WatchedClient)) throw new Error("a connection of another pool");
      await client.greet(settings);
    },
    cutAll: () => {
      for (const client of watched.keys()) client.cut("the database connection was closed at shutdown");
      lost = [];
    },
  };
}
