/** Why a JSON answer of the Settlements API is refused. */
import type { Refusal } from "../report.ts";
import { FETCH_AGAIN } from "./remedies.ts";

type ReasonText = Pick<Refusal, "code" | "what" | "todo">;

export const JSON_REASONS = {
  json_broken: {
    code: "unreadable",
    what: {
      sv: "Filen börjar som JSON men är inte giltig, eller så är den avhuggen.",
      en: "The file begins as JSON but is not valid, or it is cut off.",
    },
    todo: FETCH_AGAIN,
  },
  json_duplicate: {
    code: "unreadable",
    what: {
      sv: "Fältet {found} finns två gånger i samma objekt.",
      en: "The field {found} is twice in the same object.",
    },
    todo: FETCH_AGAIN,
  },
  json_too_deep: {
    code: "unreadable",
    what: { sv: "Filen är nästlad för djupt.", en: "The file is nested too deeply." },
    todo: FETCH_AGAIN,
  },
  json_too_big: {
    code: "unreadable",
    what: {
      sv: "Filen innehåller för mycket som inte är transaktioner.",
      en: "The file contains too much that is no transaction.",
    },
    todo: FETCH_AGAIN,
  },
  json_number: {
    code: "unreadable",
    what: {
      sv: "{found} är inget helt antal ören: i API:ts JSON är belopp heltal i minsta enhet (119375, inte 1193.75).",
      en: "{found} is no whole number of minor units: amounts in the API's JSON are integers (119375, not 1193.75).",
    },
    todo: FETCH_AGAIN,
  },
  json_page_missing: {
    code: "unreadable",
    what: {
      sv: "Filen har {found} av {expected} transaktioner: fler sidor finns att hämta.",
      en: "The file has {found} of {expected} transactions: there are more pages to fetch.",
    },
    todo: {
      sv: "Hämta alla sidor (följ pagination.next, size är högst 500) och lägg svaren efter varandra i samma fil.",
      en: "Fetch all pages (follow pagination.next, size is at most 500) and put the answers one after the other into the same file.",
    },
  },
  json_transactions_missing: {
    code: "unreadable",
    what: {
      sv: "Filen har utbetalningen {expected} (svaret på GET /payouts/{payment_reference}) men inte dess transaktioner, så beloppen kan inte förklaras.",
      en: "The file has payout {expected} (the answer of GET /payouts/{payment_reference}) but not its transactions, so the amounts cannot be explained.",
    },
    todo: {
      sv: 'Hämta också GET /transactions?payment_reference={expected}&size=500 (alla sidor: följ pagination.next) och lägg svaren efter varandra i en och samma fil, utbetalningens först: {"payment_reference": …}{"transactions": […]}. Lägg den filen i inkorgen.',
      en: 'Fetch GET /transactions?payment_reference={expected}&size=500 too (all pages: follow pagination.next), and put the answers one after the other into one file, the payout\'s first: {"payment_reference": …}{"transactions": […]}. Put that file into the inbox.',
    },
  },
  json_payout_missing: {
    code: "unreadable",
    what: {
      sv: "Filen har transaktioner men inte utbetalningen som de hör till, så ingenting kan bevisas.",
      en: "The file has transactions but not the payout they belong to, so nothing can be proven.",
    },
    todo: {
      sv: "Hämta också GET /payouts/{payment_reference} och lägg båda svaren efter varandra i en och samma fil. Lägg den filen i inkorgen.",
      en: "Fetch GET /payouts/{payment_reference} too, and put both answers one after the other into one file. Put that file into the inbox.",
    },
  },
  json_stranger: {
    code: "unreadable",
    what: {
      sv: "I listan {found} finns något som varken är en utbetalning eller en transaktion.",
      en: "In the list {found} there is something that is neither a payout nor a transaction.",
    },
    todo: FETCH_AGAIN,
  },
  json_not_a_report: {
    code: "unreadable",
    what: {
      sv: "Filen är JSON men innehåller varken utbetalningar eller transaktioner från Klarnas Settlements API.",
      en: "The file is JSON but has neither payouts nor transactions of Klarna's Settlements API.",
    },
    todo: FETCH_AGAIN,
  },
} as const satisfies Record<string, ReasonText>;
