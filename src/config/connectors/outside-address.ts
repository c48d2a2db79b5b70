/** The address of an outside system: Kvitt shows it a secret, so it is encrypted, or on this machine. */
import { z } from "zod";
import { isLoopback } from "../loopback.ts";
import { messages } from "../messages.ts";
import { rule } from "../settings-messages.ts";

/** "https://api.example.com", without a slash at its end. */
export const outsideUrl = z.string().refine(isSafe, rule(messages.writeServiceAddress));

export function outsideAddress(usual: string) {
  return outsideUrl.default(usual);
}

function isSafe(text: string): boolean {
  if (!URL.canParse(text) || text.endsWith("/")) return false;
  const { protocol, hostname, username, search, hash } = new URL(text);
  if (username !== "" || search !== "" || hash !== "") return false;
  return protocol === "https:" || (protocol === "http:" && isLoopback(hostname));
}
