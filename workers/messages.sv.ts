/** Swedish texts of this folder. */
import type { Message } from "../src/message.ts";

export const sv = {
  noAddress: "finns inte på den här datorn",
  refusedEaddrinuse: "används redan av ett annat program",
  refusedEacces: "får inte användas av den här användaren",
  theAddress: ({ host, port, why }: { host: string; port: number; why: Message }) =>
    `Adressen ${host}:${port} ${why.sv}.`,
  chooseAnotherOneWebPort: "Välj en annan med web.port eller web.host i kvitt.config.yaml.",
};
