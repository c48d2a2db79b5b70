/** A real SMTP server that keeps what it is given, and says no when it is told to. */
import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { callbackify } from "node:util";
import { simpleParser, type ParsedMail } from "mailparser";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

export interface SmtpSink {
  readonly url: string;
  readonly port: number;
  readonly received: ParsedMail[];
  /** Envelope recipients, a list for each letter. */
  readonly recipients: string[][];
  close(): Promise<void>;
}

export interface SinkOptions {
  /** What to answer a recipient: null takes it. */
  readonly onRecipient?: (address: string) => Answer | null;
  /** What to answer the letter itself. */
  readonly onLetter?: () => Answer | null;
  /** Whether to cut the connection when the letter is there, instead of answering. */
  readonly cutAfterLetter?: () => boolean;
  readonly login?: { readonly user: string; readonly password: string };
  readonly port?: number;
}

export interface Answer {
  readonly code: number;
  readonly text: string;
}

export async function openSink({
  onRecipient = () => null,
  onLetter = () => null,
  cutAfterLetter = () => false,
  login,
  port = 0,
}: SinkOptions = {}): Promise<SmtpSink> {
  const received: ParsedMail[] = [];
  const recipients: string[][] = [];
  const options: SMTPServerOptions = {
    logger: false,
    disabledCommands: login ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    authOptional: login === undefined,
    allowInsecureAuth: true,
    onAuth({ username, password }, _session, done) {
      if (username === login?.user && password === login?.password) done(null, { user: username });
      else done(refusal({ code: 535, text: "5.7.8 Authentication failed" }));
    },
    onRcptTo({ address }, _session, done) {
      const answer = onRecipient(address);
      done(answer && refusal(answer));
    },
    onData(stream, session, done) {
      const take = async () => {
        const mail = await simpleParser(stream);
        const answer = onLetter();
        if (answer) throw refusal(answer);
        received.push(mail);
        recipients.push(session.envelope.rcptTo.map(({ address }) => address));
        if (cutAfterLetter()) for (const socket of sockets) socket.destroy();
      };
      callbackify(take)((problem) => done(problem));
    },
  };
  const server = new SMTPServer(options);
  const sockets = new Set<Socket>();
  server.server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.once("close", () => sockets.delete(socket));
  });
  server.on("error", () => undefined); // a client that goes away in the middle is none of ours
  server.listen(port, "127.0.0.1");
  await once(server.server, "listening");
  const { port: chosen } = server.server.address() as AddressInfo; // a TCP server, not a pipe
  return {
    url: `smtp://127.0.0.1:${chosen}`,
    port: chosen,
    received,
    recipients,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function refusal({ code, text }: Answer): Error {
  return Object.assign(new Error(text), { responseCode: code });
}
