/** English texts of this folder. */
import type { sv } from "./messages.sv.ts";

export const en = {
  works: ({ host, count }) =>
    `${host} lets Kvitt in; the folder has ${count} ${count === 1 ? "entry" : "entries"}.`,
  keyNotNamed: ({ host, shown }) => `the settings name no host key; ${host} shows ${shown}`,
  nameKey: (shown: string) =>
    `Compare it with what the provider has published, and write hostKey: ${shown}. No password was sent.`,
  keyChanged: ({ host, shown }) => `${host} shows another host key than the settings name: ${shown}`,
  askForKey: (shown: string) =>
    `Ask the provider whether the key was changed. If so, change hostKey to ${shown}; if not, somebody else answers in its place. No password was sent.`,
  notLetIn: (user: string) => `the user ${user}, or its password or key, is not accepted`,
  newPassword:
    "Get new credentials in the provider's portal, write them into the file that the settings name, and check with “kvitt connectors”.",
  noFolder: (folder: string) => `there is no folder ${folder}`,
  mayNotRead: (folder: string) => `the folder ${folder} may not be read`,
  correctFolder: "Correct folder in the settings, or have the provider allow reading it.",
  noSession: ({ host, why }) => `no connection with ${host} (${why})`,
} satisfies typeof sv;
