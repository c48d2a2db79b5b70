/** A PostgreSQL connection that knows since when it waits for an answer, and that can be cut. */
import { Client, type ClientConfig } from "pg";
import { Socket } from "node:net";
import type { Backend } from "./proof-of-life.ts";

const CONNECT_MS = 10_000;
/** How long a connection may take to say goodbye. */
const GOODBYE_MS = 1_500;

/** What the kernel and the server do by themselves about a peer that is gone. Each is refused by some system. */
const OWN_CARE = {
  tcp_keepalives_idle: "10s",
  tcp_keepalives_interval: "5s",
  tcp_keepalives_count: "4",
  tcp_user_timeout: "30s",
  client_connection_check_interval: "10s",
  // far longer than a step computes between two statements; the last net for a transaction that nobody ends
  idle_in_transaction_session_timeout: "10min",
};

/** SQLSTATEs of a session that is of no more use, though it answers: it was begun while the server was read-only. */
const SPOILT: ReadonlySet<unknown> = new Set(["25006"]);

export class WatchedClient extends Client {
  readonly #socket: Socket;
  #backend: Backend | null = null;
  #isSpoilt = false;
  #waits = false;
  #bytes = 0;
  #quietLooks = 0;

  constructor(config: ClientConfig = {}) {
    const socket = new Socket();
    super({
      ...config,
      stream: () => socket,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
      connectionTimeoutMillis: CONNECT_MS,
    });
    this.#socket = socket;
    const ask = this.query.bind(this);
    const leave = this.end.bind(this);
    // `query` and `end` have many signatures, none of which matters here
    Object.defineProperties(this, {
      query: {
        value: (...given: unknown[]): unknown => {
          this.#waits = true;
          return Reflect.apply(ask, this, given);
        },
      },
      end: {
        value: (...given: unknown[]): unknown => {
          setTimeout(() => socket.destroy(), GOODBYE_MS).unref();
          return Reflect.apply(leave, this, given);
        },
      },
    });
    this.connection.on("errorMessage", (error: { readonly code?: unknown }) => {
      if (SPOILT.has(error.code)) this.#isSpoilt = true;
    });
    this.on("drain", () => (this.#waits = false));
  }

  /** null until it has greeted. */
  get backend(): Backend | null {
    return this.#backend;
  }

  /** Whether a statement waits for its answer. */
  get waits(): boolean {
    return this.#waits;
  }

  /** Whether a byte has gone in either direction since the last `look`. */
  get hasMoved(): boolean {
    return this.#socket.bytesRead + this.#socket.bytesWritten !== this.#bytes;
  }

  /** At how many looks in a row nothing had moved. Counted and not timed: a process that was held up itself proves nothing. */
  look(): number {
    this.#quietLooks = this.hasMoved ? 0 : this.#quietLooks + 1;
    this.#bytes = this.#socket.bytesRead + this.#socket.bytesWritten;
    return this.#quietLooks;
  }

  /** A statement that asks nothing, so that a connection which only listens, or rests in its pool, must answer too. */
  ping(): void {
    this.query("select").catch(() => undefined); // in a transaction that has failed, the refusal is the answer
  }

  /** Ends the connection now. What waits for it is told so. */
  cut(why: string): void {
    this.#socket.destroy(new Error(why));
  }

  get isCut(): boolean {
    return this.#socket.destroyed;
  }

  /** Whether a pool may hand it out again. */
  get isUsable(): boolean {
    return !this.#isSpoilt && !this.#socket.destroyed;
  }

  /** Asks which backend it has, and sets what the session needs: `settings` of its own, a role. */
  async greet(settings: Readonly<Record<string, string>>): Promise<void> {
    const { rows } = await this.query<Backend>(
      `select pid, backend_start::text as "startedAt" from pg_stat_activity where pid = pg_backend_pid()`,
    );
    this.#backend = rows[0] ?? null;
    await this.query(careFully(OWN_CARE));
    for (const [name, value] of Object.entries(settings))
      await this.query("select set_config($1, $2, false)", [name, value]);
  }
}

/** One round trip; a setting that this server or its system does not have is left out. */
function careFully(settings: Readonly<Record<string, string>>): string {
  const each = Object.entries(settings).map(
    ([name, value]) =>
      `begin perform set_config('${name}', '${value}', false); exception when others then null; end;`,
  );
  return `do $$ begin ${each.join(" ")} end $$`;
}
