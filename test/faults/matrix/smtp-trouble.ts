/** A mail server that behaves badly in one chosen way until it is told to be good. It keeps the letters that it took. */
import { once } from "node:events";
import { createServer, type AddressInfo, type Socket } from "node:net";
import { simpleParser, type ParsedMail } from "mailparser";

export const VERBS = ["CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "LETTER", "QUIT"] as const;
export type Verb = (typeof VERBS)[number];

/** What is done when a verb comes: no answer at all, "try later", or the connection is closed, the letter being taken. */
export type Trouble = {
  readonly at: Verb;
  readonly by: "hanging" | "later" | "dropping" | { readonly ms: number };
};

export interface TroubledSmtp {
  readonly url: string;
  readonly received: ParsedMail[];
  readonly recipients: string[][];
  /** How often the trouble was met. */
  met(): number;
  beGood(): void;
  close(): Promise<void>;
}

const ANSWERS: Readonly<Record<Verb, string>> = {
  CONNECT: "220 sink ready",
  EHLO: "250 sink",
  MAIL: "250 ok",
  RCPT: "250 ok",
  DATA: "354 go on",
  LETTER: "250 2.0.0 taken",
  QUIT: "221 bye",
};

/** `again`: one that was closed, on whose port, and with whose letters, this one goes on. */
export async function openTroubledSmtp(given: Trouble | null, again?: TroubledSmtp): Promise<TroubledSmtp> {
  const received: ParsedMail[] = again?.received ?? [];
  const recipients: string[][] = again?.recipients ?? [];
  const sockets = new Set<Socket>();
  let trouble = given;
  let met = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => undefined); // a client that goes away in the middle is none of ours
    socket.on("close", () => sockets.delete(socket));
    let [buffer, to, isLetter] = ["", [] as string[], false];
    const answer = async (verb: Verb, letter?: string) => {
      const bad = trouble?.at === verb ? trouble.by : null;
      if (letter !== undefined && bad !== "later" && bad !== "hanging") {
        received.push(await simpleParser(letter));
        recipients.push(to);
      }
      if (bad !== null) met += 1;
      if (bad === "hanging") return;
      if (bad === "dropping") return void socket.destroy();
      if (bad === "later") return void socket.write("451 4.3.0 try again later\r\n");
      if (bad !== null) await new Promise((resolve) => setTimeout(resolve, bad.ms));
      socket.write(`${ANSWERS[verb]}\r\n`);
      if (verb === "QUIT") socket.end();
    };
    void answer("CONNECT");
    socket.setEncoding("utf8").on("data", (chunk: string) => {
      buffer += chunk;
      for (;;) {
        const mark = isLetter ? "\r\n.\r\n" : "\r\n";
        const end = buffer.indexOf(mark);
        if (end < 0) return;
        const said = buffer.slice(0, end);
        buffer = buffer.slice(end + mark.length);
        if (isLetter) {
          isLetter = false;
          void answer("LETTER", said.replaceAll("\r\n..", "\r\n."));
          continue;
        }
        const verb = VERBS.find((one) => said.toUpperCase().startsWith(one)) ?? "EHLO";
        if (verb === "MAIL") to = [];
        if (verb === "RCPT") to.push(/<([^>]*)>/.exec(said)?.[1] ?? "");
        if (verb === "DATA" && (trouble?.at !== "DATA" || typeof trouble.by === "object")) isLetter = true;
        void answer(verb);
      }
    });
  });
  server.listen(again === undefined ? 0 : Number(new URL(again.url).port), "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server, not a pipe
  return {
    url: `smtp://127.0.0.1:${port}`,
    received,
    recipients,
    met: () => met,
    beGood: () => {
      trouble = null;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, "close");
    },
  };
}
