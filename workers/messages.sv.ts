/** Swedish texts of this folder. */
import type { Message } from "../src/message.ts";

export const sv = {
  addressUnknown: "finns inte på den här datorn",
  addressInUse: "används redan av ett annat program",
  addressForbidden: "får inte användas av den här användaren",
  cannotListen: ({ host, port, why }: { host: string; port: number; why: Message }) =>
    `Adressen ${host}:${port} ${why.sv}.`,
  cannotListenRemedy: "Välj en annan med web.port eller web.host i kvitt.config.yaml.",
};
