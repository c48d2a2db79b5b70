/** English texts of this folder. */
import type { Message } from "../src/message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  noAddress: "is no address of this machine",
  refusedEaddrinuse: "is used by another program already",
  refusedEacces: "may not be used by this user",
  theAddress: ({ host, port, why }: { host: string; port: number; why: Message }) =>
    `The address ${host}:${port} ${why.en}.`,
  chooseAnotherOneWebPort: "Choose another one with web.port or web.host in kvitt.config.yaml.",
} satisfies typeof sv;
