/**
 * A TCP proxy before a server that can go silent: connections stay open, and what is sent on them vanishes in both
 * directions without a reset, as when a firewall has forgotten a connection or a cable is out.
 */
import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

export interface SilentProxy {
  /** The same address, through the proxy. */
  readonly url: string;
  /** Every open connection goes silent for ever; with "new", later ones too until `heal`. */
  silence(which?: "new"): void;
  /** New connections are refused until `heal`; those that are open stay. */
  refuse(): void;
  /** New connections are served again. Those that went silent stay so. */
  heal(): void;
  /** How many connections are open on the program's side. */
  open(): number;
  close(): Promise<void>;
}

interface Pair {
  readonly near: Socket;
  readonly far: Socket | null;
  silent: boolean;
}

export async function openSilentProxy(target: string): Promise<SilentProxy> {
  const url = new URL(target);
  const far = { host: url.hostname, port: Number(url.port) };
  const pairs = new Set<Pair>();
  let newOnesAreSilent = false;
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const pair: Pair = {
      near,
      far: newOnesAreSilent ? null : connect({ ...far, allowHalfOpen: true }),
      silent: newOnesAreSilent,
    };
    pairs.add(pair);
    join(pair);
  });
  const port = await listen(server, 0);
  url.hostname = "127.0.0.1";
  url.port = String(port);
  return {
    url: url.href,
    silence: (which) => {
      for (const pair of pairs) pair.silent = true;
      newOnesAreSilent = which === "new";
    },
    refuse: () => void server.close(),
    heal: () => {
      newOnesAreSilent = false;
      if (!server.listening) void listen(server, port);
    },
    open: () => [...pairs].filter(({ near }) => !near.readableEnded && !near.destroyed).length,
    close: async () => {
      for (const { near, far: other } of pairs) {
        near.destroy();
        other?.destroy();
      }
      if (!server.listening) return;
      server.close();
      await once(server, "close");
    },
  };
}

/** Passes on what each side says while the pair is not silent; a silent side's end is not passed on either. */
function join(pair: Pair): void {
  const { near, far } = pair;
  const pass = (from: Socket, to: Socket | null) => {
    from.on("error", () => undefined);
    from.on("data", (bytes: Buffer) => {
      if (!pair.silent) to?.write(bytes);
    });
    from.on("end", () => {
      if (!pair.silent) to?.end();
    });
    from.on("close", () => {
      if (!pair.silent) to?.destroy();
    });
  };
  pass(near, far);
  if (far !== null) pass(far, near);
}

async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("the proxy has no port");
  return address.port;
}
