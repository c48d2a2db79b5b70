/** A TCP proxy that can swallow everything without a word, as a firewall that has forgotten a connection does. */
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Socket } from "node:net";

export interface HalfOpenProxy {
  /** The given URL, with the proxy's address in it. */
  readonly url: string;
  /** From now on nothing passes; connections stay open, and new ones are taken and get no answer. */
  swallow(): void;
  /** New connections pass again. Those that were swallowed stay dead, and nobody tells their ends. */
  heal(): void;
  close(): Promise<void>;
}

export async function openProxy(target: string): Promise<HalfOpenProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let passes = true;
  const keep = (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined); // its other end hears of it below, or nobody does
    socket.on("close", () => sockets.delete(socket));
  };
  const server = createServer({ allowHalfOpen: true }, (near) => {
    keep(near);
    if (!passes) return void near.on("data", () => undefined);
    const far = connect({ host: hostname, port: Number(port), allowHalfOpen: true });
    keep(far);
    let isDead = false;
    const pass = (from: Socket, to: Socket) => {
      from.on("data", (chunk) => {
        isDead ||= !passes;
        if (!isDead) to.write(chunk);
      });
      from.on("close", () => {
        isDead ||= !passes;
        if (!isDead) to.destroy();
      });
      from.on("end", () => {
        isDead ||= !passes;
        if (!isDead) to.end();
      });
    };
    pass(near, far);
    pass(far, near);
    dead.add(() => (isDead = true));
  });
  const dead = new Set<() => void>();
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port); // a TCP server, not a pipe
  return {
    url: url.href,
    swallow: () => {
      passes = false;
      for (const kill of dead) kill();
    },
    heal: () => {
      passes = true;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
