/** English texts of this folder. */
import type { Message } from "../src/message.ts";
import type { sv } from "./messages.sv.ts";

export const en = {
  addressUnknown: "is not an address of this machine",
  addressInUse: "is already used by another program",
  addressForbidden: "may not be used by this user",
  cannotListen: ({ host, port, why }: { host: string; port: number; why: Message }) =>
    `The address ${host}:${port} ${why.en}.`,
  cannotListenRemedy: "Choose another one with web.port or web.host in kvitt.config.yaml.",
} satisfies typeof sv;
