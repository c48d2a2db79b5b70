/** The states of rows, as people are told of them; the same words on the terminal and on the page. */
import type { Message } from "../message.ts";

export const PAYOUT_STATES: Readonly<Record<string, Message>> = {
  imported: { sv: "inläst", en: "imported" },
  matched: { sv: "bokförd, ej lämnad", en: "booked, not delivered" },
  posted: { sv: "lämnad", en: "delivered" },
  failed: { sv: "misslyckad", en: "failed" },
};

export const RUN_STATES: Readonly<Record<string, Message>> = {
  collecting: { sv: "hämtar filer", en: "collecting files" },
  importing: { sv: "läser in", en: "importing" },
  matching: { sv: "matchar", en: "matching" },
  posting: { sv: "lämnar verifikationer", en: "delivering vouchers" },
  notifying: { sv: "skickar e-post", en: "sending mail" },
  done: { sv: "klar", en: "done" },
  failed: { sv: "misslyckad", en: "failed" },
};

export const RUN_KINDS: Readonly<Record<string, Message>> = {
  nightly: { sv: "Natt", en: "Night" },
  import: { sv: "Inläsning", en: "Import" },
  rematch: { sv: "Ny matchning", en: "New match" },
};

export const DEVIATION_STATES: Readonly<Record<string, Message>> = {
  open: { sv: "öppen", en: "open" },
  resolved: { sv: "avgjord", en: "resolved" },
  closed: { sv: "stängd", en: "closed" },
};

export const POSTING_STATES: Readonly<Record<string, Message>> = {
  pending: { sv: "väntar", en: "waits" },
  posted: { sv: "lämnad", en: "delivered" },
  failed: { sv: "misslyckad", en: "failed" },
};
